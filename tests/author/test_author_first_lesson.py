"""The first lesson holds what it claims, and its steps refuse standard bugs."""

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
from agtutor.lesson.reader import read_lesson

FIRST = Path(__file__).parents[2] / "lessons" / "first-gradient.yaml"
ATTACKED = ("make-z", "graph", "dl-dx", "backward")
"""Steps of four kinds; `agtutor check lessons` attacks all of them."""

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def proof(nursed: None) -> AsyncIterator[Proof]:
    lab = Lab.launch()
    yield Proof(lab, read_lesson(FIRST))
    await lab.close()


def faults(trials: list[Trial]) -> list[str]:
    return [str(trial.fault) for trial in trials if trial.fault is not None]


async def test_every_claim_of_the_first_lesson_holds(proof: Proof) -> None:
    claims = [claim for claim in proof.claims() if claim.kind != "mutants"]
    found = await asyncio.gather(*map(proof.trials, claims))
    assert [faults(trials) for trials in found if faults(trials)] == []
    tried = Counter(trial.kind for trials in found for trial in trials)
    assert tried["also"] >= 55
    assert tried["wrong"] >= 60
    assert min(tried["solution"], tried["starter"], tried["choice"], tried["key"]) >= 6


@pytest.mark.parametrize("step", ATTACKED)
async def test_a_step_refuses_standard_bugs(proof: Proof, step: str) -> None:
    claim = next(one for one in proof.claims() if (one.step, one.kind) == (step, "mutants"))
    trials = await proof.trials(claim)
    assert faults(trials) == []
    states = Counter(trial.state for trial in trials)
    assert states["holds"] >= len(trials) - 2
    assert states["holds"] >= 3
    assert states["doubtful"] == 0
