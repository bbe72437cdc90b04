"""What the learner's code printed and gave back, as plain text: no markup, no escape sequence."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from agtutor.case.evidence import Evidence
from agtutor.lab.text import sanitise


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


class Output(Static):
    """A cell's output. Empty text takes no room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.display = False

    def show(self, text: str) -> None:
        """Show text of the learner's, whatever it contains."""
        self.update(Content(sanitise(text)))
        self.display = bool(text)
