"""The interface's handle on the judge process: one case at a time, replaced when it takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from agtutor.case.evidence import Evidence
from agtutor.errors import LabError
from agtutor.lab.backend import JudgeProcess
from agtutor.lab.wire import Message

DEADLINE = 5.0
"""Seconds that a verdict may take."""

STOPPED = "stopped"
"""The key of a reply that the judge couldn't give, since the learner stopped it."""

_TRIES = 2  # judges that may die on us without having been told to


class Judge:
    """Asks the judge process, and starts it where there is none."""

    def __init__(self, start: Callable[[], Awaitable[JudgeProcess]]) -> None:
        """Start nothing yet.

        Args:
            start: gives a process that can become a judge.
        """
        self._start = start
        self._child: JudgeProcess | None = None
        self._turn = asyncio.Lock()
        self._coming: asyncio.Task[None] | None = None
        self._stopped = self._late = False
        self._laid: tuple[JudgeProcess, Message] | None = None  # who has which case already

    async def lay(self, case: Message) -> None:
        """Have the judge read a case while the run that it is about goes on.

        Raises:
            LabError: there is no judge to be had.
        """
        async with self._turn:
            child = await self._ready()
            if await self._ask(child, {"op": "lay", "case": case}) is not None:
                self._laid = (child, case)

    async def verdict(self, case: Message, got: Evidence | None) -> Message | None:
        """Return the judge's reply to a case whose run has ended; else, as ``ask``.

        Args:
            case: the case without its run.
            got: the evidence of the run; None where the answer takes none.
        """

        def told(child: JudgeProcess) -> Message:
            if self._laid == (child, case):
                return {"op": "decide", "got": got}
            return {"op": "decide", "case": {**case, "got": got}}

        return await self._asked(told)

    async def ask(self, message: Message) -> Message | None:
        """Return the judge's reply; None where it took too long or was stopped.

        One that died is replaced, and asked anew: a case holds all that a judge needs.

        A reply with "failed" says how the judge broke down.

        Raises:
            LabError: there is no judge to be had.
        """
        return await self._asked(lambda _child: message)

    async def _asked(self, told: Callable[[JudgeProcess], Message]) -> Message | None:
        async with self._turn:
            self._stopped = self._late = False
            for _ in range(_TRIES):
                child = await self._ready()
                reply = await self._ask(child, told(child))
                if self._stopped:
                    return {STOPPED: True}
                if reply is not None or self._late:
                    return reply
            return None

    async def _ask(self, child: JudgeProcess, message: Message) -> Message | None:
        reply = None
        try:
            async with asyncio.timeout(DEADLINE):
                reply = await child.ask(message)
        except TimeoutError:
            self._late = True
        finally:
            if reply is None or "failed" in reply:
                self.dismiss()
        return reply

    @property
    def busy(self) -> bool:
        """Whether somebody waits for a verdict."""
        return self._turn.locked()

    def stop(self) -> None:
        """End the judge process on the learner's wish; whoever waits for a verdict gets None."""
        self._stopped = True
        self.dismiss()

    def dismiss(self) -> None:
        """End the judge process; whoever waits for a verdict has it from another one."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    async def call(self) -> None:
        """Have the judge ready ahead of the first case."""
        async with self._turn:
            await self._ready()

    def hasten(self) -> None:
        """Have the judge started in the background, beside what is run first."""
        self._coming = asyncio.ensure_future(self.call())
        self._coming.add_done_callback(_settled)

    async def _ready(self) -> JudgeProcess:
        if self._child is not None and not self._child.ended.is_set():
            return self._child
        ready: Message | None = None
        for _ in range(_TRIES + 1):  # what it is forked from may be found dead by this
            child = self._child = await self._start()
            try:
                ready = await child.ask({"op": "judge"})
            finally:
                if ready is None or "failed" in ready:
                    self.dismiss()
            if ready is not None and "failed" not in ready:
                return child
        raise LabError("The judge can't be started.", fix=(ready or {}).get("failed", ""))


def _settled(call: asyncio.Task[None]) -> None:
    """Take what a call raised that nobody waits for; the next one raises it again."""
    if not call.cancelled():
        call.exception()
