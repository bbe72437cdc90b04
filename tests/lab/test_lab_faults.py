"""Every bad end of learner code, in real processes: what is said, what stands, what is left."""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from lab_tools import PATIENCE, gone, run, stand, tree

from agtutor.case.evidence import Stop
from agtutor.lab.lab import Holder, HolderLost, Lab

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]


@dataclass(frozen=True)
class Fault:
    """Code that ends badly.

    Attributes:
        code: what the learner typed.
        stop: why the lab says that it stopped; None where it wasn't stopped but raised.
        detail: a pattern for the detail, or for "type: message" of what was raised.
        output: what is left of its output, where that matters.
        deadline: seconds that it gets.
    """

    code: str
    stop: Stop | None
    detail: str = ""
    output: str = ""
    deadline: float = 10.0


DAEMONS = """
import os, time
for _ in range(20):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            print("daemon", flush=True)
            time.sleep(100)
        os._exit(0)
    os.wait()
raise SystemExit(7)
"""

ROOT = os.geteuid() == 0
"""Whether these tests run as root, for whom the kernel has no limit on processes and threads."""

FAULTS = {
    "endless loop": Fault(
        "a = 1\nwhile True:\n    a += 1",
        "deadline",
        r"line [23], `(while True:|a \+= 1)`",
        deadline=0.5,
    ),
    "sleep": Fault(
        "import time\nprint('so far')\ntime.sleep(100)",
        "deadline",
        r"line 3, `time\.sleep\(100\)`",
        "so far\n",
        deadline=0.3,
    ),
    "a long sum in C": Fault(
        "sum(range(10**12))", "deadline", r"line 1, `sum\(range\(10\*\*12\)\)`", deadline=0.3
    ),
    "a big matrix product": Fault(
        "a = torch.ones(9000, 1000)\nb = torch.ones(1000, 9000)\nfor _ in range(99):\n    a @ b",
        "deadline",
        r"line 4, `a @ b`",
        deadline=0.5,
    ),
    "a swallowed KeyboardInterrupt": Fault(
        "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt:\n        pass",
        "deadline",
        r"line 3, `while True: pass`",
        deadline=0.3,
    ),
    "a KeyboardInterrupt caught, and an end": Fault(
        "import time\ntry:\n    time.sleep(100)\nexcept KeyboardInterrupt:\n    y = 1",
        "deadline",
        r"line 3, `time\.sleep\(100\)`",
        deadline=0.3,
    ),
    "SIGINT ignored": Fault(
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "deadline",
        deadline=0.3,
    ),
    "a KeyboardInterrupt of its own": Fault(
        "raise KeyboardInterrupt('me')", None, "KeyboardInterrupt: me"
    ),
    "sys.exit": Fault("import sys\nprint('a', end='')\nsys.exit(3)", "exit", "exit code 3", "a"),
    "sys.exit with a text": Fault("raise SystemExit('enough')", "exit", "exit code 1", "enough\n"),
    "exit": Fault("exit()", "exit", "exit code 0"),
    "os._exit": Fault("import os\nprint('line')\nos._exit(3)", "exit", "exit code 3", "line\n"),
    "os.abort": Fault("import os\nos.abort()", "signal", "SIGABRT"),
    "a segmentation fault": Fault("import ctypes\nctypes.string_at(0)", "signal", "SIGSEGV"),
    "killed by itself": Fault("import os\nos.kill(os.getpid(), 9)", "signal", "SIGKILL"),
    "input": Fault("input('name? ')", None, "EOFError: .*", "name? "),
    "the terminal": Fault("open('/dev/tty')", None, "OSError: .*/dev/tty.*"),
    "a flood": Fault("print('x' * 10**8)", "flood"),
    "a gigabyte of text": Fault("print('x' * 10**9)", "memory", r"line 1, `print\('x' \* 10\*\*9\)`"),
    "an endless print": Fault("while True: print('x' * 1000)", "flood"),
    "a flood without a line end": Fault("import os\nwhile True: os.write(1, b'x' * 1000)", "flood"),
    "100 GB at once": Fault("torch.empty(25 * 10**9)", None, "RuntimeError: .*can't allocate memory.*"),
    "a list too long": Fault("[0] * 10**11", "memory", r"line 1, `\[0\] \* 10\*\*11`"),
    "a leak": Fault("kept = []\nwhile True: kept.append(bytearray(10**6))", "memory", "line 2, .*"),
    "a leak of small objects": Fault(
        "kept = []\nwhile True:\n    kept.append([0] * 10**4)", "memory", "line 3, .*"
    ),
    "endless recursion": Fault("def f(n):\n    return f(n + 1)\nf(0)", None, "RecursionError: .*"),
    "a file too large": Fault(
        "import tempfile\nwith tempfile.TemporaryFile() as file:\n    file.truncate(10**9)",
        None,
        "OSError: .*too large.*",
    ),
    "daemons": Fault(DAEMONS, "exit", "exit code 7")
    if ROOT
    else Fault(DAEMONS, None, "BlockingIOError: .*"),
    "a child that stays": Fault(
        "import subprocess\nsubprocess.Popen(['sleep', '100'])\n1 / 0",
        None,
        "ZeroDivisionError: .*" if ROOT else "BlockingIOError: .*",
    ),
    "a thread that stays": Fault(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(100,), daemon=True).start()",
        None,
        "RuntimeError: .*still run.*" if ROOT else "RuntimeError: can't start new thread",
    ),
    "its line closed": Fault("import os\nos.closerange(3, 99)", "exit"),
    "builtins gone": Fault(
        "import builtins\nfor name in ('len', 'isinstance', 'str'):\n    delattr(builtins, name)\nlen",
        None,
        "NameError: .*len.*",
    ),
}


