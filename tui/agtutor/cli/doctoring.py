"""``agtutor doctor``: what this machine is like for the tutor, on one page or as JSON."""

from __future__ import annotations

import codecs
import json
import shutil
import sys

from agtutor.doctor.finding import Group
from agtutor.doctor.page import Page
from agtutor.doctor.report import as_json, can_run, examine

_WIDEST = 100  # columns from which on lines get hard to read


def doctor(*, as_data: bool) -> int:
    """Print the page, or one JSON object; return 0 where the tutor can run here, else 1."""
    groups: list[Group] = []
    if as_data:
        groups += examine()
        print(json.dumps(as_json(groups), ensure_ascii=True, indent=2))
    else:
        page = Page(min(shutil.get_terminal_size().columns, _WIDEST), ascii=not _has_signs())
        for group in examine():
            groups.append(group)
            print(page.group(group), end="\n\n", flush=True)
        print(page.closing(groups, can_run(groups)))
    return 0 if can_run(groups) else 1


def _has_signs() -> bool:
    """Tell whether standard output takes more than ASCII; what it can't take never raises."""
    encoding = sys.stdout.encoding or "ascii"
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False
