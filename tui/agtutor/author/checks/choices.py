"""Choices: one of them is right, and what is said to each can be reached."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from agtutor.author.checks.answers import trial
from agtutor.author.claims import Claim
from agtutor.author.stage import Stage
from agtutor.author.trial import Trial
from agtutor.errors import LessonError
from agtutor.lesson.model import ChoiceStep, PredictStep


async def choices(stage: Stage, claim: Claim) -> AsyncIterator[Trial]:
    """Try each choice: one has to be right, and that one has to be the author's."""
    step, asked = stage.step(claim.place), stage.asked(claim.place)
    assert isinstance(step, ChoiceStep | PredictStep)
    verdicts = [
        (await stage.answer(claim.place, asked, choice.text)).verdict for choice in step.choices
    ]
    right = [place for place, verdict in enumerate(verdicts) if verdict.right]
    faults = iter(list(_faults(stage, claim, step, right)))
    for choice, verdict in zip(step.choices, verdicts, strict=True):
        yield trial(claim, "choice", choice.text, verdict, None)
    for fault in faults:
        yield Trial(claim.step, "choice", "fault", fault=fault)


def _faults(
    stage: Stage, claim: Claim, step: ChoiceStep | PredictStep, right: list[int]
) -> Iterator[LessonError]:
    if len(right) != 1:
        yield stage.fault(claim.path, f"{len(right)} of the choices are accepted; one has to be.")
        return
    choice = step.choices[right[0]]
    if isinstance(step, ChoiceStep) and choice.text != step.answer:
        path = (*claim.path[:-1], "answer")
        yield stage.fault(path, f"`{choice.text}` is accepted in place of the answer.")
    if choice.say:
        what = "Nobody is told this: the choice is right, and `say` answers wrong ones."
        path = (*claim.path, right[0], "say")
        yield stage.fault(path, what, "What is said to a right answer stands under `right`.")
