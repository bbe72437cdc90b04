"""What an accepted step did to its process spoils neither the next one nor the tutor."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agtutor.lab.lab import Holder, Lab, Task
from tests.lab.lab_fault_table import DAEMONS
from tests.lab.lab_faults import without_standby
from tests.lab.lab_tools import forked, gone, make_z, run, tree

pytestmark = pytest.mark.asyncio(loop_scope="module")

LATER = """import time
time.sleep(0.1)
print('out')
a = torch.ones(1500, 1500)
z = (a @ a).sum()
z"""
"""What comes after; while it sleeps, a timer would go off that an earlier step left running."""


async def accept(lab: Lab, holder: Holder, code: str) -> Holder:
    """Return what stands after code that may start processes and threads."""
    made = await lab.run(holder, Task(code, "before", seed=1, allow=("processes", "threads")))
    assert made.evidence["ended"] == "fine", made.evidence
    return await made.keep()


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nsys.stdout.close()\nsys.stderr.close()",
        "import os\nos.close(1)\nos.close(2)\nos.close(0)",
        "import io, sys\nsys.stdout = io.StringIO()",
        "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nsignal.alarm(1)",
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.05)",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))",
        "import os\nos.fork()",
        "import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()",
        "import builtins, torch\ntorch.Tensor.shape = torch.tensor = builtins.len = None",
        "import builtins\nfor name in ('len', 'isinstance', 'str'): delattr(builtins, name)",
        "import torch\ntorch.set_num_threads(4)\na = torch.ones(1500, 1500)\n(a @ a).sum()",
        "import torch\ntorch._C._set_num_threads = 0\nassert torch.get_num_threads() >= 1",
        "import numpy\na = numpy.ones((600, 600))\n(a @ a).sum()",
        "import warnings, sys\nwarnings.simplefilter('error')\nsys.setrecursionlimit(60)",
        "import socket\nsocket.setdefaulttimeout(0.01)",
        "import tempfile, os\nos.chdir(tempfile.mkdtemp())",
        "import os\nos.nice(5)\nos.umask(0o777)",
        "import gc\ngc.disable()",
        "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))",
    ],
)
async def test_an_accepted_step_does_not_spoil_the_next(lab: Lab, holder: Holder, code: str) -> None:
    first = await accept(lab, holder, code)
    second = await run(lab, first, LATER)
    assert second.evidence["ended"] == "fine", second.evidence["failure"]
    assert second.evidence["output"] == "out\n"
    assert second.evidence["names"]["y"]["shape"] == [21]
    after = await run(lab, await second.keep(), "print(z)")
    assert "tensor" in after.evidence["output"]
    await after.drop()
    await lab.release(first)


async def test_what_an_accepted_step_left_running_is_swept_up(lab: Lab, holder: Holder) -> None:
    before = tree(lab.process)
    kept = await accept(lab, holder, DAEMONS.replace("raise SystemExit(7)", "daemons = 20"))
    await without_standby(lab)
    await gone(tree(forked(kept).process))
    await gone(tree(lab.process) - before - {forked(kept).process})
    await lab.release(kept)


async def test_workers_load_data_where_processes_are_allowed(lab: Lab, holder: Holder) -> None:
    code = (
        "from torch.utils.data import DataLoader\nz = y + 5\n"
        "[part.tolist() for part in DataLoader(x.detach()[:4], batch_size=2, num_workers=2)]"
    )
    found = await lab.answer(holder, make_z(allow=["processes"]), code)
    assert found.verdict.right, found.verdict
    assert found.evidence is not None
    assert found.evidence["echo"] == "[[-5.0, -4.5], [-4.0, -3.5]]"
    assert found.holder is not None
    assert (await lab.answer(found.holder, make_z(), "z = y + 5")).verdict.right
    await lab.release(found.holder)


async def test_threads_that_end_with_the_code_are_allowed_where_a_step_asks_for_them(
    lab: Lab, holder: Holder
) -> None:
    code = (
        "import threading\ndef work():\n    global z\n    z = y + 5\n"
        "threading.Thread(target=work).start()"
    )
    found = await lab.answer(holder, make_z(allow=["threads"]), code)
    assert found.verdict.right, found.verdict
    assert found.holder is not None
    assert (await lab.answer(found.holder, make_z(), "z = y + 5")).verdict.right
    await lab.release(found.holder)


OPEN = """import os
ends = [f'/proc/self/fd/{fd}' for fd in os.listdir('/proc/self/fd') if int(fd) > 2]
[os.readlink(end).split(':')[0] for end in ends if os.path.exists(end)]"""


def descriptors() -> list[str]:
    return sorted(end.name for end in Path("/proc/self/fd").iterdir())


async def test_no_descriptor_is_left_open(lab: Lab, holder: Holder) -> None:
    await without_standby(lab)
    before = descriptors()
    for code in ("1", "import os\nos._exit(1)", "while True: print('x' * 1000)", "1 / 0"):
        await (await run(lab, holder, code)).drop()
    inside = await run(lab, holder, OPEN)
    await inside.drop()
    await without_standby(lab)
    assert descriptors() == before
    assert inside.evidence["echo"] == "['socket', '/memfd']"  # its line, and its trace file


async def test_what_is_limited_is_back_once_a_step_is_accepted(lab: Lab, holder: Holder) -> None:
    limits = {process: limits_of(process) for process in (os.getpid(), forked(holder).process)}
    ours, theirs = limits.values()
    for name in ("Max address space", "Max processes", "Max file size", "Max cpu time"):
        assert theirs[name] == ours[name]
    assert theirs["Max core file size"].split()[0] in ("0", "1")
    assert user(forked(holder).process) == user(os.getpid())


def limits_of(process: int) -> dict[str, str]:
    """Return the soft and hard limits of a process, by name."""
    lines = Path(f"/proc/{process}/limits").read_text().splitlines()[1:]
    return {line[:26].strip(): line[26:].strip() for line in lines}


def user(process: int) -> str:
    """Return the users that a process runs as: real, effective, saved, and for files."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(line for line in lines if line.startswith("Uid"))
