"""Round numbers along an axis."""

from __future__ import annotations

import math

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0)
_FEWEST = 3
_NEAR = 1e-9
_LEAST = 1e-300  # of a step: below it, floats have fewer and fewer digits, and then none


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return the round numbers from ``low`` to ``high``, evenly spaced, at most ``most`` of them.

    Those that name both ends come before those that are more. Empty where the range has no width, is no
    number, or is so narrow that rounding blurs it.
    """
    width = high - low
    if most < 1 or not math.isfinite(width) or width / most < _LEAST:
        return []
    if width <= max(abs(low), abs(high)) * _NEAR:
        return []
    power = 10.0 ** math.floor(math.log10(width / most))
    rows = [_row(low, high, power * step) for step in _STEPS]
    few = [row for row in rows if 0 < len(row) <= most]
    ends = [row for row in few if len(row) >= _FEWEST and _ends(row, low, high, width * _NEAR)]
    return next(iter(ends or few), [])


def _row(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step - _NEAR), math.floor(high / step + _NEAR)
    return [place * step for place in range(first, last + 1)]


def _ends(row: list[float], low: float, high: float, near: float) -> bool:
    return abs(row[0] - low) <= near and abs(row[-1] - high) <= near
