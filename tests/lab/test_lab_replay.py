"""The replay back end: which worker runs what, when the spare takes over, and what a replay gives."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from agtutor.case.evidence import Evidence
from agtutor.case.question import CodeQuestion
from agtutor.errors import LabError
from agtutor.lab.lab import Holder, HolderLost, Lab
from agtutor.lab.replay.backend import SpareReplay
from agtutor.lab.replay.spare import Workers
from tests.builders import expect
from tests.lab.lab_tools import PATIENCE, begun, gone, make_z, run

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("lab", ["replay"], indirect=True, scope="module"),
]
WHO = "import os\nos.getpid()"


async def step(lab: Lab, holder: Holder, code: str) -> tuple[Holder, Evidence]:
    """Run code, and keep what it leaves."""
    made = await run(lab, holder, code)
    assert made.evidence["ended"] == "fine", made.evidence
    return await made.keep(), made.evidence


async def who(lab: Lab, holder: Holder) -> tuple[Holder, str | None]:
    """Run on a holder, keep that, and return the id of the process that it ran in."""
    kept, evidence = await step(lab, holder, WHO)
    return kept, evidence["echo"]


def workers(lab: Lab) -> Workers:
    """Return the workers of a lab."""
    assert isinstance(lab._back, SpareReplay)
    return lab._back._workers


async def test_steps_that_follow_each_other_run_in_one_worker(lab: Lab) -> None:
    one, first = await who(lab, await lab.base())
    two, second = await who(lab, one)
    _, third = await who(lab, two)
    assert first == second == third


async def test_going_back_is_a_replay_in_the_spare(lab: Lab) -> None:
    one, first = await who(lab, await lab.base())
    two, _ = await step(lab, one, "n = 2")
    await step(lab, two, "n = 3")
    _, back = await who(lab, two)
    assert back != first


async def test_code_that_cannot_be_parsed_costs_no_worker(lab: Lab, holder: Holder) -> None:
    kept, before = await who(lab, holder)
    bad = await run(lab, kept, "z = y +")
    assert bad.evidence["ended"] == "unreadable"
    await bad.drop()
    assert (await who(lab, kept))[1] == before


async def test_a_look_costs_no_worker_unless_a_hook_changes_something(lab: Lab, holder: Holder) -> None:
    kept, before = await who(lab, holder)
    await lab.gradient(kept, "y", "x", [])
    await lab.describe(kept)
    hooked, evidence = await step(lab, kept, "seen = []\nhook = x.register_hook(seen.append)\n" + WHO)
    assert evidence["echo"] == before
    await lab.gradient(hooked, "y", "x", [])
    after, evidence = await step(lab, hooked, "seen")
    assert evidence["echo"] == "[]"
    assert (await who(lab, after))[1] != before


async def test_the_solution_runs_in_the_spare(lab: Lab, holder: Holder) -> None:
    kept, before = await who(lab, holder)
    await lab.prepare(kept, make_z())
    assert (await who(lab, kept))[1] == before


async def test_after_a_wrong_answer_the_spare_is_brought_there_ahead(lab: Lab, holder: Holder) -> None:
    assert (await lab.answer(holder, make_z(), "z = y + 4")).verdict.ruling == "wrong"
    back = lab._back
    assert isinstance(back, SpareReplay)
    assert back._ahead is not None
    await asyncio.wait_for(back._ahead[1], PATIENCE)
    assert any(worker.links for worker in workers(lab)._all)


RANDOM = """
import random
import numpy as np
import torch
x = torch.randn(1000, requires_grad=True)
w = torch.nn.Linear(1000, 3)
order = sorted(set('abcdefgh'), key=hash)
more = (random.random(), np.random.rand(), order)
"""
TRAINING = """
for _ in range(5):
    w.zero_grad()
    loss = (w(x) ** 2).sum() + torch.rand(())
    loss.backward()
    with torch.no_grad():
        for p in w.parameters():
            p -= 0.01 * p.grad
weight, bias, gradient = w.weight, w.bias, x.grad
"""


async def test_a_replay_is_the_same_bit_for_bit(lab: Lab) -> None:
    begun_with, _ = await step(lab, await lab.base(), RANDOM)
    trained, first = await step(lab, begun_with, TRAINING)
    _, other = await who(lab, await lab.base())  # elsewhere
    again, second = await step(lab, trained, "import os")
    assert (await who(lab, again))[1] != other
    for name, fact in first["names"].items():
        now = second["names"][name]
        assert now.get("digest") == fact.get("digest"), name
        assert now["identity"] == fact["identity"], name
        if fact["kind"] != "other":
            assert now["text"] == fact["text"], name
    assert (await lab.describe(trained))["graph"] == first["graph"]


async def test_objects_are_told_apart_across_workers(lab: Lab, holder: Holder) -> None:
    question: CodeQuestion = make_z(
        solution="with torch.no_grad():\n    x.mul_(2)",
        expect={"x": expect(same=True)},
        kept=["y"],
        id="double",
    )
    rebuilt = await lab.answer(holder, question, "x = (x.detach() * 2).requires_grad_()")
    assert rebuilt.verdict.ruling == "wrong"
    assert (await lab.answer(holder, question, question["solution"])).verdict.right


async def test_a_worker_that_was_killed_is_replaced(lab: Lab, holder: Holder) -> None:
    kept, echo = await who(lab, holder)
    os.kill(int(echo or 0), signal.SIGKILL)
    await gone([int(echo or 0)])
    assert kept.alive
    again, evidence = await step(lab, kept, "x[0].item()")
    assert evidence["echo"] == "-5.0"
    everybody = [worker.process.process for worker in workers(lab)._all]
    for process in everybody:
        os.kill(process, signal.SIGKILL)
    await gone(everybody)
    assert (await step(lab, again, "x[0].item()"))[1]["echo"] == "-5.0"


async def test_a_history_that_no_longer_leads_there_is_lost(lab: Lab, tmp_path: Path) -> None:
    path = tmp_path / "number"
    path.write_text("1")
    kept, _ = await step(lab, await lab.base(), f"n = 1 / int(open({str(path)!r}).read())")
    path.write_text("0")
    await step(lab, await lab.base(), "n = 1")
    with pytest.raises(HolderLost):
        await run(lab, kept, "1")
    assert not kept.alive
    with pytest.raises(HolderLost):
        await lab.gradient(kept, "y", "x", [])


SLOW_AGAIN = """
import os, time
if os.path.exists({0!r}):
    open({0!r}).read()
    time.sleep(100)
"""


async def test_a_replay_is_interrupted_too(lab: Lab, tmp_path: Path) -> None:
    fifo = tmp_path / "begun"
    kept, _ = await step(lab, await lab.base(), SLOW_AGAIN.format(str(fifo)))
    await step(lab, await lab.base(), "n = 1")
    os.mkfifo(fifo)
    running = asyncio.ensure_future(run(lab, kept, "1"))
    await begun(fifo)
    lab.interrupt()
    stopped = await asyncio.wait_for(running, PATIENCE)
    assert stopped.evidence["stop"] == "interrupt"
    with pytest.raises(LabError, match="stopped"):
        await stopped.keep()
    await stopped.drop()
    assert kept.alive


async def test_spares_are_warmed_in_idle_time_and_used_first(lab: Lab) -> None:
    loaded = "import sys\n'torch._dynamo' in sys.modules"
    _, cold = await step(lab, await lab.base(), loaded)
    await asyncio.wait_for(lab.warm(), PATIENCE)
    _, warm = await step(lab, await lab.base(), loaded)
    assert (cold["echo"], warm["echo"]) == ("False", "True")
