"""What is typed before the next step is shown is kept for it, but answers nothing by accident."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from agtutor.app.keys import meant
from agtutor.app.screens.room import Room

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

Typed = events.Key | events.Paste


class CaughtUp(Message):
    """What a key led to is on the screen; what was typed since can go there."""

    def __init__(self, *, moved: bool) -> None:
        """Tell whether something else is asked now."""
        super().__init__()
        self.moved = moved


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
    """What is typed between a key that leads on and the step that it leads to."""

    def __init__(self, app: App[None]) -> None:
        """Take the app that hands the keys out."""
        self._app = app
        self._typed: list[Typed] = []
        self._room: Room | None = None  # where a key was pressed that may lead on
        self._focused: Widget | None = None

    def keeps(self, event: events.Event) -> bool:
        """Tell whether an event has to wait; a key that may lead on begins it."""
        if event.is_forwarded or not isinstance(event, events.Key | events.Paste):
            return False
        key = event.key if isinstance(event, events.Key) else ""
        room = self._app.screen_stack[-1] if self._app.screen_stack else None
        if self._room is not None and room is not self._room:
            self._forget()
        if self._room is not None:
            if meant(key, "app"):
                return False
            self._typed.append(event)
            return True
        if isinstance(room, Room) and room.may_lead_on(key):
            self._room, self._focused = room, self._app.focused
        return False

    def follow(self) -> None:
        """Find out where the key led that was handed out last, if it may lead on."""
        if self._room is not None and self._focused is not None:
            self._app.run_worker(self._await_effect(self._room, self._focused))
            self._focused = None

    def released(self, *, moved: bool) -> list[Typed]:
        """Return what may go to what is on the screen now."""
        typed, room = self._typed, self._room
        self._forget()
        return fitting(typed, in_editor=room is not None and room.takes_text) if moved else typed

    def _forget(self) -> None:
        self._typed, self._room = [], None

    async def _await_effect(self, room: Room, focused: Widget) -> None:
        """Go the way of the key's messages up to the screen, behind them."""
        for node in focused.ancestors_with_self:
            for _ in range(
                2
            ):  # what a message leads to is behind the first call, and before the second
                passed = asyncio.Event()
                if node.call_later(passed.set):
                    await passed.wait()
        if not room.leaving:
            self._app.post_message(CaughtUp(moved=False))
