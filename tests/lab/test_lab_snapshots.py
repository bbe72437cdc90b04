"""Fork snapshots: zygote, holders and children; who lives how long, and what of them is left."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from agtutor.lab import snapshots
from agtutor.lab.lab import Holder, HolderLost, Lab
from tests.lab.lab_tools import PATIENCE, forked, gone, make_z, run, stand, tree

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_those_in_the_middle_may_go_without_their_descendants(lab: Lab) -> None:
    first = await stand(lab, "n = 1")
    second = await (await run(lab, first, "n = 2")).keep()
    third = await (await run(lab, second, "n = 3")).keep()
    await lab.release(second)
    await gone([forked(second).process])
    bad = await run(lab, first, "import os\nos._exit(1)")  # makes the first one sweep
    await bad.drop()
    found = await run(lab, third, "n")
    assert found.evidence["echo"] == "3"
    await found.drop()
    await lab.release(first)
    await lab.release(third)


async def test_of_many_holders_the_one_that_was_not_used_for_longest_goes(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "KEPT", 2)
    first, second = await stand(lab, "n = 1"), await stand(lab, "n = 2")
    await (await run(lab, first, "n")).drop()
    third = await stand(lab, "n = 3")
    assert [holder.alive for holder in (first, second, third)] == [True, False, True]
    await lab.release(first)
    await lab.release(third)


async def test_while_a_run_takes_long_the_next_child_is_forked(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder, expected, back = forked(await stand(lab)), asyncio.Event(), lab._back
    expect = back.expect

    def tell_and_expect(holder: Holder) -> None:
        expect(holder)
        expected.set()

    monkeypatch.setattr(back, "expect", tell_and_expect)
    endless = asyncio.ensure_future(run(lab, holder, "while True: pass"))
    await asyncio.wait_for(expected.wait(), PATIENCE)
    lab.interrupt()
    await (await endless).drop()
    before = tree(holder.process)
    found = await run(lab, holder, "import os\nos.getpid()")
    assert int(str(found.evidence["echo"])) in before
    await found.drop()
    await lab.release(holder)


async def test_a_holder_that_was_killed_is_known_to_be_lost(lab: Lab) -> None:
    holder = forked(await stand(lab))
    lost = asyncio.Event()
    forget, holder.on_end = holder.on_end, lost.set
    os.kill(holder.process, signal.SIGKILL)
    await asyncio.wait_for(lost.wait(), PATIENCE)
    forget()
    assert not holder.alive
    with pytest.raises(HolderLost):
        await lab.answer(holder, make_z(), "z = y + 5")


@pytest.mark.usefixtures("anew")
async def test_a_zygote_that_was_killed_is_loaded_again() -> None:
    lab = Lab.launch()
    holder = await stand(lab)
    processes = tree(lab.process)
    assert lab.state == "ready"
    os.kill(lab.process, signal.SIGKILL)
    await gone([lab.process, *processes])
    states = [lab.state]
    assert not holder.alive
    again = await stand(lab)
    assert [*states, lab.state] == ["loading", "ready"]
    assert (await lab.answer(again, make_z(), "z = y + 5")).verdict.right
    await lab.close()


async def test_what_is_slow_at_first_is_loaded_ahead_and_gives_way_to_what_is_asked_for() -> None:
    lab = Lab.launch()
    await lab.ready()
    cold = await lab.base()
    warming = asyncio.ensure_future(lab.warm())
    asked = await run(lab, cold, "import sys\n'torch._dynamo' in sys.modules")
    assert asked.evidence["echo"] == "False"
    await asked.drop()
    await asyncio.wait_for(warming, PATIENCE)
    warm = forked(await lab.base())
    assert warm is not cold
    loaded = await run(lab, warm, "import sys, torch\n'torch._dynamo' in sys.modules")
    assert loaded.evidence["echo"] == "True"
    assert loaded.evidence["threads"] == 1
    await loaded.drop()
    os.kill(warm.process, signal.SIGKILL)
    await gone([warm.process])
    assert (await stand(lab)).alive
    await lab.close()


async def test_the_zygote_has_one_thread_and_no_device(lab: Lab) -> None:
    assert len(await asyncio.to_thread(os.listdir, f"/proc/{lab.process}/task")) == 1
    found = await run(
        lab, await lab.base(), "import torch\ntorch.cuda.is_available(), torch.get_num_threads()"
    )
    assert found.evidence["echo"] == "(False, 1)"
    await found.drop()
