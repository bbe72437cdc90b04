"""Whether two formulas agree on a domain: the same tree, then probing, then a second opinion.

Probing is the judge: both formulas are evaluated to 50 digits at seeded random points, every interval
of the variable visited. Points where the values are not the same are looked at again with 100 digits:
there a rounding error shrinks, and a difference stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import Literal

from agtutor.case.question import Interval
from agtutor.formula.canonical import same
from agtutor.formula.evaluate import TooLarge, Undefined, value
from agtutor.formula.expand import ENTRIES, entries_for, entry_of, expand, key_of, name_of
from agtutor.formula.functions import Value
from agtutor.formula.names import symbol
from agtutor.formula.points import Domains, Point, Sampler, intervals_of
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.witness import Witness, readable_witness

POINTS = 24
VISITS = 4
ENOUGH = 8
DIGITS = 50
MORE_DIGITS = 100
_SAME = 10.0**-40  # relative; above it a difference is looked at with more digits
_SHRUNK = 10.0**-30  # what a rounding error loses, at least, from 50 to 100 digits
_NEIGHBOURS = 3
_PLENTY = 5  # differences after which no more are looked for, if nothing agrees
_PATIENCE = 2  # how long an interval that gives nothing is asked, in rounds of all points

Outcome = Literal["equal", "different", "undecided"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two formulas.

    Attributes:
        outcome: equal, different, or undecided where neither could be shown.
        witness: for ``different``, a point where they differ, and both values there.
        agrees: for ``different``, the intervals of the variable on which they agree all the same.
    """

    outcome: Outcome
    witness: Witness | None = None
    agrees: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """One point where the key has a value, and that value to 50 digits."""

    number: int
    point: Point
    key: Value


def compare(
    got: Tree, key: Tree, domains: Domains, wrt: str, *, where: Sequence[Tree] = ()
) -> Comparison:
    """Decide whether two formulas of numbers agree wherever the key is defined on the domain.

    Args:
        got: the formula in question.
        key: the formula that it should agree with.
        domains: open intervals for each name, such as ``{"x_i": [(-5.0, 5.0)]}``; a name that isn't
            there lies in the default domain.
        wrt: the name whose intervals all have to be visited, such as ``x_i``.
        where: more formulas that have to be defined for a point to count, such as the one whose
            derivative the key is.

    Raises:
        TooLarge: where ``got`` grows too large to be computed on all of the domain.
    """
    return Ground(key, domains, wrt, where).compare(got)


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
        """Take what ``compare`` takes; no point is computed before one is needed.

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
        self.names = _names(self.key, self.variable, *self.where)

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

    def probe(self, number: int) -> Probe | None:
        """Return the point of that number, or None where the key has no value there."""
        point = {key_of(sym): self.coordinate(sym, number) for sym in self.names}
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

    def compare(self, got: Tree) -> Comparison:
        """Decide whether a formula agrees with the key; see the function ``compare``."""
        plain = self.plain(got)
        if same(plain, self.key):
            return Comparison("equal")
        extra = [sym for sym in _names(plain) if sym not in self.names]
        agreed: list[Probe] = []
        differing: list[Probe] = []
        for probe in self.probes:
            if len(differing) >= _PLENTY and not agreed:
                break
            ruling = self.differs(plain, self.with_names(probe, extra))
            if ruling is not None:
                (differing if ruling else agreed).append(probe)
        return self.ruled(plain, extra, agreed, differing)

    def ruled(
        self, got: Tree, extra: list[Sym], agreed: list[Probe], differing: list[Probe]
    ) -> Comparison:
        """Turn what the probes showed into an outcome."""
        if self.probes and not agreed and not differing:
            raise TooLarge("it grows too large to be computed")
        if differing and not self.is_alone(got, extra, differing):
            witness = readable_witness(self, got, extra, differing)
            return Comparison("different", witness, self.agreement(agreed, differing))
        if len(agreed) >= ENOUGH:
            return Comparison("equal")
        from agtutor.formula.opinion import second_opinion

        return Comparison("equal" if second_opinion(got, self.key) == "equal" else "undecided")

    def with_names(self, probe: Probe, extra: Sequence[Sym]) -> Probe:
        """Return the probe with coordinates for names that the key doesn't have."""
        if not extra:
            return probe
        more = {key_of(sym): self.coordinate(sym, probe.number) for sym in extra}
        return Probe(probe.number, {**probe.point, **more}, probe.key)

    def full(self, plain: Tree, probe: Probe) -> Probe:
        """Return a probe with coordinates for all of a formula's names."""
        return self.with_names(probe, [sym for sym in _names(plain) if key_of(sym) not in probe.point])

    def differs(self, got: Tree, probe: Probe) -> bool | None:
        """Whether a formula differs from the key at a point; None where it is too large to say."""
        try:
            first = value(got, probe.point, DIGITS)
            gap = abs(first - probe.key)
            if gap <= _SAME * max(abs(first), abs(probe.key)):
                return False
            key = value(self.key, probe.point, MORE_DIGITS)
            return bool(abs(value(got, probe.point, MORE_DIGITS) - key) > _SHRUNK * gap)
        except Undefined:
            return True
        except TooLarge:
            return None

    def is_alone(self, got: Tree, extra: list[Sym], differing: list[Probe]) -> bool:
        """Whether a formula differs at one point and at none beside it: such a point is let pass."""
        if len(differing) > 1:
            return False
        probe, name = self.with_names(differing[0], extra), key_of(self.variable)
        for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1):
            point = {**probe.point, name: probe.point[name] * (1 + Fraction(step, 4096))}
            try:
                beside = Probe(probe.number, point, value(self.key, point))
            except (Undefined, TooLarge):
                continue
            if step and self.differs(got, beside):
                return False
        return True

    def agreement(self, agreed: list[Probe], differing: list[Probe]) -> tuple[Interval, ...]:
        """Return where probes agree and none differs: intervals, cut at 0 where they hold it."""
        good = {self.side(probe) for probe in agreed}
        bad = {self.side(probe) for probe in differing}
        return tuple(sorted(good - bad))

    def side(self, probe: Probe) -> Interval:
        """Return the interval of a probe's variable, or the side of 0 in it."""
        low, high = self.intervals[probe.number % len(self.intervals)]
        if probe.point[key_of(self.variable)] < 0:
            return (low, min(high, 0.0))
        return (max(low, 0.0), high)


def _names(*trees: Tree) -> list[Sym]:
    found: dict[Sym, None] = {}
    for tree in trees:
        found.update(dict.fromkeys(node for node in walk(tree) if isinstance(node, Sym)))
    return list(found)
