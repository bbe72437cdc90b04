"""Zygote, holders and children: who lives how long, and what of them is left."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from lab_tools import MAKE_X, PATIENCE, gone, make_z, run, stand, status, tree

from agtutor.errors import LabError
from agtutor.lab import lab as face
from agtutor.lab.lab import HolderLost, Lab, Task

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]


async def test_code_runs_in_a_copy_and_stands_once_it_is_kept(lab: Lab) -> None:
    base = await lab.base()
    made = await run(lab, base, MAKE_X + "\ny[0].item()")
    assert made.evidence["ended"] == "fine"
    assert made.evidence["echo"] == "25.0"
    holder = await made.keep()
    assert set((await lab.describe(holder))["names"]) == {"torch", "x", "y"}
    assert (await lab.describe(base))["names"] == {}
    await lab.release(holder)
    assert not holder.alive


async def test_both_streams_come_in_order_and_echo_apart(lab: Lab) -> None:
    code = (
        "import sys, ctypes\nprint('one')\nprint('two', file=sys.stderr)\n"
        "c = ctypes.CDLL(None)\nc.puts(b'three')\nc.fflush(None)\n'four'"
    )
    found = await run(lab, await lab.base(), code)
    assert found.evidence["output"] == "one\ntwo\nthree\n"
    assert found.evidence["echo"] == "'four'"
    await found.drop()


async def test_the_same_seed_gives_the_same_tensors_bit_for_bit(lab: Lab) -> None:
    base, code = await lab.base(), "import torch\nr = torch.rand(1000)"
    runs = [await lab.run(base, Task(code, "rand", seed=seed)) for seed in (1, 1, 2)]
    first, again, other = (found.evidence["names"]["r"]["digest"] for found in runs)
    assert first == again != other
    for found in runs:
        await found.drop()


async def test_a_chain_of_holders_is_left_at_any_place(lab: Lab) -> None:
    holders = [await stand(lab, "n = [0]")]
    for number in range(1, 12):
        found = await run(lab, holders[-1], f"n.append({number})")
        holders.append(await found.keep())
    for place in (3, 11, 0):
        found = await run(lab, holders[place], "len(n)")
        assert found.evidence["echo"] == str(place + 1)
        await found.drop()
    for holder in holders:
        await lab.release(holder)


async def test_those_in_the_middle_may_go_without_their_descendants(lab: Lab) -> None:
    first = await stand(lab, "n = 1")
    second = await (await run(lab, first, "n = 2")).keep()
    third = await (await run(lab, second, "n = 3")).keep()
    await lab.release(second)
    await gone([second.process])
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
    monkeypatch.setattr(face, "KEPT", 2)
    first, second = await stand(lab, "n = 1"), await stand(lab, "n = 2")
    await (await run(lab, first, "n")).drop()
    third = await stand(lab, "n = 3")
    assert [holder.alive for holder in (first, second, third)] == [True, False, True]
    await lab.release(first)
    await lab.release(third)


async def test_runs_at_the_same_time_do_not_meet(lab: Lab) -> None:
    base = await lab.base()
    runs = await asyncio.gather(*(run(lab, base, f"print({n})\n{n}") for n in range(5)))
    assert [found.evidence["output"] for found in runs] == [f"{n}\n" for n in range(5)]
    for found in runs:
        await found.drop()


async def test_a_holder_that_was_killed_is_known_to_be_lost(lab: Lab) -> None:
    holder = await stand(lab)
    lost = asyncio.Event()
    forget, holder.on_end = holder.on_end, lost.set
    os.kill(holder.process, signal.SIGKILL)
    await asyncio.wait_for(lost.wait(), PATIENCE)
    forget()
    assert not holder.alive
    with pytest.raises(HolderLost):
        await lab.answer(holder, make_z(), "z = y + 5")


async def test_a_run_that_was_stopped_cannot_be_kept(lab: Lab) -> None:
    bad = await run(lab, await lab.base(), "import os\nos._exit(0)")
    with pytest.raises(LabError, match="stopped"):
        await bad.keep()
    await bad.drop()


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


async def test_a_zygote_killed_while_it_loads_is_started_once_more() -> None:
    lab = Lab.launch()
    first = lab.process
    os.kill(first, signal.SIGKILL)
    await lab.ready()
    assert lab.process != first
    await lab.close()


async def test_torch_that_cannot_be_loaded_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('no such library: libtorch')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lab = Lab.launch()
    with pytest.raises(LabError, match="no such library"):
        await lab.ready()
    assert lab.state == "broken"
    with pytest.raises(LabError, match="no such library"):
        await lab.base()
    await lab.close()


async def test_closing_ends_everything_at_once() -> None:
    lab = Lab.launch()
    first = await stand(lab)
    second = await (await run(lab, first, "z = y + 5")).keep()
    await lab.prepare(second, make_z())
    hanging = asyncio.ensure_future(run(lab, second, "while True: pass"))
    other = asyncio.ensure_future(lab.answer(second, make_z(), "while True: pass"))
    await asyncio.sleep(0)
    processes = {lab.process, *tree(lab.process)}
    start = time.monotonic()
    await lab.close()
    assert time.monotonic() - start < 0.5
    assert {status(process)[0] for process in processes} <= {"", "Z"}
    await gone(processes)
    assert (await hanging).evidence["stop"] == "lost"
    with pytest.raises((LabError, asyncio.CancelledError)):
        await other
    assert lab.state == "closed"
    with pytest.raises(LabError, match="closed"):
        await lab.base()
    await lab.close()


async def test_closing_before_torch_is_there_is_no_error() -> None:
    for _ in range(2):
        lab = Lab.launch()
        process = lab.process
        waiting = asyncio.ensure_future(lab.ready())
        await asyncio.sleep(0)
        await lab.close()
        with pytest.raises(LabError, match="closed"):
            await waiting
        assert status(process)[0] == ""


ORPHANING = """
import asyncio, os, sys
from agtutor.lab.lab import Lab, Task

async def main():
    lab = Lab.launch()
    made = await lab.run(await lab.base(), Task("import time", "a", 1))
    holder = await made.keep()
    asyncio.ensure_future(lab.run(holder, Task("print('on')\\nwhile True: pass", "b", 1)))
    x = {"name": "x", "tensor": "", "domain": [(0, 1)]}
    await lab.judge_formula({"of": "x", "wrt": "x", "symbols": [x], "answer": "1"})
    print(lab.process, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_nothing_outlives_an_interface_that_was_killed() -> None:
    interface = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ORPHANING, stdout=asyncio.subprocess.PIPE
    )
    assert interface.stdout is not None
    zygote = int(await interface.stdout.readline())
    processes = {zygote, *tree(zygote)}
    assert len(processes) >= 4  # zygote, holder, run and judge
    interface.kill()
    await gone(processes)
    await interface.wait()


async def test_what_is_slow_at_first_is_loaded_ahead_and_gives_way_to_what_is_asked_for() -> None:
    lab = Lab.launch()
    await lab.ready()
    cold = await lab.base()
    warming = asyncio.ensure_future(lab.warm())
    asked = await run(lab, cold, "import sys\n'torch._dynamo' in sys.modules")
    assert asked.evidence["echo"] == "False"
    await asked.drop()
    await asyncio.wait_for(warming, PATIENCE)
    warm = await lab.base()
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
