"""What an answer comes to: run, judged, kept or dropped."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from agtutor.case.question import Question
from agtutor.errors import LessonError
from agtutor.lab import judges
from agtutor.lab.lab import Holder, Lab
from agtutor.lab.wire import Message
from tests.lab.lab_tools import BOTH, DERIVE, PATIENCE, PREDICT, gone, make_z

pytestmark = [pytest.mark.asyncio(loop_scope="module"), BOTH]


async def test_a_right_answer_stands_and_a_wrong_one_leaves_no_trace(lab: Lab, holder: Holder) -> None:
    wrong = await lab.answer(holder, make_z(), "z = y + 4\nx.data.zero_()")
    assert wrong.verdict.ruling == "wrong"
    assert wrong.holder is None
    right = await lab.answer(holder, make_z(), "z = 5 + x * x", tried=1)
    assert right.verdict.right, right.verdict
    assert right.holder is not None
    assert right.evidence is not None
    assert "z" in (await lab.describe(right.holder))["names"]
    assert "z" not in (await lab.describe(holder))["names"]
    await lab.release(right.holder)


async def test_an_answer_that_is_stopped_is_told_as_such(lab: Lab, holder: Holder) -> None:
    found = await lab.answer(holder, make_z(deadline=0.3), "while True:\n    pass")
    assert found.verdict.ruling == "stopped"
    assert "while True" in found.verdict.message or "pass" in found.verdict.message


async def test_an_experiment_is_right_and_leaves_no_trace(lab: Lab, holder: Holder) -> None:
    question = make_z(kind="experiment", expect={})
    found = await lab.answer(holder, question, "y.sum().backward()\nx.grad")
    assert found.verdict.right, found.verdict
    assert found.holder is None
    assert found.evidence is not None
    assert found.evidence["echo"].startswith("tensor") if found.evidence["echo"] else False


async def test_a_solution_that_fails_is_the_authors_fault(lab: Lab, holder: Holder) -> None:
    with pytest.raises(LessonError, match=r"make-z.*NameError"):
        await lab.answer(holder, make_z(solution="z = nowhere"), "z = y + 5")


async def test_what_is_prepared_is_not_gathered_again(lab: Lab, holder: Holder) -> None:
    await lab.prepare(holder, make_z())
    gathered = set(lab._gathering._memory._tasks)
    found = await lab.answer(holder, make_z(), "z = y + 5")
    assert found.verdict.right
    assert found.holder is not None
    again = {place for place in lab._gathering._memory._tasks if place[0] != found.holder.number}
    assert again == gathered
    await lab.release(found.holder)


async def test_a_derivative_is_compared_with_the_live_gradient(lab: Lab, holder: Holder) -> None:
    measured = await lab.gradient(holder, "y", "x", [])
    assert measured["values"] == [2 * value for value in measured["at"]["x"]]
    assert (await lab.answer(holder, DERIVE, "2 x_i")).verdict.right
    assert (await lab.answer(holder, DERIVE, "x_i")).verdict.ruling == "wrong"
    assert (await lab.answer(holder, DERIVE, "2 x_i (")).verdict.ruling == "unreadable"
    assert (await lab.describe(holder))["names"]["x"]["grad"] is None


async def test_a_walk_back_leaves_the_graph_and_the_gradients_as_they_were(
    lab: Lab, holder: Holder
) -> None:
    walk = await lab.walk_back(holder, "y")
    assert walk["trouble"] == ""
    assert walk["visits"][0]["passes"][0]["slope"] == "2·x"
    assert walk["visits"][-1]["above"]["first"] == [-10, -9, -8, -7, -6]
    assert (await lab.describe(holder))["names"]["x"]["grad"] is None
    assert await lab.walk_back(holder, "y") == walk
    assert (await lab.walk_back(holder, "x"))["trouble"]


async def test_a_formula_is_judged_without_tensors(lab: Lab) -> None:
    request = {
        "of": "sin(x^2)",
        "wrt": "x",
        "symbols": [{"name": "x", "tensor": "", "domain": [(0.3, 2.0)]}],
    }
    assert (await lab.judge_formula({**request, "answer": "2 x cos(x^2)"})).right
    assert (await lab.judge_formula({**request, "answer": "cos(x^2)"})).ruling == "wrong"


async def test_a_prediction_is_decided_by_running(lab: Lab, holder: Holder) -> None:
    assert (await lab.answer(holder, PREDICT, "192.5")).verdict.right
    assert (await lab.answer(holder, PREDICT, "a hundred")).verdict.ruling == "wrong"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (make_z(), "z = y + 5"),
        (DERIVE, "2*x_i"),
        (PREDICT, "192.5"),
        ({**PREDICT, "choices": [], "run": "x.sum().item()"}, "0.0"),
        ({**PREDICT, "choices": [], "run": "x.nothing"}, "AttributeError"),
        (
            {
                "kind": "choice",
                "id": "c",
                "choices": [{"text": "a", "when": "", "say": ""}, {"text": "b", "when": "", "say": ""}],
                "answer": 1,
            },
            "b",
        ),
        ({"kind": "order", "id": "o", "items": ["y", "x"], "root": "y", "wrong": []}, "y\nx"),
        ({"kind": "explain", "id": "e", "points": ["one", "two"]}, "one\ntwo"),
        ({"kind": "read", "id": "r"}, ""),
    ],
)
async def test_what_is_revealed_is_right(
    lab: Lab, holder: Holder, question: Question, answer: str
) -> None:
    shown = await lab.reveal(holder, question)
    assert shown == answer
    found = await lab.answer(holder, question, shown)
    assert found.verdict.right, found.verdict
    if found.holder is not None:
        await lab.release(found.holder)


async def test_a_judge_that_takes_too_long_is_replaced(
    lab: Lab, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await lab.answer(holder, DERIVE, "2 x_i")).verdict.right
    assert lab._judge._child is not None
    stuck = lab._judge._child.process
    os.kill(stuck, signal.SIGSTOP)
    monkeypatch.setattr(judges, "DEADLINE", 0.2)
    slow = await lab.answer(holder, DERIVE, "2 x_i")
    assert slow.verdict.ruling == "undecided"
    await gone([stuck])
    monkeypatch.undo()
    assert (await lab.answer(holder, DERIVE, "2 x_i")).verdict.right


async def test_an_interrupt_ends_a_judge_that_thinks(
    lab: Lab, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await lab.answer(holder, DERIVE, "2 x_i")).verdict.right
    assert lab._judge._child is not None
    os.kill(lab._judge._child.process, signal.SIGSTOP)
    asked, ask = asyncio.Event(), lab._judge._child.ask

    async def tell_and_ask(message: Message) -> Message | None:
        asked.set()
        return await ask(message)

    monkeypatch.setattr(lab._judge._child, "ask", tell_and_ask)
    asking = asyncio.ensure_future(lab.answer(holder, DERIVE, "2 x_i"))
    await asyncio.wait_for(asked.wait(), PATIENCE)
    lab.interrupt()
    verdict = (await asyncio.wait_for(asking, PATIENCE)).verdict
    assert (verdict.ruling, verdict.slip) == ("stopped", "stopped-interrupt")
    assert verdict.message.startswith("You stopped this before it was decided, so it doesn't count")
    assert (await lab.answer(holder, DERIVE, "2 x_i")).verdict.right
