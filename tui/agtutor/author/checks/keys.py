"""Keys that nobody wrote: a derivative by three witnesses, and the outcome of what is foretold."""

from __future__ import annotations

from collections.abc import AsyncIterator

from agtutor.author.checks.answers import refused, trial
from agtutor.author.claims import Claim
from agtutor.author.stage import Stage
from agtutor.author.tensorslopes import slopes_of
from agtutor.author.trial import Trial
from agtutor.case.question import DeriveQuestion
from agtutor.errors import FormulaError, LessonError
from agtutor.formula.values.trouble import TooLarge
from agtutor.judge.problem import Problem, problem_of
from agtutor.judge.tensors import TensorProblem, has_shapes, tensor_problem
from agtutor.lab.questions import measured
from agtutor.lesson.model import PredictStep


async def key(stage: Stage, claim: Claim) -> AsyncIterator[Trial]:
    """Try the key of a derivative or of a prediction as an answer."""
    asked = stage.asked(claim.place)
    answer = await stage.lab.reveal(await stage.holder(claim.place), asked)
    fault = await _slope(stage, claim, asked, answer) if asked["kind"] == "derive" else None
    verdict = (await stage.answer(claim.place, asked, answer)).verdict
    if verdict.right and asked["kind"] == "derive" and asked["root"]:
        # Live tensors are mostly float32: without them, autograd is asked in double precision.
        verdict = (await stage.answer(claim.place, {**asked, "root": ""}, answer)).verdict
    if fault is None and not verdict.right and not _by_choices(stage, claim):
        fault = refused(stage, claim, answer, verdict)
    yield trial(claim, "key", answer, verdict, fault)


def _by_choices(stage: Stage, claim: Claim) -> bool:
    """Whether choices are told about by the claim that is theirs."""
    step = stage.step(claim.place)
    return isinstance(step, PredictStep) and bool(step.choices)


async def _slope(stage: Stage, claim: Claim, asked: DeriveQuestion, key: str) -> LessonError | None:
    """Return what the witnesses beside the judge say against a key: points of this round, autograd."""
    try:
        problem, trouble = await problem_at(stage, claim, asked)
        slopes = slopes_of(problem, seed_text(stage, claim))
        against = slopes.differing(key) if slopes.points else "the formula has no slope anywhere"
    except (FormulaError, TooLarge) as error:
        against, trouble = f"the key `{key}` can't be computed: {error}", ""
    if against:
        return stage.fault(claim.path, f"The key `{key}` is not the slope: {against}.")
    if trouble:
        path = (*claim.path[:-1], "root")
        return stage.fault(path, f"Autograd can't be asked about `{asked['root']}`: {trouble}.")
    return None


async def problem_at(
    stage: Stage, claim: Claim, asked: DeriveQuestion
) -> tuple[Problem | TensorProblem, str]:
    """Return the problem of a step, and why autograd can't be asked where it is to be: "" else.

    Raises:
        LessonError: the formula can't be read.
    """
    tensors = measured(asked)
    if tensors is None:
        lacks = asked["root"] and f"no tensor is declared for `{asked['wrt']}`"
        return _problem(asked), lacks
    holder = await stage.holder(claim.place)
    gradient = await stage.lab.gradient(holder, asked["root"], *tensors)
    count = 0 if gradient["trouble"] else len(gradient["values"])
    return _problem(asked, count), gradient["trouble"].rstrip(".")


def _problem(asked: DeriveQuestion, count: int = 0) -> Problem | TensorProblem:
    return tensor_problem(asked) if has_shapes(asked) else problem_of(asked, count)


def seed_text(stage: Stage, claim: Claim) -> str:
    """Return what chooses the points of a step in this round."""
    return f"{stage.loaded.lesson.id}/{claim.step}#{stage.round}"
