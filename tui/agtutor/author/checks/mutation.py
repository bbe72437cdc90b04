"""Mutants: the checker is handed standard bugs in place of the solution, and has to refuse them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import replace
from itertools import chain

from agtutor.author.checks.answers import trial
from agtutor.author.checks.keys import problem_at, seed_text
from agtutor.author.claims import Claim
from agtutor.author.mutants.asked import difference
from agtutor.author.mutants.code import mutants_of
from agtutor.author.mutants.editing import Setting
from agtutor.author.mutants.formulas import wrong_formulas
from agtutor.author.mutants.left_open import left_open
from agtutor.author.mutants.mutant import Mutant
from agtutor.author.mutants.needs import needed
from agtutor.author.mutants.others import follows, wrong_orders, wrong_values
from agtutor.author.mutants.states import spoilt
from agtutor.author.stage import Stage
from agtutor.author.tensorslopes import slopes_of
from agtutor.author.trial import State, Trial
from agtutor.case.evidence import Evidence
from agtutor.case.question import CodeQuestion, DeriveQuestion, OrderQuestion, PredictQuestion, Question
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.judge.syntax import same_code
from agtutor.lab.lab import Answer
from agtutor.lesson.model import OrderStep

_PATIENCE = 10  # times as long as the solution takes
_LEAST_SECONDS = 2.0

Asks = Callable[[Mutant, Answer], str]
"""Tells in words what a mutant changes of what is asked; "" where it is as good as the solution."""


async def mutants(stage: Stage, claim: Claim) -> AsyncIterator[Trial]:
    """Try the mutants of a step's solution, as many at once as the lab takes."""
    asked = stage.asked(claim.place)
    match asked["kind"]:
        case "code" | "plot":
            trials = await _of_code(stage, claim, asked)
        case "derive":
            trials = await _of_formula(stage, claim, asked)
        case "order":
            trials = await _of_order(stage, claim, asked)
        case "predict":
            trials = await _of_prediction(stage, claim, asked)
        case _:
            trials = []
    for one in trials:
        yield one


async def _of_code(stage: Stage, claim: Claim, asked: CodeQuestion) -> list[Trial]:
    needs = needed(stage.loaded.lesson, claim.place)
    model = (await stage.answer(claim.place, asked, asked["solution"])).evidence
    if model is None or model["ended"] != "fine":  # told by the claim that is the solution's
        return []
    before = await stage.facts(claim.place)
    kinds = {name: fact["kind"] for name, fact in chain(before.items(), model["names"].items())}
    setting = Setting(kinds, frozenset(before))
    made = chain(spoilt(asked, before, model, needs), mutants_of(asked["solution"], setting))
    hasty = _hasty(asked, model)

    def asks(mutant: Mutant, found: Answer) -> str:
        if mutant.always:
            return "it looks at nothing that the step is about"
        return difference(asked, before, model, found.evidence, needs) if found.evidence else ""

    return await _try(stage, claim, hasty, _fresh(stage, claim, made), asks, model)


def _hasty(asked: CodeQuestion, model: Evidence) -> CodeQuestion:
    """Return the question with less time: a mutant may loop for ever."""
    enough = max(_LEAST_SECONDS, _PATIENCE * model["seconds"])
    return {**asked, "deadline": min(asked["deadline"], enough)}


def _fresh(stage: Stage, claim: Claim, made: Iterable[Mutant]) -> list[Mutant]:
    """Return the mutants of which the lesson itself says nothing; of too many some of each kind."""
    step = stage.step(claim.place)
    said = [*getattr(step, "also", ()), *(one.answer for one in getattr(step, "wrong", ()))]
    found = [mutant for mutant in made if not any(same_code(mutant.answer, one) for one in said)]
    tried = min(len(found), stage.most)
    return [found[place * len(found) // tried] for place in range(tried)]


async def _of_formula(stage: Stage, claim: Claim, asked: DeriveQuestion) -> list[Trial]:
    problem, _ = await problem_at(stage, claim, asked)
    key = await stage.lab.reveal(await stage.holder(claim.place), asked)
    slopes = slopes_of(problem, seed_text(stage, claim))
    made = list(wrong_formulas(problem, key, asked["of"], asked["wrt"]))

    def asks(mutant: Mutant, _found: Answer) -> str:
        return "" if slopes.is_slope(mutant.answer) else "it is another slope"

    return await _try(stage, claim, asked, made, asks)


async def _of_order(stage: Stage, claim: Claim, asked: OrderQuestion) -> list[Trial]:
    graph = (await stage.describe(claim.place))["graph"]

    def asks(mutant: Mutant, _found: Answer) -> str:
        free = asked["root"] and follows(mutant.answer.split("\n"), graph)
        return "" if free else "it is another order"

    return await _try(stage, claim, asked, list(wrong_orders(asked["items"])), asks)


async def _of_prediction(stage: Stage, claim: Claim, asked: PredictQuestion) -> list[Trial]:
    if asked["choices"]:  # each of them is tried as it is
        return []
    truth = await stage.lab.reveal(await stage.holder(claim.place), asked)
    return await _try(
        stage, claim, asked, list(wrong_values(truth)), lambda _mutant, _found: "it is another value"
    )


async def _try(
    stage: Stage,
    claim: Claim,
    asked: Question,
    made: list[Mutant],
    asks: Asks,
    model: Evidence | None = None,
) -> list[Trial]:
    """Try mutants all at once; the stage lets as many run as there is room for."""

    async def one(mutant: Mutant) -> Trial:
        found = await stage.answer(claim.place, asked, mutant.answer)
        changes = asks(mutant, found)
        fault = _accepted(stage, claim, mutant, changes) if found.verdict.right and changes else None
        other = left_open(model, found.evidence) if model and found.evidence else ""
        return replace(
            trial(claim, "mutant", mutant.answer, found.verdict, fault, mutant.about),
            state="fault" if fault else _state(found.verdict, changes, other),
            open=changes or other if found.verdict.right else "",
        )

    waiting: list[Awaitable[Trial]] = [one(mutant) for mutant in made]
    return await asyncio.gather(*waiting)


def _accepted(stage: Stage, claim: Claim, mutant: Mutant, changes: str) -> LessonError:
    """Return the fault of a mutant that passes."""
    what = f"A mutant of the solution is accepted: {mutant.about}. What is wrong with it: {changes}."
    part = "items" if isinstance(stage.step(claim.place), OrderStep) else "solution"
    return stage.fault((*claim.path, part), what, "What the step expects has to refuse it.")


def _state(verdict: Verdict, changes: str, other: str) -> State:
    """Return what a mutant is that is no fault; one that changes something has to be refused."""
    if verdict.right:
        return "free" if other else "equivalent"
    return "holds" if changes and verdict.ruling != "undecided" else "doubtful"
