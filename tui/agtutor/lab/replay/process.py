"""The interface's handle on a process of the replay back end. Nothing here blocks the event loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from threading import Thread
from typing import IO

from agtutor.lab.replay import platform
from agtutor.lab.replay.hearing import Frames, Hearing
from agtutor.lab.wire import Message, pack

_LAST_WORDS = (
    0.2  # seconds for what an ended process wrote to come through, where others hold its pipes
)
_STUCK = 1.0  # seconds after which a process that doesn't end as it is told is killed
_TRACE_LIMIT = 64 * 1024


class Process:
    """A worker, or a judge: messages go over its standard input and output.

    Attributes:
        hearing: what it prints, from its standard error.
        ended: set once it has ended, and all that it wrote has come.
        status: its return code, as ``subprocess`` has it; None while it runs.
        trace: once it has ended, where it was when it was interrupted, as ``faulthandler`` writes it.
        on_end: called once it has ended.
    """

    def __init__(self, started: platform.Popen, trace: IO[bytes] | None = None) -> None:
        """Take over a process that was started.

        Args:
            started: the process.
            trace: a file for where a run was when it was interrupted.
        """
        self.hearing = Hearing()
        self.ended = asyncio.Event()
        self.status: int | None = None
        self.trace = ""
        self.on_end: Callable[[], None] = lambda: None
        self._started = started
        self._file = trace
        self._attached = False
        self._came: asyncio.Queue[Message | None] = asyncio.Queue()
        self._frames = Frames(self._came.put_nowait)
        self._input: asyncio.WriteTransport | None = None
        self._settling: asyncio.Task[None] | None = None

    @property
    def process(self) -> int:
        """Its process id."""
        return self._started.pid

    async def attach(self) -> None:
        """Connect its pipes with the running event loop."""
        self._attached = True
        loop, started = asyncio.get_running_loop(), self._started
        Thread(target=self._wait, args=(loop,), daemon=True).start()
        await loop.connect_read_pipe(lambda: self._frames, started.stdout)
        await loop.connect_read_pipe(lambda: self.hearing, started.stderr)
        self._input, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, started.stdin)
        if self.ended.is_set():
            self._input.close()

    async def ask(self, message: Message) -> Message | None:
        """Send a message and return the reply; None where the process ended instead."""
        if self._input is not None and not self.ended.is_set():
            self._input.write(pack(message))
        return await self.reply()

    async def reply(self) -> Message | None:
        """Return the next message; None once the process has ended."""
        if self.ended.is_set() and self._came.empty():
            return None
        return await self._came.get()

    def interrupt(self) -> None:
        """Ask what runs in it to stop."""
        if self.status is None:
            platform.interrupt(self._started)

    def kill(self) -> None:
        """End it, and what it left running; ``ended`` tells when that is done."""
        if self.status is None:
            platform.end(self._started)
            asyncio.get_running_loop().call_later(_STUCK, self._insist)

    async def close(self) -> None:
        """End it, and wait for that."""
        self.kill()
        if self._attached:
            await self.ended.wait()
        else:
            self._started.wait()
            for pipe in (self._started.stdin, self._started.stdout, self._started.stderr):
                if pipe is not None:
                    pipe.close()
            self._read_trace()

    def _insist(self) -> None:
        if self.status is None:
            platform.kill(self._started)

    def _wait(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wait for the end, in a thread: there is no other way that all platforms have."""
        self._started.wait()
        with contextlib.suppress(RuntimeError):  # the loop was closed before
            loop.call_soon_threadsafe(self._exited)

    def _exited(self) -> None:
        platform.kill(self._started)
        self.status = self._started.returncode
        self._settling = asyncio.ensure_future(self._settle())

    async def _settle(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS):
                await asyncio.gather(self._frames.over.wait(), self.hearing.over.wait())
        for end in (self._frames, self.hearing, self._input):
            if end is not None:
                end.close()
        await asyncio.gather(self._frames.over.wait(), self.hearing.over.wait())
        self._read_trace()
        self._came.put_nowait(None)
        self.ended.set()
        self.on_end()

    def _read_trace(self) -> None:
        if self._file is not None:
            with self._file as file:
                file.seek(0)
                self.trace = file.read(_TRACE_LIMIT).decode(errors="replace")
