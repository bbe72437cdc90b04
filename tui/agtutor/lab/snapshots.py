"""Back end 1, fork snapshots: each holder is a process, and a run is a child that it forks. Linux."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from agtutor.errors import LabError
from agtutor.lab.backend import State
from agtutor.lab.processes import LOOK, Child, Holder, Interrupted
from agtutor.lab.runs import Run, Running, Seat, Task
from agtutor.lab.spawn import Kind, Spawned
from agtutor.lab.standbys import Standbys
from agtutor.lab.warming import Warming
from agtutor.lab.wire import Message
from agtutor.lab.zygotes import Zygote

KEPT = 32
"""Holders that are kept; of more, those go that weren't used for longest."""

_Base = TypeVar("_Base", Holder, Holder | None)

_LONG = 0.1  # seconds after which a run may be one that has to be stopped
_LOOKING = 10.0  # seconds that a look at what stands may take


class ForkSnapshots:
    """Forks a child for each run; one that is kept becomes a holder. See ``backend.BackEnd``."""

    kind: Kind = "fork"

    def __init__(self, spawned: Spawned) -> None:
        """Take over a zygote that was started."""
        self.on_ready: Callable[[], None] = lambda: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_gone: Callable[[Holder], None] = lambda _holder: None
        self._zygote = Zygote(spawned)
        self._zygote.on_ready = lambda: self.on_ready()
        self._zygote.on_end = self._lose_all
        self._warming = Warming()
        self._running: set[Running] = set()
        self._aside: set[Running] = set()
        self._looking: set[Seat] = set()
        self._kept: OrderedDict[int, Holder] = OrderedDict()
        self._standbys = Standbys()

    @property
    def state(self) -> State:
        """How far the zygote is."""
        return self._zygote.state

    @property
    def process(self) -> int:
        """The process id of the zygote, the ancestor of all other processes here."""
        return self._zygote.process

    async def ready(self) -> None:
        """Wait until torch is loaded; loads it again where the zygote has died."""
        await self._zygote.ready()

    async def warm(self) -> None:
        """Make the warmer base, in a child that waits while anything else runs."""
        await self._warming.begin(await self._zygote.ready())

    async def base(self) -> Holder:
        """Return the warmer base where it is there, else the zygote itself."""
        return self._warmest(await self._zygote.ready())

    async def run(self, holder: Holder, task: Task, *, aside: bool = False) -> Run:
        """Run code once in a child; what runs aside leaves the child that stands by alone."""
        if aside:
            return await self._run(Seat(holder), task, self._aside)
        again = asyncio.get_running_loop().call_later(_LONG, self._expect_again, holder)
        try:
            with self._warming.waiting():
                return await self._run(self._seat(holder), task, self._running)
        finally:
            again.cancel()

    async def look(self, holder: Holder, asked: Message) -> Message | None:
        """Have a child look, which is there for this alone."""
        seat = Seat(holder)
        self._looking.add(seat)
        reply: Message | None = None
        try:
            async with asyncio.timeout(_LOOKING):
                reply = await seat.child.ask(asked)
        except TimeoutError:
            return None
        finally:
            stopped = seat not in self._looking
            self._looking.discard(seat)
            seat.leave()
        if stopped and reply is None:
            raise Interrupted(LOOK, "")
        return reply

    def expect(self, holder: Holder) -> None:
        """Have a child forked ahead of the next run, and one from which lost steps can be replayed."""
        base = self._warmest(self._zygote.holder)
        self._use(holder)
        self._standbys.expect(holder, *([base] if base is not None else []))

    async def judge(self) -> Child:
        """Fork a child of the zygote, for a judge to be."""
        return (await self._zygote.ready()).fork()

    def interrupt(self) -> bool:
        """Stop what runs: SIGINT, and SIGKILL soon after. Where nothing does, end what is looked at."""
        stopped = self._running or self._aside
        for running in stopped:
            running.stop("interrupt")
        looking = set() if stopped else self._looking
        for seat in looking:
            seat.child.kill()
        self._looking = self._looking - looking
        return bool(stopped or looking)

    def release(self, holder: Holder) -> None:
        """Let a holder end; those that were forked from it stay."""
        if holder.number in self._kept:
            holder.release()

    async def close(self) -> None:
        """Kill and collect all processes."""
        self._let_go()
        await self._zygote.close()

    def _seat(self, holder: Holder) -> Seat:
        """Return a forked child that waits, and note that its holder is in use."""
        self._use(holder)
        return self._standbys.take(holder)

    def _use(self, holder: Holder) -> None:
        if holder.number in self._kept:
            self._kept.move_to_end(holder.number)

    def _warmest(self, zygote: _Base) -> Holder | _Base:
        warm = self._warming.holder
        return warm if warm is not None and warm.alive else zygote

    def _expect_again(self, holder: Holder) -> None:
        """Have the next child ready by the time that a run is given up."""
        with suppress(LabError):
            self.expect(holder)

    async def _run(self, seat: Seat, task: Task, among: set[Running]) -> Run:
        running = Running(seat, task)
        among.add(running)
        try:
            return Run(seat, await running.evidence(), self._keep)
        finally:
            among.discard(running)

    def _keep(self, holder: Holder) -> None:
        self._kept[holder.number] = holder
        holder.on_end = lambda: self._forget(holder)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)[1].release()

    def _forget(self, holder: Holder) -> None:
        self._kept.pop(holder.number, None)
        self.on_gone(holder)

    def _lose_all(self) -> None:
        self._let_go()
        self.on_end()

    def _let_go(self) -> None:
        while self._kept:
            self._kept.popitem()[1].release()
        self._warming.end()
        self._standbys.dismiss()
