"""A lesson in progress, headless, on a real lab."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.journal import Journal
from agtutor.lab.lab import Lab
from agtutor.lesson.model import (
    CodeStep,
    DeriveStep,
    Expect,
    ExperimentStep,
    Lesson,
    ReadStep,
    Symbol,
)
from agtutor.walkthrough.walk import Walkthrough
from tests.lab.lab_tools import BOTH

pytestmark = pytest.mark.asyncio(loop_scope="module")

LESSON = Lesson(
    id="small",
    title="Small",
    goal="Four steps.",
    minutes=1,
    symbols={"x_i": Symbol(tensor="x", domain="(0, 3)")},
    steps=(
        ReadStep(kind="read", id="hello", title="Hello", text="Hello."),
        CodeStep(
            kind="code",
            id="make-x",
            title="x",
            text="Make `x`.",
            solution="import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)",
            expect={"x": Expect()},
            hints=("Two values.", "One and two."),
            right="A leaf.",
        ),
        CodeStep(
            kind="code",
            id="make-y",
            title="y",
            text="Make `y`.",
            solution="y = x**2",
            expect={"y": Expect()},
        ),
        DeriveStep(kind="derive", id="dy", title="dy", text="Derive.", of="x_i^2", wrt="x_i", root="y"),
        ExperimentStep(
            kind="experiment", id="try", title="Try", text="Try.", code="y.sum().backward()\nx.grad"
        ),
        ReadStep(kind="read", id="bye", title="Bye", text="Bye."),
    ),
)
MAKE_X = "import torch\nx = torch.tensor([1.0, 2.0]).requires_grad_()"


def walk_on(lab: Lab, home: Path) -> Walkthrough:
    return Walkthrough.open(LESSON, lab, Journal.open(home))


async def play_to(walk: Walkthrough, step: str) -> None:
    answers = {"hello": "", "make-x": MAKE_X, "make-y": "y = x * x", "dy": "2 x_i", "try": "x + 1"}
    while walk.step.id != step:
        answered = await walk.submit(answers[walk.step.id])
        assert answered.verdict.right, answered.verdict
        assert await walk.next()


@BOTH
async def test_right_answers_lead_to_the_end(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "bye")
    await walk.submit("")
    assert walk.done == (6, 6)
    assert not await walk.next()


async def test_an_open_step_is_not_left_by_next(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-x")
    assert not await walk.next()
    assert walk.step.id == "make-x"


@BOTH
async def test_a_wrong_answer_is_an_attempt_and_leaves_the_tensors(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    before = (await walk.evidence())["names"]["x"]["digest"]
    answered = await walk.submit("with torch.no_grad():\n    x.mul_(7)\ny = x**2")
    assert answered.verdict.ruling == "wrong"
    assert walk.attempts("make-y") == 1
    assert walk.status("make-y") == "tried"
    facts = (await walk.evidence())["names"]
    assert facts["x"]["digest"] == before
    assert "y" not in facts


async def test_a_parse_error_is_no_attempt(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    assert (await walk.submit("y = x **")).verdict.ruling == "unreadable"
    assert (await walk.submit("while True: pass\n)")).verdict.ruling == "unreadable"
    assert walk.attempts("make-y") == 0


async def test_what_the_learner_typed_runs_once(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    answered = await walk.submit("open('log', 'a').write('ran ')\ny = x**2")
    assert answered.verdict.right
    assert (await walk.scratch("open('log').read()"))["echo"] == "'ran '"
    await walk.leave_scratch()


async def test_the_authors_sentence_follows_a_right_answer(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-x")
    assert "A leaf." in (await walk.submit(MAKE_X)).verdict.message


async def test_skip_applies_the_answer_and_goes_on(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    skipped = await walk.skip()
    assert skipped.entry.answer == "y = x**2"
    assert walk.step.id == "dy"
    assert walk.status("make-y") == "skipped"
    assert "y" in (await walk.evidence())["names"]
    shown = await walk.skip()
    assert "x" in shown.entry.answer
    assert walk.step.id == "try"


async def test_skipping_a_passed_step_leaves_its_answer_and_shows_that_one(
    lab: Lab, tmp_path: Path
) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    await walk.submit("y = x * x")
    shown = await walk.skip()
    assert shown.entry.answer == "y = x * x"
    assert walk.status("make-y") == "right"
    assert walk.step.id == "dy"


async def test_what_was_said_and_raised_is_there_after_coming_back(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    said = [(await walk.submit("y = x + w")).verdict for _ in range(2)]
    entry = walk_on(lab, tmp_path).entries("make-y")[-1]
    assert (entry.verdict.message, entry.verdict.more) == (said[-1].message, said[-1].more)
    assert "NameError: name 'w' is not defined" in entry.traceback


@BOTH
async def test_back_returns_to_the_tensors_of_that_step(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "dy")
    assert await walk.back()
    assert await walk.back()
    assert walk.step.id == "make-x"
    assert (await lab.describe(await walk.holder()))["names"] == {}
    assert walk.status("make-y") == "right"


@BOTH
async def test_a_changed_answer_carries_through_the_later_steps(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "dy")
    await walk.goto("make-x")
    await walk.submit(MAKE_X + ".detach().double().requires_grad_()")
    await walk.goto("dy")
    facts = (await walk.evidence())["names"]
    assert facts["y"]["dtype"] == "float64"


async def test_a_later_answer_that_no_longer_runs_is_said(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-x")
    await walk.submit(MAKE_X + "\nhelper = 2")
    await walk.next()
    await walk.submit("y = x**helper")
    await walk.goto("make-x")
    await walk.submit(MAKE_X)
    await walk.goto("dy")
    await walk.evidence()
    assert any("make-y" in notice for notice in walk.notices())
    assert walk.notices() == []


async def test_hints_come_in_order_and_are_no_attempts(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-x")
    assert [await walk.hint() for _ in range(3)] == ["Two values.", "One and two.", None]
    assert walk.attempts("make-x") == 0
    assert walk.hints_shown("make-x") == ["Two values.", "One and two."]


@BOTH
async def test_scratch_has_a_memory_and_never_touches_the_lesson(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    await walk.scratch("w = x.detach() * 3")
    assert (await walk.scratch("w[0].item()"))["echo"] == "3.0"
    await walk.leave_scratch()
    assert "w" not in (await walk.evidence())["names"]
    assert (await walk.scratch("w"))["ended"] == "raised"
    assert walk.attempts("make-y") == 0


async def test_an_experiment_leaves_the_tensors_as_they_were(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "try")
    answered = await walk.submit("y.sum().backward()\nx.grad")
    assert answered.verdict.right
    assert (await walk.evidence())["names"]["x"]["grad"] is None


@BOTH
async def test_a_new_session_finds_the_step_the_history_and_the_tensors(
    lab: Lab, tmp_path: Path
) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    await walk.submit("y = x + 1")
    await walk.submit("y = x * x + torch.rand(2) * 0")
    await walk.next()
    facts = (await walk.evidence())["names"]
    again = walk_on(lab, tmp_path)
    assert again.step.id == "dy"
    assert again.entries("make-y")[0].answer == "y = x + 1"
    assert again.attempts("make-y") == 1
    rebuilt = (await again.evidence())["names"]
    assert {name: fact.get("digest") for name, fact in rebuilt.items()} == {
        name: fact.get("digest") for name, fact in facts.items()
    }


async def test_reset_starts_over(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "dy")
    await walk.reset()
    assert walk.step.id == "hello"
    assert walk.done == (0, 6)
    assert walk_on(lab, tmp_path).done == (0, 6)


async def test_a_journal_that_cannot_be_written_is_said_once_and_the_lesson_goes_on(
    lab: Lab, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    walk = walk_on(lab, tmp_path / "file")
    await play_to(walk, "make-y")
    assert len(walk.notices()) == 1
    await walk.submit("y = x**2")
    assert walk.notices() == []
    assert walk.status("make-y") == "right"


async def test_a_torn_line_of_the_journal_is_said_once(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    await walk.close()
    [path] = (tmp_path / "journal").glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-5])
    again = walk_on(lab, tmp_path)
    assert len(again.notices()) == 1
    assert again.notices() == []
    assert again.status("make-x") == "right"


async def test_a_step_that_asks_something_else_now_is_marked_as_changed(
    lab: Lab, tmp_path: Path
) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "dy")
    steps = list(LESSON.steps)
    steps[2] = steps[2].model_copy(update={"solution": "y = x**3"})
    later = Walkthrough.open(
        LESSON.model_copy(update={"steps": tuple(steps)}), lab, Journal.open(tmp_path)
    )
    assert later.changed("make-y")
    assert not later.changed("make-x")
    assert later.status("make-y") == "right"


async def test_what_an_answer_showed_comes_back_and_changes_nothing(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    assert await walk.shown_again() is None
    await walk.submit("y = x * x\nprint(y.sum().item())")
    shown = await walk.shown_again()
    assert shown is not None
    assert shown["output"] == "5.0\n"
    assert len(walk.entries("make-y")) == 1


async def test_what_stands_before_a_step_is_known_when_it_is_passed(lab: Lab, tmp_path: Path) -> None:
    walk = walk_on(lab, tmp_path)
    await play_to(walk, "make-y")
    await walk.submit("y = x * x")
    assert "y" in (await walk.evidence())["names"]
    assert "y" not in (await walk.before())["names"]
