"""What is typed before the next step is shown is kept for it, but answers nothing by accident."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message

from agtutor.app.keys import meant
from agtutor.app.screens.room import Room

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget

Typed = events.Key | events.Paste


AT_ONCE = ("stop", "leave")
"""What keys of a room do that never wait, as those of the app don't."""


class CaughtUp(Message):
    """What a key led to may be on the screen by now."""


@dataclass
class Hold:
    """What waits for a key to lead somewhere.

    Attributes:
        room: where the key was pressed.
        asked: what was asked there.
        typed: what was typed since.
        followed: whether somebody waits for the key's effect.
        over: whether the key had its effect; what that leads to may still be on its way.
    """

    room: Room
    asked: int
    typed: list[Typed] = field(default_factory=list)
    followed: bool = False
    over: bool = False


def fitting(typed: Sequence[Typed], *, in_editor: bool) -> list[Typed]:
    """Return what of the keys that were typed ahead may go to a step that wasn't seen by then.

    Text goes into an editor, and one Enter behind it. Nothing else does: it would answer, skip or pick
    what the learner has not read.
    """
    kept: list[Typed] = []
    for event in typed if in_editor else ():
        sends = isinstance(event, events.Key) and meant(event.key, "editor") == "submit"
        if isinstance(event, events.Paste) or event.is_printable or (kept and event.key == "backspace"):
            kept.append(event)
        elif sends and kept:
            return [*kept, event]
    return kept


class Ahead:
    """What is typed between a key that leads on and the step that it leads to.

    It waits as long as the room is leaving, and no longer. Ctrl+C drops it, as it does in a shell.
    """

    def __init__(self, app: App[None]) -> None:
        """Take the app that hands the keys out."""
        self._app = app
        self._hold: Hold | None = None

    def keeps(self, event: events.Event) -> bool:
        """Tell whether an event has to wait; a key that may lead on begins it."""
        if event.is_forwarded or not isinstance(event, events.Key | events.Paste):
            return False
        key = event.key if isinstance(event, events.Key) else ""
        hold, room = self._hold, self._front()
        if hold is None or hold.room is not room:
            leads = isinstance(room, Room) and room.may_lead_on(key)
            self._hold = Hold(room, room.asked) if isinstance(room, Room) and leads else None
            return False
        action = meant(key, hold.room.ROOM)
        if action == "stop":
            self._hold = None
        if action in AT_ONCE or meant(key, "app"):
            return False
        hold.typed.append(event)
        return True

    def follow(self) -> None:
        """Find out where the key led that was handed out last, if it may lead on."""
        hold = self._hold
        if hold is not None and not hold.followed:
            hold.followed = True
            self._app.run_worker(self._await_effect(hold, self._app.focused or hold.room))

    def released(self) -> list[Typed]:
        """Return what may go to what is on the screen now; nothing while that is on its way."""
        hold = self._hold
        if hold is None:
            return []
        moved = hold.room.asked != hold.asked
        if not moved and (hold.room.leaving or not hold.over):
            return []
        self._hold = None
        if hold.room is not self._front():
            return []
        return fitting(hold.typed, in_editor=hold.room.takes_text) if moved else hold.typed

    def _front(self) -> Screen[Any] | None:
        return self._app.screen_stack[-1] if self._app.screen_stack else None

    async def _await_effect(self, hold: Hold, focused: Widget) -> None:
        """Go the way of the key's messages up to the screen, behind them."""
        for node in focused.ancestors_with_self:
            await _passed(node)  # the messages that the one before led to are behind this
            await _passed(node)  # and before this
        hold.over = True
        self._app.post_message(CaughtUp())


async def _passed(node: MessagePump) -> None:
    """Wait until a node has handled all that it was sent so far."""
    passed = asyncio.Event()
    if node.call_later(passed.set):
        await passed.wait()
