"""A point that shows two formulas to differ, chosen so that a person can check it by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from agtutor.formula.deciding.ground import Ground, Probe
from agtutor.formula.tree import Sym, Tree
from agtutor.formula.values.evaluate import TooLarge, Undefined, quick, value
from agtutor.formula.values.expand import key_of
from agtutor.formula.values.points import Point, intervals_of, readable

_MOST_TRIALS = 120
_VISIBLE = 1e-3  # relative: what shows in three digits
_BARELY = 1e-10  # relative: what rounding in double precision doesn't make
_DIGITS = 100


@dataclass(frozen=True, slots=True)
class Witness:
    """A point where two formulas differ.

    Attributes:
        point: a value for each name in either formula, entries written as ``x_2``.
        got: the value of the formula in question; None where it has none there.
        key: the value that it should have.
        gap: ``got`` less ``key``, which may be smaller than a float's last digit; 0 without ``got``.
    """

    point: dict[str, float]
    got: float | None
    key: float
    gap: float = 0.0


def readable_witness(
    ground: Ground, got: Tree, extra: Sequence[Sym], differing: Sequence[Probe]
) -> Witness:
    """Return a difference at a point of few digits where there is one that shows; else at a probe."""
    turns = len(ground.intervals)
    allowed = {probe.number % turns for probe in differing}
    points = list(islice(_points(ground, [*ground.names, *extra], allowed), _MOST_TRIALS))
    points.extend(ground.with_names(probe, extra).point for probe in differing)
    for least in (_VISIBLE, _BARELY):
        found = next(filter(None, (_difference(ground, got, point, least) for point in points)), None)
        if found is not None:
            return found
    return _close(ground, got, ground.with_names(differing[0], extra))


def plain_point(ground: Ground, avoid: Sequence[float]) -> dict[str, float] | None:
    """Return a point of few digits where the key has a value, the variable's not one to avoid."""
    allowed = set(range(len(ground.intervals)))
    for point in islice(_points(ground, ground.names, allowed), _MOST_TRIALS):
        plain = {name: float(entry) for name, entry in point.items()}
        if plain[key_of(ground.variable)] not in avoid and _has_value(ground, plain):
            return plain
    return None


def _has_value(ground: Ground, point: dict[str, float]) -> bool:
    try:
        return all(quick(tree, point) is not None for tree in (*ground.where, ground.key))
    except (Undefined, TooLarge):
        return False


def _close(ground: Ground, got: Tree, probe: Probe) -> Witness:
    """Return a difference that double precision doesn't show, or that it can't compute."""
    point = {name: float(entry) for name, entry in probe.point.items()}
    try:
        mine = value(got, probe.point, _DIGITS)
    except Undefined:
        return Witness(point, None, float(probe.key))
    gap = mine - value(ground.key, probe.point, _DIGITS)
    return Witness(point, float(mine), float(probe.key), float(gap))


def _points(ground: Ground, names: Sequence[Sym], allowed: set[int]) -> Iterator[Point]:
    """Yield points of few digits: the variable's intervals are those where a difference was seen."""
    intervals = [ground.intervals[turn] for turn in sorted(allowed)]
    others = [sym for sym in names if sym != ground.variable]
    choices = {sym: _choices(ground, sym) for sym in others}
    for number in readable(intervals):
        for turn in range(3):
            point = {key_of(ground.variable): number}
            taken = {number}
            for place, sym in enumerate(others):
                point[key_of(sym)] = _another(choices[sym], place + turn, taken)
            yield point
            if not others:
                break


def _choices(ground: Ground, sym: Sym) -> list[Fraction]:
    if sym.name in ground.counts:
        return [Fraction(ground.size)]
    return readable(intervals_of(sym, ground.domains))


def _another(choices: Sequence[Fraction], start: int, taken: set[Fraction]) -> Fraction:
    """Return a choice that no other name has yet, where there is one."""
    turned = [choices[(start + step) % len(choices)] for step in range(len(choices))]
    chosen = next((choice for choice in turned if choice not in taken), turned[0])
    taken.add(chosen)
    return chosen


def _difference(ground: Ground, got: Tree, point: Point, least: float) -> Witness | None:
    """Return the difference at a point, or None where none shows or the key has no value."""
    plain = {name: float(entry) for name, entry in point.items()}
    try:
        for tree in ground.where:
            quick(tree, plain)
        key = quick(ground.key, plain)
    except (Undefined, TooLarge):
        return None
    try:
        mine = quick(got, plain)
    except Undefined:
        return Witness(plain, None, key)
    except TooLarge:
        return None
    if abs(mine - key) <= least * max(abs(mine), abs(key)):
        return None
    return Witness(plain, mine, key, mine - key)
