"""Make the pictures of the README from the real app: ``make pictures``."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text
from textual.pilot import Pilot

from agtutor.app.app import TutorApp
from agtutor.app.desk import Desk
from agtutor.journal import Journal
from agtutor.lab.lab import Lab
from agtutor.lesson.library import Library
from agtutor.lesson.model import CodeStep, PlotStep
from agtutor.walkthrough.walk import Walkthrough
from docs.recording import Recording

HERE = Path(__file__).parent
WIDE, NARROW = (120, 34), (80, 24)

TYPED = ["y = x * 2", ":hint", "y = x**2", ":graph", ":quit"]
"""What is typed in the picture of plain mode."""

KEY, LOOK = 90, 1900
"""How long a frame of the recording is shown, in milliseconds: after a key, and to be read."""


async def settle(app: TutorApp, pilot: Pilot[None]) -> None:
    """Wait until nothing runs and nothing is left to be shown."""
    await pilot.pause()
    while any(not worker.is_finished for worker in app.workers):
        await app.workers.wait_for_complete()
        await pilot.pause()
    await pilot.pause()


async def learn_until(stop: str) -> None:
    """Answer the steps before one with the lesson's solutions, and skip the rest."""
    lab = Lab.launch()
    walk = Walkthrough.open(Library().find("first-gradient").lesson, lab, Journal.open())
    while walk.step.id != stop:
        step = walk.step
        if isinstance(step, CodeStep | PlotStep):
            await walk.submit(step.solution)
        elif step.kind == "read":
            await walk.submit("")
        else:
            await walk.skip()
            continue
        await walk.next()
    await walk.close()
    await lab.close()


async def take(name: str, size: tuple[int, int], step: str | None, typed: str, *keys: str) -> None:
    """Take one picture: open the app at a step, type an answer, press keys."""
    app = TutorApp(Desk(Lab.launch()), "first-gradient" if step else None, step)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        if typed:
            await pilot.press("ctrl+l", *typed, "enter")
            await settle(app, pilot)
        for key in keys:
            await pilot.press(key)
            await settle(app, pilot)
        picture = app.export_screenshot(title="agtutor", simplify=True)
    (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")


async def record(name: str, size: tuple[int, int], step: str) -> None:
    """Record how a step is answered: wrong, with a hint, right, and followed back."""
    app, recording = TutorApp(Desk(Lab.launch()), "first-gradient", step), Recording(*size)

    async def press(milliseconds: int, *keys: str) -> None:
        for key in keys:
            await pilot.press(key)
            await settle(app, pilot)
            recording.add(app, milliseconds)

    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        recording.add(app, LOOK)
        await press(KEY, *"x * 2")  # in the place of the None that stands there
        await press(LOOK, "enter", "f2")
        await press(KEY, "ctrl+l", *"y = x**2")
        await press(LOOK, "enter", "ctrl+s", "ctrl+s")
    (HERE / f"{name}.svg").write_text(recording.svg(), encoding="utf-8")


def talk(step: str, lines: Sequence[str]) -> str:
    """Return a dialogue in plain mode: what is said, and what is typed."""
    command = [sys.executable, "-m", "agtutor", "run", "first-gradient", "--plain", "--step", step]
    typed = "\n".join([*lines, ""])
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


def picture_of(text: str) -> str:
    """Return a picture of plain text in a terminal."""
    console = Console(width=NARROW[0], record=True, file=io.StringIO(), force_terminal=True)
    console.print(Text(text), end="")
    return console.export_svg(title="agtutor --plain", theme=MONOKAI)


async def main() -> None:
    """Play the first lesson part of the way, and take the pictures on it."""
    await learn_until("make-y")
    await record("recording", NARROW, "make-y")
    (HERE / "plain.svg").write_text(picture_of(talk("make-y", TYPED)), encoding="utf-8")
    await learn_until("make-l")
    await take("home", NARROW, None, "")
    await take("wrong", WIDE, "make-l", "l = z.mean()")
    await learn_until("plot-z")
    drawn = "plt.plot(x.detach(), z.detach())"
    await take("tangent", WIDE, "plot-z", drawn, "ctrl+g", *["right"] * 4)
    await learn_until("grad-before")
    await take("backward", WIDE, "grad-before", "", *["ctrl+s"] * 3)
    await learn_until("dy-dx")
    await take("derive", NARROW, "dy-dx", "x_i")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"AGTUTOR_HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.environ.pop("NO_COLOR", None)
        asyncio.run(main())
