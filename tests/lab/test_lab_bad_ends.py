"""Bad ends of learner code on the replay back end: those that no platform may fail at."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from agtutor.lab.lab import Holder, Lab, Task
from tests.lab.lab_tools import PATIENCE, beginning, begun, run, status
from tests.lab.test_lab_faults import FAULTS, Fault

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("lab", ["replay"], indirect=True, scope="module"),
]
EVERYWHERE = (
    "endless loop",
    "a swallowed KeyboardInterrupt",
    "sys.exit with a text",
    "os._exit",
    "a segmentation fault",
    "input",
    "an endless print",
)


async def first_of_x(lab: Lab, holder: Holder) -> float:
    """Return an entry of the x that stands, from a look at it in a worker."""
    return (await lab.gradient(holder, "y", "x", []))["at"]["x"][0]


@pytest.mark.parametrize("fault", [FAULTS[name] for name in EVERYWHERE], ids=EVERYWHERE)
async def test_what_stood_is_replayed(lab: Lab, holder: Holder, fault: Fault) -> None:
    bad = await run(lab, holder, "x.data[0] = 99\n" + fault.code, fault.deadline)
    evidence, failure = bad.evidence, bad.evidence["failure"]
    await bad.drop()
    assert evidence["stop"] == fault.stop, evidence
    if failure is not None:
        said = f"{failure['type']}: {failure['message']}"
        assert re.fullmatch(fault.detail, said, re.DOTALL), said
    assert fault.output in evidence["output"]
    assert len(evidence["output"]) < 70_000
    lab._gathering.clear()
    assert await first_of_x(lab, holder) == -5.0


STARTED = """
import os, subprocess, time
ends = os.pipe()
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        os.chdir('/')
        if os.fork() == 0:
            os.write(ends[1], str(os.getpid()).encode())
            time.sleep(600)
        os._exit(0)
    os.wait()
    print(os.read(ends[0], 100).decode())
print(subprocess.Popen(['sleep', '600'], start_new_session=True).pid, flush=True)
"""
"""Starts three daemons and another program, and prints their process ids."""


async def test_what_code_started_ends_with_its_worker(lab: Lab, holder: Holder) -> None:
    code = f"{STARTED}os.kill(os.getpid(), 9)"
    bad = await lab.run(holder, Task(code, "company", seed=1, allow=("processes",)))
    await bad.drop()
    started = [int(process) for process in bad.evidence["output"].split()]
    assert len(started) == 4
    assert {status(process)[0] for process in started} == {""}


async def test_threads_that_stay_are_an_error_also_where_a_step_may_start_some(
    lab: Lab, holder: Holder
) -> None:
    code = FAULTS["a thread that stays"].code
    bad = await lab.run(holder, Task(code, "threads", seed=1, allow=("threads",)))
    await bad.drop()
    assert bad.evidence["failure"] is not None
    assert "1 of the threads that this code started still run" in bad.evidence["failure"]["message"]
    assert bad.evidence["threads"] == 2


@pytest.mark.parametrize("then", ["time.sleep(100)", "sum(range(10**12))"])
async def test_an_interrupt_stops_the_run_and_names_the_line(
    lab: Lab, holder: Holder, tmp_path: Path, then: str
) -> None:
    code = beginning(tmp_path / "begun", then)
    running = asyncio.ensure_future(run(lab, holder, code))
    await begun(tmp_path / "begun")
    lab.interrupt()
    stopped = await asyncio.wait_for(running, PATIENCE)
    await stopped.drop()
    assert stopped.evidence["stop"] == "interrupt"
    assert stopped.evidence["detail"] == f"line 2, `{code.splitlines()[1]}`"


async def test_an_interrupt_with_nothing_to_stop_is_no_error(lab: Lab, holder: Holder) -> None:
    lab.interrupt()
    lab._gathering.clear()
    assert await first_of_x(lab, holder) == -5.0


async def test_cancelling_who_waits_ends_the_run(lab: Lab, holder: Holder, tmp_path: Path) -> None:
    running = asyncio.ensure_future(run(lab, holder, beginning(tmp_path / "begun")))
    await begun(tmp_path / "begun")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not lab._back.interrupt()
