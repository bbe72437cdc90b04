"""A warm check, and the next verdict after code that had to be killed, against a Jupyter kernel."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator

from agtutor.lab.lab import Holder, Lab
from agtutor.lab.runs import GRACE
from bench.lesson import asked, links, running, standing_before
from bench.notebook import Notebook
from bench.table import Alone, Ratio

ROUNDS = 25
KILLS = 7
STEP = "backward"
ANSWER = "l.backward()"
QUESTION = asked(STEP)
DEAF = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
"""Code that Ctrl+C doesn't end, in the lab or in a notebook."""

_SETTLE = 0.1  # seconds in which the child that stands by, and the kernel, come to rest
_RUNS = 0.3  # seconds that the endless loop gets to run
BEFORE = "\n".join(["import torch", *(link.code for link in links(STEP) if "plt" not in link.code)])
"""What stands before the step, without the plots, which a notebook has no stand-in for."""


def warm_check() -> Iterator[Ratio]:
    """Time an answer to a step, run, looked at and judged, against running it in a notebook."""
    ours, theirs = asyncio.run(_warm())
    yield Ratio("warm check", "the same cell in a Jupyter kernel, unjudged", ours, theirs, 0.25)


def after_a_kill() -> Iterator[Ratio]:
    """Time from the kill of an endless loop to its verdict, and to that of a right answer after it."""
    rounds = asyncio.run(_kills())
    stopped, right, theirs = ([one[place] for one in rounds] for place in range(3))
    peer = "a Jupyter kernel's restart with torch"
    yield Ratio("from killing an endless loop to its verdict", peer, stopped, theirs, 0.01)
    yield Ratio("from there to the verdict on the next answer", peer, right, theirs, 0.01)


def raw_check() -> Iterator[Alone]:
    """Time running the same answer in a process that has torch, and comparing the gradient."""
    note = "the floor of a warm check: no process, nothing looked at"
    yield Alone("the answer, run raw and compared in one process", raw(), note=note)


async def _warm() -> tuple[list[float], list[float]]:
    async with running() as lab:
        holder = await standing_before(lab, STEP)
        with Notebook() as notebook:

            async def both() -> tuple[float, float]:
                await lab.prepare(holder, asked(STEP))
                notebook.run(BEFORE)
                await asyncio.sleep(_SETTLE)
                return await timed(lambda: answered(lab, holder)), notebook.run(ANSWER)

            pairs = [await both() for _ in range(ROUNDS + 3)][3:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


async def _kills() -> list[tuple[float, float, float]]:
    async with running() as lab:
        holder = await standing_before(lab, STEP)
        with Notebook() as notebook:

            async def all_three() -> tuple[float, float, float]:
                await lab.prepare(holder, asked(STEP))
                notebook.hang(DEAF)
                return (*await _killed(lab, holder), notebook.restart(BEFORE))

            return [await all_three() for _ in range(KILLS + 1)][1:]


async def _killed(lab: Lab, holder: Holder) -> tuple[float, float]:
    """Return the seconds from the kill to the verdict on what was killed, and from there to the next.

    The kill comes ``GRACE`` after Ctrl+C, to which the code is deaf.
    """
    hanging = asyncio.ensure_future(lab.answer(holder, asked(STEP), DEAF))
    await asyncio.sleep(_RUNS)
    start = time.perf_counter()
    lab.interrupt()
    assert (await hanging).verdict.ruling == "stopped"
    stopped = time.perf_counter() - start - GRACE
    return stopped, await timed(lambda: answered(lab, holder))


async def answered(lab: Lab, holder: Holder) -> None:
    """Answer the step rightly, and let go of what stands then."""
    found = await lab.answer(holder, QUESTION, ANSWER)
    assert found.verdict.right, found.verdict
    assert found.holder is not None
    await lab.release(found.holder)


async def timed(action: Callable[[], Awaitable[object]]) -> float:
    """Return how long an action took, in seconds."""
    start = time.perf_counter()
    await action()
    return time.perf_counter() - start


def raw() -> list[float]:
    """Return the seconds of the same answer, run and compared in this process."""
    import torch

    spent = []
    x = torch.linspace(-5, 5, 21, requires_grad=True)
    for _ in range(ROUNDS + 3):
        x.grad = None
        space = {"l": (x**2 + 5).sum()}
        start = time.perf_counter()
        exec(ANSWER, space)
        assert torch.allclose(torch.as_tensor(x.grad), 2 * x.detach())
        spent.append(time.perf_counter() - start)
    return spent[3:]
