"""What a run prints: read as it comes, its head and its tail kept, a flood stopped."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from agtutor.lab.printed import Printed

BUDGET = 4 * 1024 * 1024
"""Bytes that one run may print."""

_TICK = 256 * 1024  # bytes read in one turn of the event loop, so that keys are never starved


class Output:
    """The reading end of a run's output pipe, on the event loop.

    Attributes:
        writer: the writing end.
        on_flood: called once, when more than ``BUDGET`` bytes came.
    """

    def __init__(self) -> None:
        """Make the pipe and start to read; whoever gets ``writer`` closes it."""
        self._end, self.writer = os.pipe()
        os.set_blocking(self._end, False)
        self.on_flood: Callable[[], None] = lambda: None
        self._printed = Printed()
        self._open = True
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._end, self._read)

    def finish(self) -> str:
        """Read what is there, stop reading, and return the text.

        For when all writers have ended or wait: what the pipe holds is all that there is.
        """
        while self._open and self.total <= BUDGET and self._read():
            pass
        self.close()
        return self.text

    def close(self) -> None:
        """Stop reading."""
        if self._open:
            self._open = False
            self._loop.remove_reader(self._end)
            os.close(self._end)

    @property
    def total(self) -> int:
        """Bytes that came so far."""
        return self._printed.total

    @property
    def text(self) -> str:
        """What is kept of what came so far."""
        return self._printed.text

    def _read(self) -> bool:
        """Read once; False where nothing is there now, or nothing will come any more."""
        try:
            data = os.read(self._end, _TICK)
        except BlockingIOError:
            return False
        if not data:
            self.close()
            return False
        self._keep(data)
        return True

    def _keep(self, data: bytes) -> None:
        before = self.total
        self._printed.add(data)
        if before <= BUDGET < self.total:
            self.on_flood()
