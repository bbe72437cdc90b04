"""``agtutor`` and ``agtutor run LESSON``: the app, or the same line by line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from agtutor.app.start import Wishes

_PLAIN = "line by line on standard input and output, for screen readers, braille lines and pipes"
_ASCII = "draw with ASCII characters alone, or with all; by the terminal, if not given"
_SLOW = "send as little as possible, for slow lines; remembered until you say otherwise"


def add_manners(top: argparse.ArgumentParser, run: argparse.ArgumentParser) -> None:
    """Let the options that say how it is shown stand before the command and behind it."""
    from argparse import SUPPRESS

    top.add_argument("--plain", action="store_true", help=_PLAIN)
    run.add_argument("--plain", action="store_true", default=SUPPRESS, help=_PLAIN)
    add_drawing(top, default=None)
    add_drawing(run, default=SUPPRESS)


def add_drawing(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Add the options that say how the app draws, those before a command with ``None`` as default."""
    from argparse import BooleanOptionalAction

    on_off = BooleanOptionalAction
    parser.add_argument("--ascii", action=on_off, default=default, help=_ASCII)
    parser.add_argument("--low-bandwidth", action=on_off, default=default, help=_SLOW)


def wishes(options: argparse.Namespace) -> Wishes:
    """Return what was asked for by what ``add_drawing`` added, before the command or behind it."""
    from agtutor.app.start import Wishes

    return Wishes(options.ascii, options.low_bandwidth)


def play(
    lesson: str | None = None,
    step: str | None = None,
    *,
    plain: bool = False,
    wishes: Wishes | None = None,
) -> int:
    """Open a lesson or the course: in the app where it can be drawn, else line by line.

    Args:
        lesson: the lesson to open at once, by id or path; the course, if None.
        step: the step to open it at; where the learner left it, if None.
        plain: whether line by line is asked for.
        wishes: how it is to be drawn.

    Returns:
        The exit code.
    """
    from agtutor.plain.choosing import why_plain

    why = "" if plain else why_plain(sys.stdin, sys.stdout, sys.__stderr__, os.environ)
    if plain or why:
        from agtutor.plain.start import run_plain

        return run_plain(lesson, step, why, ascii=bool(wishes and wishes.ascii))
    from agtutor.app.start import run_app

    return run_app(lesson, step, wishes)
