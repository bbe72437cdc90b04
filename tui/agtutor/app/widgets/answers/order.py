"""Answers that put things in order, one pick after the other."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from agtutor.app.keys import key_of
from agtutor.app.messages import AnswerEdited
from agtutor.app.mixing import mixed
from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.app.widgets.answers.base import AnswerPane
from agtutor.app.widgets.answers.picklist import PickList, numbered

_ARROW = " → "


class OrderAnswer(AnswerPane):
    """Items to put in order: Enter or a number picks the next, Backspace takes the last one back.

    An item keeps its number, so that a whole order can be typed as it is read off the screen.
    """

    def __init__(self, items: Sequence[str], *, seed: str) -> None:
        super().__init__()
        self._items = mixed(items, seed)
        self._picked: list[int] = []  # the numbers of the items, from 0
        self._line = Static(classes="order")
        self._list = PickList(compact=True)

    def compose(self) -> ComposeResult:
        """Show what is picked, and below it what is left."""
        yield self._line
        yield self._list

    def on_mount(self) -> None:
        """Show the list."""
        self._show()

    @property
    def verb(self) -> str:
        """What Enter does here now."""
        return "pick" if self._left() else "answer"

    def value(self) -> str:
        """Return the items in the order picked, one a line."""
        return "\n".join(self._items[number] for number in self._picked)

    def load(self, answer: str) -> None:
        """Take up an order that was given before, or the beginning of one."""
        picked: list[int] = []
        for text in answer.split("\n") if answer else []:
            left = (n for n, item in enumerate(self._items) if item == text and n not in picked)
            if (number := next(left, None)) is None:
                return
            picked.append(number)
        self._picked = picked
        self._show()

    def _left(self) -> list[int]:
        return [number for number in range(len(self._items)) if number not in self._picked]

    @on(PickList.Pressed)
    def _pressed(self, event: PickList.Pressed) -> None:
        event.stop()
        if event.action == "take_back":
            self._take_back()
        elif self._left():
            self._pick_row(self._list.highlighted or 0)
        elif event.action == "answer":
            self.submit()

    @on(PickList.Named)
    def _named(self, event: PickList.Named) -> None:
        event.stop()
        self._pick(event.place)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._pick_row(event.option_index)

    def _pick_row(self, row: int) -> None:
        left = self._left()
        if row < len(left):
            self._pick(left[row])

    def _pick(self, number: int) -> None:
        if number not in self._picked:  # a key that came before the list was drawn anew
            self._picked.append(number)
            self._changed()

    def _take_back(self) -> None:
        if self._picked:
            self._picked.pop()
            self._changed()

    def _changed(self) -> None:
        self._show()
        self.post_message(AnswerEdited())

    def _show(self) -> None:
        left = self._left()
        self._list.fill([numbered(number, self._items[number]) for number in left], left)
        picked = Content(_ARROW).join(inline(self._items[number]) for number in self._picked)
        end = _end() if not left else "…"
        gap = (_ARROW if left else "   ") if self._picked else ""
        self._line.update(
            Content.assemble(("Order: ", LOOK["quiet"]), picked, gap, (end, LOOK["quiet"]))
        )


def _end() -> str:
    answers, back = (key_of(action, "pick") for action in ("answer", "take_back"))
    return f"{answers} answers · {back} takes one back"
