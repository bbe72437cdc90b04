"""A list to pick from with the arrows, with numbers or with letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.app.widgets.inorder import actions

NUMBERS = "123456789"
LETTERS = "abcdefghi"
_ACTIONS = actions(OptionList.BINDINGS, without=["enter"])


def numbered(place: int, text: str, mark: str = "") -> Content:
    """Return an option behind its number; items past the ninth have none."""
    number = NUMBERS[place] if place < len(NUMBERS) else " "
    return Content.assemble((f"{number} ", LOOK["sign"]), mark, inline(text))


class PickList(OptionList):
    """Options with numbers. Picking by number moves the highlight there."""

    @dataclass
    class Pressed(Message):
        """A key was pressed that acts on the list: enter, space or backspace."""

        key: str

    @dataclass
    class Named(Message):
        """An option was named by its number or letter."""

        place: int

    def fill(self, prompts: Sequence[Content]) -> None:
        """Show these options, and keep the highlight where it was as far as that goes."""
        place = self.highlighted or 0
        self.set_options(Option(prompt) for prompt in prompts)
        self.highlighted = min(place, len(prompts) - 1) if prompts else None

    async def on_key(self, event: events.Key) -> None:
        """Take numbers, letters, and the keys that act or move, in the order in which they come."""
        place = self._named(event.character or "")
        if event.key in ("enter", "space", "backspace"):
            self.post_message(self.Pressed(event.key))
        elif place is not None:
            self.highlighted = place
            self.post_message(self.Named(place))
        elif event.key in _ACTIONS:
            await self.run_action(_ACTIONS[event.key])
        else:
            return
        event.stop()

    def _named(self, character: str) -> int | None:
        for row in (NUMBERS, LETTERS):
            place = row.find(character) if character else -1
            if 0 <= place < self.option_count:
                return place
        return None
