"""What the steps behind a step stand on: names, and in which respects they use them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import cast

from agtutor.author.mutants.uses import Use, Uses
from agtutor.case.question import LIKE_THE_SOLUTION, Expect
from agtutor.lesson.model import (
    CodeStep,
    DeriveStep,
    ExperimentStep,
    Lesson,
    OrderStep,
    PredictStep,
    RunStep,
    Step,
)

WHOLE = ""
"""The respect of a name that is read at all, where no expectation is about it."""

Needs = Mapping[str, Mapping[str, str]]
"""For each name the respects in which later steps need it, each with the first step that does."""


def needed(lesson: Lesson, place: int) -> dict[str, dict[str, str]]:
    """Return what later steps need of names before they make them anew, and a step doesn't ask for.

    Args:
        lesson: the lesson.
        place: the number of the step.

    Returns:
        For each name its respects, fields of an expectation or ``WHOLE``, each with the id of the first
        later step that needs it.
    """
    step = lesson.steps[place]
    expected = step.expect if isinstance(step, CodeStep) else {}
    found: dict[str, dict[str, str]] = {}
    uses = Uses()
    for later in lesson.steps[place + 1 :]:
        here = uses if isinstance(later, RunStep) else uses.copy()  # others leave nothing behind
        for name, respect in _of_step(here, later):
            if name not in expected or not _asked(expected[name], respect, here):
                found.setdefault(name, {}).setdefault(respect, later.id)
    return found


def _asked(want: object, respect: str, uses: Uses) -> bool:
    """Whether an expectation settles a respect; either of None and zeros, once a walk adds to it."""
    asked = getattr(want, respect) if respect else True
    return uses.walked if asked == "cleared" else bool(asked)


def _of_step(uses: Uses, step: Step) -> Iterator[Use]:
    for code in _codes(step):
        yield from uses.of(ast.parse(code))
    if isinstance(step, DeriveStep | OrderStep) and step.root:
        if step.root not in uses.made:
            yield step.root, WHOLE
        yield from uses.walk({step.root}, saved=isinstance(step, DeriveStep))


def _codes(step: Step) -> Iterator[str]:
    match step:
        case CodeStep():
            yield from (step.solution, *step.shows, step.verdict)
        case RunStep():
            yield step.solution
        case ExperimentStep():
            yield step.code
        case PredictStep():
            yield step.run


def wanted(respects: Collection[str]) -> Expect:
    """Return an expectation of what is needed of a name, and of nothing else."""
    none = {**dict.fromkeys(LIKE_THE_SOLUTION, False), "independent": list[str]()}
    start = LIKE_THE_SOLUTION if WHOLE in respects else none
    return cast(Expect, {**start, **dict.fromkeys((one for one in respects if one != WHOLE), True)})
