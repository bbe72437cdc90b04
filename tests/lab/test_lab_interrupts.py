"""Ctrl+C while the learner waits for code that isn't theirs: it stops too, and the line is told."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import pytest

from agtutor.lab.lab import Holder, Interrupted, Lab, Run, Task
from tests.builders import altered
from tests.lab.lab_tools import BOTH, PATIENCE, PREDICT, beginning, begun, make_z, stand

pytestmark = [pytest.mark.asyncio(loop_scope="module"), BOTH]
LINE = r"line [23], `.+`"


async def test_the_solution_is_stopped_and_the_answer_is_not_judged(
    lab: Lab, holder: Holder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran, run = asyncio.Event(), lab.run

    async def run_and_tell(on: Holder, task: Task) -> Run:
        found = await run(on, task)
        ran.set()
        return found

    monkeypatch.setattr(lab, "run", run_and_tell)
    question = make_z(solution=beginning(tmp_path / "begun"), deadline=60.0)
    asking = asyncio.ensure_future(lab.answer(holder, question, "z = y + 4"))
    await begun(tmp_path / "begun")
    await asyncio.wait_for(ran.wait(), PATIENCE)
    lab.interrupt()
    found = await asyncio.wait_for(asking, PATIENCE)
    assert (found.verdict.ruling, found.holder) == ("stopped", None)
    assert re.match(f"You stopped the step's own code in {LINE}", found.verdict.message)
    assert (await lab.answer(holder, make_z(), "z = y + 4")).verdict.ruling == "wrong"


async def test_a_prediction_and_what_reveals_it_are_stopped(
    lab: Lab, holder: Holder, tmp_path: Path
) -> None:
    question = altered(PREDICT, run=beginning(tmp_path / "begun"), deadline=60.0)
    asking = asyncio.ensure_future(lab.answer(holder, question, "192.5"))
    await begun(tmp_path / "begun")
    lab.interrupt()
    verdict = (await asyncio.wait_for(asking, PATIENCE)).verdict
    assert verdict.ruling == "stopped"
    assert re.search(LINE, verdict.message)
    revealing = asyncio.ensure_future(lab.reveal(holder, question))
    await begun(tmp_path / "begun")
    lab.interrupt()
    with pytest.raises(Interrupted, match=LINE):
        await asyncio.wait_for(revealing, PATIENCE)
    assert (await lab.answer(holder, PREDICT, "192.5")).verdict.right


async def test_a_hook_that_a_look_runs_is_stopped_and_what_stands_stays(
    lab: Lab, tmp_path: Path
) -> None:
    fifo = tmp_path / "begun"
    os.mkfifo(fifo)
    code = f"""
import time, torch
x = torch.ones(3, requires_grad=True)
z = (x * x).sum()
def wait(_gradient):
    open({str(fifo)!r}).close(); time.sleep(100)
z.register_hook(wait)
"""
    holder = await stand(lab, code)
    looking = asyncio.ensure_future(lab.gradient(holder, "z", "x", ()))
    await begun(fifo)
    lab.interrupt()
    with pytest.raises(Interrupted, match="You stopped the look at what stands"):
        await asyncio.wait_for(looking, PATIENCE)
    assert "z" in (await lab.describe(holder))["names"]
    await lab.release(holder)


async def test_who_stops_an_answer_does_not_wait_for_the_solution(
    lab: Lab, holder: Holder, tmp_path: Path
) -> None:
    question = make_z(solution=beginning(tmp_path / "solution"), deadline=60.0)
    answer = beginning(tmp_path / "answer")
    asking = asyncio.ensure_future(lab.answer(holder, question, answer))
    await begun(tmp_path / "solution")
    await begun(tmp_path / "answer")
    lab.interrupt()
    found = await asyncio.wait_for(asking, PATIENCE)
    assert re.match(f"You stopped it in {LINE}", found.verdict.message)
    assert lab._back.interrupt()  # the solution, which goes on aside
