"""Back end 2: a holder is a history, a run goes ahead in a worker that was brought to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

from agtutor.case.evidence import Evidence
from agtutor.errors import LabError
from agtutor.lab.backend import State
from agtutor.lab.processes import LOOK, HolderLost, Interrupted
from agtutor.lab.replay import platform
from agtutor.lab.replay.history import History
from agtutor.lab.replay.process import Process
from agtutor.lab.replay.running import Running
from agtutor.lab.replay.spare import Worker, Workers
from agtutor.lab.runs import Task, stopped
from agtutor.lab.spawn import Kind, Spawned
from agtutor.lab.wire import Message

_LOOKING = 10.0  # seconds that a look at what stands may take
_TRIES = 2  # workers that may be found dead


class Run:
    """A run that has ended, with its worker waiting to be kept or dropped.

    Attributes:
        evidence: what it left behind.
    """

    def __init__(
        self, workers: Workers, history: History, task: Task, worker: Worker | None, evidence: Evidence
    ) -> None:
        self.evidence = evidence
        self._workers = workers
        self._history = history
        self._task = task
        self._worker = worker

    async def keep(self) -> History:
        """Have the worker stand after this run.

        Raises:
            LabError: the run was stopped, so that there is nothing to keep.
        """
        if self.evidence["ended"] == "stopped":
            raise LabError("A run that was stopped can't be kept.")
        kept = self._history.then(self._task, self.evidence)
        if self._worker is not None:
            self._workers.give_back(self._worker, kept.links)
            self._worker = None
        return kept

    async def drop(self) -> None:
        """Discard the worker, and wait for its end; one that ran nothing goes on."""
        worker = self._worker
        self.abandon()
        if worker is not None and not worker.idle:
            await worker.process.ended.wait()

    def abandon(self) -> None:
        """Discard the worker; one that ran nothing goes on."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if self.evidence["ended"] == "unreadable":
            self._workers.give_back(worker, self._history.links)
        else:
            self._workers.discard(worker)


@dataclass(slots=True)
class _Busy:
    """What ``interrupt`` stops: runs, and workers on their way that somebody waits for."""

    running: set[Running] = field(default_factory=set)
    coming: set[asyncio.Task[Worker]] = field(default_factory=set)

    def stop(self) -> bool:
        """Stop all of it; False where there is nothing."""
        for running in self.running:
            running.stop("interrupt")
        for coming in self.coming:
            coming.cancel()
        return bool(self.running or self.coming)


