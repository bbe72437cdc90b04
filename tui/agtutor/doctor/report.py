"""The whole examination, as one JSON object for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from agtutor import __version__
from agtutor.doctor import kernel, python, state, terminal, timings
from agtutor.doctor.finding import Finding, Group, Value, guarded

_AREAS: tuple[tuple[str, str, Callable[[], list[Finding]]], ...] = (
    ("terminal", "Terminal", lambda: terminal.findings(terminal.here())),
    ("python", "Python", lambda: python.findings(python.here())),
    ("kernel", "Kernel", lambda: kernel.findings(kernel.here())),
    ("state", "Answers", lambda: state.findings(state.here())),
    ("timings", "Speed", lambda: timings.findings(timings.here())),
)


def examine() -> Iterator[Group]:
    """Look at one area after the other; takes as long as torch takes to load, and a little more."""
    for key, title, judge in _AREAS:
        yield guarded(key, title, judge)


def can_run(groups: Sequence[Group]) -> bool:
    """Tell whether nothing is missing that the tutor can't do without."""
    return not any(one.vital and one.level == "missing" for group in groups for one in group.findings)


def as_json(groups: Sequence[Group]) -> dict[str, Value]:
    """Return what was found as plain data.

    The keys never change; there may be new ones in time::

        {"agtutor": "0.1.0",             # this program's version
         "can_run": true,                # the tutor can run here; false where the exit code is 1
         "weak": ["kernel.root", ...],   # what is weak or missing, as area.finding
         "areas": {
           "terminal": {"drawing": FINDING, "kind": ..., "size": ..., "colours": ...},
           "python":   {"python": FINDING, "torch": ..., "textual": ..., one for each package},
           "kernel":   {"system": FINDING, "landlock": ..., "seccomp": ..., "parent_death": ...,
                        "subreaper": ..., "pidfd": ..., "tasks": ..., "root": ..., "core_pattern": ...,
                        "memory": ...},
           "state":    {"folder": FINDING, "free": ..., "file_system": ..., "fsync": ...,
                        "sessions": ...},
           "timings":  {"lab": FINDING, "back_end": ..., "ready": ..., "first": ..., "warm": ...,
                        "fork": ...}}}

    A FINDING is ``{"level": "ok" | "weak" | "missing", "found": TEXT, "advice": TEXT, "value": VALUE,
    "vital": BOOL}``. Values are in bytes and seconds, null where the system doesn't tell; ``tasks`` is
    ``{"used", "limit"}``, ``size`` ``{"columns", "rows"}``, ``folder`` ``{"path", "writable"}``,
    ``file_system`` ``{"type", "network"}``, ``sessions`` ``{"files", "lines", "torn"}``. An area that
    can't be looked at has the one finding ``unseen``; without a terminal, there is ``drawing`` alone.
    """
    return {
        "agtutor": __version__,
        "can_run": can_run(groups),
        "weak": [f"{group.key}.{one.key}" for group in groups for one in group.findings if one.advice],
        "areas": {group.key: {one.key: _plain(one) for one in group.findings} for group in groups},
    }


def _plain(finding: Finding) -> Value:
    return {
        "level": finding.level,
        "found": finding.found,
        "advice": finding.advice,
        "value": finding.value,
        "vital": finding.vital,
    }
