"""Which names the steps behind a step stand on."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agtutor.lesson.model import CodeStep, ExperimentStep, Lesson, PredictStep, RunStep, Step


def needed(lesson: Lesson, place: int) -> dict[str, str]:
    """Return names that later steps read before they make them anew, each with the first such step.

    A name that the step of that number expects is left out: it is asked for as it is.
    """
    step = lesson.steps[place]
    expected = set(step.expect) if isinstance(step, CodeStep) else set()
    found: dict[str, str] = {}
    remade: set[str] = set()
    for later in lesson.steps[place + 1 :]:
        made: set[str] = set()
        for code in _codes(later):
            read, written = _names(code)
            for name in sorted(read - remade - expected):
                found.setdefault(name, later.id)
            if isinstance(later, RunStep):
                made |= written
        remade |= made
    return found


def _codes(step: Step) -> Iterator[str]:
    match step:
        case RunStep():
            yield step.solution
            if isinstance(step, CodeStep):
                yield from step.shows
                yield step.verdict
        case ExperimentStep():
            yield step.code
        case PredictStep():
            yield step.run
        case _:
            root = getattr(step, "root", None)
            yield root or ""


def _names(code: str) -> tuple[set[str], set[str]]:
    """Return the names that code reads and that it doesn't make itself, and those that it makes."""
    named = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    made = {node.id for node in named if isinstance(node.ctx, ast.Store)}
    return {node.id for node in named if isinstance(node.ctx, ast.Load)} - made, made
