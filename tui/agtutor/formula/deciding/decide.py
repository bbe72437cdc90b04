"""Whether two formulas agree on a domain: the same tree, then probing, then a second opinion.

Probing is the judge: both formulas are evaluated to 50 digits at seeded random points, every interval
of the variable visited. Points where the values are not the same are looked at again with 100 digits,
and where these don't settle a value with 400: there a rounding error shrinks, and a difference stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from agtutor.case.question import Interval
from agtutor.formula.deciding.canonical import same
from agtutor.formula.deciding.ground import Ground, Probe, names_in
from agtutor.formula.deciding.opinion import second_opinion
from agtutor.formula.deciding.witness import Witness, readable_witness
from agtutor.formula.tree import Sym, Tree
from agtutor.formula.values.evaluate import TooLarge, Undefined, value
from agtutor.formula.values.expand import key_of
from agtutor.formula.values.points import Domains

ENOUGH = 8
_NEIGHBOURS = 3
_PLENTY = 5  # differences after which no more are looked for, if nothing agrees

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
    return held(Ground(key, domains, wrt, where), got)


def held(ground: Ground, got: Tree) -> Comparison:
    """Decide whether a formula agrees with the ground's key; see ``compare``."""
    plain = ground.plain(got)
    if same(plain, ground.key):
        return Comparison("equal")
    extra = [sym for sym in names_in(plain) if sym not in ground.names]
    agreed: list[Probe] = []
    differing: list[Probe] = []
    for probe in ground.probes:
        if len(differing) >= _PLENTY and not agreed:
            break
        ruling = ground.differs(plain, ground.with_names(probe, extra))
        if ruling is not None:
            (differing if ruling else agreed).append(probe)
    if not differing:
        at_edges = (probe for probe in ground.edges if _differs(ground, plain, probe, extra))
        differing.extend(at_edges)
    return _ruled(ground, plain, extra, agreed, differing)


def _differs(ground: Ground, got: Tree, probe: Probe, extra: list[Sym]) -> bool:
    return ground.differs(got, ground.with_names(probe, extra)) is True


def _ruled(
    ground: Ground, got: Tree, extra: list[Sym], agreed: list[Probe], differing: list[Probe]
) -> Comparison:
    """Turn what the probes showed into an outcome."""
    if ground.probes and not agreed and not differing:
        raise TooLarge("its values grow too large")
    if differing and not _is_alone(ground, got, extra, differing):
        witness = readable_witness(ground, got, extra, differing)
        return Comparison("different", witness, _agreement(ground, agreed, differing))
    if len(agreed) >= ENOUGH:
        return Comparison("equal")
    return Comparison("equal" if second_opinion(got, ground.key) == "equal" else "undecided")


def _is_alone(ground: Ground, got: Tree, extra: list[Sym], differing: list[Probe]) -> bool:
    """Whether a formula differs at one point and at none beside it: such a point is let pass."""
    if len(differing) > 1:
        return False
    probe, name = ground.with_names(differing[0], extra), key_of(ground.variable)
    for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1):
        point = {**probe.point, name: probe.point[name] * (1 + Fraction(step, 4096))}
        try:
            beside = Probe(probe.number, point, value(ground.key, point))
        except (Undefined, TooLarge):
            continue
        if step and ground.differs(got, beside):
            return False
    return True


def _agreement(ground: Ground, agreed: list[Probe], differing: list[Probe]) -> tuple[Interval, ...]:
    """Return where probes agree and none differs: intervals, cut at 0 where they hold it."""
    good = {ground.side(probe) for probe in agreed}
    bad = {ground.side(probe) for probe in differing}
    return tuple(sorted(good - bad))
