"""Memory for several learners at once: each has a lab, and has done the first lesson in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from agtutor.lab.lab import Lab
from agtutor.walkthrough.standing import Standing
from bench.lesson import asked, links, running
from bench.table import Memory, slope

LEARNERS = (1, 10, 20)
ASKED = 40
_REST = 0.5  # seconds in which processes that are ending end


def learners() -> Iterator[Memory]:
    """Measure the labs of 1, 10 and 20 learners, and say what 40 would take by the slope."""
    measured = [Memory(count, asyncio.run(_labs(count))) for count in LEARNERS]
    yield from measured
    yield slope(measured[-2], measured[-1], ASKED)


async def _labs(count: int) -> int:
    """Return the bytes of all labs' processes together, each shared page shared out."""
    async with AsyncExitStack() as open_labs:
        labs = [await open_labs.enter_async_context(running()) for _ in range(count)]
        for lab in labs:
            await _lesson(lab)
        await asyncio.sleep(_REST)
        return sum(_pss(process) for lab in labs for process in _tree(lab.process))


async def _lesson(lab: Lab) -> None:
    """Do the lesson's code steps, and have the last one judged."""
    chain = links()
    standing = Standing(lab)
    before = await standing.at(chain[:-1])
    found = await lab.answer(before, asked(chain[-1].step), chain[-1].code)
    assert found.verdict.right, found.verdict


def _tree(root: int) -> list[int]:
    """Return a process and all that descends from it."""
    found = [root]
    for process in found:
        children = Path(f"/proc/{process}/task/{process}/children")
        found += map(int, children.read_text(encoding="ascii").split())
    return found


def _pss(process: int) -> int:
    """Return the proportional set size of a process in bytes; 0 where it has ended."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    kilobytes = next(line.split()[1] for line in text.splitlines() if line.startswith("Pss:"))
    return 1024 * int(kilobytes)
