"""The tensors that stand before a step: a chain of holders, rebuilt by seeded replay where one is gone.

A chain is named by the sources that made it, so that going back finds the holder of that step, and an
answer that was changed finds none and is replayed from the last one that still fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agtutor.case.evidence import cause
from agtutor.lab.lab import Holder, Lab, Task


@dataclass(frozen=True, slots=True)
class Link:
    """One accepted source.

    Attributes:
        step: the step's id.
        code: the source.
        seed: for random numbers.
        deadline: seconds that it may take.
        allow: "processes" or "threads", where it may start some.
    """

    step: str
    code: str
    seed: int
    deadline: float
    allow: tuple[str, ...] = ()

    def task(self) -> Task:
        """Return what the lab runs."""
        return Task(self.code, self.step, self.seed, self.deadline, allow=self.allow)


@dataclass(slots=True)
class Standing:
    """Holders by the chain of sources that made them.

    Attributes:
        lab: who runs the sources.
        broken: ids of steps whose accepted source no longer runs, and why not; who uses this says so.
    """

    lab: Lab
    broken: dict[str, str] = field(default_factory=dict)
    _kept: dict[tuple[Link, ...], Holder] = field(default_factory=dict)

    async def at(self, chain: Sequence[Link]) -> Holder:
        """Return the holder of what these sources leave, replaying what isn't there any more."""
        links = tuple(chain)
        done = len(links)
        while done and not self._alive(links[:done]):
            done -= 1
        holder = self._kept[links[:done]] if done else await self.lab.base()
        for place in range(done, len(links)):
            holder = await self._replay(holder, links[: place + 1])
        return holder

    def sources(self, chain: Sequence[Link]) -> list[Task]:
        """Return what leads to a holder, for running it all in one process."""
        return [link.task() for link in chain if link.step not in self.broken]

    def keep(self, chain: Sequence[Link], holder: Holder) -> None:
        """Remember the holder of an accepted answer."""
        self._kept[tuple(chain)] = holder

    async def forget(self) -> None:
        """Let all holders go."""
        holders = list(self._kept.values())
        self._kept.clear()
        for holder in holders:
            await self.lab.release(holder)

    def _alive(self, links: tuple[Link, ...]) -> bool:
        return links in self._kept and self._kept[links].alive

    async def _replay(self, holder: Holder, links: tuple[Link, ...]) -> Holder:
        run = await self.lab.run(holder, links[-1].task())
        if run.evidence["ended"] != "fine":
            await run.drop()
            self.broken[links[-1].step] = cause(run.evidence)
            return holder
        kept = await run.keep()
        self._kept[links] = kept
        return kept
