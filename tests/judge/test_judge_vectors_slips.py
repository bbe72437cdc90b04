"""The wrong gradients that a formula invites: each has words for all its parts, and none is right."""

from __future__ import annotations

import string

import pytest

from agtutor.errors import FormulaError
from agtutor.formula.vectors.infer import shape_of
from agtutor.formula.vectors.sentences import OWN, WORDS
from agtutor.formula.vectors.settle import settled
from agtutor.formula.vectors.slips import Bank
from agtutor.judge.requests import question_of
from agtutor.judge.tensors import TensorProblem, tensor_problem
from tests.judge.judge_vector_table import TABLE, Row

SHAPES = {"W": ["m", "n"], "x": ["n"], "z": ["n"], "y": ["m"], "A": ["n", "n"]}
MORE = [
    "sum(sqrt(x))",
    "sum(2^x)",
    "sum(tan(W x))",
    "sum(1/(1 + x^2))",
    "sum(x ⊙ z ⊙ x)/n",
    "sum(ln(x)/z)",
    "(x^T A x)^3/(2 x^T x)",
    "‖W x - y‖^3 + mean(x)",
    "sum(log2(x)) - sum(cbrt(x))",
    "sum(A) x^T x",
    "softplus(x^T z) + erf(‖x‖)",
    "sum(abs(x)) tr(x x^T)",
    "a^(x^T z) + (x^T z)^a",
]
PROBLEMS = [
    *TABLE,
    *(Row(of, "x", SHAPES, [], [], 0.4) for of in MORE),
    *(Row(of, "z", SHAPES, [], [], 0.4) for of in MORE if "z" in of),
]


def problem_of(row: Row) -> TensorProblem:
    domain = {} if row.low is None else {"x": [[row.low, 1.4]], "z": [[row.low, 1.4]]}
    names = {name: intervals for name, intervals in domain.items() if name in row.shapes}
    return tensor_problem(
        question_of({"f": row.f, "wrt": row.wrt, "shapes": row.shapes, "domain": names})
    )


def bank_of(row: Row) -> Bank | None:
    return problem_of(row).bank


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("row", PROBLEMS, ids=[f"{row.f}-{row.wrt}" for row in PROBLEMS])
def test_every_slip_has_words_for_all_its_parts_and_is_wrong(row: Row) -> None:
    bank = bank_of(row)
    for entry in bank.entries if bank else ():
        for slip in entry.slips:
            words = WORDS[slip.id]
            known = slip.parts.keys() | {"var"}
            assert fields(words.say + words.more) <= known | {"node", "factor"}, slip.id
            assert fields(words.also) <= known, slip.id
        tree = settled(entry.slips[0].tree, problem_of(row).shapes)
        if shape_of(tree, problem_of(row).shapes) == problem_of(row).wanted:
            assert not problem_of(row).ground.is_right(tree)


@pytest.mark.parametrize("row", PROBLEMS, ids=[f"{row.f}-{row.wrt}" for row in PROBLEMS])
def test_slips_are_found_by_what_they_give(row: Row) -> None:
    bank = bank_of(row)
    for entry in bank.entries if bank else ():
        assert bank is not None
        try:
            assert bank.find(settled(entry.slips[0].tree, bank.shapes)) == entry
        except FormulaError:
            pytest.fail(f"{entry.slips[0].id} doesn't fit")


def test_every_slip_of_vectors_is_met_in_the_table() -> None:
    met = {slip for row in TABLE for _, slip in row.wrong}
    assert OWN.keys() <= met, OWN.keys() - met


@pytest.mark.parametrize("of", MORE)
def test_formulas_of_functions_have_gradients_in_the_notation_of_vectors(of: str) -> None:
    problem = problem_of(Row(of, "x", SHAPES, [], [], 0.4))
    assert problem.key is not None
    assert problem.ground.is_right(problem.key)
