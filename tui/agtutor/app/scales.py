"""Where points stand along an axis: at their value, or at its logarithm."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from agtutor.app.numbers import figure as number
from agtutor.app.reading import Point
from agtutor.app.ticks import ticks
from agtutor.case.evidence import Figure

Axis = Literal["x", "y"]
AXES: tuple[Axis, Axis] = ("x", "y")

_FEWEST = 2


def logarithmic(figure: Figure) -> frozenset[Axis]:
    """Return the axes of a figure that are logarithmic."""
    return frozenset(figure.get("logs", []))


def with_log(figure: Figure, axis: Axis) -> Figure:
    """Return the figure with one axis turned: to its logarithm, or back."""
    turned = sorted(logarithmic(figure) ^ {axis})
    return {**figure, "logs": [one for one in AXES if one in turned]}


def placed(points: Iterable[Point], logs: frozenset[Axis]) -> list[Point]:
    """Return where points stand; those that a logarithmic axis has no place for are left out."""
    if not logs:
        return list(points)
    return [
        (math.log10(x) if "x" in logs else x, math.log10(y) if "y" in logs else y)
        for x, y in points
        if (x > 0 or "x" not in logs) and (y > 0 or "y" not in logs)
    ]


def marks(values: Sequence[float], most: int, *, log: bool) -> tuple[list[float], list[str]]:
    """Return round places along an axis and what stands there; empty where there are no two.

    Args:
        values: where the points stand.
        most: how many marks there may be.
        log: whether the places are logarithms.
    """
    low, high = min(values), max(values)
    places = _powers(low, high, most) if log else ticks(low, high, most)
    texts = [number(10**place if log else place) for place in places]
    several = 1 < len(places) == len(set(texts))
    return (places, texts) if several else ([], [])


def _powers(low: float, high: float, most: int) -> list[float]:
    """Return the powers of ten from 10^low to 10^high, or round numbers where there is one at most."""
    powers = range(math.ceil(low), math.floor(high) + 1)
    if len(powers) < _FEWEST:
        return [math.log10(mark) for mark in ticks(10**low, 10**high, most) if mark > 0]
    return [float(power) for power in powers[:: -(-len(powers) // max(1, most))]]
