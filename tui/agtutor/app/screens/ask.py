"""A question that is asked once: yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from agtutor.app.keys import key_of
from agtutor.app.screens.sheet import Sheet
from agtutor.app.theme import LOOK


class AskScreen(Sheet[bool]):
    """Asks, and is dismissed with the answer. What is not a clear yes is a no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", priority=True, id="ask.yes"),
        Binding("n", "answer(False)", "no", priority=True, id="ask.no"),
        Binding("enter", "answer(False)", priority=True),
    ]

    def __init__(self, title: str, words: str, yes: str, no: str) -> None:
        """Take the question's title, what follows from a yes, and words for both answers."""
        super().__init__()
        self._title, self._words, self._yes, self._no = title, words, yes, no

    def compose(self) -> ComposeResult:
        """Show the question and its two keys."""
        with Vertical(classes="sheet -small") as sheet:
            sheet.border_title = self._title
            yield Static(self._words, markup=False)
            key = LOOK["sign"]
            yes, no = (f"{_sign(action)} " for action in ("yes", "no"))
            yield Static(Content.assemble((yes, key), f"{self._yes}    ", (no, key), self._no))

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)

    def action_close(self) -> None:
        """Close with a no."""
        self.dismiss(False)


def _sign(action: str) -> str:
    key = key_of(action, "ask")
    return key.upper() if len(key) == 1 else key
