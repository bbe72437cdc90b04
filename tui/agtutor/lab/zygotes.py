"""The interface's handle on the zygote: started, waited for, started again when it died."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from agtutor.errors import LabError
from agtutor.lab.backend import CannotFork, State
from agtutor.lab.lines import Line
from agtutor.lab.processes import Holder
from agtutor.lab.spawn import Spawned
from agtutor.lab.wire import Message

_TRIES = 2  # times that torch may die on us while it loads
_CLOSING = 1.0
"""Seconds that the zygote gets to end all that was forked from it; then it is killed."""


class Zygote:
    """One zygote at a time.

    Attributes:
        state: loading until torch is there; broken where it can't be loaded; closed for good.
        on_ready: called when torch is there, before those who wait for it go on.
        on_end: called when a zygote has died, which nobody asked it to.
    """

    def __init__(self, spawned: Spawned) -> None:
        self.state: State = "loading"
        self.on_ready: Callable[[], None] = lambda: None
        self.on_end: Callable[[], None] = lambda: None
        self._spawned = spawned
        self._why = ""
        self._threads = 1
        self._tries = 1
        self._holder: Holder | None = None
        self._line: Line | None = None
        self._settled = asyncio.Event()

    @property
    def process(self) -> int:
        """Its process id."""
        return self._spawned.process.pid

    @property
    def holder(self) -> Holder | None:
        """The zygote as a holder; None while torch isn't loaded."""
        return self._holder

    async def ready(self) -> Holder:
        """Return the zygote as the holder of the empty namespace, once torch is loaded.

        Raises:
            CannotFork: what is loaded has threads.
            LabError: torch can't be loaded, or the lab is closed.
        """
        while self._holder is None or not self._holder.alive:
            if self.state == "closed":
                raise LabError("The lab is closed.")
            if self._threads > 1:
                raise CannotFork(f"Torch comes with {self._threads} threads.")
            if self.state == "broken":
                raise LabError(
                    f"torch can't be loaded: {self._why}.",
                    fix="Is it installed where agtutor is installed?",
                )
            if self._line is None:
                self._attach()
            elif self._settled.is_set():
                self._again()
                continue
            await self._settled.wait()
        return self._holder

    async def close(self) -> None:
        """End the zygote, which ends all that was forked from it."""
        if self.state == "closed":
            return
        forked, self.state = self._holder is not None, "closed"
        self._settled.set()
        if self._holder is not None:
            self._holder.release()
        elif self._line is not None:
            self._line.close()
        if forked:
            await _ended(self.process, _CLOSING)
        self._spawned.kill()

    def _attach(self) -> None:
        assert self._spawned.end is not None
        self._line = Line(self._spawned.end)
        self._line.on_message = self._told
        self._line.on_end = self._died

    def _told(self, message: Message) -> None:
        self._threads = message.get("threads", 1)
        if message["event"] == "ready" and self._threads == 1:
            assert self._line is not None
            self._holder = Holder(self._line, self.process)
            self._holder.on_end = self._died
            self.state, self._tries = "ready", 0
            self.on_ready()
        elif message["event"] == "broken":
            self.state, self._why = "broken", message["why"]
        self._settled.set()

    def _died(self) -> None:
        if self.state == "closed" or self._threads > 1:
            return
        self._spawned.kill()
        if self.state == "ready":
            self.state = "loading"
            self.on_end()
        elif self.state == "loading" and self._tries < _TRIES:
            self._again()
            self._attach()
        elif self.state == "loading":
            code = self._spawned.process.returncode
            self.state, self._why = "broken", f"its process ended with status {code}"
            self._settled.set()

    def _again(self) -> None:
        self.state, self._holder, self._line = "loading", None, None
        self._tries += 1
        self._settled.clear()
        self._spawned = Spawned.zygote()


async def _ended(process: int, seconds: float) -> None:
    """Wait until a process of ours has ended, at most so many seconds; it stays to be collected."""
    try:
        watch = os.pidfd_open(process)
    except OSError:  # an old kernel
        return
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(watch, ended.set)
    try:
        async with asyncio.timeout(seconds):
            await ended.wait()
    except TimeoutError:
        pass
    finally:
        loop.remove_reader(watch)
        os.close(watch)
