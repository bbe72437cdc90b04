"""What autograd measured on the live tensors, entry by entry, and formulas held against it.

All in double precision: a float32 tensor's entries arrive as they are, and its gradient is allowed the
rounding of float32.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion
from agtutor.errors import LessonError
from agtutor.formula.names import symbol
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.evaluate import TooLarge, Undefined, quick, value
from agtutor.formula.values.expand import expand, free_indices, key_of
from agtutor.formula.values.points import intervals_of
from agtutor.judge.problem import Problem

MOST_PLACES = 24
MOST_NODES = 20_000
"""Nodes of a formula with its sums run over all live entries."""
_TOLERANCE = 1e-4  # relative, to what is measured; float32 through a few operations
_FLOOR = 1e-5  # relative to the largest entry of the gradient
_DOUBLE = 1e-3  # how much closer it has to be in double precision
_VISIBLE = 1e-2  # relative: what a learner sees without counting digits


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the variable's tensor.

    Attributes:
        number: which entry, from 0.
        at: the variable's value there.
        measured: the derivative that autograd measured.
    """

    number: int
    at: float
    measured: float


class Live:
    """The live tensors of a question, and autograd's derivative on them."""

    def __init__(self, problem: Problem, question: DeriveQuestion, gradient: Gradient) -> None:
        """Take a gradient that was measured without trouble."""
        self.problem = problem
        self.values = gradient["values"]
        self.at = gradient["at"]
        self.root = question["root"]
        self.sampled = gradient.get("sampled", False)
        declared = [] if self.sampled else question["symbols"]
        tensors = {symbol(one["name"]).name: one["tensor"] for one in declared}
        self.tensors = {**{name: name for name in self.at}, **{k: v for k, v in tensors.items() if v}}
        self.length = self._length()

    def _length(self) -> int:
        """Return how many entries an index runs over, or 0 where the tensors don't say."""
        indexed = {sym.name for sym in self._symbols(self.problem.of) if sym.index}
        lengths = {len(self._entries(name)) for name in indexed} or {1}
        return lengths.pop() if len(lengths) == 1 else 0

    @staticmethod
    def _symbols(tree: Tree) -> list[Sym]:
        return [node for node in walk(tree) if isinstance(node, Sym)]

    def _entries(self, name: str) -> list[float]:
        return self.at.get(self.tensors.get(name, ""), [])

    def _known(self, sym: Sym) -> bool:
        return bool(self._entries(sym.name)) or sym.name in self.problem.counts

    @property
    def measurable(self) -> bool:
        """Whether every name of the formula has entries on the live tensors, one index each at most."""
        problem = self.problem
        syms = [*self._symbols(problem.of), problem.wrt]
        known = all(self._known(sym) and len(sym.index) <= 1 for sym in syms)
        outer = set(free_indices(problem.of)) - set(problem.wrt.index)
        count = len(self.values) == len(self._entries(problem.wrt.name))
        return known and not outer and count and self.length > 0 and problem.slope is not None

    @cached_property
    def places(self) -> list[Place]:
        """Entries where autograd and the key agree, spread over the tensor; empty if none can be had.

        Raises:
            LessonError: where the two disagree inside the declared domain.
        """
        if not self.measurable:
            return []
        slope = self.problem.slope
        agreed: list[tuple[Place, float]] = []
        strangers: list[tuple[Place, float]] = []
        assert slope is not None
        for place in self._spread():
            key = self.value(slope, place)
            if key is None or not math.isfinite(place.measured):
                continue
            (agreed if self._near(key, place.measured) else strangers).append((place, key))
        bad = [pair for pair in strangers if not agreed or self._declared(pair[0])]
        let_pass = 1 if self.sampled and agreed else 0  # a place of our own choosing may be a kink
        if len(bad) > let_pass:
            self._disagree(*bad[0])
        return [place for place, _ in agreed]

    def _spread(self) -> Iterator[Place]:
        entries = self._entries(self.problem.wrt.name)
        count = len(entries)
        chosen = {round(step * (count - 1) / (MOST_PLACES - 1)) for step in range(MOST_PLACES)}
        for number in sorted(chosen):
            yield Place(number, entries[number], self.values[number])

    def _near(self, key: float, measured: float) -> bool:
        finite = [abs(value) for value in self.values if math.isfinite(value)]
        scale = _DOUBLE if self.sampled else 1.0
        allowed = scale * (_TOLERANCE * max(abs(key), abs(measured)) + _FLOOR * max(finite))
        return abs(key - measured) <= allowed

    def _declared(self, place: Place) -> bool:
        intervals = intervals_of(self.problem.wrt, self.problem.domains)
        return any(low < place.at < high for low, high in intervals)

    def _disagree(self, place: Place, key: float) -> None:
        at = f"{key_of(self.problem.wrt)} = {place.at:.6g}"
        where = "" if self.sampled else f" on the live `{self.root}`"
        others = "" if self.sampled else ", `root`, and the tensors of the symbols"
        raise LessonError(
            f"The key and autograd disagree: at {at} the key gives {key:.6g}, and autograd measures "
            f"{place.measured:.6g}{where}.",
            fix=f"Check `of`{others}.",
        )

    def value(self, tree: Tree, place: Place) -> float | None:
        """Return a formula's value at an entry; None where it has none, or names what isn't live."""
        try:
            return self.strict_value(tree, place)
        except Undefined:
            return None

    def strict_value(self, tree: Tree, place: Place) -> float | None:
        """Return a formula's value at an entry; None where it can't be computed.

        Raises:
            Undefined: where the formula has no real value there.
        """
        try:
            plain = self._plain(tree, place)
            return quick(plain, self._point(plain, place))
        except (TooLarge, KeyError):
            return None

    def _precise(self, tree: Tree, place: Place) -> float:
        """Return a value that double precision has, without the rounding on the way to it."""
        plain = self._plain(tree, place)
        return float(value(plain, self._point(plain, place)))

    def _plain(self, tree: Tree, place: Place) -> Tree:
        entry = str(place.number + 1)
        return expand(tree, dict.fromkeys(self.problem.wrt.index, entry), self.length, MOST_NODES)

    def _point(self, plain: Tree, place: Place) -> dict[str, float]:
        """Return the live values of the entries that a formula names."""
        point = {}
        for sym in self._symbols(plain):
            entries = self._entries(sym.name)
            if sym.name in self.problem.counts:
                point[key_of(sym)] = float(self.length)
            elif sym.index and sym.index[0].isdigit() and int(sym.index[0]) <= len(entries):
                point[key_of(sym)] = entries[int(sym.index[0]) - 1]
            elif not sym.index and entries:
                point[key_of(sym)] = entries[place.number if len(entries) > 1 else 0]
        return point

    def differs(self, tree: Tree, place: Place) -> tuple[bool, float | None]:
        """Return whether a formula visibly differs from autograd at an entry, and its value there."""
        try:
            mine = self.strict_value(tree, place)
        except Undefined:
            return True, None
        if mine is None:
            return False, None
        return self._apart(mine, place) and self._apart(self._precise(tree, place), place), mine

    @staticmethod
    def _apart(mine: float, place: Place) -> bool:
        gap = abs(mine - place.measured)
        return gap > _VISIBLE * max(abs(mine), abs(place.measured)) and gap > _VISIBLE**3

    def contradicts(self, tree: Tree) -> bool:
        """Whether a formula differs from autograd, be it at entries where the domain doesn't reach.

        Having no value at a single point counts for nothing: there the formula has a gap.
        """
        found = [(place.at, self.differs(tree, place)) for place in self.places]
        gaps = {at for at, (differs, mine) in found if differs and mine is None}
        return len(gaps) > 1 or any(differs and mine is not None for _, (differs, mine) in found)
