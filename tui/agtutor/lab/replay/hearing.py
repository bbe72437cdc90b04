"""What comes from a process of the replay back end, on the event loop: frames, and what it prints."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from agtutor.lab import output
from agtutor.lab.printed import Printed
from agtutor.lab.wire import Feed, Message, WireError


class Frames(asyncio.Protocol):
    """Puts a process's messages into a queue.

    Attributes:
        over: set once nothing more will come.
    """

    def __init__(self, put: Callable[[Message], None]) -> None:
        self.over = asyncio.Event()
        self._put = put
        self._feed = Feed()
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the pipe."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take bytes in; what is no frame ends the connection."""
        try:
            for message in self._feed.add(data):
                self._put(message)
        except WireError:
            self.close()

    def connection_lost(self, _error: Exception | None) -> None:
        """Take note of the end."""
        self.over.set()

    def close(self) -> None:
        """Listen no more."""
        if self._transport is not None:
            self._transport.close()


class Hearing(asyncio.Protocol):
    """Keeps what a run prints: all that comes between ``begin`` and the run's mark.

    The pipe is the same for all runs of a process, and a mark is the one thing that tells where a run's
    output ends: it is written after the last byte.

    Attributes:
        on_flood: called once for each run, when more than ``output.BUDGET`` bytes came.
        over: set once nothing more will come.
    """

    def __init__(self) -> None:
        self.on_flood: Callable[[], None] = lambda: None
        self.over = asyncio.Event()
        self._printed = Printed()
        self._mark = b""
        self._held = b""  # the last bytes, which may be the beginning of a mark
        self._marked = asyncio.Event()
        self._transport: asyncio.BaseTransport | None = None

    def begin(self, mark: str) -> None:
        """Keep what comes from here on, up to a mark."""
        self._printed, self._mark, self._held = Printed(), mark.encode("ascii"), b""
        if not self.over.is_set():
            self._marked.clear()

    async def end(self) -> str:
        """Return what was printed, once the mark or the end of the pipe has come."""
        await self._marked.wait()
        return self._printed.text

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the pipe."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what belongs to the run; between runs, nothing does."""
        if not self._mark:
            return
        before, found, _ = (self._held + data).partition(self._mark)
        if found:
            self._keep(before)
            self._finish()
        else:
            room = len(before) - len(self._mark) + 1
            self._keep(before[: max(0, room)])
            self._held = before[max(0, room) :]

    def connection_lost(self, _error: Exception | None) -> None:
        """Take note of the end: what was held back is no mark."""
        self._keep(self._held)
        self._finish()
        self.over.set()

    def close(self) -> None:
        """Listen no more."""
        if self._transport is not None:
            self._transport.close()

    def _keep(self, data: bytes) -> None:
        before = self._printed.total
        self._printed.add(data)
        if before <= output.BUDGET < self._printed.total:
            self.on_flood()

    def _finish(self) -> None:
        self._mark = self._held = b""
        self._marked.set()
