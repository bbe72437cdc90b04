"""How the app starts: the lab first, so that torch loads while Textual does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from agtutor.app.terminal import trouble_with
from agtutor.lab.spawn import Spawned

if TYPE_CHECKING:
    from agtutor.app.app import TutorApp
    from agtutor.app.desk import Desk

CANNOT = 2
"""The exit code where the terminal can't show the app."""


def run_app(lesson: str | None = None, step: str | None = None) -> int:
    """Run the app until the learner quits.

    Args:
        lesson: the lesson to open at once, by id or path; the course, if None.
        step: the step to open it at; where the learner left it, if None.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.
    """

    def tutor(desk: Desk) -> TutorApp:
        from agtutor.app.app import TutorApp

        return TutorApp(desk, lesson, step)

    return on_terminal(tutor)


def on_terminal(make: Callable[[Desk], TutorApp]) -> int:
    """Run an app on the terminal until somebody quits it.

    Args:
        make: makes the app; imports Textual only when it is called, since torch begins to load first.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.
    """
    trouble = trouble_with(sys.__stderr__, os.environ)
    if trouble:
        sys.stderr.write(trouble + "\n")
        return CANNOT
    spawned = Spawned.start()
    from agtutor.app.desk import Desk
    from agtutor.lab.lab import Lab

    app = make(Desk(Lab.launch(spawned)))
    app.run()
    return app.return_code or 0
