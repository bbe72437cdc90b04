"""The options of subcommands that have several; imports nothing that takes time."""

from __future__ import annotations

import argparse
from typing import Any

MOST_SEEDS = 1000


def add_check(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the subcommand to the command line."""
    check = commands.add_parser(
        "check",
        help="prove that lessons hold what they claim",
        description="Plays lessons on real tensors: right answers, wrong ones, and standard bugs in "
        "place of each solution. Each claim that doesn't hold is told with its place.",
        epilog="Exit code 0: all of it holds. 1: something doesn't. 2: it could not be tried.",
    )
    check.add_argument("paths", metavar="PATH", nargs="+", help="lesson files, or folders of them")
    check.add_argument(
        "--seeds",
        metavar="N",
        type=seeds,
        default=1,
        help="prove it N times, with other random numbers",
    )
    check.add_argument(
        "--mutants",
        metavar="N",
        type=mutants,
        help="try N bugs in place of each solution, spread over all that there are",
    )
    check.add_argument("--report", metavar="FILE", help="write a report to read, in Markdown")
    check.add_argument("--json", action="store_true", help="print one JSON document instead of words")


def seeds(text: str) -> int:
    """Return a number of seeds; ``ArgumentTypeError`` where it is none."""
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_SEEDS:
        raise argparse.ArgumentTypeError(f"a number of seeds is one from 1 to {MOST_SEEDS}")
    return int(text)


def mutants(text: str) -> int:
    """Return a number of mutants; ``ArgumentTypeError`` where it is none."""
    if not text.isdecimal() or not int(text[:9]):
        raise argparse.ArgumentTypeError("a number of mutants is one from 1")
    return int(text[:9])


def add_schema(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the subcommand that prints the schema to the command line."""
    commands.add_parser(
        "schema",
        help="print the JSON Schema of a lesson, for editors",
        description="Prints the JSON Schema of a lesson's file. A lesson names it in its first line: "
        "`# yaml-language-server: $schema=lesson.schema.json`.",
    )
