"""What is played at a step: wrong answers, hints, and a right answer at the end."""

from __future__ import annotations

from dataclasses import dataclass

from agtutor.app.rehearsal.keystrokes import ordered
from agtutor.lesson.model import Step

_WORDS_A_SECOND = 4.0
_LEAST, _MOST = 1.2, 12.0
"""Seconds that a text stands at least, and at most."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played at one step.

    Attributes:
        wrong: answers to be refused, in this order.
        hints: how many hints are asked for.
        right: the answer to pass with; empty where nothing is typed.
    """

    wrong: tuple[str, ...]
    hints: int
    right: str


def scene(step: Step, right: str, *, everything: bool = False) -> Scene:
    """Return what is played at a step.

    Args:
        step: the step.
        right: a right answer to it.
        everything: whether all wrong answers and hints are played, or one of each.
    """
    wrong, most = wrong_answers(step, right), None if everything else 1
    return Scene(
        tuple(wrong[:most]),
        len(step.hints[:most]) if wrong or everything else 0,
        step.points[0] if step.kind == "explain" else right,
    )


def wrong_answers(step: Step, right: str) -> list[str]:
    """Return the answers to a step that are known to be wrong, and that can be given on the screen."""
    match step.kind:
        case "predict" | "choice" if step.choices:
            return [choice.text for choice in step.choices if choice.text != right]
        case "order":
            answers = [ordered(one.answer, step.items) for one in step.wrong]
            return ["\n".join(answer) for answer in answers if answer]
        case "code" | "plot" | "derive" | "predict":
            return [one.answer for one in step.wrong]
        case _:
            return []


def reading_time(text: str) -> float:
    """Return how many seconds it takes to read a text aloud in one's head."""
    return min(_MOST, max(_LEAST, len(text.split()) / _WORDS_A_SECOND))
