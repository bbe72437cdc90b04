"""A key, and the points where answers are held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from math import isfinite

from agtutor.case.question import Interval
from agtutor.formula.names import symbol
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.digits import settled
from agtutor.formula.values.evaluate import TooLarge, Undefined, value
from agtutor.formula.values.expand import ENTRIES, entries_for, entry_of, expand, key_of, name_of
from agtutor.formula.values.functions import Value
from agtutor.formula.values.points import Domains, Point, Sampler, intervals_of

POINTS = 24
VISITS = 4
DIGITS = 50
MORE_DIGITS = 100
MOST_DIGITS = 400  # for values that 100 digits don't settle
_SAME = 10.0**-40  # relative; above it a difference is looked at with more digits
_SHRUNK = 10.0**-30  # what a rounding error loses, at least, from 50 to 100 digits
_CLOSE = Fraction(1, 2**10)  # how close to the end of an interval points lie, beside its width
_BEYOND = 10**6  # rounds of points that are never reached
_PATIENCE = 2  # how long an interval that gives nothing is asked, in rounds of all points


@dataclass(frozen=True, slots=True)
class Probe:
    """One point where the key has a value, and that value to 50 digits."""

    number: int
    point: Point
    key: Value


class Ground:
    """A key and the points where answers are held against it; kept, since many answers come."""

    def __init__(
        self,
        key: Tree,
        domains: Domains,
        wrt: str,
        where: Sequence[Tree] = (),
        *,
        size: int = ENTRIES,
        counts: Sequence[str] = (),
    ) -> None:
        """Take what ``decide.compare`` takes; no point is computed before one is needed.

        Args:
            key: the formula that answers should agree with.
            domains: open intervals for each name.
            wrt: the name whose intervals all have to be visited.
            where: more formulas that have to be defined for a point to count.
            size: how many entries a sum runs over.
            counts: names that stand for that many.
        """
        self.size = size
        self.counts = frozenset(counts)
        self.raw = key
        self.domains = domains
        self.wrt = symbol(wrt)
        self.order = (self.wrt, key, *where)
        entries = entries_for(self.order)
        self.key = expand(key, entries, size)
        self.where = [expand(tree, entries, size) for tree in where]
        self.variable = entry_of(self.wrt, entries)
        self.intervals = intervals_of(self.variable, domains)
        seed = sha256(repr((key, sorted(domains.items()), wrt)).encode()).hexdigest()
        self.sampler = Sampler(seed, domains, self.variable)
        self.names = names_in(self.key, self.variable, *self.where)

    def beside(self, key: Tree) -> Ground:
        """Return the same ground for another key."""
        where = self.order[2:]
        return Ground(
            key, self.domains, name_of(self.wrt), where, size=self.size, counts=[*self.counts]
        )

    def plain(self, got: Tree) -> Tree:
        """Return a formula with its indices written as the same entries that the key's are."""
        return expand(got, entries_for([*self.order, got]), self.size)

    @cached_property
    def probes(self) -> list[Probe]:
        """The points where the key is defined: 24 or more, each interval visited at least 4 times."""
        turns = len(self.intervals)
        wanted = max(POINTS, VISITS * turns)
        found: list[Probe] = []
        visits = [0] * turns
        for number in range(6 * wanted):
            if len(found) >= wanted and (min(visits) >= VISITS or number >= _PATIENCE * wanted):
                break
            probe = self.probe(number)
            if probe is not None:
                found.append(probe)
                visits[number % turns] += 1
        return found

    @cached_property
    def edges(self) -> list[Probe]:
        """Points close to the ends of the variable's intervals, where random ones hardly ever lie."""
        found = []
        for turn, (low, high) in enumerate(self.intervals):
            step = (Fraction(min(high, low + 1)) - Fraction(low)) * _CLOSE if isfinite(low) else None
            ends = [Fraction(low) + step] if step is not None else []
            if isfinite(high):
                width = Fraction(high) - Fraction(max(low, high - 1))
                ends.append(Fraction(high) - width * _CLOSE)
            for place, end in enumerate(ends):
                number = turn + len(self.intervals) * (_BEYOND + place)
                found.append(self.probe(number, {key_of(self.variable): end}))
        return [probe for probe in found if probe is not None]

    def probe(self, number: int, fixed: Point | None = None) -> Probe | None:
        """Return the point of that number, or None where the key has no value there.

        Args:
            number: which point.
            fixed: coordinates that are given.
        """
        point = {key_of(sym): self.coordinate(sym, number) for sym in self.names} | (fixed or {})
        try:
            for tree in self.where:
                value(tree, point)
            return Probe(number, point, value(self.key, point))
        except (Undefined, TooLarge):
            return None

    def coordinate(self, sym: Sym, number: int) -> Fraction:
        """Return where a name lies at the point of that number."""
        if sym.name in self.counts:
            return Fraction(self.size)
        return self.sampler.coordinate(sym, number)

    def with_names(self, probe: Probe, extra: Sequence[Sym]) -> Probe:
        """Return the probe with coordinates for names that the key doesn't have."""
        if not extra:
            return probe
        more = {key_of(sym): self.coordinate(sym, probe.number) for sym in extra}
        return Probe(probe.number, {**probe.point, **more}, probe.key)

    def full(self, plain: Tree, probe: Probe) -> Probe:
        """Return a probe with coordinates for all of a formula's names."""
        return self.with_names(
            probe, [sym for sym in names_in(plain) if key_of(sym) not in probe.point]
        )

    def differs(self, got: Tree, probe: Probe) -> bool | None:
        """Whether a formula differs from the key at a point; None where it is too large to say."""
        try:
            first = value(got, probe.point, DIGITS)
            gap = abs(first - probe.key)
            if gap <= _SAME * max(abs(first), abs(probe.key)):
                return False
            second, key = self._both(got, probe, MORE_DIGITS)
            fixed = settled(first, second) and settled(probe.key, key)
            if not fixed and abs(second - key) > _SHRUNK * gap:
                second, key = self._both(got, probe, MOST_DIGITS)
            return bool(abs(second - key) > _SHRUNK * gap)
        except Undefined:
            return True
        except TooLarge:
            return None

    def _both(self, got: Tree, probe: Probe, digits: int) -> tuple[Value, Value]:
        return value(got, probe.point, digits), value(self.key, probe.point, digits)

    def side(self, probe: Probe) -> Interval:
        """Return the interval of a probe's variable, or the side of 0 in it."""
        low, high = self.intervals[probe.number % len(self.intervals)]
        if probe.point[key_of(self.variable)] < 0:
            return (low, min(high, 0.0))
        return (max(low, 0.0), high)


def names_in(*trees: Tree) -> list[Sym]:
    """Return the names in some trees, each once, in the order in which they come."""
    found: dict[Sym, None] = {}
    for tree in trees:
        found.update(dict.fromkeys(node for node in walk(tree) if isinstance(node, Sym)))
    return list(found)
