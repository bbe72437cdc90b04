"""Slips of calculus in the chain of the first lesson: each answer is given on live tensors."""

from __future__ import annotations

from agtutor.case.question import DeriveQuestion, Interval, Symbol

_DOMAINS: dict[str, Interval] = {"x": (-5.0, 5.0), "y": (0.0, 25.0), "z": (5.0, 30.0)}


def deriving(of: str, wrt: str, root: str) -> DeriveQuestion:
    """Return a question for the derivative of a live tensor."""
    symbols = [Symbol(name=f"{name}_i", tensor=name, domain=[at]) for name, at in _DOMAINS.items()]
    return DeriveQuestion(kind="derive", id="q", of=of, wrt=wrt, root=root, symbols=symbols, wrong=[])


_SUM = deriving("sum_i z_i", "z_i", "l")
_SHIFT = deriving("y_i + 5", "y_i", "z")
_SQUARE = deriving("x_i^2", "x_i", "y")
_CHAIN = deriving("sum_i (x_i^2 + 5)", "x_i", "l")

FORMULAS: list[tuple[str, DeriveQuestion, str, str]] = [
    ("counts-terms", _SUM, "21", "sum-kept"),
    ("returns-summand", _SUM, "z_i", "sum-not-differentiated"),
    ("zero-for-sum", _SUM, "0", "diff-twice"),
    ("keeps-constant", _SHIFT, "5", "const-alone"),
    ("zero-derivative-of-y", _SHIFT, "0", "diff-twice"),
    ("one-plus-five", _SHIFT, "6", "const-not-zero"),
    ("forgot-two", _SQUARE, "x_i", "power-no-coeff"),
    ("forgot-x", _SQUARE, "2", "diff-twice"),
    ("integrated", _SQUARE, "x_i^3/3", "integrated"),
    ("not-differentiated", _SQUARE, "x_i^2", "unchanged"),
    ("power-not-lowered", _SQUARE, "2x_i^2", "power-no-decrement"),
    ("constant-survives", _CHAIN, "2x_i + 5", "const-not-zero"),
    ("adds-links", _CHAIN, "2 + 2x_i", "extra-const"),
    ("mean-factor", _CHAIN, "2x_i/21", "const-factor"),
    ("sums-over-i", _CHAIN, "42x_i", "sum-kept"),
    ("sign", _CHAIN, "-2x_i", "sign"),
    ("number-for-function", _CHAIN, "10", "one-number"),
]
"""Mistake, question, answer, slip."""
