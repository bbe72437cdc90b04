"""The proof of a lesson: it is played on a real lab, right answers and wrong ones, step by step.

The starter fails, the solution and each ``also`` pass, each ``wrong`` is refused with its own slip and
words, a derivative's key agrees with autograd and with central differences, a prediction has one true
choice, no hint holds an answer, and no mutant of a solution passes that changes what is asked. A claim
that doesn't hold is a fault, with its place in the lesson's file.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace

from agtutor.author.checks import answers, choices, hints, keys, mutation
from agtutor.author.claims import Claim, Kind, claims_of
from agtutor.author.stage import MOST, Stage
from agtutor.author.trial import Trial
from agtutor.errors import LessonError
from agtutor.lab.lab import HolderLost, Lab
from agtutor.lesson.model import DeriveStep
from agtutor.lesson.places import Path
from agtutor.lesson.reader import Loaded

Check = Callable[[Stage, Claim], AsyncIterator[Trial]]

_CHECKS: dict[Kind, Check] = {
    "starter": answers.starter,
    "solution": answers.right,
    "also": answers.right,
    "wrong": answers.wrong,
    "key": keys.key,
    "choices": choices.choices,
    "hint": hints.hint,
    "mutants": mutation.mutants,
}


@dataclass(slots=True)
class Proof:
    """One lesson, held to what it claims, in one round.

    Attributes:
        lab: where its code runs.
        loaded: the lesson and the places of its parts.
        round: from 0; each has seeds of its own, those of round 0 are the learners'.
        width: how many answers may run at once.
        most: how many mutants of one solution are tried.
    """

    lab: Lab
    loaded: Loaded
    round: int = 0
    width: int = 2
    most: int = MOST
    stage: Stage = field(init=False)

    def __post_init__(self) -> None:
        self.stage = Stage(self.lab, self.loaded, self.round, self.width, self.most)

    def claims(self) -> list[Claim]:
        """Return what the lesson claims, in the order of the file. Nothing is run."""
        return claims_of(self.loaded.lesson)

    async def trials(self, claim: Claim) -> list[Trial]:
        """Try one claim, and return every answer that was tried for it.

        Raises:
            LabError: the lab can't do its work.
        """
        try:
            found = await self._tried(claim)
        except LessonError as error:  # what the lab or the judge found wrong with the question
            fault = self.stage.fault(self._path(claim, error), error.what, error.fix)
            found = [Trial(claim.step, "solution", "fault", claim.answer, fault=fault)]
        return [replace(trial, round=self.round) for trial in found]

    async def _tried(self, claim: Claim) -> list[Trial]:
        """Try a claim; once more where another's answer killed what this one stood on."""
        try:
            return [trial async for trial in _CHECKS[claim.kind](self.stage, claim)]
        except HolderLost:
            return [trial async for trial in _CHECKS[claim.kind](self.stage, claim)]

    async def step(self, place: int) -> list[Trial]:
        """Try all that the step of that number claims."""
        claims = [claim for claim in self.claims() if claim.place == place]
        found = await asyncio.gather(*(self.trials(claim) for claim in claims))
        return [trial for trials in found for trial in trials]

    async def setup(self) -> list[Trial]:
        """Run the lesson's setup, which has to come to its end."""
        if not self.loaded.lesson.setup:
            return []
        await self.stage.holder(0)
        why = self.stage.broken.get("setup")
        what = f"The setup doesn't run to its end: {why}."
        fault = self.stage.fault(("setup",), what) if why else None
        code = self.loaded.lesson.setup
        return [Trial("", "setup", "fault" if fault else "holds", code, fault=fault, round=self.round)]

    async def faults(self) -> AsyncIterator[LessonError]:
        """Play the lesson and yield what doesn't hold, in the order of the file."""
        told: set[str] = set()
        for place in range(-1, len(self.loaded.lesson.steps)):
            for trial in await (self.setup() if place < 0 else self.step(place)):
                if trial.fault is not None and str(trial.fault) not in told:
                    told.add(str(trial.fault))
                    yield trial.fault
        await self.close()

    async def close(self) -> None:
        """Let go of what stands on the lab."""
        await self.stage.close()

    def _path(self, claim: Claim, error: LessonError) -> Path:
        """Return what of a step an error of the judge or the lab is about."""
        step, path = self.loaded.lesson.steps[claim.place], claim.path[:2]
        if isinstance(step, DeriveStep):
            for place, wrong in enumerate(step.wrong):
                if f"The wrong answer `{wrong.answer}`" in error.what:
                    return (*path, "wrong", place, "answer")
            return (*path, "of")
        return (*path, "solution") if hasattr(step, "solution") else path
