"""Slips of the product rule, and of constant factors."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.tree import Div, Mul, Sum, Sym, Tree
from agtutor.formula.values.build import ONE, ZERO, add, div, mul, neg

_MOST_FACTORS = 5


def product_slips(spot: Spot) -> Iterator[Slip]:
    """Yield the wrong derivatives of a product, at the factors that depend on the variable."""
    match spot.node:
        case Mul(factors) if len(factors) <= _MOST_FACTORS:
            moving = [place for place, slope in enumerate(spot.slopes) if slope != ZERO]
            if len(moving) > 1:
                yield from _rule(spot, factors, moving)
            if moving:
                yield from _dropped(spot, factors, moving)
        case Div(_, under) if spot.slopes[1] == ZERO and spot.slopes[0] != ZERO:
            yield Slip("dropped-param", spot.slopes[0], _named(spot, under))


def _named(spot: Spot, under: Tree) -> dict[str, Tree]:
    """Name the factor that a constant denominator is; the count of a mean is called n."""
    count = isinstance(under, Sum) and under.body == ONE
    return {"node": spot.node, "term": div(ONE, Sym("n") if count else under)}


def _rule(spot: Spot, factors: tuple[Tree, ...], moving: list[int]) -> Iterator[Slip]:
    parts: dict[str, Tree] = {"node": spot.node}
    fixed = [factor for place, factor in enumerate(factors) if place not in moving]
    slopes = [spot.slopes[place] for place in moving]
    terms = [_term(spot, factors, place) for place in moving]
    yield Slip("product-of-derivs", mul(*fixed, *slopes), parts)
    for left_out in range(len(terms)):
        kept = terms[:left_out] + terms[left_out + 1 :]
        yield Slip("product-dropped-term", add(*kept), parts)
    for turned in range(1, len(terms)):
        mixed = [neg(term) if place == turned else term for place, term in enumerate(terms)]
        yield Slip("product-minus", add(*mixed), parts)
        yield Slip("product-minus", neg(add(*mixed)), parts)
    yield Slip("product-as-sum", mul(*fixed, add(*slopes)), parts)
    if len(moving) == 2:
        (u, w), (du, dw) = [factors[place] for place in moving], slopes
        yield Slip("product-wrong-pairing", mul(*fixed, add(mul(du, u), mul(w, dw))), parts)
        yield Slip("product-wrong-pairing", mul(*fixed, add(mul(u, w), mul(du, dw))), parts)


def _term(spot: Spot, factors: tuple[Tree, ...], place: int) -> Tree:
    return mul(*factors[:place], spot.slopes[place], *factors[place + 1 :])


def _dropped(spot: Spot, factors: tuple[Tree, ...], moving: list[int]) -> Iterator[Slip]:
    """Yield the derivative without one of the constant factors."""
    for place, factor in enumerate(factors):
        if place not in moving and factor != ONE:
            rest = [one for one in range(len(factors)) if one != place]
            terms = [
                mul(*(spot.slopes[one] if one == turn else factors[one] for one in rest))
                for turn in moving
            ]
            yield Slip("dropped-param", add(*terms), {"node": spot.node, "term": factor})
