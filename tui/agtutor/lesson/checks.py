"""What a lesson must hold beyond its shape: ids, choices, code, formulas, and hints that hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agtutor.errors import LessonError
from agtutor.lesson.formulas import formula_faults
from agtutor.lesson.hinting import gives_away
from agtutor.lesson.model import BaseStep, Choice, ChoiceStep, Lesson, PredictStep, RunStep
from agtutor.lesson.parts import nearest
from agtutor.lesson.places import Path, Places
from agtutor.lesson.programs import code_faults
from agtutor.lesson.prose import prose_faults


@dataclass(frozen=True, slots=True)
class Found:
    """A lesson as it was found.

    Attributes:
        lesson: the lesson; steps that the model refused are left out.
        kept: the number in the file, from 0, of each of its steps.
        places: where each part stands.
    """

    lesson: Lesson
    kept: Sequence[int]
    places: Places

    def steps(self) -> Iterator[tuple[Path, BaseStep]]:
        """Yield each step with its path in the file."""
        for place, step in zip(self.kept, self.lesson.steps, strict=True):
            yield ("steps", place), step

    def error(self, path: Path, what: str, fix: str = "") -> LessonError:
        """Return an error at the value of a path."""
        return LessonError(what, where=self.places.at(path), fix=fix)


def faults(found: Found) -> list[LessonError]:
    """Return all that is wrong with a lesson whose shape is right."""
    return [error for check in _CHECKS for error in check(found)]


def _ids(found: Found) -> Iterator[LessonError]:
    first: dict[str, int] = {}
    for path, step in found.steps():
        line = found.places.at((*path, "id")).line
        if step.id in first:
            what = f"`{step.id}` is the id of another step already."
            yield found.error((*path, "id"), what, f"The other one is in line {first[step.id]}.")
        first.setdefault(step.id, line)


def _choices(found: Found) -> Iterator[LessonError]:
    for path, step in found.steps():
        if isinstance(step, ChoiceStep):
            yield from _same_texts(found, path, step.choices)
            yield from _answer(found, path, step)
        elif isinstance(step, PredictStep):
            yield from _same_texts(found, path, step.choices)
            if step.choices and not any(choice.when for choice in step.choices):
                what = "No choice here has a `when`, so none can come true."
                fix = (
                    "Give the right choice a `when`: Python over `_`, the outcome, such as `_ is None`."
                )
                yield found.error((*path, "choices"), what, fix)


def _same_texts(found: Found, path: Path, choices: Sequence[Choice]) -> Iterator[LessonError]:
    counts: Counter[str] = Counter()
    for place, choice in enumerate(choices):
        counts[choice.text] += 1
        if counts[choice.text] == 2:
            yield found.error((*path, "choices", place, "text"), "Two choices read the same.")


def _answer(found: Found, path: Path, step: ChoiceStep) -> Iterator[LessonError]:
    texts = [choice.text for choice in step.choices]
    if step.answer not in texts:
        what = "`answer` is none of the choices: it has to repeat the text of one."
        yield found.error((*path, "answer"), what, nearest(step.answer, texts))
    for place, choice in enumerate(step.choices):
        if choice.when:
            what = "`when` decides nothing in a `choice` step: `answer` does."
            yield found.error((*path, "choices", place, "when"), what, "Leave it out.")


def _hints(found: Found) -> Iterator[LessonError]:
    for path, step in found.steps():
        for place, hint in enumerate(step.hints):
            if isinstance(step, RunStep) and gives_away(hint, step.solution):
                what = "This hint holds the whole solution."
                yield found.error((*path, "hints", place), what, "Leave the last step to the learner.")


def _code(found: Found) -> Iterator[LessonError]:
    yield from code_faults(found.lesson, found.steps(), found.places)


def _formulas(found: Found) -> Iterator[LessonError]:
    yield from formula_faults(found.lesson, found.steps(), found.places)


def _prose(found: Found) -> Iterator[LessonError]:
    yield from prose_faults(found.lesson, found.steps(), found.places)


_CHECKS: tuple[Callable[[Found], Iterator[LessonError]], ...] = (
    _ids,
    _choices,
    _code,
    _formulas,
    _prose,
    _hints,
)
