"""The slope of a lesson's formula at random points, by central differences: nobody's algebra."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from agtutor.errors import FormulaError
from agtutor.formula.deciding.ground import names_in
from agtutor.formula.tree import Sym, Tree
from agtutor.formula.values.evaluate import TooLarge, Undefined, value
from agtutor.formula.values.expand import entries_for, entry_of, key_of
from agtutor.formula.values.functions import Value
from agtutor.formula.values.points import Point, Sampler
from agtutor.judge.problem import Problem

_POINTS = 6
_TRIES = 10 * _POINTS
_DIGITS = 60
_STEP = Fraction(1, 10**20)
_NEAR = 1e-12  # relative; the differences leave some 1e-40


class Slopes:
    """Central differences of a formula at points that a seed chooses."""

    def __init__(self, problem: Problem, seed: str) -> None:
        """Take the problem, of which the key is never looked at, and the text that is the seed."""
        self.problem = problem
        self._of = problem.plain(problem.of)
        self._variable = entry_of(problem.wrt, entries_for([problem.wrt, problem.of]))
        self._sampler = Sampler(seed, problem.domains, self._variable)

    @cached_property
    def points(self) -> list[tuple[int, Point, Value]]:
        """Some points with their numbers and the slope there; those without one are passed over."""
        found: list[tuple[int, Point, Value]] = []
        for number in range(_TRIES):
            if len(found) == _POINTS:
                break
            point = self._point(self._of, number)
            slope = self._slope(point)
            if slope is not None:
                found.append((number, point, slope))
        return found

    def differing(self, text: str) -> str:
        """Return where a formula isn't the slope, in words; "" where it is, at each point.

        Raises:
            FormulaError: it can't be read.
        """
        plain = self.problem.plain(self.problem.read(text))
        return next(self._differences(plain), "")

    def is_slope(self, text: str) -> bool:
        """Tell whether a formula can be read, and is the slope at each point."""
        try:
            return bool(self.points) and not self.differing(text)
        except (FormulaError, TooLarge):
            return False

    def _differences(self, plain: Tree) -> Iterator[str]:
        for number, point, slope in self.points:
            at = f"{key_of(self._variable)} = {float(point[key_of(self._variable)]):.4g}"
            try:
                got = value(plain, {**self._point(plain, number), **point}, _DIGITS)
            except Undefined:
                yield f"at {at} it has no value, and the slope there is {float(slope):.6g}"
                continue
            if abs(got - slope) > _NEAR * max(1, abs(got), abs(slope)):
                yield f"at {at} it gives {float(got):.6g}, and the slope there is {float(slope):.6g}"

    def _point(self, tree: Tree, number: int) -> Point:
        names = names_in(tree, self._variable)
        return {key_of(sym): self._coordinate(sym, number) for sym in names}

    def _coordinate(self, sym: Sym, number: int) -> Fraction:
        if sym.name in self.problem.counts:
            return Fraction(self.problem.size)
        return self._sampler.coordinate(sym, number)

    def _slope(self, point: Point) -> Value | None:
        name = key_of(self._variable)
        step = _STEP * max(Fraction(1), abs(point[name]))
        try:
            ahead = value(self._of, {**point, name: point[name] + step}, _DIGITS)
            behind = value(self._of, {**point, name: point[name] - step}, _DIGITS)
        except (Undefined, TooLarge):
            return None
        return (ahead - behind) * step.denominator / (2 * step.numerator)
