"""The Python in a lesson: whether it parses, and where not."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import Literal

from agtutor.errors import LessonError, Place
from agtutor.lesson.model import (
    BaseStep,
    CodeStep,
    ExperimentStep,
    Lesson,
    PredictStep,
    RunStep,
)
from agtutor.lesson.places import Path, Places, offset_of

Mode = Literal["exec", "eval"]
"""A piece of code is statements, or a single expression."""

Program = tuple[Path, str, Mode]
"""Where a piece of code stands, its text, and what it is."""


def code_faults(
    lesson: Lesson, steps: Iterable[tuple[Path, BaseStep]], places: Places
) -> Iterator[LessonError]:
    """Yield an error for each piece of code that Python can't parse. Nothing is run."""
    programs: list[Program] = [(("setup",), lesson.setup, "exec")]
    for path, step in steps:
        programs.extend(_of_step(path, step))
    for path, text, mode in programs:
        error = _fault(path, text, mode, places) if text else None
        if error:
            yield error


def _of_step(path: Path, step: BaseStep) -> Iterator[Program]:
    match step:
        case RunStep():
            yield (*path, "starter"), step.starter, "exec"
            yield (*path, "solution"), step.solution, "exec"
            yield from (((*path, "also", n), text, "exec") for n, text in enumerate(step.also))
            yield from (
                ((*path, "wrong", n, "answer"), one.answer, "exec") for n, one in enumerate(step.wrong)
            )
            if isinstance(step, CodeStep):
                yield from _asked(path, step)
        case ExperimentStep():
            yield (*path, "code"), step.code, "exec"
        case PredictStep():
            yield (*path, "run"), step.run, "exec"
            yield from (
                ((*path, "choices", n, "when"), one.when, "eval") for n, one in enumerate(step.choices)
            )


def _asked(path: Path, step: CodeStep) -> Iterator[Program]:
    """Yield the expressions that say what a code step asks for."""
    yield (*path, "verdict"), step.verdict, "eval"
    yield from (((*path, "shows", n), text, "eval") for n, text in enumerate(step.shows))
    yield from (((*path, "reads", n), text, "eval") for n, text in enumerate(step.reads))
    for name, expect in step.expect.items():
        where = (*path, "expect", name, "independent")
        yield from (((*where, n), text, "eval") for n, text in enumerate(expect.independent))


def _fault(path: Path, text: str, mode: Mode, places: Places) -> LessonError | None:
    what, where = "", places.at(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape is for the learner's eyes, not for ours
            compile(text, "lesson", mode, dont_inherit=True)
    except SyntaxError as error:
        what, where = _said(error.msg, mode), _place(error, path, text, places)
    except (ValueError, OverflowError, RecursionError, MemoryError):
        what = "Python can't parse this code: it is too long-winded, or nests too deep."
    return LessonError(what, where=where) if what else None


def _said(message: str, mode: Mode) -> str:
    kind = "code" if mode == "exec" else "expression"
    return f"Python can't parse this {kind}: {message}."


def _place(error: SyntaxError, path: Path, text: str, places: Places) -> Place:
    line, column = error.lineno or 1, error.offset or 1
    return places.inside(path, offset_of(text, line, column))
