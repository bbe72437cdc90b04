"""From the start of the command to the first frame, and to the first verdict."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from bench.timing import Row, paired, timed

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

ONE_VERDICT = """
import asyncio, sys
from agtutor.lab.lab import Lab
async def once():
    lab = Lab.launch()
    from agtutor.lesson.library import Library
    from agtutor.lesson.questions import question
    lesson = Library().find("first-gradient").lesson
    step = lesson.step("create-x")
    setup = "import torch"
    from agtutor.lab.lab import Task
    run = await lab.run(await lab.base(), Task(setup, "setup", 0))
    found = await lab.answer(await run.keep(), question(lesson, step), step.solution)
    assert found.verdict.right, found.verdict
    await lab.close()
asyncio.run(once())
"""


def until_drawn(command: list[str], marker: bytes) -> float:
    """Return the seconds from the start of the command until the marker is on the terminal."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "AGTUTOR_HOME": home,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
        }
        start = time.perf_counter()
        child = pexpect.spawn(
            command[0], command[1:], dimensions=(40, 120), env=environment, timeout=30
        )
        child.expect_exact(marker)
        seconds = time.perf_counter() - start
        child.close(force=True)
    return seconds


def first_frame() -> Row:
    """Time the tutor's first frame against a Textual app that holds a header, a line and a footer."""
    agtutor = str(Path(sys.executable).with_name("agtutor"))
    return paired(
        "first frame",
        "a bare Textual app",
        lambda: until_drawn([agtutor], b"Automatic differentiation"),
        lambda: until_drawn([sys.executable, "-c", BARE], b"first frame"),
        goal=1.10,
    )


def first_verdict() -> Row:
    """Time a whole process that launches the lab and gets one verdict, against ``import torch``."""

    def process(code: str) -> float:
        return timed(lambda: subprocess.run([sys.executable, "-c", code], check=True))

    return paired(
        "start to first verdict",
        "python -c 'import torch'",
        lambda: process(ONE_VERDICT),
        lambda: process("import torch"),
        goal=0.75,
    )
