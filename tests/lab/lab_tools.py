"""What the tests of real processes share."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path

from agtutor.case.question import CodeQuestion, DeriveQuestion, Expect, PredictQuestion
from agtutor.lab.lab import Holder, Lab, Run, Task

MAKE_X = "import torch\nx = torch.linspace(-5, 5, 21, requires_grad=True)\ny = x**2"
PATIENCE = 20.0
"""Seconds after which a test that waits for an event gives up."""


EXPECT = Expect(
    value=True,
    shape=True,
    dtype=True,
    tracked=True,
    leaf=True,
    reaches=True,
    grad=True,
    retains=True,
    same=False,
    new=False,
    independent=[],
)


def make_z(**changes: object) -> CodeQuestion:
    """Return a question that asks for z, which is y + 5, with some fields changed."""
    question = CodeQuestion(
        kind="code",
        id="make-z",
        solution="z = y + 5",
        expect={"z": EXPECT},
        kept=["x", "y"],
        shows=[],
        verdict="",
        reads=[],
        calls=[],
        never=[],
        figure=False,
        wrong=[],
        seed=7,
        deadline=10.0,
    )
    question.update(changes)  # type: ignore[typeddict-item]
    return question


DERIVE = DeriveQuestion(
    kind="derive",
    id="dy-dx",
    of="x_i^2",
    wrt="x_i",
    root="y",
    symbols=[{"name": "x_i", "tensor": "x", "domain": [(-5.0, 5.0)]}],
    wrong=[],
)
PREDICT = PredictQuestion(
    kind="predict",
    id="foretell",
    run="y.sum().item()",
    choices=[
        {"text": "a hundred", "when": "_ == 100", "say": ""},
        {"text": "192.5", "when": "abs(_ - 192.5) < 1e-3", "say": ""},
    ],
    seed=7,
    deadline=10.0,
)


async def run(lab: Lab, holder: Holder, code: str, deadline: float = 10.0) -> Run:
    """Run code as a step named "step"."""
    return await lab.run(holder, Task(code, "step", seed=1, deadline=deadline))


async def stand(lab: Lab, code: str = MAKE_X) -> Holder:
    """Return a holder where that code has run."""
    made = await run(lab, await lab.base(), code)
    assert made.evidence["ended"] == "fine", made.evidence
    return await made.keep()


def tree(root: int) -> set[int]:
    """Return the living descendants of a process."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            state, parent = status(int(entry.name))
            if state not in ("", "Z"):
                below.setdefault(parent, []).append(int(entry.name))
    found, waiting = set[int](), [root]
    while waiting:
        for child in below.get(waiting.pop(), []):
            found.add(child)
            waiting.append(child)
    return found


def status(process: int) -> tuple[str, int]:
    """Return the state's letter and the parent of a process; ("", 0) where there is none."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(errors="replace")
    except OSError:
        return "", 0
    state, parent = text.rpartition(")")[2].split()[:2]
    return state, int(parent)


async def gone(processes: Iterable[int]) -> None:
    """Wait until all these processes have ended."""
    loop = asyncio.get_running_loop()
    for process in processes:
        try:
            watch = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        ended = asyncio.Event()
        loop.add_reader(watch, ended.set)
        try:
            async with asyncio.timeout(PATIENCE):
                await ended.wait()
        finally:
            loop.remove_reader(watch)
            os.close(watch)
