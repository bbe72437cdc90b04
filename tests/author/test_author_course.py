"""The lessons after the first one hold what they claim, and one step of each is attacked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from agtutor.author.proof import Proof
from agtutor.author.trial import Trial
from agtutor.lab.lab import Lab
from agtutor.lesson.library import Library
from agtutor.lesson.reader import read_lesson

LESSONS = Path(__file__).parents[2] / "lessons"
ATTACKED = {
    "tracking": "double-leaf",
    "tape": "backward",
    "circuit": "gates",
    "two-roads": "one-road",
    "accumulation": "clear",
}
"""One step of each lesson; `agtutor check lessons` attacks all of them."""

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lab(nursed: None) -> AsyncIterator[Lab]:
    lab = Lab.launch()
    yield lab
    await lab.close()


def faults(trials: list[Trial]) -> list[str]:
    return [str(trial.fault) for trial in trials if trial.fault is not None]


async def test_each_lesson_of_the_course_is_tried_here_or_is_the_first() -> None:
    assert list(Library().ids) == ["first-gradient", *ATTACKED]


@pytest.mark.parametrize("lesson", ATTACKED)
async def test_every_claim_of_a_lesson_holds_and_a_step_refuses_standard_bugs(
    lab: Lab, lesson: str
) -> None:
    proof = Proof(lab, read_lesson(LESSONS / f"{lesson}.yaml"))
    claims = [one for one in proof.claims() if one.kind != "mutants" or one.step == ATTACKED[lesson]]
    found = await asyncio.gather(*map(proof.trials, claims))
    assert [faults(trials) for trials in found if faults(trials)] == []
    tried = Counter(trial.kind for trials in found for trial in trials)
    assert tried["also"] >= 15
    assert tried["wrong"] >= 15
    assert tried["mutant"] >= 5
