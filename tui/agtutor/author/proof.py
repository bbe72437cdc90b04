"""The proof of a lesson: it is played on a real lab, right answers and wrong ones, step by step.

The starter fails, the solution and each ``also`` pass, each ``wrong`` is refused with its own slip, a
derivative's key agrees with autograd, a prediction has one true choice. A claim that doesn't hold is a
fault, with its place in the lesson's file.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

from agtutor.case.question import Question
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.lab.lab import Holder, Lab
from agtutor.lesson.model import (
    ChoiceStep,
    CodeStep,
    DeriveStep,
    ExperimentStep,
    OrderStep,
    PlotStep,
    PredictStep,
    Step,
    WrongAnswer,
)
from agtutor.lesson.places import Path
from agtutor.lesson.questions import question, seed_of
from agtutor.lesson.reader import Loaded
from agtutor.walkthrough.standing import Link, Standing


@dataclass(slots=True)
class Proof:
    """One lesson, held to what it claims.

    Attributes:
        lab: where its code runs.
        loaded: the lesson and the places of its parts.
        claims: how many claims were tried so far.
    """

    lab: Lab
    loaded: Loaded
    claims: int = 0
    _standing: Standing = field(init=False)
    _chain: list[Link] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._standing = Standing(self.lab)

    async def faults(self) -> AsyncIterator[LessonError]:
        """Play the lesson and yield what doesn't hold, in the order of the file."""
        lesson = self.loaded.lesson
        if lesson.setup:
            self._chain.append(self._link("setup", lesson.setup))
        for place, step in enumerate(lesson.steps):
            try:
                holder = await self._standing.at(self._chain)
                async for fault in self._step(("steps", place), step, holder):
                    yield fault
            except LessonError as error:  # what the lab or the judge found wrong with the question
                yield LessonError(
                    error.what, where=self.loaded.places.at(("steps", place)), fix=error.fix
                )
            if isinstance(step, CodeStep | PlotStep):
                self._chain.append(self._link(step.id, step.solution))
        for broken, why in self._standing.broken.items():
            yield LessonError(
                f"The code of `{broken}` doesn't run to its end: {why}.",
                where=self.loaded.places.at(()),
            )
        await self._standing.forget()

    async def _step(self, path: Path, step: Step, holder: Holder) -> AsyncIterator[LessonError]:
        asked = question(self.loaded.lesson, step)
        async for fault in self._accepts(path, step, asked, holder):
            yield fault
        if isinstance(step, CodeStep | PlotStep):
            verdict = await self._verdict(holder, asked, step.starter)
            if verdict.right:
                yield self._fault(
                    (*path, "starter"), "The starter is accepted as it stands: nothing is asked."
                )
        if isinstance(step, ChoiceStep | PredictStep):
            async for fault in self._choices(path, step, asked, holder):
                yield fault
        for place, wrong in enumerate(_wrong(step)):
            verdict = await self._verdict(holder, asked, wrong.answer)
            for fault in self._accepted((*path, "wrong", place), wrong, verdict):
                yield fault

    async def _accepts(
        self, path: Path, step: Step, asked: Question, holder: Holder
    ) -> AsyncIterator[LessonError]:
        right = _right(step)
        if isinstance(step, PredictStep | DeriveStep):
            right.append(((), await self.lab.reveal(holder, asked)))
        for part, answer in right:
            verdict = await self._verdict(holder, asked, answer)
            if not verdict.right:
                yield self._refused((*path, *part), answer, verdict)

    async def _choices(
        self, path: Path, step: ChoiceStep | PredictStep, asked: Question, holder: Holder
    ) -> AsyncIterator[LessonError]:
        verdicts = [await self._verdict(holder, asked, choice.text) for choice in step.choices]
        pairs = zip(step.choices, verdicts, strict=True)
        right = [choice.text for choice, verdict in pairs if verdict.right]
        if step.choices and len(right) != 1:
            yield self._fault(
                (*path, "choices"), f"{len(right)} of the choices are accepted; one has to be."
            )
        elif isinstance(step, ChoiceStep) and right != [step.answer]:
            yield self._fault((*path, "answer"), f"`{right[0]}` is accepted in place of the answer.")

    def _accepted(self, path: Path, wrong: WrongAnswer, verdict: Verdict) -> Iterable[LessonError]:
        if verdict.right:
            yield self._fault(
                (*path, "answer"), f"This wrong answer is accepted: {_first(wrong.answer)}."
            )
        elif verdict.slip != wrong.slip:
            got = f"`{verdict.slip}`" if verdict.slip else "no slip"
            yield self._fault(
                (*path, "slip"),
                f"This answer gets {got} and not `{wrong.slip}`: {_first(wrong.answer)}. "
                f"What it is told: {verdict.message}",
            )

    def _refused(self, path: Path, answer: str, verdict: Verdict) -> LessonError:
        return self._fault(
            path,
            f"This right answer is refused ({verdict.ruling}): {_first(answer)}. {verdict.message}",
        )

    def _fault(self, path: Path, what: str) -> LessonError:
        return LessonError(what, where=self.loaded.places.at(path))

    async def _verdict(self, holder: Holder, asked: Question, answer: str) -> Verdict:
        self.claims += 1
        found = await self.lab.answer(holder, asked, answer)
        if found.holder is not None:
            await self.lab.release(found.holder)
        return found.verdict

    def _link(self, ident: str, code: str) -> Link:
        lesson = self.loaded.lesson
        return Link(ident, code, seed_of(lesson.id, ident), lesson.deadline)


def _right(step: Step) -> list[tuple[Path, str]]:
    """Return the answers that a step has to accept, each with the path of where it stands."""
    found: list[tuple[Path, str]] = []
    match step:
        case CodeStep() | PlotStep():
            found = [(("solution",), step.solution)]
        case ExperimentStep():
            found = [(("code",), step.code)]
        case OrderStep():
            found = [(("items",), "\n".join(step.items))]
        case _:
            pass
    if isinstance(step, CodeStep | PlotStep | DeriveStep):
        found += [(("also", place), answer) for place, answer in enumerate(step.also)]
    return found


def _wrong(step: Step) -> tuple[WrongAnswer, ...]:
    return (
        step.wrong
        if isinstance(step, CodeStep | PlotStep | DeriveStep | PredictStep | OrderStep)
        else ()
    )


def _first(answer: str) -> str:
    """Return an answer as it fits into a sentence: its first line, with a sign that there is more."""
    first, _, rest = answer.strip().partition("\n")
    return f"`{first}{' …' if rest else ''}`"
