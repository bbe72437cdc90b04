"""What of a lesson no answer that was tried gets to see: hints, slips, messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from agtutor.author.proved import Proved
from agtutor.author.trial import Trial
from agtutor.errors import Place
from agtutor.lesson.model import BaseStep, Choice, Step, WrongAnswer
from agtutor.lesson.places import Path

Part = Literal["hint", "slip", "message"]

_NO_QUESTION = ("read", "explain", "experiment")
"""Steps that nobody gets wrong: what they say comes by itself."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """A part of a lesson that no test reaches.

    Attributes:
        step: the step's id.
        part: what it is.
        text: the hint, the slip's id, or the message.
        where: its place.
    """

    step: str
    part: Part
    text: str
    where: Place


def unreached(proved: Proved) -> list[Unreached]:
    """Return what no answer that was tried gets to see, in the order of the file."""
    loaded = proved.loaded
    return [
        Unreached(step.id, part, text, loaded.places.at(path))
        for place, step in enumerate(loaded.lesson.steps)
        for part, path, text in _of_step(("steps", place), step, proved.of(step.id))
    ]


def _of_step(path: Path, step: Step, trials: list[Trial]) -> Iterator[tuple[Part, Path, str]]:
    slips = {trial.slip for trial in trials}
    told = [trial.message for trial in trials]
    for place, wrong in enumerate(_wrong(step)):
        if wrong.slip not in slips:
            yield "slip", (*path, "wrong", place, "slip"), wrong.slip
        if wrong.say and not any(wrong.say.strip() in message for message in told):
            yield "message", (*path, "wrong", place, "say"), wrong.say
    for place, choice in enumerate(_choices(step)):
        if choice.say and choice.say not in told:
            yield "message", (*path, "choices", place, "say"), choice.say
    if step.kind in _NO_QUESTION:
        return
    if step.right and not any(trial.ruling == "right" for trial in trials):
        yield "message", (*path, "right"), step.right
    yield from _hints(path, step, trials)


def _hints(path: Path, step: BaseStep, trials: list[Trial]) -> Iterator[tuple[Part, Path, str]]:
    """Yield the hints of a step of which no answer was refused: nobody who tried it needed one."""
    if not any(trial.ruling == "wrong" for trial in trials):
        for place, hint in enumerate(step.hints):
            yield "hint", (*path, "hints", place), hint


def _wrong(step: Step) -> tuple[WrongAnswer, ...]:
    found: tuple[WrongAnswer, ...] = getattr(step, "wrong", ())
    return found


def _choices(step: Step) -> tuple[Choice, ...]:
    found: tuple[Choice, ...] = getattr(step, "choices", ())
    return found
