"""A warm check: what an answer costs once everything is loaded, against raw execution in process."""

from __future__ import annotations

import asyncio
import time

from agtutor.lab.lab import Holder, Lab, Task
from agtutor.lesson.library import Library
from agtutor.lesson.questions import question
from bench.timing import Row

ROUNDS = 60
BEFORE = (
    "import torch\nx = torch.linspace(-5, 5, 21, requires_grad=True)\ny = x**2\nz = y + 5\nl = z.sum()"
)
ANSWER = "l.backward()"


async def _ours() -> list[float]:
    lab = Lab.launch()
    try:
        lesson = Library().find("first-gradient").lesson
        asked = lesson.step("backward")
        assert asked is not None
        run = await lab.run(await lab.base(), Task(BEFORE, "before", 0))
        holder = await run.keep()
        await lab.prepare(holder, question(lesson, asked))
        return [await _once(lab, holder, lesson, asked) for _ in range(ROUNDS)][10:]
    finally:
        await lab.close()


async def _once(lab: Lab, holder: Holder, lesson: object, asked: object) -> float:
    start = time.perf_counter()
    found = await lab.answer(holder, question(lesson, asked), ANSWER)  # type: ignore[arg-type]
    seconds = time.perf_counter() - start
    assert found.verdict.right
    assert found.holder is not None
    await lab.release(found.holder)
    return seconds


def _raw() -> list[float]:
    import torch

    spent = []
    before, answer = compile(BEFORE, "before", "exec"), compile(ANSWER, "answer", "exec")
    for _ in range(ROUNDS):
        space: dict[str, object] = {}
        exec(before, space)
        start = time.perf_counter()
        exec(answer, space)
        x = space["x"]
        assert isinstance(x, torch.Tensor)
        assert x.grad is not None
        assert torch.allclose(x.grad, 2 * x.detach())
        spent.append(time.perf_counter() - start)
    return spent[10:]


def warm_check() -> Row:
    """Time the check of ``l.backward()`` through the lab against running and checking it in process."""
    return Row("warm check", "raw exec and allclose in process", asyncio.run(_ours()), _raw())
