"""All that a run printed, gave back and raised."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app.screens.sheet import Sheet
from agtutor.lab.text import sanitise


class OutputScreen(Sheet[None]):
    """An output with room for itself, from its first line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "close", priority=True),
        Binding("ctrl+t", "close", priority=True, id="lesson.output"),
    ]

    def __init__(self, text: str, heading: str) -> None:
        """Take the text, which may contain anything, and what it is the output of."""
        super().__init__()
        self._text = text
        self._heading = heading

    def compose(self) -> ComposeResult:
        """Show the text; the arrows and the page keys scroll it."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Content(self._heading)
            sheet.border_subtitle = self.closes()
            yield Static(Content(sanitise(self._text)))
