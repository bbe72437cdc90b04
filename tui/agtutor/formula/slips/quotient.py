"""Slips of the quotient rule."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.tree import Add, Div, Mul, Tree
from agtutor.formula.values.build import TWO, ZERO, add, div, mul, neg, power


def quotient_slips(spot: Spot) -> Iterator[Slip]:
    """Yield the wrong derivatives of a quotient whose denominator depends on the variable."""
    match spot.node:
        case Div(over, under) if spot.slopes[1] != ZERO:
            up, down = spot.slopes
            if up == ZERO:
                yield from _constant_over(spot, over, under, down)
            else:
                yield from _full(spot, over, under, up, down)


def _parts(spot: Spot, under: Tree) -> dict[str, Tree]:
    return {"node": spot.node, "under": under}


def _constant_over(spot: Spot, over: Tree, under: Tree, down: Tree) -> Iterator[Slip]:
    parts = _parts(spot, under)
    lower = mul(over, down)
    if under != spot.wrt:
        parts_of_chain = {"node": spot.node, "inner": under}
        yield Slip("chain-no-inner", neg(div(over, power(under, TWO))), parts_of_chain)
    yield Slip("sign", div(lower, power(under, TWO)), parts)
    yield Slip("recip-of-deriv", div(over, down), parts)
    yield Slip("recip-of-deriv", neg(div(over, down)), parts)
    yield Slip("quotient-no-square", neg(div(lower, under)), parts)
    yield Slip("quotient-denom-missing", neg(lower), parts)
    for square in _odd_squares(under):
        yield Slip("quotient-wrong-denom", neg(div(lower, square)), parts)


def _full(spot: Spot, over: Tree, under: Tree, up: Tree, down: Tree) -> Iterator[Slip]:
    parts = _parts(spot, under)
    right = add(mul(up, under), neg(mul(over, down)))
    squared = power(under, TWO)
    yield Slip("quotient-of-derivs", div(up, down), parts)
    yield Slip("quotient-plus", div(add(mul(up, under), mul(over, down)), squared), parts)
    yield Slip("quotient-swapped", div(add(mul(over, down), neg(mul(up, under))), squared), parts)
    yield Slip("quotient-no-square", div(right, under), parts)
    yield Slip("quotient-denom-missing", right, parts)
    for square in (power(over, TWO), *_odd_squares(under)):
        yield Slip("quotient-wrong-denom", div(right, square), parts)


def _odd_squares(under: Tree) -> Iterator[Tree]:
    """Yield what is taken for the square of a denominator: one factor squared, or term by term."""
    match under:
        case Mul(factors):
            for place, factor in enumerate(factors):
                yield mul(*factors[:place], power(factor, TWO), *factors[place + 1 :])
        case Add(terms):
            yield add(*(power(term, TWO) for term in terms))
        case _:
            return
