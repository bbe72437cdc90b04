"""``agtutor`` and ``agtutor run LESSON``: the app, or the same line by line."""

from __future__ import annotations

import argparse
import os
import sys

_HELP = "line by line on standard input and output, for screen readers, braille lines and pipes"


def add_plain(top: argparse.ArgumentParser, run: argparse.ArgumentParser) -> None:
    """Let ``--plain`` stand before the command and behind it."""
    top.add_argument("--plain", action="store_true", help=_HELP)
    run.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help=_HELP)


def play(lesson: str | None, step: str | None, *, plain: bool) -> int:
    """Open a lesson or the course: in the app where it can be drawn, else line by line.

    Args:
        lesson: the lesson to open at once, by id or path; the course, if None.
        step: the step to open it at; where the learner left it, if None.
        plain: go line by line in any case.

    Returns:
        The exit code.
    """
    from agtutor.plain.choosing import why_plain

    why = "" if plain else why_plain(sys.stdin, sys.stdout, sys.__stderr__, os.environ)
    if plain or why:
        from agtutor.plain.start import run_plain

        return run_plain(lesson, step, why)
    from agtutor.app.start import run_app

    return run_app(lesson, step)
