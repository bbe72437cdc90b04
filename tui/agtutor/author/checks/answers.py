"""Answers that the lesson itself holds: starter, solution, ``also`` and ``wrong``."""

from __future__ import annotations

from collections.abc import AsyncIterator

from agtutor.author.claims import Claim
from agtutor.author.known import bare, known_slips
from agtutor.author.stage import Stage
from agtutor.author.trial import Kind, Trial
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.lesson.model import WrongAnswer


async def starter(stage: Stage, claim: Claim) -> AsyncIterator[Trial]:
    """Try the starter, which has to fail."""
    verdict = (await stage.answer(claim.place, stage.asked(claim.place), claim.answer)).verdict
    fault = None
    if verdict.right:
        what = "The starter is accepted as it stands: nothing is asked."
        fault = stage.fault(claim.path, what, "Take out of it what the learner is to write.")
    yield trial(claim, "starter", claim.answer, verdict, fault)


async def right(stage: Stage, claim: Claim) -> AsyncIterator[Trial]:
    """Try a solution or an ``also``, which has to pass."""
    verdict = (await stage.answer(claim.place, stage.asked(claim.place), claim.answer)).verdict
    kind: Kind = "also" if claim.kind == "also" else "solution"
    fault = None if verdict.right else refused(stage, claim, claim.answer, verdict)
    yield trial(claim, kind, claim.answer, verdict, fault)


async def wrong(stage: Stage, claim: Claim) -> AsyncIterator[Trial]:
    """Try a wrong answer, which has to be refused with its own feedback and with no other's."""
    assert claim.wrong is not None
    asked = stage.asked(claim.place)
    verdict = (await stage.answer(claim.place, asked, claim.answer)).verdict
    fault = _own_feedback(stage, claim, claim.wrong, verdict)
    if fault is None and claim.wrong.slip in known_slips():
        seen = (await stage.answer(claim.place, bare(asked), claim.answer)).verdict.slip
        fault = _anothers(stage, claim, claim.wrong, seen)
    yield trial(claim, "wrong", claim.answer, verdict, fault, about=claim.wrong.slip)


def refused(stage: Stage, claim: Claim, answer: str, verdict: Verdict) -> LessonError:
    """Return the fault of a right answer that isn't accepted."""
    what = f"This right answer is refused ({verdict.ruling}): {first(answer)}. {verdict.message}"
    return stage.fault(claim.path, what)


def trial(
    claim: Claim,
    kind: Kind,
    answer: str,
    verdict: Verdict,
    fault: LessonError | None,
    about: str = "",
) -> Trial:
    """Return the record of an answer that was judged."""
    return Trial(
        claim.step,
        kind,
        "fault" if fault else "holds",
        answer,
        about,
        ruling=verdict.ruling,
        slip=verdict.slip,
        message=verdict.message,
        fault=fault,
    )


def first(answer: str) -> str:
    """Return an answer as it fits into a sentence: its first line, with a sign that there is more."""
    line, _, rest = answer.strip().partition("\n")
    return f"`{line}{' …' if rest else ''}`"


def _own_feedback(
    stage: Stage, claim: Claim, wrong: WrongAnswer, verdict: Verdict
) -> LessonError | None:
    said = first(wrong.answer)
    if verdict.right:
        return stage.fault((*claim.path, "answer"), f"This wrong answer is accepted: {said}.")
    if verdict.ruling != "wrong":
        part = "say" if wrong.say else "slip"
        what = f"This can't be reached: {said} is not refused as wrong, it is {verdict.ruling}."
        return stage.fault((*claim.path, part), f"{what} {verdict.message}")
    if verdict.slip != wrong.slip:
        got = f"`{verdict.slip}`" if verdict.slip else "no slip"
        what = f"This answer gets {got} and not `{wrong.slip}`: {said}. It is told: {verdict.message}"
        return stage.fault((*claim.path, "slip"), what)
    if wrong.say.strip() not in verdict.message:
        what = f"Nobody is told this: {said} gets other words. It is told: {verdict.message}"
        return stage.fault((*claim.path, "say"), what, "Is the same answer foreseen further up?")
    return None


def _anothers(stage: Stage, claim: Claim, wrong: WrongAnswer, seen: str | None) -> LessonError | None:
    """Return the fault of an answer that has the name of a mistake that it doesn't make."""
    if seen == wrong.slip or seen not in known_slips():
        return None
    what = f"This answer shows `{seen}`, and `{wrong.slip}` is another mistake: {first(wrong.answer)}."
    return stage.fault((*claim.path, "slip"), what, "Take the one, or a name of your own.")
