"""Answers that are picked from a few."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from agtutor.app.messages import AnswerEdited
from agtutor.app.widgets.answers.base import AnswerPane
from agtutor.app.widgets.answers.picklist import PickList, numbered


class ChoiceAnswer(AnswerPane):
    """One of a few: a number or the arrows pick it, Enter answers with it."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = list(texts)
        self._list = PickList(
            *(numbered(place, text) for place, text in enumerate(texts)), compact=True
        )
        self._list.highlighted = None  # Enter alone answers nothing

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield self._list

    def value(self) -> str:
        """Return the text of the option that is picked; empty where none is."""
        picked = self._list.highlighted
        return "" if picked is None else self._texts[picked]

    def load(self, answer: str) -> None:
        """Pick the option of that text, if there still is one."""
        if answer in self._texts:
            self._list.highlighted = self._texts.index(answer)

    @on(PickList.Pressed)
    def _pressed(self, event: PickList.Pressed) -> None:
        event.stop()
        if event.action == "answer":
            self.submit()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(AnswerEdited())

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.submit()
