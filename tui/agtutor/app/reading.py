"""A curve in words: how many points, its range, zeros, lowest and highest point, straight or curved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from agtutor.app.numbers import figure
from agtutor.case.evidence import Series

Point = tuple[float, float]

_STRAIGHT = 1e-5
"""How far from the line through its ends a straight curve may stray, as a part of its height.

Float32 rounds at 6e-8, and a learner's line is rounded a few times over.
"""
_NAMED = 3
"""How many places are named where several are equal."""


def finite_points(series: Series) -> list[Point]:
    """Return the points of which both numbers are finite, as they were drawn."""
    pairs = zip(series["x"], series["y"], strict=False)
    return [(x, y) for x, y in pairs if math.isfinite(x) and math.isfinite(y)]


def stretches(series: Series) -> list[list[Point]]:
    """Return the same points, parted where some between them are not finite: no line crosses a gap."""
    parts: list[list[Point]] = [[]]
    for x, y in zip(series["x"], series["y"], strict=False):
        if math.isfinite(x) and math.isfinite(y):
            parts[-1].append((x, y))
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def read_series(series: Series) -> str:
    """Return what there is to see, in one to five short sentences."""
    points = finite_points(series)
    left_out = min(len(series["x"]), len(series["y"])) - len(points)
    said = [_count(points, left_out)]
    if points:
        said += _extremes(points) if len({y for _, y in points}) > 1 else []
        said += _course(points) if len(points) > 2 else []
    return " ".join(said)


def _count(points: Sequence[Point], left_out: int) -> str:
    missing = f" {left_out} more can't be drawn: not finite." if left_out else ""
    if not points:
        return f"No points to draw.{missing}"
    xs, ys = [x for x, _ in points], [y for _, y in points]
    many = "1 point" if len(points) == 1 else f"{len(points)} points"
    return f"{many}: x {_range(xs)}, y {_range(ys)}.{missing}"


def _range(values: Sequence[float]) -> str:
    low, high = min(values), max(values)
    return f"is {figure(low)}" if low == high else f"from {figure(low)} to {figure(high)}"


def _extremes(points: Sequence[Point]) -> list[str]:
    low, high = min(y for _, y in points), max(y for _, y in points)
    return [
        f"Lowest: {figure(low)} {_at(points, low)}.",
        f"Highest: {figure(high)} {_at(points, high)}.",
    ]


def _at(points: Sequence[Point], value: float) -> str:
    places = list(dict.fromkeys(figure(x) for x, y in points if y == value))
    if len(places) > _NAMED:
        return f"at {len(places)} places"
    return "at x = " + " and ".join(places)


def _course(points: Sequence[Point]) -> list[str]:
    """Say what only a curve has: zeros, and whether it is straight."""
    ordered = sorted(points)
    if len({x for x, _ in ordered}) < len(ordered):
        return ["Several points stand above one another."]
    bend = "Straight." if _straight(ordered) else "Curved."
    if ordered[0][1] == ordered[-1][1] and bend == "Straight.":
        bend = "Flat."
    return [_zeros(ordered), bend]


def _straight(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1) = points[0], points[-1]
    slope = (y1 - y0) / (x1 - x0)
    height = max(abs(y) for _, y in points)
    return all(abs(y0 + slope * (x - x0) - y) <= _STRAIGHT * height for x, y in points)


def _zeros(points: Sequence[Point]) -> str:
    zeros = [figure(x) for x, y in points if y == 0]
    crossings = [
        f"between x = {figure(x0)} and {figure(x1)}"
        for (x0, y0), (x1, y1) in pairwise(points)
        if y0 < 0 < y1 or y1 < 0 < y0
    ]
    many = len(zeros) + len(crossings)
    if not many:
        return "No zeros."
    if many > _NAMED:
        return f"Zeros: {many}."
    exact = [f"at x = {', '.join(zeros)}"] if zeros else []
    return f"{'Zero' if many == 1 else 'Zeros'} {', '.join([*exact, *crossings])}."
