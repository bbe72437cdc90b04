"""Torch's own elementwise functions: autograd is the witness of every derivative that we know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion, Interval, Symbol
from agtutor.formula.calculus.derivative import derivative
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Sym
from agtutor.formula.typeset import line
from agtutor.formula.values.functions import FUNCTIONS
from agtutor.judge.derivative import judge_derivative

DOMAINS: dict[str, Interval] = {
    **dict.fromkeys(("arcsin", "arccos", "artanh"), (-0.9, 0.9)),
    **dict.fromkeys(("ln", "log2", "log10", "log1p", "sqrt", "rsqrt"), (0.1, 4.0)),
    "arcosh": (1.1, 4.0),
    "logit": (0.1, 0.9),
}
TORCH: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "ln": torch.log,
    "arsinh": torch.asinh,
    "arcosh": torch.acosh,
    "artanh": torch.atanh,
    "softplus": torch.nn.functional.softplus,
    "relu": torch.relu,
}
ABSENT = {"cot", "sec", "csc", "coth", "sech", "csch", "cbrt"}
WRITTEN = ["square", "reciprocal", "rsqrt", "exp2", "expm1", "log1p", "erfc", "neg"]
MADE = {
    "silu": "x_i sigmoid(x_i)",
    "logsigmoid": "ln(sigmoid(x_i))",
    "softsign": "x_i/(1 + |x_i|)",
    "tanhshrink": "x_i - tanh(x_i)",
    "mish": "x_i tanh(softplus(x_i))",
    "gelu": "x_i (1 + erf(x_i/sqrt(2)))/2",
    "elu": "relu(x_i) + e^{-relu(-x_i)} - 1",
    "leaky_relu": "relu(x_i) - 0.01 relu(-x_i)",
    "selu": "1.0507009873554805 (relu(x_i) + 1.6732632423543772 (e^{-relu(-x_i)} - 1))",
    "celu": "relu(x_i) + e^{-relu(-x_i)} - 1",
    "hardtanh": "(|x_i + 1| - |x_i - 1|)/2",
    "hardsigmoid": "(|x_i + 3| - |x_i - 3|)/12 + 1/2",
    "hardswish": "x_i (|x_i + 3| - |x_i - 3| + 6)/12",
    "relu6": "(|x_i| - |x_i - 6| + 6)/2",
    "softshrink": "relu(x_i - 1/2) - relu(-x_i - 1/2)",
    "logit": "ln(x_i/(1 - x_i))",
    "sinc": "sin(pi x_i)/(pi x_i)",
    "deg2rad": "pi x_i/180",
    "rad2deg": "180 x_i/pi",
}
"""Functions of torch that are made of others, and the formula of each."""

INNER = {
    "neg": "dropped-param",
    "sign": "",
    "reciprocal": "",
    "ln": "",
}
"""Functions of which 3x makes something else of a factor that is left out."""

WITNESSED = [*sorted(FUNCTIONS.keys() - ABSENT), *WRITTEN]


def function_of(name: str) -> Callable[[torch.Tensor], torch.Tensor]:
    homes = (torch, torch.nn.functional)
    return TORCH.get(name) or next(getattr(home, name) for home in homes if hasattr(home, name))


def measured(name: str, low: float, high: float, factor: float = 1.0) -> Gradient:
    """Return autograd's derivative of a function of torch at a multiple of x."""
    x = torch.linspace(low, high, 8, dtype=torch.float32, requires_grad=True)
    (slopes,) = torch.autograd.grad(function_of(name)(factor * x).sum(), x)
    return Gradient(at={"x": x.detach().double().tolist()}, values=slopes.double().tolist(), trouble="")


def asked(of: str, low: float, high: float) -> DeriveQuestion:
    symbol = Symbol(name="x_i", tensor="x", domain=[(low, high)])
    return DeriveQuestion(kind="derive", id="q", of=of, wrt="x_i", root="y", symbols=[symbol], wrong=[])


def key(of: str) -> str:
    return line(derivative(parse(of, Names(["x_i"])), Sym("x", ("i",))), ascii=True)


@pytest.mark.parametrize("name", [*WITNESSED, *MADE])
def test_autograd_measures_what_our_derivative_gives(name: str) -> None:
    low, high = DOMAINS.get(name, (-2.5, 2.6))
    question = asked(MADE.get(name) or f"{name}(x_i)", low, high)
    answer, gradient = key(question["of"]), measured(name, low, high)
    verdict = judge_derivative(question, answer, gradient, 0)
    assert verdict.right
    assert "Autograd measures" in verdict.message
    doubled = judge_derivative(question, f"3({answer}) + 1", gradient, 0)
    assert doubled.ruling == "wrong"
    assert "autograd measured" in doubled.message


@pytest.mark.parametrize("name", [name for name in WITNESSED if INNER.get(name) != ""])
def test_an_inner_derivative_that_is_missing_is_named(name: str) -> None:
    low, high = (end / 3 for end in DOMAINS.get(name, (-2.5, 2.6)))
    question = asked(f"{name}(3x_i)", low, high)
    verdict = judge_derivative(
        question, f"({key(question['of'])})/3", measured(name, low, high, 3.0), 0
    )
    assert (verdict.ruling, verdict.slip) == ("wrong", INNER.get(name, "chain-no-inner"))
    assert "autograd measured" in verdict.message


@pytest.mark.parametrize("name", [*WITNESSED, *MADE])
def test_a_wrong_sign_is_named(name: str) -> None:
    low, high = DOMAINS.get(name, (-2.5, 2.6))
    question = asked(MADE.get(name) or f"{name}(x_i)", low, high)
    answer, gradient = key(question["of"]), measured(name, low, high)
    verdict = judge_derivative(question, f"-({answer})", gradient, 0)
    assert verdict.slip in (("sign", "quotient-swapped") if name != "sign" else (None,))
    assert verdict.right == (name == "sign")  # which is flat: there is no sign to get wrong
