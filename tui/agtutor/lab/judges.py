"""The interface's handle on the judge process: one case at a time, replaced when it takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from agtutor.errors import LabError
from agtutor.lab.processes import Child, Holder
from agtutor.lab.wire import Message

DEADLINE = 5.0
"""Seconds that a verdict may take."""


class Judge:
    """Asks the judge process, and forks it where there is none."""

    def __init__(self, zygote: Callable[[], Awaitable[Holder]]) -> None:
        """Fork nothing yet.

        Args:
            zygote: gives the process to fork from, loading it where it has to be.
        """
        self._zygote = zygote
        self._child: Child | None = None
        self._turn = asyncio.Lock()

    async def ask(self, message: Message) -> Message | None:
        """Return the judge's reply; None where it took too long or was dismissed.

        A reply with "failed" says how the judge broke down.

        Raises:
            LabError: there is no judge to be had.
        """
        async with self._turn:
            child, reply = await self._ready(), None
            try:
                async with asyncio.timeout(DEADLINE):
                    reply = await child.ask(message)
            except TimeoutError:
                return None
            finally:
                if reply is None or "failed" in reply:
                    self.dismiss()
            return reply

    @property
    def busy(self) -> bool:
        """Whether somebody waits for a verdict."""
        return self._turn.locked()

    def dismiss(self) -> None:
        """End the judge process; whoever waits for a verdict gets None."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    async def call(self) -> None:
        """Have the judge ready ahead of the first case."""
        async with self._turn:
            await self._ready()

    async def _ready(self) -> Child:
        if self._child is not None and not self._child.ended.is_set():
            return self._child
        child = self._child = (await self._zygote()).fork()
        ready = await child.ask({"op": "judge"})
        if ready is None or "failed" in ready:
            self.dismiss()
            raise LabError("The judge can't be started.", fix=(ready or {}).get("failed", ""))
        return child
