"""Where formulas are probed: seeded random points of the declared domain, and points that read well.

A random coordinate depends on the seed, on the name and on the number of the point alone, so that the
same question is probed at the same points in every process.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from random import Random

from agtutor.case.question import Interval
from agtutor.formula.domain import DEFAULT_DOMAIN
from agtutor.formula.names import symbol
from agtutor.formula.tree import Sym

Domains = Mapping[str, Sequence[Interval]]
Point = dict[str, Fraction]

_RESOLUTION = 2**60
_FARTHEST = 12.0  # how far from the finite end of an endless interval probes go
_PLAIN = [Fraction(n, 20) for n in (40, 60, 20, -40, -20, -60, 10, 30, -10, -30, 80, 100, -80, 5, 2)]


def intervals_of(sym: Sym, domains: Domains) -> list[Interval]:
    """Return the intervals of an entry such as ``x_2``: its own, those of ``x_i``, or the default."""
    found: Sequence[Interval] = ()
    for name, intervals in domains.items():
        declared = symbol(name)
        if declared == sym:
            return list(intervals)
        if declared.name == sym.name and not found:
            found = intervals
    return list(found or DEFAULT_DOMAIN)


class Sampler:
    """Random coordinates: ``coordinate(name, number)`` is the same every time."""

    def __init__(self, seed: str, domains: Domains, wrt: Sym) -> None:
        """Take the seed's text, the domains, and the name whose intervals are visited in turn."""
        self.seed = seed
        self.domains = domains
        self.wrt = wrt
        self.turns = len(intervals_of(wrt, domains))

    def coordinate(self, sym: Sym, number: int) -> Fraction:
        """Return the coordinate of a name at the point of that number, some 60 bits long."""
        digest = sha256(f"{self.seed}|{sym.name}|{','.join(sym.index)}|{number}".encode()).digest()
        random = Random(int.from_bytes(digest[:16], "big"))  # noqa: S311 - points, not secrets
        intervals = intervals_of(sym, self.domains)
        turn = number % len(intervals) if sym == self.wrt else random.randrange(len(intervals))
        return _inside(intervals[turn], random)


def _inside(interval: Interval, random: Random) -> Fraction:
    low, high = interval
    share = Fraction(2 * random.getrandbits(60) + 1, 2 * _RESOLUTION)
    if math.isfinite(low) and math.isfinite(high):
        return _rounded(Fraction(low) + (Fraction(high) - Fraction(low)) * share)
    far = min(2 * share / (1 - share), Fraction(_FARTHEST) * share)
    if math.isfinite(low):
        return _rounded(Fraction(low) + far)
    if math.isfinite(high):
        return _rounded(Fraction(high) - far)
    return _rounded(far if random.getrandbits(1) else -far)


def _rounded(number: Fraction) -> Fraction:
    """Keep a coordinate dyadic, so that every precision holds the very same number."""
    return Fraction(math.floor(number * 16 * _RESOLUTION) | 1, 16 * _RESOLUTION)


def readable(intervals: Sequence[Interval]) -> list[Fraction]:
    """Return numbers of few digits inside the intervals, the plainest first."""
    found = [number for number in _PLAIN if any(low < number < high for low, high in intervals)]
    for interval in intervals:
        found.extend(number for number in _near_middle(interval) if number not in found)
    return found


def _near_middle(interval: Interval) -> Iterator[Fraction]:
    """Yield the number of fewest decimals near the middle of an interval, and two beside it."""
    low, high = interval
    start, stop = max(low, min(high, 1e6) - 20.0), min(high, max(low, -1e6) + 20.0)
    middle, width = (start + stop) / 2, stop - start
    for decimals in range(13):
        step = Fraction(1, 10**decimals)
        if step * 3 > Fraction(width):
            continue
        nearest = round(Fraction(middle) / step) * step
        three = (nearest, nearest + step, nearest - step)
        yield from (number for number in three if low < number < high)
        return
