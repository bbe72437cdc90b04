"""Where the answers of a lesson are tried: each on what the solutions before its step leave behind."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import CodeQuestion, Question
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.lab.lab import Answer, Holder, HolderLost, Lab
from agtutor.lesson.model import CodeStep, PlotStep, Step
from agtutor.lesson.places import Path
from agtutor.lesson.questions import question, seed_of
from agtutor.lesson.reader import Loaded
from agtutor.walkthrough.standing import Link, Standing

MOST = 250
"""Mutants of one solution that are tried; more say nothing new."""

_TRIES = 3  # times that an answer is tried whose process went
_LOST = Verdict("stopped", "What it ran on was lost.", slip="stopped-lost")


@dataclass(slots=True)
class Stage:
    """One lesson on one lab, in one round.

    Attributes:
        lab: where its code runs.
        loaded: the lesson and the places of its parts.
        round: from 0; each has seeds of its own, those of round 0 are the learners'.
        width: how many answers may run at once.
        most: how many mutants of one solution are tried, spread evenly over all of them.
        answered: how many answers were judged.
    """

    lab: Lab
    loaded: Loaded
    round: int = 0
    width: int = 2
    most: int = MOST
    answered: int = 0
    _room: asyncio.Semaphore = field(init=False)
    _standing: Standing = field(init=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._standing = Standing(self.lab)
        self._room = asyncio.Semaphore(self.width)

    def step(self, place: int) -> Step:
        """Return the step of that number."""
        return self.loaded.lesson.steps[place]

    def asked(self, place: int) -> Question:
        """Return what a step asks, with this round's seed."""
        lesson = self.loaded.lesson
        asked = question(lesson, lesson.steps[place])
        if asked["kind"] in ("code", "plot", "experiment", "predict") and self.round:
            return {**asked, "seed": self._seed(lesson.steps[place].id)}  # type: ignore[return-value]
        return asked

    def fault(self, path: Path, what: str, fix: str = "") -> LessonError:
        """Return a fault at a part of the lesson."""
        return LessonError(what, where=self.loaded.places.at(path), fix=fix)

    @property
    def broken(self) -> dict[str, str]:
        """Ids of steps whose solution doesn't run to its end, "setup" for the setup, and why not."""
        return {link.step: why for link, why in self._standing.broken.items()}

    async def holder(self, place: int) -> Holder:
        """Return what stands before a step."""
        async with self._turn:
            return await self._standing.at(self._chain(place))

    async def facts(self, place: int) -> dict[str, Fact]:
        """Return facts of what stands before a step."""
        return (await self.describe(place))["names"]

    async def describe(self, place: int) -> Evidence:
        """Return facts and graph of what stands before a step."""
        return await self.lab.describe(await self.holder(place))

    async def answer(self, place: int, asked: Question, answer: str) -> Answer:
        """Have an answer judged; again where its process was lost, or crashed as forked ones may.

        Raises:
            LessonError: the solution doesn't run, or the question can't be judged.
        """
        async with self._room:
            self.answered += 1
            return await self._answer(place, asked, answer)

    async def close(self) -> None:
        """Let all go that was kept."""
        await self._standing.forget()

    async def _answer(self, place: int, asked: Question, answer: str) -> Answer:
        found = await self._once(place, asked, answer)
        for _ in range(_TRIES - 1):
            if found is not None and not _lost(found, "lost"):
                break
            found = await self._once(place, asked, answer)
        if found is None:
            return Answer(_LOST, None, None)
        if _lost(found, "signal") and asked["kind"] in ("code", "plot", "experiment"):
            return await self._anew(place, asked, answer)
        return found

    async def _once(self, place: int, asked: Question, answer: str) -> Answer | None:
        try:
            found = await self.lab.answer(await self.holder(place), asked, answer)
        except HolderLost:
            return None
        return await self._let_go(found)

    async def _anew(self, place: int, asked: CodeQuestion, answer: str) -> Answer:
        sources = self._standing.sources(self._chain(place))
        holder = await self.holder(place)
        return await self._let_go(await self.lab.answer_anew(holder, asked, answer, sources))

    async def _let_go(self, found: Answer) -> Answer:
        if found.holder is not None:
            await self.lab.release(found.holder)
        return found

    def _chain(self, place: int) -> list[Link]:
        lesson = self.loaded.lesson
        chain = [self._link("setup", lesson.setup, None)] if lesson.setup else []
        return chain + [
            self._link(step.id, step.solution, step)
            for step in lesson.steps[:place]
            if isinstance(step, CodeStep | PlotStep)
        ]

    def _link(self, ident: str, code: str, step: CodeStep | PlotStep | None) -> Link:
        lesson = self.loaded.lesson
        deadline = (step.deadline if step else None) or lesson.deadline
        return Link(ident, code, self._seed(ident), deadline, lesson.allowed(step))

    def _seed(self, ident: str) -> int:
        return seed_of(self.loaded.lesson.id, f"{ident}#{self.round}" if self.round else ident)


def _lost(found: Answer, stop: str) -> bool:
    return found.evidence is not None and found.evidence["stop"] == stop
