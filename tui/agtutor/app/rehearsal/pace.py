"""How fast a play goes: rests between its acts, which can be held, cut short, and scaled."""

from __future__ import annotations

import asyncio
import contextlib

_FACTOR = 1.5
_SLOWEST, _FASTEST = 0.1, 100.0


class Pace:
    """The clock of a play.

    Attributes:
        speed: 1 as it is meant, 2 twice as fast.
    """

    def __init__(self, speed: float = 1.0) -> None:
        """Take a speed above 0."""
        self.speed = speed
        self._going = asyncio.Event()
        self._going.set()
        self._cut = asyncio.Event()

    @property
    def held(self) -> bool:
        """Whether it is paused."""
        return not self._going.is_set()

    async def rest(self, seconds: float) -> None:
        """Wait so many seconds at speed 1, or until that is cut short; and as long as it is held."""
        await self._going.wait()
        self._cut.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds / self.speed):
                await self._cut.wait()
        await self._going.wait()

    def hold(self) -> None:
        """Pause."""
        self._going.clear()

    def go_on(self) -> None:
        """Go on after a pause; or at once, where it rests."""
        self._cut.set()
        self._going.set()

    def faster(self) -> None:
        """Go faster by half."""
        self.speed = min(_FASTEST, self.speed * _FACTOR)

    def slower(self) -> None:
        """Undo that."""
        self.speed = max(_SLOWEST, self.speed / _FACTOR)