class SpareReplay:
    """Runs code in a worker, with a spare to take over. See ``backend.BackEnd``."""

    kind: Kind = "replay"

    def __init__(self, spawned: Spawned) -> None:
        """Take over a worker that was started."""
        self.on_ready: Callable[[], None] = lambda: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_gone: Callable[[History], None] = lambda _history: None
        self._workers = Workers(spawned)
        self._workers.on_ready = lambda: self.on_ready()
        self._base = History.empty()
        self._front, self._aside = _Busy(), _Busy()
        self._looking: set[Worker] = set()
        self._judges: list[Process] = []
        self._ahead: tuple[History, asyncio.Task[None]] | None = None

    @property
    def state(self) -> State:
        """Whether there is a worker with torch in it."""
        return self._workers.state

    @property
    def process(self) -> int:
        """The process id of the worker that was used last."""
        return self._workers.process

    async def ready(self) -> None:
        """Wait until torch is loaded."""
        await self._workers.ready()

    async def warm(self) -> None:
        """Have spares warmed; the worker that is there is left for code."""
        await self._workers.warm()

    async def base(self) -> History:
        """Return the empty history."""
        return self._base

    async def run(self, holder: History, task: Task, *, aside: bool = False) -> Run:
        """Run code once in a worker; what runs aside uses the spare."""
        for _ in range(_TRIES):
            worker = await self._worker_at(holder, aside)
            if worker is None:
                return Run(self._workers, holder, task, None, stopped("interrupt", "", "", 0.0))
            evidence = await self._run(worker, task, aside)
            if evidence is not None:
                return Run(self._workers, holder, task, worker, evidence)
        raise HolderLost

    async def look(self, holder: History, asked: Message) -> Message | None:
        """Describe a history from what is known of it; measure in a worker, which mostly goes on."""
        if asked["op"] == "describe" and holder.alive:
            return {"evidence": holder.described()}
        for _ in range(_TRIES):
            worker = await self._take(holder, aside=False)
            reply = await self._measure(worker, asked, holder)
            if reply is not None or not worker.process.ended.is_set():
                return reply
        raise HolderLost

    def expect(self, holder: History) -> None:
        """Bring a worker there ahead of the next run, where none is."""
        on_its_way = self._ahead is not None and self._ahead[0] is holder and not self._ahead[1].done()
        if holder.alive and not on_its_way and not self._workers.stands_at(holder.links):
            self._ahead = holder, asyncio.ensure_future(self._bring(holder))

    async def judge(self) -> Process:
        """Start a process for a judge to be."""
        self._judges = [judge for judge in self._judges if not judge.ended.is_set()]
        if self._workers.closed:
            raise LabError("The lab is closed.")
        judge = Process(platform.start(["agtutor.lab.replay.judge"]))
        self._judges.append(judge)
        await judge.attach()
        return judge

    def interrupt(self) -> bool:
        """Stop what runs, or what is replayed before a run; where nothing is, what is measured."""
        if self._front.stop() or self._aside.stop():
            return True
        looking, self._looking = self._looking, set()
        for worker in looking:
            worker.process.kill()
        return bool(looking)

    def release(self, holder: History) -> None:
        """Let a history go."""
        if holder is not self._base and holder.alive:
            holder.alive = False
            self.on_gone(holder)

    async def close(self) -> None:
        """Kill and collect all processes."""
        await asyncio.gather(self._workers.close(), *(judge.close() for judge in self._judges))

    async def _run(self, worker: Worker, task: Task, aside: bool) -> Evidence | None:
        """Run code in a worker; where that gives no evidence, the worker is discarded."""
        running, evidence = Running(worker, task), None
        among = self._busy(aside).running
        among.add(running)
        try:
            evidence = await running.evidence()
        finally:
            among.discard(running)
            if evidence is None:
                self._workers.discard(worker)
        if evidence is not None and evidence["ended"] == "stopped" and self._workers.closed:
            evidence["stop"] = "lost"
        return evidence

    async def _measure(self, worker: Worker, asked: Message, holder: History) -> Message | None:
        """Measure in a worker, which goes on where that left all as it was."""
        reply: Message | None = None
        self._looking.add(worker)
        try:
            async with asyncio.timeout(_LOOKING):
                reply = await worker.process.ask(asked)
        except TimeoutError:
            return None
        finally:
            stopped = worker not in self._looking
            self._looking.discard(worker)
            if reply is not None and reply.get("clean"):
                self._workers.give_back(worker, holder.links)
            else:
                self._workers.discard(worker)
        if stopped and reply is None:
            raise Interrupted(LOOK, "")
        return reply

    async def _worker_at(self, holder: History, aside: bool) -> Worker | None:
        """Return a worker that stands there; None where ``interrupt`` came before it did."""
        coming = asyncio.ensure_future(self._take(holder, aside))
        among = self._busy(aside).coming
        among.add(coming)
        try:
            await asyncio.wait({coming})
        finally:
            among.discard(coming)
            if not coming.done():
                coming.cancel()
        return None if coming.cancelled() else coming.result()

    def _busy(self, aside: bool) -> _Busy:
        return self._aside if aside else self._front

    async def _take(self, holder: History, aside: bool) -> Worker:
        """Return a worker that stands there, the one that is on its way if one is."""
        if not holder.alive:
            raise HolderLost
        if self._ahead is not None and not aside:
            ahead, arriving = self._ahead
            if ahead.links == holder.links[: len(ahead.links)]:
                await asyncio.wait({arriving})
        try:
            return await self._workers.take(holder, aside=aside)
        except HolderLost:
            self.release(holder)
            raise

    async def _bring(self, holder: History) -> None:
        with contextlib.suppress(LabError):  # whoever needs it is told
            self._workers.give_back(await self._workers.take(holder), holder.links)
