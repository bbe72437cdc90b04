"""Every mistake of the catalogue, made on the real lab: it gets its feedback and no other's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from agtutor.case.question import DeriveQuestion, Question
from agtutor.judge.catalogue.book import BOOK
from agtutor.judge.catalogue.entry import Raised, Warned
from agtutor.lab.lab import Answer, Holder, Lab, Task
from tests.catalogue.catalogue_first import FIRST
from tests.catalogue.catalogue_formulas import FORMULAS
from tests.catalogue.catalogue_later import LATER
from tests.catalogue.catalogue_steps import CHAIN, SOUND, Step

CASES = [*FIRST, *LATER]
STEPS = {id(step): step for _, step, *_ in CASES}.values()

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Desk:
    """A lab, and what stands before each step."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._holders: dict[str, Holder] = {}

    async def answer(self, step: Step, code: str) -> Answer:
        """Return what the lab says to code in a step."""
        return await self.put(step.before, step.question(), code)

    async def put(self, before: str, asked: Question, answer: str) -> Answer:
        """Return the answer to a second miss; what a right one leaves behind is let go."""
        if before not in self._holders:
            run = await self._lab.run(await self._lab.base(), Task(before, "before", 0))
            self._holders[before] = await run.keep()
        found = await self._lab.answer(self._holders[before], asked, answer, tried=1)
        if found.holder is not None:
            await self._lab.release(found.holder)
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(nursed: None) -> AsyncIterator[Desk]:
    lab = Lab.launch()
    await lab.ready()
    yield Desk(lab)
    await lab.close()


@pytest.mark.parametrize(
    ("step", "code", "slip"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
async def test_the_mistake_gets_its_feedback_and_no_other(
    desk: Desk, step: Step, code: str, slip: str
) -> None:
    found = await desk.answer(step, code)
    assert (found.verdict.slip, found.verdict.message) == (slip, found.verdict.message)
    assert found.evidence is not None
    for sign in BOOK[slip].signs:
        if isinstance(sign, Raised | Warned):
            assert sign.fits(found.evidence), sign


@pytest.mark.parametrize(
    ("asked", "answer", "slip"), [case[1:] for case in FORMULAS], ids=[case[0] for case in FORMULAS]
)
async def test_the_slip_of_calculus_gets_its_feedback_and_no_other(
    desk: Desk, asked: DeriveQuestion, answer: str, slip: str
) -> None:
    assert (await desk.put(CHAIN, asked, answer)).verdict.slip == slip


async def test_every_step_accepts_its_solution(desk: Desk) -> None:
    refused = {step.solution: found for step in STEPS if (found := await _refusal(desk, step))}
    assert not refused


async def _refusal(desk: Desk, step: Step) -> str:
    verdict = (await desk.answer(step, step.solution)).verdict
    return "" if verdict.right else verdict.message


@pytest.mark.parametrize(("step", "code"), SOUND)
async def test_what_only_looks_like_a_mistake_is_accepted(desk: Desk, step: Step, code: str) -> None:
    assert (await desk.answer(step, code)).verdict.right
