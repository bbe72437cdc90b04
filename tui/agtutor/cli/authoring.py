"""For authors: ``agtutor new`` and ``agtutor preview``."""

from __future__ import annotations

import argparse
from typing import Any

COMMANDS = ("new", "preview")
"""The subcommands that ``run_command`` runs."""


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


def run_command(options: argparse.Namespace) -> int:
    """Run one of the authors' subcommands and return its exit code."""
    match options.command:
        case "new":
            return new_lesson(options.lesson)
        case _:
            from agtutor.app.rehearsal.start import preview

            return preview(options.lesson, watch=options.watch)


def new_lesson(name: str) -> int:
    """Write a lesson to start from, and say what to do with it; return the exit code."""
    from agtutor.author.starting import begin

    path = begin(name)
    print(f"{path} is a small lesson that is right. Change it in your editor, beside")
    print(f"  agtutor preview {path} --watch")
    print("and prove what you wrote with")
    print(f"  agtutor check {path}")
    return 0
