"""``agtutor doctor``: what this machine is like for the tutor, on one page or as JSON."""

from __future__ import annotations

import json

from agtutor.cli.output import columns, has_signs
from agtutor.doctor.finding import Group
from agtutor.doctor.page import Page
from agtutor.doctor.report import as_json, can_run, examine
from agtutor.errors import AgtutorError


def doctor(*, as_data: bool) -> int:
    """Print the page, or one JSON object; return 0 where the tutor can run here, else 1.

    Raises:
        AgtutorError: there is no room for it where standard output goes.
    """
    try:
        groups = _as_data() if as_data else _as_page()
    except BrokenPipeError:
        raise
    except OSError as error:
        why = (error.strerror or "it can't be used").lower()
        raise AgtutorError(f"what was found can't be written: {why}.") from error
    return 0 if can_run(groups) else 1


def _as_data() -> list[Group]:
    groups = list(examine())
    print(json.dumps(as_json(groups), ensure_ascii=True, indent=2), flush=True)
    return groups


def _as_page() -> list[Group]:
    groups: list[Group] = []
    page = Page(columns(), ascii=not has_signs())
    for group in examine():
        groups.append(group)
        print(page.group(group), end="\n\n", flush=True)
    print(page.closing(groups, can_run(groups)), flush=True)
    return groups
