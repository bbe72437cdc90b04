"""Answers that are formulas: what is typed is read back on every key."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from agtutor.app.echoing import WAITING, echo
from agtutor.app.widgets.answers.code import TypedAnswer
from agtutor.app.widgets.editor import Editor
from agtutor.formula.parser import Names

_ROOM = ((20, 3), (32, 6))
"""Up to how many lines of the screen the echo has how many; on taller screens it has the most."""
_MOST = 10


class FormulaAnswer(TypedAnswer):
    """A formula in one line, with its echo below."""

    def __init__(self, names: Names) -> None:
        placeholder = "a formula, such as 3 x^2 or cos(x)/2"
        super().__init__(Editor(complete=bool, one_line=True, placeholder=placeholder))
        self._names = names
        self._echo = Static(WAITING, classes="echo quiet", markup=False)
        self._tallest = 0  # lines of the echo: fewer while typing would have all laid out with each key
        self._read_to = 0, 0  # columns and lines that there were

    def compose(self) -> ComposeResult:
        """Show the input, and the echo under it."""
        yield from super().compose()
        yield self._echo

    def edited(self, text: str) -> None:
        """Read the formula back."""
        width = self.content_size.width or self.app.size.width
        read = echo(text, self._names, width, self._lines())
        self._echo.update(read, layout=False)
        height = read.get_height({}, width)
        self._tallest = max(self._tallest, height) if text else height
        self._echo.styles.min_height = self._tallest

    def on_resize(self, event: events.Resize) -> None:
        """Read it back to the room that there is now; more lines of an echo are no other room."""
        room = event.size.width, self._lines()
        if room != self._read_to:
            self._read_to, self._tallest = room, 0
            self.edited(self.value())

    def _lines(self) -> int:
        height = self.app.size.height
        return next((lines for below, lines in _ROOM if height < below), _MOST)
