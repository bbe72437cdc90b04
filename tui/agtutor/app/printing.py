"""What the learner's code printed, gave back and raised, joined to one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.case.evidence import Evidence

if TYPE_CHECKING:
    from agtutor.walkthrough.progress import Entry


def printed(output: str, echo: str | None, traceback: str = "") -> str:
    """Join what was printed, the last value and the traceback, each from a new line."""
    parts = [output.rstrip("\n"), echo or "", traceback.rstrip("\n")]
    return "\n".join(part for part in parts if part)


def printed_by(evidence: Evidence, *, judged: bool = True) -> str:
    """Return what a run printed, gave back and raised.

    What Python can't parse has its place in the verdict; where none is given, it is shown here.
    """
    failure = evidence["failure"]
    shown = failure is not None and not (judged and evidence["ended"] == "unreadable")
    return printed(
        evidence["output"], evidence["echo"], failure["traceback"] if failure and shown else ""
    )


def reprinted(entry: Entry, *, judged: bool = True) -> str:
    """Return the same of an answer that ran earlier, as the journal has it."""
    shown = not (judged and entry.verdict.ruling == "unreadable")
    return printed(entry.output, entry.echo, entry.traceback if shown else "")
