"""How the app starts: the lab first, so that torch loads while Textual does."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import TextIO

from agtutor.lab.lab import Lab

CANNOT = 2
"""The exit code where the terminal can't show the app."""


def trouble_with(stream: TextIO | None, environment: Mapping[str, str]) -> str:
    """Return why the app can't be shown on this terminal, and what to do; empty where it can.

    Args:
        stream: where the app draws: the process's own standard error.
        environment: the process's environment.
    """
    if stream is None or not stream.isatty():
        return "agtutor draws on a terminal, and its output goes elsewhere. Start it without that."
    if environment.get("TERM", "") in ("", "dumb"):
        return "TERM says that this terminal can't be drawn on. If it can, set TERM=xterm-256color."
    try:
        encoding = codecs.lookup(stream.encoding).name
    except LookupError:
        encoding = stream.encoding
    if encoding != "utf-8":
        return (
            f"agtutor draws in UTF-8, and this terminal's encoding is {encoding}. Set LC_ALL=C.UTF-8."
        )
    return ""


def run_app(lesson: str | None = None, step: str | None = None) -> int:
    """Run the app until the learner quits.

    Args:
        lesson: the lesson to open at once, by id or path; the course, if None.
        step: the step to open it at; where the learner left it, if None.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.
    """
    trouble = trouble_with(sys.__stderr__, os.environ)
    if trouble:
        sys.stderr.write(trouble + "\n")
        return CANNOT
    lab = Lab.launch()
    from agtutor.app.app import TutorApp
    from agtutor.app.desk import Desk

    app = TutorApp(Desk(lab), lesson, step)
    app.run()
    return app.return_code or 0
