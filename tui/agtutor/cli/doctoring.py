"""``agtutor doctor``: what this machine is like for the tutor, on one page or as JSON."""

from __future__ import annotations

import json

from agtutor.cli.output import columns, has_signs
from agtutor.doctor.finding import Group
from agtutor.doctor.page import Page
from agtutor.doctor.report import as_json, can_run, examine


def doctor(*, as_data: bool) -> int:
    """Print the page, or one JSON object; return 0 where the tutor can run here, else 1."""
    groups: list[Group] = []
    if as_data:
        groups += examine()
        print(json.dumps(as_json(groups), ensure_ascii=True, indent=2))
    else:
        page = Page(columns(), ascii=not has_signs())
        for group in examine():
            groups.append(group)
            print(page.group(group), end="\n\n", flush=True)
        print(page.closing(groups, can_run(groups)))
    return 0 if can_run(groups) else 1
