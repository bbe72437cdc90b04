"""The subcommands of ``agtutor``. Each imports what it needs inside itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from agtutor import __version__
from agtutor.cli import authoring
from agtutor.cli.options import add_check, add_schema
from agtutor.cli.playing import add_manners, play, wishes


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="agtutor",
        description="Learn automatic differentiation in the terminal, on live PyTorch tensors.",
        epilog="Without a command, the tutor opens where you left it.",
    )
    top.add_argument("--version", action="version", version=f"agtutor {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    commands.add_parser("list", help="the lessons, and how far you are")

    run = commands.add_parser("run", help="open one lesson, of the course or of a file")
    run.add_argument("lesson", metavar="LESSON", help="an id, as `agtutor list` shows it, or a path")
    run.add_argument("--step", metavar="ID", help="start at this step; earlier answers are filled in")
    add_manners(top, run)

    add_check(commands)
    add_schema(commands)
    authoring.add_commands(commands)
    commands.add_parser("judge", help="verdicts for scripts: JSON Lines in, JSON Lines out")

    explain = commands.add_parser("explain", help="a derivative step by step, each with its rule")
    explain.add_argument("formula", metavar="FORMULA", help='such as "x*sin(x^2)"')
    explain.add_argument("--wrt", metavar="NAME", help="the name to differentiate by; or the only one")
    explain.add_argument(
        "--symbols", metavar="NAMES", default="", help="the names of the formula, such as `x,lr,w_i`"
    )
    explain.add_argument("--ascii", action="store_true", help="ASCII characters alone")

    doctor = commands.add_parser("doctor", help="whether the tutor runs well here, and what to do")
    doctor.add_argument("--json", action="store_true", help="one JSON object, for administrators")
    return top


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0, or 1 where a check failed.

    Raises:
        AgtutorError: something broke.
        SystemExit: the command line was called wrongly, with code 2, or asked for help, with 0.
    """
    options = parser().parse_args(_guarded(arguments))
    return _dispatch(options)


def _guarded(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with a formula such as ``-x^2`` last, where it isn't taken for an option."""
    if arguments[:1] != ["explain"] or "--" in arguments:
        return [*arguments]
    formulas = [one for one in arguments if one[:1] == "-" and one[1:2] != "-" and one != "-h"]
    others = [one for one in arguments if one not in formulas]
    return [*others, "--", *formulas] if formulas else others


def _dispatch(options: argparse.Namespace) -> int:
    match options.command:
        case "list":
            from agtutor.cli.listing import print_lessons

            return print_lessons()
        case "check":
            from agtutor.cli.checking import check

            return check(options)
        case "schema":
            from agtutor.lesson.schema import text

            sys.stdout.write(text())
            return 0
        case command if command in authoring.COMMANDS:
            return authoring.run_command(options)
        case "judge":
            from agtutor.cli.judging import judge_lines

            return judge_lines()
        case "explain":
            from agtutor.cli.explaining import explain

            return explain(options.formula, options.wrt, options.symbols, ascii=options.ascii)
        case "doctor":
            from agtutor.cli.doctoring import doctor

            return doctor(as_data=options.json)
        case "run":
            return play(options.lesson, options.step, plain=options.plain, wishes=wishes(options))
        case _:
            return play(plain=options.plain, wishes=wishes(options))
