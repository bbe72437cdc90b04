"""``agtutor check PATH…``: prove that lessons hold what they claim."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path
from textwrap import indent

from agtutor.author.crew import Crew, Progress
from agtutor.author.document import Outcome, document
from agtutor.author.inputs import Target, lesson_files, same_ids
from agtutor.author.proved import Proved
from agtutor.author.report import sanitise_lines
from agtutor.author.stage import MOST
from agtutor.cli.bar import Bar
from agtutor.errors import AgtutorError, LessonErrors
from agtutor.lesson.reader import Loaded, read_lesson

_STOPPED = "agtutor: stopped before the end; nothing is proved."


def check(options: argparse.Namespace) -> int:
    """Prove the lessons that are named; return the exit code."""
    try:
        files = lesson_files(options.paths)
        target = Target.of(options.report, files) if options.report else None
        outcome = _outcome(files, options.seeds, options.mutants or MOST)
        if target is not None:
            target.write(outcome)
    except AgtutorError as error:
        _say(f"agtutor: {error}")
        return 2
    except KeyboardInterrupt:
        _say(_STOPPED)
        return 1
    if options.json:
        print(json.dumps(document(outcome), indent=2))
    else:
        _tell(outcome)
    return 0 if outcome.holds else 1


def _outcome(files: list[Path], rounds: int, most: int) -> Outcome:
    """Read and prove the lessons; those that can't be read are among the faults."""
    start = time.monotonic()
    outcome = Outcome(rounds=rounds)
    lessons: list[Loaded] = []
    for file in files:
        try:
            lessons.append(read_lesson(file))
        except LessonErrors as errors:
            outcome.unread += errors.errors
    outcome.unread += same_ids(lessons)
    if lessons:
        outcome.proved = _proved(lessons, rounds, most)
    outcome.seconds = time.monotonic() - start
    return outcome


def _proved(lessons: list[Loaded], rounds: int, most: int) -> list[Proved]:
    bar = Bar()
    bar.show(0, 1, "torch is loading")

    def tell(progress: Progress) -> None:
        words = f"{progress.lesson} {progress.step}: {progress.answers} answers"
        bar.show(progress.done, progress.all, words)

    try:
        return asyncio.run(Crew(lessons, rounds, tell, most=most).prove())
    finally:
        bar.clear()


def _tell(outcome: Outcome) -> None:
    """Print each fault on a line of its own, with its place, and a line for each lesson that holds."""
    for error in outcome.unread:
        _say(str(error))
    for proved in outcome.proved:
        for trial in proved.faulty():
            _say(str(trial.fault))
            if trial.kind == "mutant":
                _say(indent(trial.answer.rstrip(), "    "))
                if more := proved.passing(trial) - 1:
                    _say(f"    # {more} more pass for the same reason")
        if not proved.faults():
            _holds(proved, outcome.rounds)


def _holds(proved: Proved, rounds: int) -> None:
    tally, steps = proved.tally(), len(proved.loaded.lesson.steps)
    turns = f" with each of {rounds} seeds" if rounds > 1 else ""
    seconds = sum(proved.seconds.values())
    good = tally.equivalent + tally.free
    equal = f" ({good} more are as good as the solution)" if good else ""
    said = (
        f"{proved.loaded.path}: {steps} steps, {proved.claims} claims hold{turns}, and "
        f"{tally.refused} mutants are refused{equal}, in {seconds:.1f} s"
    )
    print(_plain(said, sys.stdout.encoding))


def _say(text: str) -> None:
    print(_plain(text, sys.stderr.encoding), file=sys.stderr)


def _plain(text: str, encoding: str | None) -> str:
    """Return a text that the stream takes, and of which a terminal obeys nothing."""
    return sanitise_lines(text).encode(encoding or "ascii", "replace").decode(encoding or "ascii")
