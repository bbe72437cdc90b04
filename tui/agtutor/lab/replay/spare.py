"""The workers: one that stands somewhere, a hot spare, and more only while more is asked at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from agtutor.errors import LabError
from agtutor.lab.backend import State
from agtutor.lab.processes import HolderLost
from agtutor.lab.replay.history import History, Links
from agtutor.lab.replay.identities import Identities
from agtutor.lab.replay.process import Process
from agtutor.lab.spawn import Spawned

SPARES = 1
"""Workers that wait with torch loaded, for when the one that stands somewhere is of no more use."""

_TRIES = 2  # times that torch may die on us while it loads, or a worker while it replays
_LATENESS = 5.0  # seconds that a replay may take beyond the deadlines of its codes


@dataclass(eq=False, slots=True)
class Worker:
    """One worker process.

    Attributes:
        process: the process.
        links: the codes that have run in it, or are being replayed.
        idle: torch is loaded, and nobody has claimed it.
        loaded: torch is loaded.
        warm: what is slow at its first use is loaded too.
        identities: which of its objects is which.
    """

    process: Process
    links: Links = ()
    idle: bool = False
    loaded: bool = False
    warm: bool = False
    identities: Identities = field(default_factory=Identities)


class Workers:
    """Gives workers out, brought to where they should stand, and sees that a fresh one is there.

    Attributes:
        closed: nothing is given out any more.
        on_ready: called when the first worker has loaded torch.
    """

    def __init__(self, first: Spawned) -> None:
        """Take over a worker that was started."""
        self.closed = False
        self.on_ready: Callable[[], None] = lambda: None
        self._first: Spawned | None = first
        self._all: list[Worker] = []
        self._leaving: set[Process] = set()
        self._jobs: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._waiting = 0
        self._wants_warm = False
        self._failures = 0
        self._why = ""

    @property
    def state(self) -> State:
        """Whether there is a worker with torch in it."""
        if self.closed:
            return "closed"
        if any(worker.loaded for worker in self._all):
            return "ready"
        return "broken" if self._failures >= _TRIES else "loading"

    @property
    def process(self) -> int:
        """The process id of the worker that was used last; 0 where there is none."""
        if self._first is not None:
            return self._first.process.pid
        return self._all[-1].process.process if self._all else 0

    async def ready(self) -> None:
        """Wait until torch is loaded.

        Raises:
            LabError: it can't be, or the lab is closed.
        """
        await self._when(lambda: next((worker for worker in self._all if worker.loaded), None))

    async def warm(self) -> None:
        """Have spares warmed from now on, and wait for the first one."""
        self._wants_warm = True
        await self._when(lambda: next((worker for worker in self._all if worker.warm), None))

    async def take(self, history: History, *, aside: bool = False) -> Worker:
        """Return a worker that stands at a history; ``give_back`` or ``discard`` it.

        Args:
            history: where it is to stand.
            aside: it won't come back: use the spare, and leave the one that stands somewhere.

        Raises:
            HolderLost: the history's codes don't lead there any more.
            LabError: as ``ready``.
        """
        for _ in range(_TRIES):
            worker = await self._claimed(history.links, aside)
            stands = False
            try:
                stands = await _bring(worker, history)
            finally:
                if not stands:
                    self.discard(worker)
            if stands:
                return worker
        raise HolderLost

    def give_back(self, worker: Worker, links: Links) -> None:
        """Take a worker back that stands at some codes: those before it are of no more use."""
        worker.links = links
        if worker in self._all:
            self._all.remove(worker)
            self._all.append(worker)
            worker.idle = True
            for other in self._all[:-1]:
                if other.idle and other.links:
                    self.discard(other)
        self._tell()

    def discard(self, worker: Worker) -> None:
        """End a worker."""
        if worker in self._all:
            self._all.remove(worker)
        worker.process.kill()
        self._leaving = {one for one in self._leaving if not one.ended.is_set()} | {worker.process}
        self._tell()

    def stands_at(self, links: Links) -> bool:
        """Whether a worker waits there."""
        return any(worker.idle and worker.links == links for worker in self._all)

    async def close(self) -> None:
        """End all workers."""
        self.closed = True
        self._tell()
        processes = [*self._leaving, *(worker.process for worker in self._all)]
        if self._first is not None:
            processes.append(Process(self._first.process, self._first.trace))
            self._first = None
        self._all.clear()
        await asyncio.gather(*(process.close() for process in processes))

    async def _claimed(self, links: Links, aside: bool) -> Worker:
        self._waiting += 1
        try:
            return await self._when(lambda: self._claim(links, aside))
        finally:
            self._waiting -= 1
            self._tend()

    def _claim(self, links: Links, aside: bool) -> Worker | None:
        """Claim the idle worker that is nearest to some codes, or one that has run none."""
        near = [
            worker
            for worker in self._all
            if worker.idle and worker.links == (() if aside else links[: len(worker.links)])
        ]
        worker = max(near, key=lambda worker: (len(worker.links), worker.warm), default=None)
        if worker is not None:
            worker.idle = False
        return worker

    async def _when(self, pick: Callable[[], Worker | None]) -> Worker:
        """Wait for the worker that is picked."""
        while True:
            if self.closed:
                raise LabError("The lab is closed.")
            worker = pick()
            if worker is not None:
                return worker
            self._tend()
            if self.state == "broken":
                raise LabError(
                    f"torch can't be loaded: {self._why}.",
                    fix="Is it installed where agtutor is installed?",
                )
            await self._news.wait()

    def _tell(self) -> None:
        """Wake who waits, and see what is missing."""
        self._news.set()
        self._news = asyncio.Event()
        self._tend()

    def _tend(self) -> None:
        """Start what is missing, warm what is cold, and end what is too much."""
        if self.closed or self._failures >= _TRIES:
            return
        fresh = [worker for worker in self._all if worker.idle or not worker.loaded]
        fresh = [worker for worker in fresh if not worker.links]
        wanted = max(SPARES, self._waiting)
        missing = max(wanted - len(fresh), SPARES + 1 - len(self._all))
        if self.state == "loading":  # the first one alone: it is waited for
            missing = 1 - len(self._all)
        for _ in range(missing):
            self._start()
        for worker in fresh[wanted + 1 :]:
            self.discard(worker)
        self._heat()

    def _start(self) -> None:
        try:
            spawned, self._first = self._first or Spawned.worker(), None
        except LabError as error:
            self._failures, self._why = _TRIES, str(error)
            return
        worker = Worker(Process(spawned.process, spawned.trace))
        worker.process.on_end = lambda: self._lose(worker)
        self._all.append(worker)
        self._do(self._load(worker))

    async def _load(self, worker: Worker) -> None:
        if worker not in self._all:  # the lab was closed meanwhile
            return
        await worker.process.attach()
        reply = await worker.process.reply()
        if reply == {"event": "ready"}:
            first = self.state != "ready"
            worker.loaded = worker.idle = True
            self._failures = 0
            if first:
                self.on_ready()
            self._tell()
        elif worker in self._all:
            self._why = f"its process ended with status {worker.process.status}"
            self._failures += 1
            if reply is not None:
                self._why, self._failures = reply.get("why") or reply["failed"], _TRIES
            self.discard(worker)

    def _heat(self) -> None:
        """Have a spare warmed, where nobody waits for it and another worker is there too."""
        idle = [worker for worker in self._all if worker.idle]
        cold = [worker for worker in idle if not worker.links and not worker.warm]
        if self._wants_warm and cold and len(idle) > 1 and not self._waiting:
            cold[-1].idle = cold[-1].loaded = False
            self._do(self._warm_up(cold[-1]))

    async def _warm_up(self, worker: Worker) -> None:
        if await worker.process.ask({"op": "warm"}) == {"event": "warm"}:
            worker.loaded = worker.idle = worker.warm = True
            self._tell()
        else:
            self.discard(worker)

    def _lose(self, worker: Worker) -> None:
        """Take note that an idle worker has ended; who has claimed one finds out."""
        if worker.idle:
            self.discard(worker)

    def _do(self, job: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(job)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)


async def _bring(worker: Worker, history: History) -> bool:
    """Replay what a worker lacks of a history; False where the worker died over it.

    Raises:
        HolderLost: the codes don't end as they did, or take too long now.
    """
    missing = history.links[len(worker.links) :]
    if not missing:
        return True
    worker.links = history.links
    codes = [link.to_wire() for link in missing]
    try:
        async with asyncio.timeout(sum(link.deadline for link in missing) + _LATENESS):
            reply = await worker.process.ask({"op": "replay", "links": codes})
    except TimeoutError:
        raise HolderLost from None
    if reply is None:
        return False
    if "evidence" not in reply:
        raise HolderLost
    worker.identities.recognise(reply["evidence"]["names"], history.names)
    return True
