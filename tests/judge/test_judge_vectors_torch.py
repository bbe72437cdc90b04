"""Autograd as the witness of gradients: on tensors made for the purpose, for every row of the table."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion
from agtutor.errors import LessonError
from agtutor.judge.derivative import judge_derivative
from agtutor.judge.requests import question_of
from agtutor.judge.sampling import sample
from tests.judge.judge_vector_table import LINEAR, PAIR, TABLE, Row

QUADRATIC = {"f": "x^T A x", "wrt": "x", "shapes": {"A": ["n", "n"], "x": ["n"]}}


def asked(row: Row) -> DeriveQuestion:
    domain = {} if row.low is None else {"x": [[row.low, 3.0]]}
    return question_of({"f": row.f, "wrt": row.wrt, "shapes": row.shapes, "domain": domain})


def measured(question: DeriveQuestion) -> Gradient:
    """Return what the program measures, as the lab would run it."""
    made = sample(question)
    left: dict[str, Any] = {}
    exec(made["code"], left)
    slopes = left[made["name"]]
    assert slopes.dtype == torch.float64
    values = slopes.tolist()
    return Gradient(at=made["at"], values=values, trouble="", sampled=True, shapes=made["shapes"])


@pytest.mark.parametrize("row", TABLE, ids=[f"{row.f}-{row.wrt}" for row in TABLE])
def test_autograd_agrees_with_every_key(row: Row) -> None:
    question = asked(row)
    gradient = measured(question)
    for answer in row.right[:2]:
        assert judge_derivative(question, answer, gradient, 0).right
    for answer, slip in row.wrong[:2]:
        verdict = judge_derivative(question, answer, gradient, 0)
        assert (verdict.ruling, verdict.slip) == ("wrong", slip)


def test_a_wrong_answer_shows_what_autograd_measured() -> None:
    question = question_of({"f": "x^T x", "wrt": "x", "shapes": PAIR})
    verdict = judge_derivative(question, "x", measured(question), 0)
    shown = "At `x = [1, 2]` your formula gives `[1, 2]`; autograd measured `[2, 4]`."
    assert verdict.message.endswith(shown)


def test_a_key_that_autograd_contradicts_is_an_error_of_the_lesson() -> None:
    question = question_of({"f": "‖W x - y‖²", "wrt": "W", "shapes": LINEAR})
    gradient = measured(question)
    gradient["values"] = [value * 1.01 for value in gradient["values"]]
    with pytest.raises(LessonError, match="The key and autograd disagree: at `W"):
        judge_derivative(question, "x", gradient, 0)


def test_a_second_miss_is_told_more_than_the_first() -> None:
    question = question_of(QUADRATIC)
    assert judge_derivative(question, "2 A x", None, 0).more == ""
    more = judge_derivative(question, "2 A x", None, 1).more
    assert more.startswith("Both sides of $A$ depend on $x$")
    assert judge_derivative(question, "sin(x)", None, 1).more.startswith("Begin at the outermost")


def test_an_author_can_name_a_wrong_gradient() -> None:
    own = [{"answer": "2 A x", "slip": "own", "say": "Is it symmetric?"}, {"answer": "A", "slip": "a"}]
    question = question_of({**QUADRATIC, "wrong": own})
    verdict = judge_derivative(question, "A x + A x", None, 0)
    assert verdict.slip == "own"
    assert verdict.message.startswith("Is it symmetric?")
    assert judge_derivative(question, "A", None, 0).slip == "a"
    question["wrong"] = [{"answer": "A x + A^T x", "slip": "no", "say": ""}]
    with pytest.raises(LessonError, match="is right"):
        judge_derivative(question, "x", None, 0)
