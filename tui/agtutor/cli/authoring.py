"""For authors: ``agtutor new``, ``agtutor preview`` and ``agtutor play``."""

from __future__ import annotations

import argparse
import math
from typing import Any

from agtutor.cli.playing import add_drawing, wishes

COMMANDS = ("new", "preview", "play")
"""The subcommands that ``run_command`` runs."""

_SLOWEST, _FASTEST = 0.1, 100.0


def add_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the authors' subcommands to the command line."""
    new = commands.add_parser("new", help="write a small right lesson to start from")
    new.add_argument(
        "lesson", metavar="LESSON", help="the file to write; its name makes the lesson's id"
    )

    preview = commands.add_parser(
        "preview",
        help="look at a lesson while you write it; nothing is kept",
        description="A lesson as a learner sees it, with its code run. The journal is left alone.",
    )
    preview.add_argument("lesson", metavar="LESSON", help="a lesson file, or an id of the course")
    preview.add_argument(
        "--watch", action="store_true", help="read the file again whenever it is saved"
    )
    add_drawing(preview, default=argparse.SUPPRESS)

    play = commands.add_parser(
        "play",
        help="a lesson that plays itself, for demonstrations; nothing is kept",
        description="Plays a lesson in the app: a wrong answer, a hint, a right answer, all typed.",
    )
    play.add_argument("lesson", metavar="LESSON", help="an id of the course, or a lesson file")
    play.add_argument(
        "--speed", type=speed, default=1.0, metavar="N", help="2 is twice as fast, 0.5 half"
    )
    play.add_argument("--step", metavar="ID", help="start at this step; earlier answers are filled in")
    play.add_argument("--all", action="store_true", help="all wrong answers and hints, not one of each")
    add_drawing(play, default=argparse.SUPPRESS)


def run_command(options: argparse.Namespace) -> int:
    """Run one of the authors' subcommands and return its exit code."""
    match options.command:
        case "new":
            return new_lesson(options.lesson)
        case "preview":
            from agtutor.app.rehearsal.start import preview

            return preview(options.lesson, watch=options.watch, wishes=wishes(options))
        case _:
            from agtutor.app.rehearsal.start import play

            pace, everything = options.speed, options.all
            return play(
                options.lesson, options.step, speed=pace, everything=everything, wishes=wishes(options)
            )


def new_lesson(name: str) -> int:
    """Write a lesson to start from, and say what to do with it; return the exit code."""
    from agtutor.author.starting import begin

    path = begin(name)
    print(f"{path} is a small lesson that is right. Change it in your editor, beside")
    print(f"  agtutor preview {path} --watch")
    print("and prove what you wrote with")
    print(f"  agtutor check {path}")
    return 0


def speed(text: str) -> float:
    """Return a speed; ``ArgumentTypeError`` where it is none that anyone could follow."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not _SLOWEST <= value <= _FASTEST:
        raise argparse.ArgumentTypeError(f"a speed is a number from {_SLOWEST:g} to {_FASTEST:g}")
    return value