BEGINNING = """import os, time
os.mkfifo({0!r})
open({0!r}, 'w').close()
time.sleep(100)"""


async def facts(lab: Lab, holder: Holder) -> dict[str, object]:
    """Return what stands, looked at anew, as far as it may not change."""
    lab._gathering.clear()
    names = (await lab.describe(holder))["names"]
    return {
        name: (fact.get("digest"), fact.get("version"), fact.get("grad"))
        for name, fact in names.items()
    }


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
async def test_the_lab_survives(lab: Lab, fault: Fault) -> None:
    holder = await stand(lab)
    before, processes = await facts(lab, holder), tree(lab.process)
    bad = await run(lab, holder, "x.data[0] = 99\n" + fault.code, fault.deadline)
    evidence, failure = bad.evidence, bad.evidence["failure"]
    await bad.drop()
    assert evidence["stop"] == fault.stop, evidence
    said = f"{failure['type']}: {failure['message']}" if failure else _moved_up(evidence["detail"])
    assert re.fullmatch(fault.detail or ".*", said, re.DOTALL), said
    assert fault.output in evidence["output"]
    assert len(evidence["output"]) < 70_000
    assert holder.alive
    assert await facts(lab, holder) == before
    await gone(tree(lab.process) - processes)
    again = await run(lab, holder, "print('still here')\nx[0].item()")
    assert (again.evidence["output"], again.evidence["echo"]) == ("still here\n", "-5.0")
    await again.drop()
    await lab.release(holder)


def _moved_up(detail: str) -> str:
    """Return a detail for the code without the line that the test put before it."""
    return re.sub(r"^line (\d+)", lambda found: f"line {int(found[1]) - 1}", detail)


async def test_an_interrupt_stops_the_run_and_names_the_line(lab: Lab, tmp_path: Path) -> None:
    holder = await stand(lab)
    begun = tmp_path / "begun"
    code = BEGINNING.format(str(begun))
    running = asyncio.ensure_future(run(lab, holder, code))
    await _opened(begun)
    lab.interrupt()
    stopped = await asyncio.wait_for(running, PATIENCE)
    assert stopped.evidence["stop"] == "interrupt"
    assert stopped.evidence["detail"] == "line 4, `time.sleep(100)`"
    await stopped.drop()
    await lab.release(holder)


async def _opened(fifo: Path) -> None:
    """Wait until the code has made a FIFO and opened it."""
    watch = await asyncio.create_subprocess_exec(
        "sh", "-c", f"until [ -p {fifo} ]; do :; done; cat {fifo}"
    )
    await asyncio.wait_for(watch.wait(), PATIENCE)


async def test_an_interrupt_with_nothing_to_stop_is_no_error(lab: Lab) -> None:
    lab.interrupt()
    holder = await stand(lab)
    assert holder.alive
    await lab.release(holder)


