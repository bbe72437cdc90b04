"""From the start of the command to the first frame, and to the first verdict."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect

from bench.rounds import ROUNDS, in_turn, process
from bench.table import Alone, Ratio

BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Static
class Bare(App):
    def compose(self):
        yield Header()
        yield Static("first frame")
        yield Footer()
Bare().run()
"""
REQUEST = json.dumps(
    {
        "lesson": "first-gradient",
        "step": "create-x",
        "answer": "x = torch.linspace(-5, 5, 21, requires_grad=True)",
    }
)
AGTUTOR = str(Path(sys.executable).with_name("agtutor"))
QUIET = "import gc, os; gc.disable(); import torch; os._exit(0)"


def until_drawn(command: list[str], marker: str) -> float:
    """Return the seconds from the start of the command until the marker is on the terminal."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "AGTUTOR_HOME": home,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        start = time.perf_counter()
        child = pexpect.spawn(
            command[0], command[1:], dimensions=(40, 120), env=environment, timeout=60
        )
        child.expect_exact(marker.encode())
        seconds = time.perf_counter() - start
        _end(child)
    return seconds


def _end(child: pexpect.spawn[str]) -> None:
    """End a command and what it started, and wait: nothing of a round may run on into the next."""
    started = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()
    child.close(force=True)
    for process_id in map(int, started):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process_id, signal.SIGKILL)
        while Path(f"/proc/{process_id}").exists():
            time.sleep(0.001)


def first_frame() -> Iterator[Ratio]:
    """Time the tutor's first frame against a Textual app that holds a header, a line and a footer.

    Each round ends at the first frame, long before torch is loaded: what is compiled first has to be
    compiled before, or every round would do so once more.
    """
    process("-m", "agtutor", "judge", given=REQUEST)
    ours, theirs = in_turn(
        lambda: until_drawn([AGTUTOR], "Automatic differentiation"),
        lambda: until_drawn([sys.executable, "-c", BARE], "first frame"),
    )
    yield Ratio("start to first frame", "a bare Textual app", ours, theirs, 1.10)


def first_list() -> Iterator[Alone]:
    """Time until the course's lessons are on the screen, which are read after the first frame."""
    rounds = [until_drawn([AGTUTOR], "Your first gradient") for _ in range(ROUNDS + 1)][1:]
    yield Alone("start to the list of lessons", rounds, note="read after the first frame")


def first_verdict() -> Iterator[Ratio]:
    """Time a whole ``agtutor judge`` with one answer to a step, against importing torch."""
    ours, theirs = in_turn(
        lambda: process("-m", "agtutor", "judge", given=REQUEST), lambda: process("-c", "import torch")
    )
    peer = "`python -c 'import torch'`"
    yield Ratio("start to first verdict and end, whole process", peer, ours, theirs, 0.75)


def floor_of_first_verdict() -> Iterator[Alone]:
    """Time the part of ``import torch`` that no order of work can avoid."""
    rounds = [process("-c", QUIET) for _ in range(ROUNDS + 1)][1:]
    note = "what the first verdict can't go below: torch alone, no collector, no teardown"
    yield Alone("`import torch` as the lab does it", rounds, note=note)
