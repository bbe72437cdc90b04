"""Numbers and series of numbers as short text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

BARS = "▁▂▃▄▅▆▇█"
"""What a spark line is drawn with, from low to high."""


_WHOLE = 1e15
"""From here on, whole numbers of float64 have gaps between them."""


def figure(value: float) -> str:
    """Return a number with the digits that matter, and a real minus sign: ``−5``, ``1.2e6``."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value:.4g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    return ("0" if text == "-0" else text).replace("-", "−")


def entry(value: float) -> str:
    """Return a number as an entry of a table: whole numbers whole, others as float32 knows them."""
    if math.isfinite(value) and value == int(value) and abs(value) < _WHOLE:
        return str(int(value)).replace("-", "−")
    text = f"{value:.7g}" if math.isfinite(value) else figure(value)
    return text.replace("-", "−")


def span(values: Sequence[float]) -> str:
    """Return the range of the values, ``−5 … 5``; one number where they are all equal."""
    finite = [value for value in values if math.isfinite(value)]
    odd = len(values) - len(finite)
    if not finite:
        return f"{odd} not finite" if odd else "no entries"
    low, high = min(finite), max(finite)
    text = figure(low) if low == high else f"{figure(low)} … {figure(high)}"
    return f"{text}, {odd} not finite" if odd else text


def spark(values: Sequence[float], width: int = 8, bars: str = BARS) -> str:
    """Return a line of ``width`` bars at most, each the mean of its share of the finite values.

    A share with no finite value is a ``?``. Equal values make a line at middle height.
    """
    if not values:
        return ""
    count = min(width, len(values))
    edges = [len(values) * place // count for place in range(count + 1)]
    shares = [_mean(values[low:high]) for low, high in pairwise(edges)]
    finite = [share for share in shares if share is not None]
    low, high = (min(finite), max(finite)) if finite else (0.0, 0.0)
    return "".join("?" if share is None else _bar(share, low, high, bars) for share in shares)


def _mean(values: Sequence[float]) -> float | None:
    finite = [value for value in values if math.isfinite(value)]
    return math.fsum(value / len(finite) for value in finite) if finite else None


def _bar(value: float, low: float, high: float, bars: str) -> str:
    spread = high / 2 - low / 2  # halves, so that the widest range of floats doesn't overflow
    if spread <= 0:
        return bars[(len(bars) - 1) // 2]
    share = (value / 2 - low / 2) / spread
    return bars[min(len(bars) - 1, max(0, int(share * len(bars))))]
