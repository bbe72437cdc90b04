"""``agtutor`` and ``agtutor run LESSON``: the app, or the same line by line."""

from __future__ import annotations

import argparse
import os
import sys

_ON_OFF = argparse.BooleanOptionalAction
_PLAIN = "line by line on standard input and output, for screen readers, braille lines and pipes"


_ASCII = "draw with ASCII characters alone, or with all; by the terminal, if not given"
_SLOW = "send as little as possible, for slow lines; remembered until you say otherwise"


def add_manners(top: argparse.ArgumentParser, run: argparse.ArgumentParser) -> None:
    """Let the options that say how it is shown stand before the command and behind it."""
    top.add_argument("--plain", action="store_true", help=_PLAIN)
    run.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help=_PLAIN)
    for parser, default in ((top, None), (run, argparse.SUPPRESS)):
        parser.add_argument("--ascii", action=_ON_OFF, default=default, help=_ASCII)
        parser.add_argument("--low-bandwidth", action=_ON_OFF, default=default, help=_SLOW)


def play(options: argparse.Namespace, lesson: str | None = None, step: str | None = None) -> int:
    """Open a lesson or the course: in the app where it can be drawn, else line by line.

    Args:
        options: what ``add_manners`` added.
        lesson: the lesson to open at once, by id or path; the course, if None.
        step: the step to open it at; where the learner left it, if None.

    Returns:
        The exit code.
    """
    from agtutor.plain.choosing import why_plain

    why = "" if options.plain else why_plain(sys.stdin, sys.stdout, sys.__stderr__, os.environ)
    if options.plain or why:
        from agtutor.plain.start import run_plain

        return run_plain(lesson, step, why, ascii=bool(options.ascii))
    from agtutor.app.start import Wishes, run_app

    return run_app(lesson, step, Wishes(options.ascii, options.low_bandwidth))
