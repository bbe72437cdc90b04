"""What was gathered once about a holder, and is asked for again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from agtutor.lab.backend import Holder
from agtutor.lab.processes import HolderLost

Gathered = TypeVar("Gathered")


class Memory:
    """Results by holder and key. Who asks while one is gathered waits for the same one."""

    def __init__(self) -> None:
        self._tasks: dict[tuple[int, str], asyncio.Future[Any]] = {}

    def note(self, holder: Holder, key: str, found: object) -> None:
        """Remember what came by itself, and needn't be gathered."""
        known = asyncio.get_running_loop().create_future()
        known.set_result(found)
        self._tasks[holder.number, key] = known

    async def recall(
        self, holder: Holder, key: str, gather: Callable[[], Awaitable[Gathered]]
    ) -> Gathered:
        """Return what was gathered under a key, gathering it now where it wasn't.

        A failure is told to all who wait, and not kept. Cancelling one who waits stops nothing.

        Raises:
            HolderLost: the holder died meanwhile, and what was to be gathered with it.
        """
        place = (holder.number, key)
        if place not in self._tasks:
            self._tasks[place] = asyncio.ensure_future(gather())
            self._tasks[place].add_done_callback(lambda task: self._settle(place, task))
        task = self._tasks[place]
        await asyncio.wait([task])
        if task.cancelled():
            raise HolderLost
        found: Gathered = task.result()
        return found

    def forget(self, holder: Holder) -> None:
        """Let go of all about a holder."""
        for place in [place for place in self._tasks if place[0] == holder.number]:
            self._tasks.pop(place).cancel()

    def clear(self) -> None:
        """Let go of everything."""
        while self._tasks:
            self._tasks.popitem()[1].cancel()

    def _settle(self, place: tuple[int, str], task: asyncio.Future[Any]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._tasks.pop(place, None)
