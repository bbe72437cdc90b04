"""What the learner's code printed and gave back, as plain text: no markup, no escape sequence."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from agtutor.lab.text import sanitise


class Output(Static):
    """A cell's output. Empty text takes no room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.display = False

    def show(self, text: str) -> None:
        """Show text of the learner's, whatever it contains."""
        self.update(Content(sanitise(text)))
        self.display = bool(text)
