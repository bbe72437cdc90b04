"""What the tests of real processes share."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from agtutor.case.question import CodeQuestion, DeriveQuestion, PredictQuestion
from agtutor.lab import processes
from agtutor.lab.lab import Holder, Lab, Run, Task
from agtutor.lab.spawn import CHOICE
from tests.builders import altered, expect, question

KINDS = ("fork", "replay")
BOTH = pytest.mark.parametrize("lab", KINDS, indirect=True, scope="module")
"""Runs a test of the fixture ``lab`` on both back ends."""

MAKE_X = "import torch\nx = torch.linspace(-5, 5, 21, requires_grad=True)\ny = x**2"
PATIENCE = 60.0
"""Seconds after which a test that waits for an event gives up."""


def make_z(**changes: object) -> CodeQuestion:
    """Return a question that asks for z, which is y + 5, with some fields changed."""
    asked = question(id="make-z", solution="z = y + 5", expect={"z": expect()}, kept=["x", "y"], seed=7)
    return altered(asked, **changes)


DERIVE = DeriveQuestion(
    kind="derive",
    id="dy-dx",
    of="x_i^2",
    wrt="x_i",
    root="y",
    symbols=[{"name": "x_i", "tensor": "x", "domain": [(-5.0, 5.0)]}],
    wrong=[],
)
PREDICT = PredictQuestion(
    kind="predict",
    id="foretell",
    run="y.sum().item()",
    choices=[
        {"text": "a hundred", "when": "_ == 100", "say": ""},
        {"text": "192.5", "when": "abs(_ - 192.5) < 1e-3", "say": ""},
    ],
    seed=7,
    deadline=10.0,
)


def launch(kind: str) -> Lab:
    """Launch a lab of one back end; of the one that is chosen here, for ""."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CHOICE, kind)
        return Lab.launch()


def beginning(fifo: Path, then: str = "time.sleep(100)") -> str:
    """Return code that lets ``begun`` know that it runs, and then does something long, in line 2.

    One line does both: whoever hears that it began knows which line runs.
    """
    os.mkfifo(fifo)
    return f"import os, time\nopen({str(fifo)!r}).close(); {then}"


async def begun(fifo: Path) -> None:
    """Wait until code opens a FIFO to read from it."""
    watch = await asyncio.create_subprocess_exec("sh", "-c", f": > {fifo}")
    await asyncio.wait_for(watch.wait(), PATIENCE)


async def run(lab: Lab, holder: Holder, code: str, deadline: float = 10.0) -> Run:
    """Run code as a step named "step"."""
    return await lab.run(holder, Task(code, "step", seed=1, deadline=deadline))


def forked(holder: Holder) -> processes.Holder:
    """Return a holder of the fork back end as what it is."""
    assert isinstance(holder, processes.Holder)
    return holder


async def stand(lab: Lab, code: str = MAKE_X) -> Holder:
    """Return a holder where that code has run."""
    made = await run(lab, await lab.base(), code)
    assert made.evidence["ended"] == "fine", made.evidence
    return await made.keep()


def tree(root: int) -> set[int]:
    """Return the living descendants of a process."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            state, parent = status(int(entry.name))
            if state not in ("", "Z"):
                below.setdefault(parent, []).append(int(entry.name))
    found, waiting = set[int](), [root]
    while waiting:
        for child in below.get(waiting.pop(), []):
            found.add(child)
            waiting.append(child)
    return found


def status(process: int) -> tuple[str, int]:
    """Return the state's letter and the parent of a process; ("", 0) where there is none."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(errors="replace")
    except OSError:
        return "", 0
    state, parent = text.rpartition(")")[2].split()[:2]
    return state, int(parent)


async def gone(processes: Iterable[int]) -> None:
    """Wait until all these processes have ended."""
    loop = asyncio.get_running_loop()
    for process in processes:
        try:
            watch = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        ended = asyncio.Event()
        loop.add_reader(watch, ended.set)
        try:
            async with asyncio.timeout(PATIENCE):
                await ended.wait()
        finally:
            loop.remove_reader(watch)
            os.close(watch)
