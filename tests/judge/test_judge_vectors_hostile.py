"""Any text at all as the gradient of a formula of vectors: a ruling, within a budget, never a fall."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agtutor.formula.parser import Names, parse
from agtutor.formula.vectors.arrays import TooLong, array_value
from agtutor.judge.derivative import judge_formula
from agtutor.judge.requests import question_of
from agtutor.judge.tensors import tensor_problem
from tests.imports import modules_after

SHAPES = {"W": ["m", "n"], "x": ["n"], "y": ["m"], "A": ["n", "n"]}
WHOLE: dict[str, Any] = {"f": "‖W x - y‖² + x^T A x", "wrt": "x", "shapes": SHAPES}
ENTRY: dict[str, Any] = {"f": "sum_i (sum_j W_ij x_j - y_i)^2", "wrt": "x_k", "shapes": SHAPES}

HOSTILE = [
    "x·" * 140 + "x",
    "x@" * 140 + "x",
    "x" + "⊙x" * 140,
    "W^T W " * 70 + "x",
    "(x x^T) " * 40 + "x",
    "I " * 140 + "x",
    "(" * 55 + "W x - y" + ")" * 55,
    "x" + "'" * 250,
    "x" + "^T" * 120,
    "sum_i " * 50 + "x_i",
    "sum_i sum_j sum_k sum_m sum_n sum_i sum_j sum_k sum_m sum_n W_ij",
    "9^9^9^9 x",
    "x^(10^10)",
    "e^{e^{e^{e^x}}}",
    "‖" * 40 + "x" + "‖" * 40,
    "||x|| " * 60 + "x",
    "ones(12, 12) " * 10,
    "x_{99999999999999999999}",
    "__import__('os')",
    "W.__class__",
    "W[" * 40,
    "a" * 600,
    "I_" * 100,
    "‖‖",
    "x⊙",
    "\x00x",
    "x\u202e",
]
SOUP = (
    "x y W A x_i W_ij W_{ij} x_k I I_n ones( ones(n) tr( sum( mean( norm( ‖ || ⊙ · @ * / + - ^T ^ ' . "
    r".T .sum() ( ) [ ] { } | , = 2 0.5 n m \odot \cdot \| \left \right \mathrm{tr} sum_j sin e^ "
    r"\sum_{j=1}^{n} ² ᵀ _F _2 i j k"
).split()
TEXTS = st.lists(st.sampled_from([*SOUP, " "]), max_size=25).map("".join)


def ruling(request: dict[str, Any], answer: str) -> str:
    return judge_formula({**request, "answer": answer}).ruling


@pytest.mark.parametrize("request_", [WHOLE, ENTRY], ids=["whole", "entry"])
@pytest.mark.parametrize("answer", HOSTILE)
def test_hostile_answers_are_no_right_answers(request_: dict[str, Any], answer: str) -> None:
    assert ruling(request_, answer) in ("wrong", "unreadable")


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gets_a_ruling(answer: str) -> None:
    for request_ in (WHOLE, ENTRY):
        assert ruling(request_, answer) in ("right", "wrong", "unreadable", "undecided")


def test_an_answer_of_too_many_operations_ends_early() -> None:
    problem = tensor_problem(question_of(WHOLE))
    tree = parse("sum_i sum_j W_ij (" * 6 + "1" + ")" * 6, problem.names)
    with pytest.raises(TooLong):
        array_value(problem.fitted(tree), problem.ground.trials[0], problem.shapes)


def test_hostile_answers_do_not_grow() -> None:
    ruling(WHOLE, "x")
    tracemalloc.start()
    for answer in HOSTILE:
        ruling(WHOLE, answer)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


def test_names_with_odd_letters_are_declared_or_refused() -> None:
    shapes = {"θ": ["n"], "y_hat": ["n"]}
    answer = {"f": "θ^T y_hat", "wrt": "θ", "shapes": shapes, "answer": r"\hat{y}"}
    assert judge_formula(answer).right


def test_reading_vectors_brings_in_nothing_heavy() -> None:
    code = (
        "from agtutor.formula.parser import Names, parse\n"
        "from agtutor.formula.vectors.shapes import Shapes\n"
        "parse('x · x + ‖x‖²', Names(shapes=Shapes({'x': ['n']})))"
    )
    assert not modules_after(code) & set("sympy torch mpmath numpy textual dataclasses typing".split())
    assert "agtutor.formula.vectors.infer" in modules_after(code)
    assert Names().shapes.axes == {}
