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


def measured(name: str, low: float, high: float) -> Gradient:
    x = torch.linspace(low, high, 8, dtype=torch.float32, requires_grad=True)
    function: Callable[[torch.Tensor], torch.Tensor] = TORCH.get(name) or getattr(torch, name)
    (slopes,) = torch.autograd.grad(function(x).sum(), x)
    return Gradient(at={"x": x.detach().double().tolist()}, values=slopes.double().tolist(), trouble="")


@pytest.mark.parametrize("name", [*sorted(FUNCTIONS.keys() - ABSENT), *WRITTEN])
def test_autograd_measures_what_our_derivative_gives(name: str) -> None:
    low, high = DOMAINS.get(name, (-2.5, 2.6))
    symbol = Symbol(name="x_i", tensor="x", domain=[(low, high)])
    asked = DeriveQuestion(
        kind="derive", id="q", of=f"{name}(x_i)", wrt="x_i", root="y", symbols=[symbol], wrong=[]
    )
    wrt = Sym("x", ("i",))
    answer = line(derivative(parse(asked["of"], Names(["x_i"])), wrt), ascii=True)
    gradient = measured(name, low, high)
    verdict = judge_derivative(asked, answer, gradient, 0)
    assert verdict.right
    assert "Autograd measures" in verdict.message
    doubled = judge_derivative(asked, f"3({answer}) + 1", gradient, 0)
    assert doubled.ruling == "wrong"
    assert "autograd measured" in doubled.message
