"""The tensors that stand before a step: a chain of holders, rebuilt by seeded replay where one is gone.

A chain is named by the sources that made it, so that going back finds the holder of that step, and an
answer that was changed finds none and is replayed from the last one that still fits.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from agtutor.case.evidence import cause
from agtutor.lab.lab import Holder, HolderLost, Interrupted, Lab, Task

Done = TypeVar("Done")

_LOSSES = 3  # of several that were killed at once, each may be found dead by itself


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
        broken: accepted sources that no longer run, and why not; who uses this says so. What such a
            source would do is left out of what stands.
    """

    lab: Lab
    broken: dict[Link, str] = field(default_factory=dict)
    _kept: dict[tuple[Link, ...], Holder] = field(default_factory=dict)

    async def do(self, chain: Sequence[Link], what: Callable[[Holder], Awaitable[Done]]) -> Done:
        """Do something with the holder of what these sources leave; again where it is lost meanwhile.

        Raises:
            HolderLost: it is lost time and again.
            Interrupted: a replay was stopped.
        """
        for _ in range(_LOSSES):
            with contextlib.suppress(HolderLost):
                return await what(await self.at(chain))
        return await what(await self.at(chain))

    async def at(self, chain: Sequence[Link]) -> Holder:
        """Return the holder of what these sources leave, replaying what isn't there any more.

        Raises:
            HolderLost: a holder has ended meanwhile.
            Interrupted: a replay was stopped.
        """
        links = self._whole(chain)
        done = len(links)
        while done and not self._alive(links[:done]):
            done -= 1
        holder = self._kept[links[:done]] if done else await self.lab.base()
        if len(links) - done > 1 and self.lab.kind == "fork":
            at_once = await self._replay(holder, links, done)
            if at_once is not None:
                return at_once
        for place in range(done, len(links)):
            holder = await self._replay(holder, links[: place + 1], place) or holder
        return holder

    def sources(self, chain: Sequence[Link]) -> list[Task]:
        """Return what leads to a holder, for running it all in one process."""
        return [link.task() for link in self._whole(chain)]

    def keep(self, chain: Sequence[Link], holder: Holder) -> None:
        """Remember the holder of an accepted answer."""
        self._kept[self._whole(chain)] = holder

    async def forget(self) -> None:
        """Let all holders go."""
        holders = list(self._kept.values())
        self._kept.clear()
        for holder in holders:
            await self.lab.release(holder)

    def _whole(self, chain: Sequence[Link]) -> tuple[Link, ...]:
        return tuple(link for link in chain if link not in self.broken)

    def _alive(self, links: tuple[Link, ...]) -> bool:
        return links in self._kept and self._kept[links].alive

    async def _replay(self, holder: Holder, links: tuple[Link, ...], done: int) -> Holder | None:
        """Run the sources from a place on, in one process; return its holder, or None where one fails.

        A source that fails by itself is noted as broken. Where several run, it isn't known which.

        Raises:
            HolderLost: the process that it ran in was ended from outside.
            Interrupted: it was stopped.
        """
        *earlier, last = [link.task() for link in links[done:]]
        run = await self.lab.run(holder, replace(last, after=tuple(earlier)))
        if run.evidence["ended"] != "fine":
            await run.drop()
            if run.evidence["stop"] == "interrupt":
                raise Interrupted("the replay of your answers", run.evidence["detail"])
            if not earlier and run.evidence["stop"] == "lost":
                raise HolderLost
            if not earlier:
                self.broken[links[-1]] = cause(run.evidence)
            return None
        kept = self._kept[links] = await self.lab.keep(run)
        return kept
