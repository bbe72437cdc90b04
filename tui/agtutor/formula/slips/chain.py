"""Slips of the chain rule, at a function of a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agtutor.formula.calculus.differentiate import log_of
from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.tree import Call, Pow, Tree
from agtutor.formula.values.build import ONE, ZERO, add, call, mul, neg, power
from agtutor.formula.values.functions import FUNCTIONS


@dataclass(frozen=True, slots=True)
class Link:
    """A node seen as an outer function of an inner one.

    Attributes:
        outer: the outer function, applied to any argument.
        slope: the outer function's derivative, at any argument.
        inner: the inner function.
        moves: the inner function's derivative.
    """

    outer: Callable[[Tree], Tree]
    slope: Callable[[Tree], Tree]
    inner: Tree
    moves: Tree


def link(spot: Spot) -> Link | None:
    """Return a node as outer and inner function, or None where it isn't such."""
    match spot.node:
        case Call(name, (arg,)) if spot.slopes[0] != ZERO:
            return Link(lambda u: call(name, u), FUNCTIONS[name].outer, arg, spot.slopes[0])
        case Pow(base, exponent):
            up, rise = spot.slopes
            if rise == ZERO and up != ZERO:
                lower = add(exponent, neg(ONE))
                return Link(
                    lambda u: power(u, exponent), lambda u: mul(exponent, power(u, lower)), base, up
                )
            if up == ZERO and rise != ZERO:
                return Link(
                    lambda u: power(base, u),
                    lambda u: mul(power(base, u), log_of(base)),
                    exponent,
                    rise,
                )
    return None


def chain_slips(spot: Spot) -> Iterator[Slip]:
    """Yield the wrong derivatives of a node by the chain rule; none for a function of the variable."""
    seen = link(spot)
    if seen is None:
        return
    parts = {"node": spot.node, "inner": seen.inner}
    if seen.inner == spot.wrt:
        if not spot.whole:
            yield Slip("outer-not-differentiated", spot.node, parts)
        return
    right = seen.slope(seen.inner)
    yield Slip("chain-no-inner", right, parts)
    yield Slip("chain-outer-at-x", mul(seen.slope(spot.wrt), seen.moves), parts)
    yield Slip("chain-outer-of-inner-deriv", seen.slope(seen.moves), parts)
    yield Slip("chain-sum", add(right, seen.moves), parts)
    yield Slip("outer-not-differentiated", mul(spot.node, seen.moves), parts)
    yield Slip("inner-only", seen.outer(seen.moves), parts)
    yield Slip("chain-skipped-middle" if spot.chained else "inner-only", seen.moves, parts)
