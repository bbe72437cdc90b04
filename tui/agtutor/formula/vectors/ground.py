"""A gradient, and the sizes and entries at which answers are held against it.

No two dimensions are ever of the same size, so that a matrix that stands the wrong way round, or a sum
over the wrong index, can't hide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from itertools import count, islice, product
from typing import Literal

from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.build import ZERO
from agtutor.formula.values.digits import settled
from agtutor.formula.values.functions import Value
from agtutor.formula.values.points import Domains, Sampler, intervals_of
from agtutor.formula.values.trouble import TooLarge, Undefined
from agtutor.formula.vectors.arrays import BUDGET, Array, TooLong, Trial, array_value, entries_of
from agtutor.formula.vectors.infer import shape_of
from agtutor.formula.vectors.shapes import Dim, Shapes

TRIALS = 6
DIGITS = 50
MORE_DIGITS = 100
MOST_DIGITS = 400  # for values that 100 digits don't settle
_ENOUGH = 3
"""Trials that have to agree in 40 digits; in double precision, all do."""
_ATTEMPTS = 5 * TRIALS
_SAME = 10.0**-40  # relative to the largest entry
_SHRUNK = 10.0**-30  # what a rounding error loses, at least, from 50 to 100 digits
_GLANCE = 1e-6  # relative: what double precision shows beyond doubt
_STEP = Fraction(1, 10**25)
_STEP_DIGITS = 130
_HALF_LINE = [(0.3, 2.5)]

Outcome = Literal["equal", "different", "undecided"]
Place = dict[str, int]
"""The entry that each index of the variable stands for."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is differentiated, by what, and what the names stand for.

    Attributes:
        of: the formula, settled; its value is a number.
        wrt: the variable: a whole name, or one entry of it under index letters.
        shapes: the shapes of the names.
        domains: open intervals for the entries of each name.
    """

    of: Tree
    wrt: Sym
    shapes: Shapes
    domains: Domains


@dataclass(frozen=True, slots=True)
class Found:
    """What came of holding an answer against the gradient.

    Attributes:
        outcome: equal, different, or undecided where neither could be shown.
        trial: for ``different``, sizes and entries where they differ.
    """

    outcome: Outcome
    trial: Trial | None = None


class Ground:
    """The trials of a question, and the gradient's values there; kept, since many answers come."""

    def __init__(self, question: Question, key: Tree | None, seed: str = "") -> None:
        """Take the question, and its gradient where it can be written.

        Args:
            question: what is asked.
            key: the settled gradient; None where it has to be measured.
            seed: other trials for another text.
        """
        self.question = question
        self.key = key
        self.shapes = question.shapes
        whole = repr((question.of, question.wrt, sorted(question.shapes.axes.items()), seed))
        self.seed = sha256(whole.encode()).hexdigest()

    @cached_property
    def trials(self) -> list[Trial]:
        """Sizes and entries where formula and gradient have a value."""
        found: list[Trial] = []
        for number in range(_ATTEMPTS):
            if len(found) == TRIALS:
                break
            trial = self.trial(number)
            if self.defined(trial):
                found.append(trial)
        return found

    def defined(self, trial: Trial) -> bool:
        """Whether formula and gradient have a value at a trial."""
        try:
            for place in self.places(trial):
                array_value(self.question.of, trial, self.shapes, 0, place)
                if self.key is not None and self.key != ZERO:
                    array_value(self.key, trial, self.shapes, 0, place)
        except (Undefined, TooLarge):
            return False
        return True

    def trial(self, number: int) -> Trial:
        """Return the trial of that number: its sizes, all unequal, and seeded random entries."""
        sizes = self.sizes(number)
        return Trial(sizes, {name: self._array(name, sizes, number) for name in self._names()})

    def sizes(self, number: int) -> dict[str, int]:
        """Return how large each named dimension is in the trial of that number."""
        dims = self.shapes.dims
        least = self._least
        start = least + number // 2 % 2
        fixed = [dim for dim in self.shapes.all_dims if isinstance(dim, int)]
        free = (size for size in count(start) if size not in fixed)
        chosen = [*islice(free, len(dims))][:: -1 if number % 2 else 1]
        return dict(zip(dims, chosen, strict=True))

    @cached_property
    def _least(self) -> int:
        """The smallest size: 2, or what the entries need that a formula names by number."""
        syms = (node for node in walk(self.question.of) if isinstance(node, Sym))
        numbers = [
            int(one) for sym in (*syms, self.question.wrt) for one in sym.index if one.isdecimal()
        ]
        return max([2, *numbers])

    def _names(self) -> list[str]:
        syms = [node.name for node in walk(self.question.of) if isinstance(node, Sym)]
        named = [*self.shapes.axes, *syms, self.question.wrt.name]
        return [name for name in dict.fromkeys(named) if name not in self.shapes.dims]

    def _array(self, name: str, sizes: Mapping[str, int], number: int) -> Array:
        rows, columns = (_size(dim, sizes) for dim in self.shapes.of(name))
        made = [
            [self.coordinate(name, row, column, number) for column in range(1, columns + 1)]
            for row in range(1, rows + 1)
        ]
        return made[0][0] if rows == columns == 1 else made

    def coordinate(self, name: str, row: int, column: int, number: int) -> Fraction:
        """Return an entry; a name without a domain is positive in later trials, for a root of it."""
        domains = dict(self.question.domains)
        if name not in domains and number >= TRIALS:
            domains[name] = _HALF_LINE
        sym = Sym(name, (str(row), str(column)))
        own = {sym.name: intervals_of(Sym(name), domains)}
        return Sampler(self.seed, own, Sym("")).coordinate(sym, number)

    def places(self, trial: Trial) -> Iterator[Place]:
        """Yield what the variable's index letters stand for; one empty place for a whole name."""
        wrt = self.question.wrt
        axes = self.shapes.axes.get(wrt.name, ())
        letters = [(one, dim) for one, dim in zip(wrt.index, axes, strict=False) if one.isalpha()]
        runs = [range(1, _size(dim, trial.sizes) + 1) for _, dim in letters]
        for entries in product(*runs):
            yield {letter: entry for (letter, _), entry in zip(letters, entries, strict=True)}

    def values(self, tree: Tree, trial: Trial, digits: int, budget: int = BUDGET) -> list[Value]:
        """Return the entries of a settled answer, in the order of the variable's."""
        return [
            entry
            for place in self.places(trial)
            for entry in entries_of(array_value(tree, trial, self.shapes, digits, place, budget))
        ]

    def spread(self, got: Tree) -> bool:
        """Whether one number is every entry of the gradient."""
        try:
            first = self.trials[0]
            mine, true = self.values(got, first, 0), self.truth(first, 0)
            if len(mine) != 1 or _gap(mine * len(true), true) > _GLANCE * _scale(mine, true):
                return False
            return all(
                _gap(mine * len(true), true) <= _SAME * _scale(mine, true)
                for mine, true in (
                    (self.values(got, trial, DIGITS), self.truth(trial, DIGITS))
                    for trial in self.trials
                )
            )
        except (Undefined, TooLarge):
            return False

    def truth(self, trial: Trial, digits: int) -> list[Value]:
        """Return the entries of the gradient."""
        if digits not in trial.truths:
            trial.truths[digits] = self._truth(trial, digits)
        return trial.truths[digits]

    def _truth(self, trial: Trial, digits: int) -> list[Value]:
        if self.key is None:
            exact = self.measured(trial)
            return [float(entry) for entry in exact] if digits == 0 else exact
        if self.key == ZERO:
            return [0] * len(self.directions(trial))
        return self.values(self.key, trial, digits)

    def directions(self, trial: Trial) -> list[tuple[Place, int, int]]:
        """Return the entries of the variable: the place, row and column of each."""
        wrt = self.question.wrt
        axes = self.shapes.axes.get(wrt.name, ())
        if wrt.index:
            found = []
            for place in self.places(trial):
                row, column = [*(place.get(one) or int(one) for one in wrt.index), 1][:2]
                found.append((place, row, column))
            return found
        rows, columns = (_size(dim, trial.sizes) for dim in [*axes, 1, 1][:2])
        return [({}, row + 1, column + 1) for row in range(rows) for column in range(columns)]

    def measured(self, trial: Trial) -> list[Value]:
        """Return the gradient by differences of fourth order, good to some 90 digits."""
        if _STEP_DIGITS not in trial.truths:
            trial.truths[_STEP_DIGITS] = [
                self.slope(trial, place, {(row, column): Fraction(1)})
                for place, row, column in self.directions(trial)
            ]
        return trial.truths[_STEP_DIGITS]

    def slope(self, trial: Trial, place: Place, direction: Mapping[tuple[int, int], Fraction]) -> Value:
        """Return the derivative of the formula along a direction, by differences."""
        ahead, behind, far_ahead, far_behind = (
            self._at(trial, place, direction, times * _STEP) for times in (1, -1, 2, -2)
        )
        step = _STEP.denominator
        return (8 * (ahead - behind) - (far_ahead - far_behind)) * step / 12

    def _at(
        self,
        trial: Trial,
        place: Place,
        direction: Mapping[tuple[int, int], Fraction],
        step: Fraction,
    ) -> Value:
        name = self.question.wrt.name
        moved = _moved(trial.point[name], direction, step)
        beside = Trial(trial.sizes, {**trial.point, name: moved})
        return array_value(self.question.of, beside, self.shapes, _STEP_DIGITS, place)

    def held(self, got: Tree) -> Found:
        """Decide whether a settled answer of the right shape is the gradient.

        Raises:
            TooLarge: where the answer can't be computed at any trial.
            TooLong: where it takes too many operations.
        """
        if got == self.key:
            return Found("equal")
        for trial in self.trials:
            if self._visibly(got, trial) and self._differs(got, trial):  # it may be rounding, of 1e-50
                return Found("different", trial)
        agreed = 0
        for trial in self.trials:
            ruling = self._differs(got, trial)
            if ruling:
                return Found("different", trial)
            agreed += ruling is False
            if agreed == _ENOUGH:
                return Found("equal")
        if self.trials and not agreed:
            raise TooLarge("its values grow too large")
        return Found("undecided")

    def looks_right(self, got: Tree) -> bool:
        """Whether double precision shows no difference at the first trial: a glance, and no ruling."""
        trial = self.trials[0]
        try:
            mine, true = self.values(got, trial, 0), self.truth(trial, 0)
        except (TooLarge, Undefined):
            return False
        return len(mine) == len(true) and _gap(mine, true) <= _GLANCE * _scale(mine, true)

    def is_right(self, got: Tree) -> bool:
        """Whether a settled answer of the right shape is the gradient."""
        return self.looks_right(got) and self.held(got).outcome == "equal"

    def alike(self, one: Tree, other: Tree) -> bool:
        """Whether two settled answers have the same entries at every trial."""
        if shape_of(one, self.shapes) != shape_of(other, self.shapes):
            return False
        try:
            pairs = [
                (self.values(one, trial, DIGITS), self.values(other, trial, DIGITS))
                for trial in self.trials
            ]
        except (Undefined, TooLarge):
            return False
        return all(_gap(mine, true) <= _SAME * _scale(mine, true) for mine, true in pairs)

    def _differs(self, got: Tree, trial: Trial) -> bool | None:
        """Whether an answer differs in 40 digits at a trial; None where it is too large to say."""
        try:
            mine, true = self.values(got, trial, DIGITS), self.truth(trial, DIGITS)
            gap = _gap(mine, true)
            if gap <= _SAME * _scale(mine, true):
                return False
            again = self.values(got, trial, MORE_DIGITS), self.truth(trial, MORE_DIGITS)
            fixed = _settled(mine, again[0]) and _settled(true, again[1])
            if not fixed and _gap(*again) > _SHRUNK * gap:
                again = self.values(got, trial, MOST_DIGITS), self.truth(trial, MOST_DIGITS)
            return bool(_gap(*again) > _SHRUNK * gap)
        except Undefined:
            return True
        except TooLong:
            raise
        except TooLarge:
            return None

    def _visibly(self, got: Tree, trial: Trial) -> bool:
        """Whether double precision shows a difference; False also where it has no value."""
        try:
            mine, true = self.values(got, trial, 0), self.truth(trial, 0)
        except TooLong:
            raise
        except (TooLarge, Undefined):
            return False
        return bool(_gap(mine, true) > _GLANCE * _scale(mine, true))


def _size(dim: Dim, sizes: Mapping[str, int]) -> int:
    return dim if isinstance(dim, int) else sizes[dim]


def _gap(mine: Sequence[Value], true: Sequence[Value]) -> Value:
    return max(abs(one - other) for one, other in zip(mine, true, strict=True))


def _settled(first: Sequence[Value], second: Sequence[Value]) -> bool:
    return all(settled(one, other) for one, other in zip(first, second, strict=True))


def _scale(mine: Sequence[Value], true: Sequence[Value]) -> Value:
    return max(abs(one) for one in (*mine, *true))


def _moved(array: Array, direction: Mapping[tuple[int, int], Fraction], step: Fraction) -> Array:
    if not isinstance(array, list):
        return array + step * direction.get((1, 1), 0)
    return [
        [
            entry + step * direction.get((row, column), Fraction(0))
            for column, entry in enumerate(entries, 1)
        ]
        for row, entries in enumerate(array, 1)
    ]
