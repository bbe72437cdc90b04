"""How long the lab takes: to start, for a verdict at first and once warm, and for a new process."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable
from dataclasses import dataclass

from agtutor.case.question import LIKE_THE_SOLUTION, CodeQuestion
from agtutor.doctor.finding import Finding, Level
from agtutor.errors import AgtutorError, LabError
from agtutor.lab.lab import Holder, Lab, Task

PATIENCE = 60.0
"""Seconds that all of it may take."""

_ROUNDS = 7
_QUESTION = CodeQuestion(
    kind="code",
    id="doctor",
    solution="x = torch.linspace(0, 1, 5, requires_grad=True)",
    expect={"x": LIKE_THE_SOLUTION},
    kept=[],
    shows=[],
    verdict="",
    reads=[],
    calls=[],
    never=[],
    figure=False,
    wrong=[],
    seed=0,
    deadline=10.0,
)
_IMPORT = Task("import torch", "setup", seed=0)


@dataclass(frozen=True, slots=True)
class Timings:
    """Raw facts, in seconds; None where it didn't come to that.

    Attributes:
        ready: from the start of the lab until torch is loaded.
        first: from then until the first verdict, with all that has to be gathered for it.
        warm: the median verdict after that.
        fork: the median time for a new process to do nothing and tell.
        kind: how code is run: ``fork`` or ``replay``; "" where it didn't come to that.
        trouble: why the lab can't be used; empty where it can.
    """

    ready: float | None = None
    first: float | None = None
    warm: float | None = None
    fork: float | None = None
    kind: str = ""
    trouble: str = ""


_KEYS = (
    (
        "ready",
        "start",
        5.0,
        "until torch is loaded",
        "The first answer waits that long after the start; the lesson can be read meanwhile. A slow or "
        "shared disk does that, or a busy machine; a second start is mostly quicker.",
    ),
    (
        "first",
        "first verdict",
        1.0,
        "after that",
        "The first answer takes that long to judge. The machine is busy, or short of memory.",
    ),
    (
        "warm",
        "verdict",
        0.1,
        "once warm",
        "Verdicts come with a delay that you may notice. The machine is busy, or short of memory.",
    ),
    (
        "fork",
        "new process",
        0.1,
        "",
        "Each answer runs in a new process, which takes long here. The machine is busy, or short of "
        "memory.",
    ),
)


def here() -> Timings:
    """Start a lab, have a tiny answer judged in it, and end it again."""
    try:
        return asyncio.run(_measure())
    except (AgtutorError, OSError, AttributeError, ImportError) as error:
        return Timings(trouble=str(error) or type(error).__name__)


def findings(timings: Timings) -> list[Finding]:
    """Return what follows from the facts."""
    found = [_lab(timings.trouble)]
    if timings.kind:
        found.append(_back_end(timings.kind))
    for key, name, slow, when, advice in _KEYS:
        seconds = getattr(timings, key)
        if seconds is not None:
            level: Level = "ok" if seconds < slow else "weak"
            text = f"{_span(seconds)} {when}".rstrip()
            found.append(Finding(key, name, level, text, "" if level == "ok" else advice, seconds))
    return found


def _lab(trouble: str) -> Finding:
    if not trouble:
        return Finding("lab", "lab", "ok", "starts, and judges an answer", value=True, vital=True)
    advice = f"Answers can't be run here. {trouble}"
    return Finding("lab", "lab", "missing", "doesn't start", advice, False, vital=True)


def _back_end(kind: str) -> Finding:
    if kind == "fork":
        return Finding("back_end", "code runs in", "ok", "copies of one process", value=kind)
    advice = (
        "This system doesn't copy processes safely, or AGTUTOR_LAB says so. Going back runs your "
        "answers again, which takes a little longer; nothing else differs."
    )
    return Finding("back_end", "code runs in", "weak", "one process, and is replayed", advice, kind)


def _span(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


async def _measure() -> Timings:
    start = time.perf_counter()
    lab = Lab.launch()
    try:
        async with asyncio.timeout(PATIENCE):
            await lab.ready()
            return await _verdicts(lab, time.perf_counter() - start)
    except TimeoutError:
        return Timings(trouble=f"It took more than {PATIENCE:.0f} s.")
    finally:
        await lab.close()


async def _verdicts(lab: Lab, ready: float) -> Timings:
    start = time.perf_counter()
    holder = await (await lab.run(await lab.base(), _IMPORT)).keep()
    await _verdict(lab, holder)
    first = time.perf_counter() - start
    warm = [await _verdict(lab, holder) for _ in range(_ROUNDS)]
    forks = [await _timed(_nothing(lab, holder)) for _ in range(_ROUNDS)]
    return Timings(ready, first, statistics.median(warm), statistics.median(forks), lab.kind)


async def _verdict(lab: Lab, holder: Holder) -> float:
    await lab.prepare(holder, _QUESTION)
    start = time.perf_counter()
    answer = await lab.answer(holder, _QUESTION, _QUESTION["solution"])
    seconds = time.perf_counter() - start
    if answer.holder is None:
        raise LabError(f"A right answer is taken for {answer.verdict.ruling}.")
    await lab.release(answer.holder)
    return seconds


async def _nothing(lab: Lab, holder: Holder) -> None:
    run = await lab.run(holder, Task("pass", "nothing", seed=0))
    run.abandon()


async def _timed(action: Awaitable[None]) -> float:
    start = time.perf_counter()
    await action
    return time.perf_counter() - start
