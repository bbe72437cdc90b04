"""What screens have in common: the table of keys, and the footer, help and palette made from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.message import Message
from textual.screen import Screen

from agtutor.app.keys import EVERYWHERE, Key, placed
from agtutor.app.widgets.footer import KeyLine
from agtutor.record import Record


class RoomShown(Message):
    """A screen came to the front."""


class Place(Record):
    """Somewhere that the command palette leads to.

    Attributes:
        name: what the palette calls it.
        action: Textual's action that goes there.
        help: one sentence.
    """

    name: str
    action: str
    help: str


class Room(Screen[None]):
    """A screen with a table of keys."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    ROOM: ClassVar[str] = ""
    """The first word of the ids of its keys' actions."""

    @property
    def asked(self) -> int:
        """Tells what is asked here from what was asked before."""
        return 0

    @property
    def leaving(self) -> bool:
        """Whether something else is to be asked, which is not there yet."""
        return False

    @property
    def takes_text(self) -> bool:
        """Whether text goes into an editor here."""
        return False

    def may_lead_on(self, key: str) -> bool:
        """Tell whether a key may lead to something else being asked."""
        del key
        return False

    def applies(self, action: str) -> bool:
        """Tell whether a key of that action has a use now."""
        return bool(action)

    def keys_now(self) -> list[Key]:
        """Return the keys that have a use now, as they are named now."""
        return [key for key in placed(self.KEYS, self.ROOM) if self.applies(key.action)]

    def places(self) -> Iterable[Place]:
        """Return where the command palette leads from here."""
        return ()

    def refresh_keys(self) -> None:
        """Show the keys that have a use now."""
        keys = [key for key in (*self.keys_now(), *placed(EVERYWHERE, "app")) if key.label]
        self.query_one(KeyLine).keys = tuple(keys)

    def on_screen_resume(self) -> None:
        """Let the app see whether this screen fits the terminal."""
        self.post_message(RoomShown())

    def action_help(self) -> None:
        """Show all keys."""
        from agtutor.app.screens.help import HelpScreen  # the first frame doesn't need it

        self.app.push_screen(HelpScreen(placed(self.KEYS, self.ROOM)))
