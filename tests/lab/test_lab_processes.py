"""What both back ends do alike: runs, what stands after them, starting, closing, and what is left."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from agtutor.errors import LabError
from agtutor.lab.lab import Holder, Lab, Task
from agtutor.lab.replay.backend import SpareReplay
from agtutor.lab.replay.history import History
from agtutor.lab.spawn import CHOICE
from tests.lab.lab_faults import MARK, mark, marked
from tests.lab.lab_tools import (
    BOTH,
    KINDS,
    MAKE_X,
    beginning,
    begun,
    gone,
    launch,
    make_z,
    run,
    stand,
    status,
    tree,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")
EACH = pytest.mark.parametrize("kind", KINDS)


@BOTH
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


@BOTH
async def test_both_streams_come_in_order_and_echo_apart(lab: Lab, holder: Holder) -> None:
    code = (
        "import sys, ctypes\nprint('one')\nprint('two', file=sys.stderr)\n"
        "c = ctypes.CDLL(None)\nc.puts(b'three')\nc.fflush(None)\n'four'"
    )
    found = await run(lab, holder, code)
    assert found.evidence["output"] == "one\ntwo\nthree\n"
    assert found.evidence["echo"] == "'four'"
    quiet = await run(lab, await found.keep(), "5")
    assert (quiet.evidence["output"], quiet.evidence["echo"]) == ("", "5")
    await quiet.drop()


@BOTH
async def test_there_is_one_thread_and_no_device(lab: Lab, holder: Holder) -> None:
    found = await run(
        lab,
        holder,
        "import threading\n"
        "torch.cuda.is_available(), torch.get_num_threads(), threading.active_count()",
    )
    assert found.evidence["echo"] == "(False, 1, 1)"
    assert found.evidence["threads"] == 1
    await found.drop()


@BOTH
async def test_the_same_seed_gives_the_same_tensors_bit_for_bit(lab: Lab) -> None:
    base, code = await lab.base(), "import torch\nr = torch.rand(1000)"
    runs = [await lab.run(base, Task(code, "rand", seed=1)) for _ in range(2)]
    runs.append(await lab.run(await runs[0].keep(), Task(code, "rand", seed=2)))
    first, again, other = (found.evidence["names"]["r"]["digest"] for found in runs)
    assert first == again != other
    for found in runs[1:]:
        await found.drop()


@BOTH
async def test_a_chain_of_holders_is_left_at_any_place(lab: Lab) -> None:
    holders = [await stand(lab, "n = [0]")]
    for number in range(1, 12):
        found = await run(lab, holders[-1], f"n.append({number})")
        holders.append(await found.keep())
    for place in (3, 0):
        found = await run(lab, holders[place], "len(n)")
        assert found.evidence["echo"] == str(place + 1)
        await found.drop()
    for holder in holders:
        await lab.release(holder)


@BOTH
async def test_runs_at_the_same_time_do_not_meet(lab: Lab) -> None:
    base = await lab.base()
    runs = await asyncio.gather(*(run(lab, base, f"print({n})\n{n}") for n in range(2)))
    assert [found.evidence["output"] for found in runs] == [f"{n}\n" for n in range(2)]
    for found in runs:
        await found.drop()


@BOTH
async def test_a_run_that_was_stopped_cannot_be_kept(lab: Lab, holder: Holder) -> None:
    bad = await run(lab, holder, "import os\nos._exit(0)")
    with pytest.raises(LabError, match="stopped"):
        await bad.keep()
    await bad.drop()


@pytest.mark.usefixtures("anew")
@EACH
async def test_a_process_killed_while_it_loads_is_started_once_more(kind: str) -> None:
    lab = launch(kind)
    first = lab.process
    os.kill(first, signal.SIGKILL)
    await lab.ready()
    assert lab.process != first
    await lab.close()


@pytest.mark.usefixtures("anew")
@EACH
async def test_torch_that_cannot_be_loaded_is_told(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('no such library: libtorch')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lab = launch(kind)
    with pytest.raises(LabError, match="no such library"):
        await lab.ready()
    assert lab.state == "broken"
    with pytest.raises(LabError, match="no such library"):
        await lab.base()
    await lab.close()


@pytest.mark.usefixtures("anew")
@EACH
async def test_closing_ends_everything(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    value = mark()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv(MARK, value)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    lab = launch(kind)
    first = await stand(lab)
    second = await (await run(lab, first, "z = y + 5")).keep()
    await lab.prepare(second, make_z())
    hanging = asyncio.ensure_future(run(lab, second, beginning(tmp_path / "begun")))
    await begun(tmp_path / "begun")
    other = asyncio.ensure_future(lab.answer(second, make_z(), "while True: pass"))
    processes = marked(value)
    assert len(processes) >= 3
    await lab.close()
    assert {status(process)[0] for process in processes} <= {"", "Z"}
    assert (await hanging).evidence["stop"] == "lost"
    with pytest.raises((LabError, asyncio.CancelledError)):
        await other
    assert lab.state == "closed"
    with pytest.raises(LabError, match="closed"):
        await lab.base()
    await lab.close()
    assert not marked(value)
    assert await asyncio.to_thread(os.listdir, tmp_path / "temporary") == []


@BOTH
async def test_what_the_terminal_tells_its_session_is_not_heard_in_the_lab(lab: Lab) -> None:
    assert os.getsid(lab.process) == lab.process  # the leader of one of its own


@pytest.mark.usefixtures("anew")
@EACH
async def test_closing_before_torch_is_there_is_no_error(kind: str) -> None:
    for _ in range(2):
        lab = launch(kind)
        process = lab.process
        waiting = asyncio.ensure_future(lab.ready())
        await asyncio.sleep(0)
        await lab.close()
        with pytest.raises(LabError, match="closed"):
            await waiting
        assert status(process)[0] == ""


ORPHANING = """
import asyncio
from agtutor.lab.lab import Lab, Task

