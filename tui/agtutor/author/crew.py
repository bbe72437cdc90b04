"""Proofs in parallel: steps are handed out to labs, each with its own processes."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from agtutor.author.proof import Proof
from agtutor.author.proved import Proved
from agtutor.author.stage import MOST
from agtutor.author.trial import Trial
from agtutor.lab.lab import Lab
from agtutor.lesson.reader import Loaded

_CORES_OF_A_LAB = 2  # its judge and its runs; more of them wait for one another
_MOST_LABS = 8
_SETUP = -1

Tell = Callable[["Progress"], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the proof is.

    Attributes:
        done: steps that are proved, over all lessons and rounds.
        all: how many there are.
        answers: how many answers were judged.
        lesson: the id of the lesson of the step that was proved last.
        step: that step's id; "" for a setup.
    """

    done: int
    all: int
    answers: int
    lesson: str
    step: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of one lesson in one round."""

    lesson: int
    round: int
    place: int


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class Crew:
    """Some labs, and what they have to prove.

    Attributes:
        lessons: the lessons.
        rounds: how often each is proved, with other seeds each time.
        tell: is told each time that a step is proved.
        labs: how many labs work at once; as many as the processors are good for by default.
        most: how many mutants of one solution are tried, spread evenly over all of them.
    """

    lessons: Sequence[Loaded]
    rounds: int = 1
    tell: Tell = lambda _progress: None
    labs: int = 0
    most: int = MOST
    _found: dict[Unit, tuple[list[Trial], float]] = field(default_factory=dict)
    _answers: int = 0

    def __post_init__(self) -> None:
        fitting = min(max(cores() // _CORES_OF_A_LAB, 1), _MOST_LABS)
        self.labs = max(min(self.labs or fitting, len(self.units())), 1)

    def units(self) -> list[Unit]:
        """Return all that there is to prove, in order."""
        return [
            Unit(number, turn, place)
            for number, loaded in enumerate(self.lessons)
            for turn in range(self.rounds)
            for place in range(_SETUP, len(loaded.lesson.steps))
        ]

    async def prove(self) -> list[Proved]:
        """Prove all lessons, and return what came of each.

        No process is left behind, however this ends.

        Raises:
            LabError: a lab can't do its work.
        """
        waiting = iter(self.units())
        labs = [Lab.launch() for _ in range(self.labs)]
        tasks = [asyncio.ensure_future(self._work(lab, waiting)) for lab in labs]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*(lab.close() for lab in labs))
        return self._gathered()

    async def _work(self, lab: Lab, waiting: Iterator[Unit]) -> None:
        """Prove one step after the other on one lab, until there are no more."""
        proof: Proof | None = None
        mine: tuple[int, int] | None = None
        for unit in waiting:
            if proof is None or mine != (unit.lesson, unit.round):
                if proof is not None:
                    await proof.close()
                loaded, mine = self.lessons[unit.lesson], (unit.lesson, unit.round)
                proof = Proof(lab, loaded, unit.round, _CORES_OF_A_LAB + 1, self.most)
            await self._unit(proof, unit)

    async def _unit(self, proof: Proof, unit: Unit) -> None:
        before, start = proof.stage.answered, time.monotonic()
        trials = await (proof.setup() if unit.place == _SETUP else proof.step(unit.place))
        self._found[unit] = (trials, time.monotonic() - start)
        self._answers += proof.stage.answered - before
        lesson = proof.loaded.lesson
        step = "" if unit.place == _SETUP else lesson.steps[unit.place].id
        count = len(self.units())
        self.tell(Progress(len(self._found), count, self._answers, lesson.id, step))

    def _gathered(self) -> list[Proved]:
        proved = [Proved(loaded) for loaded in self.lessons]
        for unit in self.units():
            trials, seconds = self._found[unit]
            found = proved[unit.lesson]
            found.trials.extend(trials)
            if unit.place != _SETUP:
                step = found.loaded.lesson.steps[unit.place].id
                found.seconds[step] = found.seconds.get(step, 0.0) + seconds
        return proved
