"""The words of a lesson that a learner reads, and whether the LaTeX in them can be typeset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from agtutor.errors import FormulaError, LessonError
from agtutor.formula.prose import Segment, check, segments
from agtutor.lesson.model import (
    BaseStep,
    ChoiceStep,
    DeriveStep,
    ExplainStep,
    Lesson,
    OrderStep,
    PredictStep,
    RunStep,
)
from agtutor.lesson.places import Path, Places

Texts = Iterator[tuple[Path, str]]
"""Pieces of prose, each with its path."""

MOST_FAULTS = 10
"""How many faults of one piece of prose are told."""

_DOLLAR = re.compile(r"(?<!\\)\$")
_SIGNS = {"text": 0, "inline": 1, "display": 2}


def prose_faults(
    lesson: Lesson, steps: Iterable[tuple[Path, BaseStep]], places: Places
) -> Iterator[LessonError]:
    """Yield an error for each formula in the lesson's prose that can't be typeset."""
    yield from _faults(("title",), lesson.title, places)
    yield from _faults(("goal",), lesson.goal, places)
    for path, step in steps:
        for where, text in _texts(path, step):
            yield from islice(_faults(where, text, places), MOST_FAULTS)


def _texts(path: Path, step: BaseStep) -> Texts:
    """Yield all that a step says."""
    yield (*path, "title"), step.title
    yield (*path, "text"), step.text
    yield (*path, "right"), step.right
    yield from _each((*path, "hints"), step.hints)
    if isinstance(step, ChoiceStep | PredictStep):
        for place, choice in enumerate(step.choices):
            yield (*path, "choices", place, "text"), choice.text
            yield (*path, "choices", place, "say"), choice.say
    if isinstance(step, RunStep | DeriveStep | PredictStep | OrderStep):
        yield from (((*path, "wrong", place, "say"), one.say) for place, one in enumerate(step.wrong))
    if isinstance(step, OrderStep):
        yield from _each((*path, "items"), step.items)
    if isinstance(step, ExplainStep):
        yield from _each((*path, "points"), step.points)


def _each(path: Path, texts: Iterable[str]) -> Texts:
    yield from (((*path, place), text) for place, text in enumerate(texts))


def _faults(path: Path, text: str, places: Places) -> Iterator[LessonError]:
    found = segments(text)
    for segment in found:
        if segment.kind in ("inline", "display"):
            yield from _untypeset(segment, path, places)
    yield from _stray(found, path, text, places)


def _stray(found: list[Segment], path: Path, text: str, places: Places) -> Iterator[LessonError]:
    """Yield an error for the first dollar sign that is in no formula; those after it hang on it."""
    for start, stop in _between(found, len(text)):
        dollar = _DOLLAR.search(text, start, stop)
        if dollar:
            what = "This `$` opens no formula, and closes none."
            fix = r"Close the formula on its line, without a blank inside its signs, or write `\$`."
            yield LessonError(what, where=places.inside(path, dollar.start()), fix=fix)
            return


def _untypeset(segment: Segment, path: Path, places: Places) -> Iterator[LessonError]:
    try:
        check(segment.text)
    except FormulaError as error:
        where = places.inside(path, segment.start + error.span[0])
        yield LessonError(f"This formula can't be typeset: {error.what}", where=where, fix=error.fix)


def _between(found: list[Segment], length: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where each plain part of a text goes, as it is written."""
    end = Segment("text", "", length)
    for segment, following in pairwise([*found, end]):
        if segment.kind == "text":
            yield segment.start, following.start - _SIGNS.get(following.kind, 0)