async def main():
    lab = Lab.launch()
    made = await lab.run(await lab.base(), Task("import time", "a", 1))
    holder = await made.keep()
    asyncio.ensure_future(lab.run(holder, Task("print('on')\\nwhile True: pass", "b", 1)))
    x = {"name": "x", "tensor": "", "domain": [(0, 1)]}
    await lab.judge_formula({"of": "x", "wrt": "x", "symbols": [x], "answer": "1"})
    print(lab.kind, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@EACH
async def test_nothing_outlives_an_interface_that_was_killed(kind: str, tmp_path: Path) -> None:
    interface = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        ORPHANING,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, CHOICE: kind, "TMPDIR": str(tmp_path)},
    )
    assert interface.stdout is not None
    assert (await interface.stdout.readline()).decode().strip() == kind
    processes = tree(interface.pid)
    assert len(processes) >= 3  # zygote, holder, run and judge; or worker, spare and judge
    interface.kill()
    await gone(processes)
    await interface.wait()
    assert await asyncio.to_thread(os.listdir, tmp_path) == []


async def test_a_back_end_that_does_not_exist_is_told() -> None:
    with pytest.raises(LabError, match="AGTUTOR_LAB is `thread`"):
        launch("thread")


THREADS = """
import threading, time
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
"""


@pytest.mark.usefixtures("anew")
async def test_where_torch_comes_with_threads_codes_are_replayed_and_nothing_is_forked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(THREADS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lab = launch("")
    before = lab.kind
    holder = await stand(lab)
    assert (before, lab.kind) == ("fork", "replay")
    assert (await lab.answer(holder, make_z(), "z = y + 5")).verdict.right
    await lab.close()


async def test_closing_waits_for_a_worker_that_was_let_go_before() -> None:
    lab = launch("replay")
    await lab.ready()
    assert isinstance(lab._back, SpareReplay)
    workers = lab._back._workers
    worker = await workers.take(History.empty())
    workers.discard(worker)
    await lab.close()
    assert status(worker.process.process)[0] == ""
