"""A list to pick from with the arrows, with numbers or with letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agtutor.app.keys import meant
from agtutor.app.messages import PaneScrolled
from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.app.widgets.inorder import actions

NUMBERS = "123456789"
LETTERS = "abcdefghi"
_PAGES = {"pageup": -1, "pagedown": 1}
_ACTIONS = actions(OptionList.BINDINGS, without=["enter", *_PAGES])


def numbered(place: int, text: str, mark: str = "") -> Content:
    """Return an option behind its number; items past the ninth have none."""
    number = NUMBERS[place] if place < len(NUMBERS) else " "
    return Content.assemble((f"{number} ", LOOK["sign"]), mark, inline(text))


class PickList(OptionList):
    """Options with numbers. Picking by number moves the highlight there.

    Attributes:
        numbers: the number of each option, from 0, where it isn't its row.
    """

    numbers: Sequence[int] | None = None

    @dataclass
    class Pressed(Message):
        """A key was pressed that acts on the list: to answer, to tick, or to take back."""

        action: str

    @dataclass
    class Named(Message):
        """An option was named by its number or letter; ``place`` is that number, from 0."""

        place: int

    def fill(self, prompts: Sequence[Content], numbers: Sequence[int] | None = None) -> None:
        """Show these options, and keep the highlight where it was as far as that goes.

        Args:
            prompts: what each row says.
            numbers: the number of each row, from 0; the rows count themselves if None.
        """
        place = self.highlighted or 0
        self.numbers = numbers
        self.set_options(Option(prompt) for prompt in prompts)
        self.highlighted = min(place, len(prompts) - 1) if prompts else None

    async def on_key(self, event: events.Key) -> None:
        """Take numbers, letters, and the keys that act or move, in the order in which they come.

        The page keys scroll the step's text, as they do from an editor.
        """
        number = self._named(event.character or "")
        if action := meant(event.key, "pick"):
            self.post_message(self.Pressed(action))
        elif number is not None:
            self.highlighted = self._numbers().index(number)
            self.post_message(self.Named(number))
        elif event.key in _PAGES:
            self.post_message(PaneScrolled(_PAGES[event.key]))
        elif event.key in _ACTIONS:
            await self.run_action(_ACTIONS[event.key])
        else:
            return
        event.stop()

    def _numbers(self) -> Sequence[int]:
        return range(self.option_count) if self.numbers is None else self.numbers

    def _named(self, character: str) -> int | None:
        for row in (NUMBERS, LETTERS):
            number = row.find(character) if character else -1
            if number in self._numbers():
                return number
        return None
