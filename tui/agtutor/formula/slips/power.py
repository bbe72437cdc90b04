"""Slips of the power rule, and of exponentials."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from agtutor.formula.calculus.differentiate import differentiate, log_of
from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.tree import Call, Const, Div, Num, Pow, Tree
from agtutor.formula.values.build import ONE, ZERO, add, div, mul, neg, num, number_of, power
from agtutor.formula.values.functions import FUNCTIONS

_E = Const("e")
_DEGREES = {"sqrt": 2, "cbrt": 3}


def power_slips(spot: Spot) -> Iterator[Slip]:
    """Yield the wrong derivatives of a power, a root, a reciprocal or an exponential."""
    match spot.node:
        case Pow(base, exponent):
            yield from _of_power(spot, base, exponent)
        case Call("exp", (arg,)) if spot.slopes[0] != ZERO:
            yield from _by_power_rule(spot, _E, arg, spot.slopes[0])
        case Call(("sqrt" | "cbrt") as name, (arg,)) if spot.slopes[0] != ZERO:
            yield from _root(spot, name, arg)
        case Div(over, under) if spot.slopes[0] == ZERO and spot.slopes[1] != ZERO:
            yield from _reciprocal(spot, over, under)


def _root(spot: Spot, name: str, arg: Tree) -> Iterator[Slip]:
    """Yield the slips of a root, a power whose exponent is one over its degree."""
    parts = {"node": spot.node, "base": arg}
    degree, up = num(_DEGREES[name]), spot.slopes[0]
    yield Slip("power-no-coeff", mul(degree, FUNCTIONS[name].outer(arg), up), parts)
    yield Slip("power-no-decrement", mul(div(spot.node, degree), up), parts)


def _of_power(spot: Spot, base: Tree, exponent: Tree) -> Iterator[Slip]:
    up, rise = spot.slopes
    parts = {"node": spot.node, "base": base}
    if up != ZERO and rise == ZERO:
        yield from _fixed(spot, base, exponent, up, ONE)
    elif up == ZERO and rise != ZERO:
        yield from _by_power_rule(spot, base, exponent, rise)
        if base != _E:
            yield Slip("exp-no-log", mul(spot.node, rise), parts)
    elif up != ZERO and rise != ZERO:
        yield Slip("exp-const-base", mul(spot.node, log_of(base), rise), parts)
        yield Slip("power-on-exp", mul(exponent, _lowered(base, exponent), up), parts)


def _lowered(base: Tree, exponent: Tree) -> Tree:
    return power(base, add(exponent, neg(ONE)))


def _by_power_rule(spot: Spot, base: Tree, exponent: Tree, rise: Tree) -> Iterator[Slip]:
    parts = {"node": spot.node, "base": base}
    bare = mul(exponent, _lowered(base, exponent))
    yield Slip("power-on-exp", bare, parts)
    yield Slip("power-on-exp", mul(bare, rise), parts)


def _fixed(spot: Spot, base: Tree, exponent: Tree, up: Tree, factor: Tree) -> Iterator[Slip]:
    """Yield the slips of ``factor · base^exponent`` with a fixed exponent."""
    parts = {"node": spot.node, "base": base}
    if number_of(exponent) != -1:  # there it is the sign that is missing
        yield Slip("power-no-coeff", mul(factor, _lowered(base, exponent), up), parts)
    yield Slip("power-no-decrement", mul(factor, exponent, power(base, exponent), up), parts)
    raised = power(base, add(exponent, ONE))
    yield Slip("power-increment", mul(factor, exponent, raised, up), parts)


def _reciprocal(spot: Spot, over: Tree, under: Tree) -> Iterator[Slip]:
    """Yield the slips of ``over / base^n``, a power with a negative exponent."""
    match under:
        case Pow(base, Num(value)):
            exponent, inner = -value, base
        case _:
            exponent, inner = Fraction(-1), under
    slope = _inner_slope(spot, under, inner)
    if slope is not None:
        yield from _fixed(spot, inner, num(exponent), slope, over)


def _inner_slope(spot: Spot, under: Tree, inner: Tree) -> Tree | None:
    if under == inner:
        return spot.slopes[1]
    return differentiate(inner, spot.wrt)
