"""How the app starts: the lab first, so that torch loads while Textual does."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from agtutor.app.hangup import end_with
from agtutor.app.manner import MANNER, Manner, is_sparing
from agtutor.app.settings import Early, remember
from agtutor.app.terminal import colour_system, trouble_with, wants_ascii
from agtutor.lab.spawn import Spawned
from agtutor.record import Record

if TYPE_CHECKING:
    from agtutor.app.app import TutorApp
    from agtutor.app.desk import Desk
    from agtutor.lab.lab import Lab

CANNOT = 2
"""The exit code where the terminal can't show the app."""

SPARING = {"TEXTUAL_FPS": "10", "TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
"""What Textual is told on slow lines: few frames, and nothing that moves by itself."""

QUICK = {"TEXTUAL_FPS": "120"}
"""What it is told elsewhere: a key that comes right behind something drawn is shown half as late."""


class Wishes(Record):
    """What was asked for on the command line.

    Attributes:
        ascii: ASCII characters alone, or all; None to go by the terminal.
        low_bandwidth: as little as possible is sent, or not; None for what was asked for last.
    """

    ascii: bool | None = None
    low_bandwidth: bool | None = None


def run_app(lesson: str | None = None, step: str | None = None, wishes: Wishes | None = None) -> int:
    """Run the app until the learner quits.

    Args:
        lesson: the lesson to open at once, by id or path; the course, if None.
        step: the step to open it at; where the learner left it, if None.
        wishes: what was asked for on the command line.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.
    """

    def tutor(desk: Desk) -> TutorApp:
        from agtutor.app.app import TutorApp

        return TutorApp(desk, lesson, step)

    return on_terminal(tutor, wishes)


def on_terminal(make: Callable[[Desk], TutorApp], wishes: Wishes | None = None) -> int:
    """Run an app on the terminal until somebody quits it.

    Args:
        make: makes the app; imports Textual only when it is called, since torch begins to load first.
        wishes: what was asked for on the command line.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.
    """
    terminal = sys.__stderr__
    trouble = trouble_with(terminal, os.environ)
    if trouble or terminal is None:
        sys.stderr.write(trouble + "\n")
        return CANNOT
    end_with(terminal)
    gc.disable()  # the app turns it on again when its first frame is out
    early = Early()
    spawned = Spawned.start()
    _behave(wishes or Wishes(), early)
    from agtutor.app.desk import Desk

    app = make(Desk(lambda: _lab(spawned)))
    app.run(mouse=not is_sparing())  # a mouse that moves is drawn all the time
    return app.return_code or 0


def _lab(spawned: Spawned) -> Lab:
    from agtutor.lab.lab import Lab

    return Lab.launch(spawned)


def _behave(wishes: Wishes, early: Early) -> None:
    """Settle how the app draws, before Textual is imported: it reads the environment then."""
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", colour_system(os.environ))
    settings = early.get()
    sparing = settings.low_bandwidth if wishes.low_bandwidth is None else wishes.low_bandwidth
    if sparing != settings.low_bandwidth:
        remember(low_bandwidth=sparing)
    ascii = wants_ascii(sys.__stderr__, os.environ) if wishes.ascii is None else wishes.ascii
    MANNER.set(Manner(settings.theme, ascii, sparing))
    for name, value in (SPARING if sparing else QUICK).items():
        os.environ.setdefault(name, value)
