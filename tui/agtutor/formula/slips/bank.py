"""The wrong derivatives that a problem invites, and which of them an answer is.

Made once for a problem. Values at a few points tell candidates apart at a glance; whether an answer is
one of them is then decided as it is for the right derivative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from agtutor.formula.calculus.differentiate import apart
from agtutor.formula.deciding.decide import held
from agtutor.formula.deciding.ground import Ground, Probe
from agtutor.formula.slips.model import Slip
from agtutor.formula.slips.variants import variants
from agtutor.formula.slips.whole import whole_slips
from agtutor.formula.tree import Sym, Tree
from agtutor.formula.values.build import size_of
from agtutor.formula.values.evaluate import TooLarge, Undefined, quick
from agtutor.formula.values.expand import key_of

_GLANCES = 2
_NEAR = 1e-8
_NOISE = 1e-13  # what rounding leaves of a difference that is nothing
_MOST_NODES = 15_000  # of all candidates together
_LATE = (
    *("sign", "trig-table", "outer-table", "unchanged", "outer-not-differentiated"),
    *("term-sign", "term-not-diff", "term-dropped", "sum-as-product", "dropped-param"),
    *("sum-kept", "const-not-zero", "const-alone", "diff-twice", "wrong-variable", "const-as-var"),
)
"""Slips that say less than others which lead to the same formula, and are named after them."""

Glance = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One wrong derivative, and every slip that leads to it, the most telling first."""

    slips: tuple[Slip, ...]
    glance: Glance


class Bank:
    """The slips of one problem."""

    def __init__(self, of: Tree, slope: Tree, wrt: Sym, ground: Ground, entries: int = 0) -> None:
        """Take what the slips are made from.

        Args:
            of: the formula.
            slope: its right derivative, in the same form.
            wrt: the name to differentiate by.
            ground: where answers are probed.
            entries: how many entries the variable has, where that is known.
        """
        self.count = entries
        self.of = of
        self.slope = slope
        self.wrt = wrt
        self.ground = ground

    @cached_property
    def entries(self) -> list[Entry]:
        """Every wrong derivative once, in the order in which they are named; none is the right one."""
        right = self.glance(self.ground.key)
        made = chain(
            variants(apart(self.of, self.wrt), self.wrt),
            whole_slips(self.of, self.slope, self.wrt, self.count),
        )
        found: list[tuple[list[Slip], Glance]] = []
        spent = 0
        for slip in made:
            spent += size_of(slip.tree)
            if spent > _MOST_NODES:
                break
            glance = self.glance_of(slip)
            if glance is None or meet(glance, right):
                continue
            same = next((slips for slips, other in found if meet(glance, other)), None)
            if same is None:
                found.append(([slip], glance))
            elif all(slip.id != other.id for other in same):
                same.append(slip)
        return [Entry(tuple(sorted(slips, key=_rank)), glance) for slips, glance in found]

    @cached_property
    def probes(self) -> Sequence[Probe]:
        """The points of the glances: nearest to 0, where roots and inverses live, and farthest."""
        name = key_of(self.ground.variable)
        ordered = sorted(self.ground.probes, key=lambda probe: abs(probe.point[name]))
        return ordered[:_GLANCES] + ordered[_GLANCES:][-_GLANCES:]

    def glance_of(self, slip: Slip) -> Glance | None:
        """Return a slip's values, or None where it has none at all."""
        try:
            glance = self.glance(self.ground.plain(slip.tree))
        except TooLarge:
            return None
        return glance if any(value is not None for value in glance) else None

    def glance(self, plain: Tree) -> Glance:
        """Return the values of a formula without sums at a few points, None where it has none."""
        return tuple(self._value(plain, probe) for probe in self.probes)

    def _value(self, plain: Tree, probe: Probe) -> float | None:
        try:
            return quick(plain, self.ground.full(plain, probe).point)
        except (Undefined, TooLarge):
            return None

    def find(self, got: Tree) -> Entry | None:
        """Return the wrong derivative that a formula is, if it is one of these.

        Raises:
            TooLarge: where the formula can't be computed.
        """
        glance = self.glance(self.ground.plain(got))
        for entry in self.entries:
            if meet(glance, entry.glance) and self._is(got, entry.slips[0].tree):
                return entry
        return None

    def _is(self, got: Tree, wrong: Tree) -> bool:
        ground = self.ground.beside(wrong)
        return held(ground, got).outcome == "equal"


def _rank(slip: Slip) -> int:
    return _LATE.index(slip.id) + 1 if slip.id in _LATE else 0


def meet(one: Glance, two: Glance) -> bool:
    """Whether two formulas have the same values at every point that was looked at."""
    return all(_close(a, b) for a, b in zip(one, two, strict=True))


def _close(one: float | None, two: float | None) -> bool:
    if one is None or two is None:
        return one is two
    return abs(one - two) <= _NEAR * max(abs(one), abs(two)) + _NOISE
