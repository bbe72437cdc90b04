"""What was answered, and the tensors bit for bit, after whatever died was killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from agtutor.journal import Journal
from agtutor.lab.lab import Interrupted, Lab
from agtutor.lesson.model import CodeStep, Expect, Lesson, PredictStep, ReadStep
from agtutor.walkthrough.walk import Walkthrough
from tests.lab.lab_tools import PATIENCE, beginning, begun, gone, tree

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANSWERS = {
    "draw": "import torch\nx = torch.randn(50, requires_grad=True)",
    "walk": "l = (x**2 * torch.rand(50)).sum()\nl.backward()\ng = x.grad",
}


def lesson(**changes: object) -> Lesson:
    """Return a lesson of two steps that draw random numbers, and of one that asks for more."""
    last = {"text": "Make `z`.", "solution": "z = x + 1", **changes}
    steps = (
        CodeStep(
            kind="code",
            id="draw",
            title="x",
            text="Make `x`.",
            solution=ANSWERS["draw"],
            expect={"x": Expect()},
        ),
        CodeStep(
            kind="code",
            id="walk",
            title="l",
            text="Walk.",
            solution=ANSWERS["walk"],
            expect={"l": Expect(), "g": Expect()},
        ),
        CodeStep.model_validate({"kind": "code", "id": "z", "title": "z", "expect": {"z": {}}, **last}),
        ReadStep(kind="read", id="bye", title="Bye", text="Bye."),
    )
    return Lesson(id="random", title="Random", goal="Three steps.", minutes=1, steps=steps)


async def at_z(lab: Lab, home: Path, asked: Lesson | None = None) -> Walkthrough:
    """Return a walkthrough of which all steps before the last one are answered."""
    walk = Walkthrough.open(asked or lesson(), lab, Journal.open(home))
    for step, answer in ANSWERS.items():
        found = await walk.submit(answer)
        assert found.verdict.right, (step, found.verdict)
        await walk.next()
    return walk


async def digests(walk: Walkthrough) -> dict[str, object]:
    """Return what stands, looked at anew, to the last bit."""
    walk.lab._gathering.clear()
    names = (await walk.evidence())["names"]
    found = dict[str, object]()
    for name, fact in names.items():
        grad = fact.get("grad")
        found[name] = fact.get("digest"), grad and grad.get("digest")
    return found


def everything_but_the_first(lab: Lab) -> set[int]:
    return tree(lab.process)


def the_first(lab: Lab) -> set[int]:
    return {lab.process}


def everything(lab: Lab) -> set[int]:
    return {lab.process, *tree(lab.process)}


def kill(processes: set[int]) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):  # one that stood by and had ended by itself
            os.kill(process, signal.SIGKILL)


@pytest.mark.parametrize(
    ("lab", "whom"),
    [
        ("fork", everything_but_the_first),
        ("fork", the_first),
        ("fork", everything),
        ("replay", everything),
    ],
    indirect=["lab"],
    scope="module",
)
async def test_what_is_killed_between_two_answers_costs_nothing(
    lab: Lab, tmp_path: Path, whom: Callable[[Lab], set[int]]
) -> None:
    walk = await at_z(lab, tmp_path)
    before, victims = await digests(walk), whom(lab)
    kill(victims)
    assert await digests(walk) == before
    assert (await walk.submit("z = x + 1")).verdict.right
    assert walk.notices() == []


@pytest.mark.parametrize("whom", [the_first, everything])
async def test_what_is_killed_in_the_middle_of_a_run_costs_that_run_alone(
    lab: Lab, tmp_path: Path, whom: Callable[[Lab], set[int]]
) -> None:
    walk = await at_z(lab, tmp_path)
    before = await digests(walk)
    running = asyncio.ensure_future(walk.submit(beginning(tmp_path / "begun")))
    await begun(tmp_path / "begun")
    victims = whom(lab)
    kill(victims)
    found = await asyncio.wait_for(running, PATIENCE)
    assert found.verdict.ruling == "stopped"
    assert walk.attempts("z") == 0
    await gone(victims)
    assert await digests(walk) == before
    again = Walkthrough.open(lesson(), lab, Journal.open(tmp_path))
    assert (again.step.id, await digests(again)) == ("z", before)


async def test_code_that_kills_its_parent_costs_no_answer(lab: Lab, tmp_path: Path) -> None:
    """Where the kernel doesn't shield the parent, what stood in it comes back by replay."""
    walk = await at_z(lab, tmp_path)
    before = await digests(walk)
    found = await walk.submit("import os\nos.kill(os.getppid(), 9)\nz = x + 1")
    assert found.verdict.ruling in ("wrong", "stopped")
    assert await digests(walk) == before


SLOW_AGAIN = """
import os
if os.path.exists({0!r}):
    open({0!r}).read()
    while True: pass
"""


async def test_a_replay_that_was_stopped_breaks_no_answer(lab: Lab, tmp_path: Path) -> None:
    walk = Walkthrough.open(lesson(), lab, Journal.open(tmp_path))
    fifo = tmp_path / "slow"
    slow = SLOW_AGAIN.format(str(fifo))
    assert (await walk.submit(slow + ANSWERS["draw"])).verdict.right
    await walk.next()
    before = await digests(walk)
    await walk._standing.forget()
    os.mkfifo(fifo)
    looking = asyncio.ensure_future(digests(walk))
    await begun(fifo)
    walk.interrupt()
    with pytest.raises(Interrupted, match="You stopped the replay of your answers"):
        await asyncio.wait_for(looking, PATIENCE)
    fifo.unlink()
    assert walk.notices() == []
    assert await digests(walk) == before


async def test_skipping_a_prediction_is_stopped_and_leaves_the_step_open(
    lab: Lab, tmp_path: Path
) -> None:
    steps = list(lesson().steps)
    steps[2] = PredictStep(
        kind="predict", id="z", title="z", text="What?", run=beginning(tmp_path / "begun"), deadline=60
    )
    walk = await at_z(lab, tmp_path, lesson().model_copy(update={"steps": tuple(steps)}))
    skipping = asyncio.ensure_future(walk.skip())
    await begun(tmp_path / "begun")
    walk.interrupt()
    with pytest.raises(Interrupted, match=r"You stopped the step's own code in line [23]"):
        await asyncio.wait_for(skipping, PATIENCE)
    assert (walk.step.id, walk.status("z")) == ("z", "open")


async def test_two_sessions_at_once_both_keep_what_they_answered(lab: Lab, tmp_path: Path) -> None:
    first = Walkthrough.open(lesson(), lab, Journal.open(tmp_path))
    second = Walkthrough.open(lesson(), lab, Journal.open(tmp_path))
    await first.submit(ANSWERS["draw"])
    await second.submit("x = 1")
    await first.next()
    await first.submit(ANSWERS["walk"])
    again = Walkthrough.open(lesson(), lab, Journal.open(tmp_path))
    assert [again.status(step) for step in ANSWERS] == ["right", "right"]
    assert {entry.answer for entry in again.entries("draw")} == {ANSWERS["draw"], "x = 1"}
