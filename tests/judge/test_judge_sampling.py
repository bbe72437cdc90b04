"""Derivatives without live tensors: autograd is asked about some that are made for the purpose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import torch

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion, Interval, Symbol
from agtutor.errors import LessonError
from agtutor.formula.torchtext import CALLS
from agtutor.formula.values.functions import FUNCTIONS
from agtutor.judge.derivative import judge_derivative
from agtutor.judge.sampling import ENTRIES, sample


def asked(
    of: str, wrt: str = "x", names: Sequence[str] = (), domain: Sequence[Interval] = ()
) -> DeriveQuestion:
    symbols = [Symbol(name=name, tensor="", domain=[]) for name in names if name != wrt]
    symbols.append(Symbol(name=wrt, tensor="", domain=[*domain]))
    return DeriveQuestion(kind="derive", id="q", of=of, wrt=wrt, root="", symbols=symbols, wrong=[])


def measured(question: DeriveQuestion) -> Gradient:
    """Return what the program measures, as the lab would run it."""
    made = sample(question)
    left: dict[str, Any] = {}
    exec(made["code"], left)
    slopes = left[made["name"]]
    assert slopes.dtype == torch.float64
    return Gradient(at=made["at"], values=slopes.tolist(), trouble="", sampled=True)


KEYS: list[tuple[str, str, Sequence[str], str, str]] = [
    ("x^2", "x", ["x"], "2x", "x^2"),
    ("a sin(w x) + b", "w", ["a", "x", "b"], "a x cos(w x)", "a cos(w x)"),
    ("(w x - y)^2", "w", ["x", "y"], "2x(w x - y)", "2(w x - y)"),
    ("x_i^3", "x_i", [], "3x_i^2", "x_i^2"),
    ("sum_j w_j x_j", "w_i", ["x_i"], "x_i", "w_i"),
    ("ln sum_j e^{x_j}", "x_i", [], "e^{x_i}/sum_j e^{x_j}", "1/sum_j e^{x_j}"),
    ("mean((x_j - y_j)^2)", "x_i", ["y_i"], "2(x_i - y_i)/n", "2(x_i - y_i)"),
    ("a sum_j x_j^2", "a", ["x_i"], "sum_j x_j^2", "2a sum_j x_j"),
    ("x_i/sum_j e^{x_j}", "x_i", [], "(1 - x_i e^{x_i}/sum_j e^{x_j})/sum_j e^{x_j}", "e^{x_i}"),
    ("pi x + e", "x", [], "pi", "pi x"),
    ("5", "x", [], "0", "1"),
]


@pytest.mark.parametrize(("of", "wrt", "names", "right", "wrong"), KEYS)
def test_autograd_is_the_witness_without_live_tensors(
    of: str, wrt: str, names: Sequence[str], right: str, wrong: str
) -> None:
    question = asked(of, wrt, names)
    gradient = measured(question)
    assert len(gradient["values"]) == ENTRIES
    verdict = judge_derivative(question, right, gradient, 0)
    assert verdict.right
    assert verdict.message.startswith("Autograd measures ")
    verdict = judge_derivative(question, wrong, gradient, 0)
    assert verdict.ruling == "wrong"
    assert "; autograd measured " in verdict.message


def test_both_signs_are_measured_with_few_digits() -> None:
    entries = measured(asked("x^2"))["at"]["x"]
    assert min(entries) < 0 < max(entries)
    assert all(entry == round(entry, 1) for entry in entries)


def test_names_have_other_entries_at_each_place() -> None:
    at = measured(asked("w x + b", "w", ["x", "b"]))["at"]
    for entries in zip(*at.values(), strict=True):
        assert len(set(entries)) == 3


def test_the_domain_is_kept_to() -> None:
    gradient = measured(asked("ln(-x)", domain=[(-0.2, 0.0)]))
    assert all(-0.2 < entry < 0 for entry in gradient["at"]["x"])


@pytest.mark.parametrize(
    ("of", "domain"),
    [("|x - 1|", ()), ("relu(x - 2)", ()), ("|x|", [(-1.0, 1.0)]), ("cbrt(x)", ()), ("sign(x) x", ())],
)
def test_a_kink_among_the_places_is_no_disagreement(of: str, domain: Sequence[Interval]) -> None:
    question = asked(of, domain=domain)
    assert judge_derivative(question, "7", measured(question), 0).ruling == "wrong"


def test_a_key_that_autograd_contradicts_is_an_error_of_the_lesson() -> None:
    question = asked("x^2")
    gradient = measured(question)
    gradient["values"] = [value * (1 + 1e-6) for value in gradient["values"]]
    with pytest.raises(LessonError, match="The key and autograd disagree: at x = "):
        judge_derivative(question, "2x", gradient, 0)


@pytest.mark.parametrize("of", ["W_{ij} x", "x_1^2 x", "sum_j w_j x y_k", "sum_k " * 9 + "x"])
def test_what_cannot_be_sampled_has_no_program(of: str) -> None:
    assert not sample(asked(of, "x", ["W_{ij}", "x_1", "w_i", "y_k"]))["code"]


def test_every_function_is_written_for_torch() -> None:
    assert CALLS.keys() == FUNCTIONS.keys()


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_autograd_agrees_with_the_key_of_every_function(name: str) -> None:
    domain = {"arcosh": (1.1, 4.0)}.get(name, (0.1, 0.9))
    question = asked(f"{name}(x)", domain=[domain])
    verdict = judge_derivative(question, "77", measured(question), 0)
    assert verdict.ruling == "wrong"
    assert "autograd measured" in verdict.message


@pytest.mark.parametrize("live", [False, True])
def test_how_many_entries_are_made_is_no_count(live: bool) -> None:
    question = asked("mean(x_j^2)", "x_i")
    gradient = measured(question) if live else None
    assert judge_derivative(question, "2x_i/n", gradient, 0).right
    assert judge_derivative(question, "2x_i/sum_j 1", gradient, 0).right
    for count in range(2, 9):
        assert judge_derivative(question, f"2x_i/{count}", gradient, 0).ruling == "wrong"
    assert judge_derivative(asked("sum_j x_j^2", "x_i"), "sum_j 2x_i/3", None, 0).ruling == "wrong"


def test_n_counts_the_entries_wherever_they_are_added_up() -> None:
    squares = asked("1/n sum_i (w x_i - y_i)^2", "w")
    assert judge_derivative(squares, "2 mean(x_i (w x_i - y_i))", None, 0).right
    assert judge_derivative(squares, "2/n sum_i x_i (w x_i - y_i)", None, 0).right
    assert judge_derivative(squares, "2/3 sum_i x_i (w x_i - y_i)", None, 0).slip == "const-factor"
    assert judge_derivative(asked("n sum_j x_j", "n"), "sum_j x_j", None, 0).right
