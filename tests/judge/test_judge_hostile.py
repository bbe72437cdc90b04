"""Texts that mean harm, as answers and as formulas: judged or refused, and nothing is left of them."""

from __future__ import annotations

import contextlib
import tracemalloc
from pathlib import Path

import pytest

from agtutor.cli import main
from agtutor.errors import LessonError
from agtutor.judge.derivative import judge_formula
from tests.formula.test_formula_hostile import HOSTILE

MORE = [
    "sympify(\"open('F','w')\")",
    "parse_expr('x', evaluate=False)",
    "fibonacci(10**9)",
    "prime(10**12)",
    "integrate(x^x, x)",
    "gamma(10^9)",
    "x^x^x^x^x",
    "exp(exp(exp(exp(x))))",
    "sinh(sinh(sinh(sinh(x))))",
    "x^(10^39)",
    "(1+10^-39)^(10^39)",
    "sum_j sum_k sum_m x",
    "1/(x-x)",
    "0/0",
    "0^0",
    "ln(0)",
    "(-8)^(1/3)",
    "sqrt(-x^2)",
    "tan(pi/2)",
    "10^39*10^39*10^39 x",
    "((((((((x^9)^9)^9)^9)^9)^9)^9)^9)^9",
    "x" + "*x" * 140,
    "+".join(["sin(x)"] * 70),
    "sin(cos(" * 25 + "x" + "))" * 25,
    "1/(1+" * 40 + "x" + ")" * 40,
    "2^2^2^2^2^2^2^2",
    "cbrt(" * 55 + "x" + ")" * 55,
    "9" * 40 + "^" + "9" * 40,
    "(x+1)^" + "9" * 40,
    "x^0.0000000000000000000000001",
]
TEXTS = [*HOSTILE, *MORE]


def request(of: str, answer: str) -> dict[str, object]:
    return {"f": of, "wrt": "x", "symbols": ["x", "y"], "answer": answer}


def test_a_hostile_answer_is_judged_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in TEXTS:
        assert judge_formula(request("x*sin(x^2)", text)).ruling in ("wrong", "unreadable")
    assert not list(tmp_path.iterdir())


def test_hostile_answers_take_little_memory() -> None:
    judge_formula(request("x^2", "sin(x)"))
    tracemalloc.start()
    try:
        for text in MORE:
            judge_formula(request("x^2", text))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * 2**20


def test_a_hostile_formula_is_an_error_or_has_a_derivative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in TEXTS:
        with contextlib.suppress(LessonError):
            assert judge_formula(request(text, "y^7")).ruling in ("wrong", "undecided")
    assert not list(tmp_path.iterdir())


def test_a_hostile_formula_is_explained_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in TEXTS:
        assert main(["explain", "--wrt", "x", "--", text]) in (0, 2)
    assert len(capsys.readouterr().out) < 2**20
    assert not list(tmp_path.iterdir())
