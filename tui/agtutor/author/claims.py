"""What a lesson claims, known before anything runs: one claim for each thing that is proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from agtutor.lesson.model import (
    ChoiceStep,
    DeriveStep,
    ExperimentStep,
    Lesson,
    OrderStep,
    PredictStep,
    RunStep,
    Step,
    WrongAnswer,
)
from agtutor.lesson.places import Path

Kind = Literal["starter", "solution", "key", "also", "wrong", "choices", "hint", "mutants"]

_TITLES: dict[Kind, str] = {
    "starter": "the starter fails",
    "solution": "the solution passes",
    "key": "the key is the slope, and passes",
    "also": "`also` {n} passes",
    "wrong": "`wrong` {n} is refused as `{slip}`",
    "choices": "one choice is right",
    "hint": "hint {n} doesn't hold the solution",
    "mutants": "mutants are refused",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a lesson claims.

    Attributes:
        place: the number of its step, from 0.
        step: that step's id.
        kind: what is claimed.
        path: where it stands in the file.
        answer: what is handed in, where that is known.
        wrong: the wrong answer that it is about.
    """

    place: int
    step: str
    kind: Kind
    path: Path
    answer: str = ""
    wrong: WrongAnswer | None = None

    @property
    def title(self) -> str:
        """What is claimed, in words."""
        number = self.path[-1] + 1 if isinstance(self.path[-1], int) else 0
        return _TITLES[self.kind].format(n=number, slip=self.wrong.slip if self.wrong else "")


def claims_of(lesson: Lesson) -> list[Claim]:
    """Return all that a lesson claims, in the order of its steps."""
    return [claim for place, step in enumerate(lesson.steps) for claim in _of_step(place, step)]


def _of_step(place: int, step: Step) -> Iterator[Claim]:
    claims = _Claims(place, step.id)
    yield from _truth(claims, step)
    if isinstance(step, ChoiceStep | PredictStep) and step.choices:
        yield claims.of("choices", "choices")
    if isinstance(step, RunStep | DeriveStep):
        for n, answer in enumerate(step.also):
            yield claims.of("also", "also", n, answer=answer)
    if isinstance(step, RunStep | DeriveStep | PredictStep | OrderStep):
        for n, wrong in enumerate(step.wrong):
            yield claims.of("wrong", "wrong", n, answer=wrong.answer, wrong=wrong)
        yield claims.of("mutants")
    if isinstance(step, RunStep | DeriveStep | PredictStep | OrderStep | ChoiceStep):
        for n, _hint in enumerate(step.hints):
            yield claims.of("hint", "hints", n)


@dataclass(frozen=True, slots=True)
class _Claims:
    place: int
    step: str

    def of(
        self, kind: Kind, *part: str | int, answer: str = "", wrong: WrongAnswer | None = None
    ) -> Claim:
        """Return a claim of this step, about a part of it."""
        return Claim(self.place, self.step, kind, ("steps", self.place, *part), answer, wrong)


def _truth(claims: _Claims, step: Step) -> Iterator[Claim]:
    """Yield what is claimed of the right answer itself."""
    match step:
        case RunStep():
            yield claims.of("starter", "starter", answer=step.starter)
            yield claims.of("solution", "solution", answer=step.solution)
        case ExperimentStep():
            yield claims.of("solution", "code", answer=step.code)
        case OrderStep():
            yield claims.of("solution", "items", answer="\n".join(step.items))
        case DeriveStep():
            yield claims.of("key", "of")
        case PredictStep():
            yield claims.of("key", "run")
        case _:
            pass
