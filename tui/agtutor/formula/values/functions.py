"""The functions that a formula may name: the value, and the derivative of the outer function.

The table is closed. A value is computed in an mpmath context (``ctx``), the argument is real, and what
isn't real is ``Undefined``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agtutor.formula.tree import Const, Tree
from agtutor.formula.values.build import ONE, TWO, ZERO, add, call, div, mul, neg, num, power
from agtutor.formula.values.trouble import TooLarge, Undefined

Context = Any
"""What computes: an mpmath context, or ``floats.FLOATS``."""

Value = Any
"""A real number of such a context: an ``mpf``, or a float."""

LARGEST = 5000
"""The largest argument of an exponential: e^5000 has some 2,170 digits before the point."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one argument: its value, and the derivative by that argument."""

    value: Callable[[Context, Value], Value]
    outer: Callable[[Tree], Tree]


def _divided(over: Value, under: Value) -> Value:
    if under == 0:
        raise Undefined("pole")
    return over / under


def _within(value: Value, low: int | None, high: int | None) -> Value:
    if (low is not None and value < low) or (high is not None and value > high):
        raise Undefined("complex")
    return value


def _bounded(value: Value) -> Value:
    if abs(value) > LARGEST:
        raise TooLarge("an exponential in it grows too large")
    return value


def _ln(ctx: Context, x: Value) -> Value:
    if x == 0:
        raise Undefined("pole")
    return ctx.ln(_within(x, 0, None))


def _artanh(ctx: Context, x: Value) -> Value:
    if abs(x) == 1:
        raise Undefined("pole")
    return ctx.atanh(_within(x, -1, 1))


def _cbrt(ctx: Context, x: Value) -> Value:
    return -ctx.cbrt(-x) if x < 0 else ctx.cbrt(x)


def _sigmoid(ctx: Context, x: Value) -> Value:
    return 1 / (1 + ctx.exp(-_bounded(x)))


def _softplus(ctx: Context, x: Value) -> Value:
    return ctx.ln(1 + ctx.exp(_bounded(x)))


def _sq(tree: Tree) -> Tree:
    return power(tree, TWO)


def _ln_of(base: int) -> Tree:
    return call("ln", num(base))


def _sigmoid_slope(u: Tree) -> Tree:
    return mul(call("sigmoid", u), add(ONE, neg(call("sigmoid", u))))


def _root_of(one: Tree, two: Tree) -> Tree:
    """Return ``1 / sqrt(one + two)``."""
    return div(ONE, call("sqrt", add(one, two)))


def _minus(name: str, other: str) -> Callable[[Tree], Tree]:
    """Return ``-name(u) other(u)`` as a function of ``u``."""
    return lambda u: neg(mul(call(name, u), call(other, u)))


TRIGONOMETRIC = {
    "sin": Function(lambda c, x: c.sin(x), lambda u: call("cos", u)),
    "cos": Function(lambda c, x: c.cos(x), lambda u: neg(call("sin", u))),
    "tan": Function(
        lambda c, x: _divided(c.sin(x), c.cos(x)),
        lambda u: div(ONE, _sq(call("cos", u))),
    ),
    "cot": Function(
        lambda c, x: _divided(c.cos(x), c.sin(x)),
        lambda u: neg(div(ONE, _sq(call("sin", u)))),
    ),
    "sec": Function(
        lambda c, x: _divided(1, c.cos(x)),
        lambda u: mul(call("sec", u), call("tan", u)),
    ),
    "csc": Function(lambda c, x: _divided(1, c.sin(x)), _minus("csc", "cot")),
    "arcsin": Function(lambda c, x: c.asin(_within(x, -1, 1)), lambda u: _root_of(ONE, neg(_sq(u)))),
    "arccos": Function(
        lambda c, x: c.acos(_within(x, -1, 1)),
        lambda u: neg(_root_of(ONE, neg(_sq(u)))),
    ),
    "arctan": Function(lambda c, x: c.atan(x), lambda u: div(ONE, add(ONE, _sq(u)))),
}

HYPERBOLIC = {
    "sinh": Function(lambda c, x: c.sinh(_bounded(x)), lambda u: call("cosh", u)),
    "cosh": Function(lambda c, x: c.cosh(_bounded(x)), lambda u: call("sinh", u)),
    "tanh": Function(lambda c, x: c.tanh(_bounded(x)), lambda u: add(ONE, neg(_sq(call("tanh", u))))),
    "coth": Function(
        lambda c, x: _divided(1, c.tanh(_bounded(x))),
        lambda u: add(ONE, neg(_sq(call("coth", u)))),
    ),
    "sech": Function(lambda c, x: 1 / c.cosh(_bounded(x)), _minus("sech", "tanh")),
    "csch": Function(lambda c, x: _divided(1, c.sinh(_bounded(x))), _minus("csch", "coth")),
    "arsinh": Function(lambda c, x: c.asinh(x), lambda u: _root_of(_sq(u), ONE)),
    "arcosh": Function(
        lambda c, x: c.acosh(_within(x, 1, None)),
        lambda u: _root_of(_sq(u), neg(ONE)),
    ),
    "artanh": Function(_artanh, lambda u: div(ONE, add(ONE, neg(_sq(u))))),
}

OTHERS = {
    "exp": Function(lambda c, x: c.exp(_bounded(x)), lambda u: call("exp", u)),
    "ln": Function(_ln, lambda u: div(ONE, u)),
    "log2": Function(lambda c, x: _ln(c, x) / c.ln(2), lambda u: div(ONE, mul(u, _ln_of(2)))),
    "log10": Function(lambda c, x: _ln(c, x) / c.ln(10), lambda u: div(ONE, mul(u, _ln_of(10)))),
    "sqrt": Function(
        lambda c, x: c.sqrt(_within(x, 0, None)),
        lambda u: div(ONE, mul(TWO, call("sqrt", u))),
    ),
    "cbrt": Function(_cbrt, lambda u: div(ONE, mul(num(3), _sq(call("cbrt", u))))),
    "abs": Function(lambda _, x: abs(x), lambda u: call("sign", u)),
    "sign": Function(lambda c, x: c.mpf((x > 0) - (x < 0)), lambda _: ZERO),
    "sigmoid": Function(_sigmoid, _sigmoid_slope),
    "softplus": Function(_softplus, lambda u: call("sigmoid", u)),
    "relu": Function(lambda c, x: max(x, c.mpf(0)), lambda u: div(add(ONE, call("sign", u)), TWO)),
    "erf": Function(
        lambda c, x: c.erf(x),
        lambda u: mul(div(TWO, call("sqrt", Const("pi"))), call("exp", neg(_sq(u)))),
    ),
}

FUNCTIONS: dict[str, Function] = {**TRIGONOMETRIC, **HYPERBOLIC, **OTHERS}
"""Every function that has a value, by the name that the table knows it by."""
