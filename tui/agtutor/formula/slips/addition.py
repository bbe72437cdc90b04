"""Slips at a sum: constants that stay, terms that are lost, kept or turned."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.tree import Add, Tree
from agtutor.formula.values.build import ONE, ZERO, add, mul, neg

_MOST_TERMS = 8


def addition_slips(spot: Spot) -> Iterator[Slip]:
    """Yield the wrong derivatives of a sum."""
    match spot.node:
        case Add(terms) if len(terms) <= _MOST_TERMS:
            moving = [place for place, slope in enumerate(spot.slopes) if slope != ZERO]
            if moving:
                yield from _constants(spot, terms)
                yield from _terms(spot, terms, moving)


def _constants(spot: Spot, terms: tuple[Tree, ...]) -> Iterator[Slip]:
    for term, slope in zip(terms, spot.slopes, strict=True):
        if slope == ZERO:
            parts = {"node": spot.node, "term": term}
            yield Slip("const-not-zero", add(*spot.slopes, term), parts)
            yield Slip("const-not-zero", add(*spot.slopes, ONE), parts)
            if spot.whole:
                yield Slip("const-alone", term, parts)


def _terms(spot: Spot, terms: tuple[Tree, ...], moving: list[int]) -> Iterator[Slip]:
    for place in moving:
        parts = {"node": spot.node, "term": terms[place]}
        yield Slip("term-not-diff", add(*_with(spot, place, terms[place])), parts)
        if len(moving) > 1:
            yield Slip("term-dropped", add(*_with(spot, place, ZERO)), parts)
        if len(terms) > 1 and not (spot.whole and len(moving) == 1):
            yield Slip("term-sign", add(*_with(spot, place, neg(spot.slopes[place]))), parts)
    if len(moving) > 1:
        yield Slip(
            "sum-as-product", mul(*(spot.slopes[place] for place in moving)), {"node": spot.node}
        )


def _with(spot: Spot, place: int, other: Tree) -> list[Tree]:
    return [*spot.slopes[:place], other, *spot.slopes[place + 1 :]]