async def test_cancelling_who_waits_ends_the_run(lab: Lab, tmp_path: Path) -> None:
    holder = await stand(lab)
    processes = tree(lab.process)
    begun = tmp_path / "begun"
    code = BEGINNING.format(str(begun))
    running = asyncio.ensure_future(run(lab, holder, code))
    await _opened(begun)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await gone(tree(lab.process) - processes)
    assert not lab._running
    await lab.release(holder)


async def test_a_child_that_kills_its_holder_loses_that_alone(lab: Lab) -> None:
    earlier = await stand(lab)
    kept = await run(lab, earlier, "z = y + 5")
    holder = await kept.keep()
    bad = await run(lab, holder, "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(100)")
    assert bad.evidence["stop"] == "lost"
    await bad.drop()
    assert not holder.alive
    with pytest.raises(HolderLost):
        await run(lab, holder, "1")
    with pytest.raises(HolderLost):
        await lab.describe(holder)
    assert earlier.alive
    replayed = await run(lab, earlier, "z = y + 5\nz[0].item()")
    assert replayed.evidence["echo"] == "30.0"
    await replayed.drop()
    await lab.release(earlier)


async def test_a_holder_that_was_stopped_is_killed_in_the_end(lab: Lab) -> None:
    holder = await stand(lab)
    bad = await run(
        lab, holder, "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)\nwhile True: pass", 0.2
    )
    assert bad.evidence["stop"] in ("deadline", "lost")
    await bad.drop()
    assert not holder.alive


async def test_what_an_accepted_step_left_running_is_swept_up(lab: Lab) -> None:
    before = tree(lab.process)
    code = DAEMONS.replace("raise SystemExit(7)", "daemons = 20") if ROOT else "daemons = 0"
    holder = await stand(lab, code)
    await gone(tree(holder.process))
    extra = tree(lab.process) - before - {holder.process}
    await gone(extra)
    await lab.release(holder)


LATER = """import time
time.sleep(0.1)
print('out')
z = (y.detach().reshape(3, 7) @ torch.ones(7, 2)).sum()
z"""


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nsys.stdout.close()\nsys.stderr.close()",
        "import os\nos.close(1)\nos.close(2)\nos.close(0)",
        "import io, sys\nsys.stdout = io.StringIO()",
        "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nsignal.alarm(1)",
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.05)",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))",
        "import os\nchild = os.fork() if os.geteuid() == 0 else 1\nassert child or True",
        "import builtins, torch\ntorch.Tensor.shape = torch.tensor = builtins.len = None",
        "import torch\ntorch.set_num_threads(4)\na = torch.ones(1500, 1500)\n(a @ a).sum()",
        "import warnings, sys\nwarnings.simplefilter('error')\nsys.setrecursionlimit(60)",
        "import socket\nsocket.setdefaulttimeout(0.01)",
        "import tempfile, os\nos.chdir(tempfile.mkdtemp())",
    ],
)
async def test_an_accepted_step_does_not_spoil_the_next(lab: Lab, code: str) -> None:
    start = await stand(lab)
    first = await run(lab, start, code)
    assert first.evidence["ended"] == "fine", first.evidence
    holder = await first.keep()
    second = await run(lab, holder, LATER)
    assert second.evidence["ended"] == "fine", second.evidence["failure"]
    assert second.evidence["output"] == "out\n"
    assert second.evidence["names"]["y"]["shape"] == [21]
    after = await run(lab, await second.keep(), "print(z)")
    assert "tensor" in after.evidence["output"]
    await after.drop()
    await lab.release(holder)
    await lab.release(start)


OPEN = """import os
ends = [f'/proc/self/fd/{fd}' for fd in os.listdir('/proc/self/fd') if int(fd) > 2]
[os.readlink(end).split(':')[0] for end in ends if os.path.exists(end)]"""


def descriptors() -> list[str]:
    return sorted(end.name for end in Path("/proc/self/fd").iterdir())


async def test_no_descriptor_is_left_open(lab: Lab) -> None:
    holder = await stand(lab)
    before = descriptors()
    for code in ("1", "import os\nos._exit(1)", "while True: print('x' * 1000)", "1 / 0"):
        await (await run(lab, holder, code)).drop()
    inside = await run(lab, holder, OPEN)
    await inside.drop()
    assert descriptors() == before
    assert inside.evidence["echo"] == "['socket', '/memfd']"  # its line, and its trace file
    await lab.release(holder)
