"""Answers to the first lesson that once got the wrong verdict, or words that weren't true of them."""

from __future__ import annotations

import pytest

from tests.judge.judge_lab import Bench, first_lesson
from tests.judge.judge_sly_forms import MESSAGES, RIGHT, WRONG


@pytest.fixture(scope="module")
def bench() -> Bench:
    return first_lesson()


@pytest.mark.parametrize("step", RIGHT)
def test_code_that_reaches_the_state_is_right_however_it_is_written(bench: Bench, step: str) -> None:
    found = {code: bench.answer(step, code, bare=True) for code in RIGHT[step]}
    assert {code: verdict.slip for code, verdict in found.items() if not verdict.right} == {}


@pytest.mark.parametrize("step", WRONG)
def test_code_that_slips_through_is_named(bench: Bench, step: str) -> None:
    found = [(code, bench.answer(step, code, bare=True).slip) for code, _ in WRONG[step]]
    assert found == WRONG[step]


@pytest.mark.parametrize(("step", "code", "said"), MESSAGES)
def test_a_message_says_what_the_learner_did(bench: Bench, step: str, code: str, said: str) -> None:
    assert said in bench.answer(step, code, bare=True).message
