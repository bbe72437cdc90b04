"""Going back: to a step whose holder is kept, and to one that has to be replayed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator

from agtutor.lab.lab import Lab
from agtutor.walkthrough.standing import Standing
from bench.lesson import asked, links, running
from bench.table import Alone, Ratio

ROUNDS = 9
_SETTLE = 0.1


def going_back() -> Iterator[Alone]:
    """Time the slowest step to go back to, with its facts, where all holders are kept."""
    note = "the slowest of the lesson's steps in each round, with all facts for the panes"
    yield Alone("going back to a step that is kept", asyncio.run(_kept()), 0.020, note=note)


def replaying() -> Iterator[Ratio]:
    """Time replaying the whole lesson from nothing, against running the same code in one process."""
    ours, theirs = asyncio.run(_replayed())
    peer = "the same code, run raw in one process"
    yield Ratio("going back where the whole lesson is replayed", peer, ours, theirs, 1.6)


async def _kept() -> list[float]:
    async with running() as lab:
        return [await _slowest(lab) for _ in range(ROUNDS + 1)][1:]


async def _slowest(lab: Lab) -> float:
    standing, chain = Standing(lab), links()
    for place in range(len(chain)):
        await standing.at(chain[: place + 1])
    await asyncio.sleep(_SETTLE)
    spent = []
    for place in range(len(chain), 0, -1):
        start = time.perf_counter()
        await lab.describe(await standing.at(chain[:place]))
        spent.append(time.perf_counter() - start)
    await standing.forget()
    return max(spent)


async def _replayed() -> tuple[list[float], list[float]]:
    async with running() as lab:
        pairs = [(await _replay(lab), raw()) for _ in range(ROUNDS + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


async def _replay(lab: Lab) -> float:
    standing, chain = Standing(lab), links()
    await lab.prepare(await lab.base(), asked(chain[0].step))  # as when the learner comes to a step
    await asyncio.sleep(_SETTLE)
    start = time.perf_counter()
    await standing.at(chain)
    seconds = time.perf_counter() - start
    assert not standing.broken
    await standing.forget()
    return seconds


def raw() -> float:
    """Return the seconds that the lesson's code takes in a process of its own, torch being loaded."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.raw"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    return float(done.stdout)
