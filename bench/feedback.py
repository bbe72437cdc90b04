"""From Enter to the first feedback: wrong answers of each kind against a right one to the same step."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from agtutor.case.verdict import Ruling
from agtutor.journal import Journal
from agtutor.lab.lab import Lab
from agtutor.walkthrough.walk import Walkthrough
from bench.lesson import LESSON, running
from bench.table import Ratio

STEP = "make-y"
RIGHT = "y = x**2"
WRONG: Mapping[str, tuple[str, Ruling]] = {
    "another value": ("y = x**2 + x", "wrong"),
    "a mistake that the lesson names": ("y = x * 2", "wrong"),
    "another graph": ("y = x.detach()**2", "wrong"),
    "a name that isn't there": ("Y = x**2", "wrong"),
    "an error that it raises": ("y = x^2", "wrong"),
    "code that can't be read": ("y = x**", "unreadable"),
}
"""Wrong answers by what is wrong with them, each with how it is ruled."""

ROUNDS = 25
_SETTLE = 0.1  # seconds in which what stands by comes to rest


def of_wrong_answers() -> Iterator[Ratio]:
    """Time what a learner waits for: run, looked at, judged, and on disk."""
    rounds = asyncio.run(_rounds())
    right = [one[RIGHT] for one in rounds]
    for kind, (answer, _) in WRONG.items():
        name, peer = f"from Enter to feedback on {kind}", "a right answer to the same step"
        yield Ratio(name, peer, [one[answer] for one in rounds], right)


async def _rounds() -> list[dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        async with running() as lab:
            walk = await at_step(lab, Path(folder))
            rounds = [await _round(walk) for _ in range(ROUNDS + 3)][3:]
            await walk.close()
            return rounds


async def at_step(lab: Lab, folder: Path) -> Walkthrough:
    """Return a walkthrough that has come to the step, all before it being answered."""
    walk = Walkthrough.open(LESSON, lab, Journal.open(folder))
    while walk.step.id != STEP:
        await walk.skip()
    return walk


async def _round(walk: Walkthrough) -> dict[str, float]:
    """Return the seconds that each answer took."""
    answers: dict[str, Ruling] = {RIGHT: "right", **dict(WRONG.values())}
    return {answer: await submitted(walk, answer, ruling) for answer, ruling in answers.items()}


async def submitted(walk: Walkthrough, answer: str, ruling: Ruling) -> float:
    """Return the seconds from handing in an answer to what came of it, all being ready before."""
    await walk.prepare()
    await asyncio.sleep(_SETTLE)
    start = time.perf_counter()
    answered = await walk.submit(answer)
    seconds = time.perf_counter() - start
    assert answered.verdict.ruling == ruling, answered.verdict
    return seconds
