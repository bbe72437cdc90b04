"""Values of formulas of vectors and matrices, in any precision, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

from agtutor.formula.tree import (
    Call,
    Const,
    Div,
    Neg,
    Num,
    Pow,
    Sum,
    Sym,
    Transpose,
    Tree,
    walk,
)
from agtutor.formula.values.evaluate import Evaluation, context_of, number_in
from agtutor.formula.values.floats import FLOATS
from agtutor.formula.values.functions import FUNCTIONS, Context, Value
from agtutor.formula.values.trouble import TooLarge
from agtutor.formula.vectors.infer import free_ranges
from agtutor.formula.vectors.shapes import Dim, Shapes

BUDGET = 20_000
"""Multiplications, and calls of functions, that one value may cost."""


Array = Any
"""A number, or a list of rows, each a list of numbers."""


class TooLong(TooLarge):
    """The value takes more operations than it may cost, whatever the entries are."""


class Trial:
    """One assignment of sizes and entries.

    Attributes:
        sizes: how large each named dimension is.
        point: for each name its entries, exact: a number, or a list of rows of numbers.
        truths: what is known of the gradient's entries, by how many digits they have.
    """

    def __init__(self, sizes: Mapping[str, int], point: Mapping[str, Array]) -> None:
        """Keep both; what a precision makes of the entries is kept too."""
        self.sizes = sizes
        self.point = point
        self.truths: dict[int, list[Value]] = {}
        self._known: dict[int, dict[str, Array]] = {}

    def entries(self, digits: int) -> Mapping[str, Array]:
        """Return the entries as numbers of a precision; 0 digits are plain floats."""
        if digits not in self._known:
            context = context_of(digits) if digits else None

            def number(entry: Value) -> Value:
                return float(entry) if context is None else number_in(context, entry)

            self._known[digits] = {name: each(number, array) for name, array in self.point.items()}
        return self._known[digits]


def array_value(
    tree: Tree,
    trial: Trial,
    shapes: Shapes,
    digits: int = 0,
    indices: Mapping[str, int] | None = None,
    budget: int = BUDGET,
) -> Array:
    """Return the value of a settled formula.

    Args:
        tree: a formula, as ``settle.settled`` returns it.
        trial: sizes and entries.
        shapes: the shapes of the names.
        digits: the working precision, in decimal digits; 0 for plain double precision.
        indices: the entry that each free index stands for, from 1.
        budget: multiplications, and calls of functions, that it may cost.

    Raises:
        Undefined: where it has no real value.
        TooLarge: where it grows too large.
        TooLong: where it costs too much.
    """
    context = context_of(digits) if digits else FLOATS
    work = _Arrays(context, trial, shapes, digits, budget)
    work.indices = dict(indices or {})
    work.ranges = ranges_in(tree, shapes)
    try:
        return work.of(tree)
    except OverflowError as error:
        raise TooLarge("a number in it grows too large") from error


def ranges_in(tree: Tree, shapes: Shapes) -> dict[str, Dim]:
    """Return how far each index in a formula runs, for a sum that counts what another one names."""
    found = dict(free_ranges(tree, shapes))
    for node in walk(tree):
        if isinstance(node, Sum):
            for letter, dim in free_ranges(node.body, shapes).items():
                found.setdefault(letter, dim)
    return found


class _Arrays(Evaluation):
    """One walk over a tree whose nodes may have entries."""

    __slots__ = ("entries", "indices", "left", "ranges", "shapes", "sizes")

    def __init__(
        self, context: Context, trial: Trial, shapes: Shapes, digits: int, budget: int
    ) -> None:
        super().__init__(context, {})
        self.entries = trial.entries(digits)
        self.sizes = trial.sizes
        self.shapes = shapes
        self.left = budget
        self.indices: dict[str, int] = {}
        self.ranges: dict[str, Dim] = {}

    def spend(self, cost: int) -> None:
        """Count what is computed; ``TooLong`` where it is too much."""
        self.left -= cost
        if self.left < 0:
            raise TooLong("it takes too many operations")

    def of(self, tree: Tree) -> Array:
        match tree:
            case Sym(name, index):
                return self.entry(name, index) if index else self.whole(name)
            case Const(name) if name.startswith("I_"):
                return self.identity(name[2:])
            case Neg(arg):
                return each(lambda x: -x, self.of(arg))
            case Transpose(arg):
                return _turned(self.of(arg))
            case Div(over, under):
                return self.pairs(self.quotient, self.of(over), self.of(under))
            case Sum(index, body):
                return self.summed(index, body)
            case _:
                return super().of(tree)

    def whole(self, name: str) -> Array:
        """Return all entries of a name; a dimension's name is its size."""
        self.spend(1)
        found = self.entries.get(name)
        return self.context.mpf(self.sizes[name]) if found is None else found

    def entry(self, name: str, index: Sequence[str]) -> Value:
        self.spend(1)
        places = [self.indices[one] if one.isalpha() else int(one) for one in index]
        row, column = [*places, 1][:2]
        rows = self.entries[name]
        if not isinstance(rows, list):
            return rows
        if row > len(rows) or column > len(rows[0]):
            raise TooLarge("it names an entry beyond the last")
        return rows[row - 1][column - 1]

    def size(self, dim: Dim) -> int:
        """Return how large a dimension is."""
        return dim if isinstance(dim, int) else int(dim) if dim.isdecimal() else self.sizes[dim]

    def identity(self, dim: Dim) -> Array:
        size = self.size(dim)
        self.spend(size * size)
        one, zero = self.context.mpf(1), self.context.mpf(0)
        return _plain([[one if i == j else zero for j in range(size)] for i in range(size)])

    def summed(self, index: str, body: Tree) -> Value:
        dim = free_ranges(body, self.shapes).get(index) or self.ranges.get(index)
        if dim is None:
            raise TooLarge("nothing says what a sum in it runs over")
        outside = self.indices.get(index)
        total = self.context.mpf(0)
        for place in range(1, self.size(dim) + 1):
            self.spend(1)
            self.indices[index] = place
            total = total + self.of(body)
        if outside is None:
            del self.indices[index]
        else:
            self.indices[index] = outside
        return total

    def total(self, terms: tuple[Tree, ...]) -> Array:
        total = self.of(terms[0])
        for term in terms[1:]:
            total = self.pairs(lambda x, y: x + y, total, self.of(term))
        return total

    def product(self, factors: tuple[Tree, ...]) -> Array:
        product = self.of(factors[0])
        for factor in factors[1:]:
            product = self.times(product, self.of(factor))
        return product

    def times(self, left: Array, right: Array) -> Array:
        if not isinstance(left, list) or not isinstance(right, list):
            return self.pairs(lambda x, y: self.checked(x * y), left, right)
        self.spend(len(left) * len(right) * len(right[0]))
        columns = list(zip(*right, strict=True))
        zero = self.context.mpf(0)
        return _plain(
            [
                [
                    self.checked(sum((x * y for x, y in zip(row, column, strict=True)), zero))
                    for column in columns
                ]
                for row in left
            ]
        )

    def pairs(self, work: Callable[[Value, Value], Value], left: Array, right: Array) -> Array:
        """Return what an operation of two numbers makes of two arrays, entry by entry."""
        if not isinstance(left, list):
            return each(lambda y: work(left, y), right)
        self.spend(len(left) * len(left[0]))
        if not isinstance(right, list):
            return each(lambda x: work(x, right), left)
        return [
            [work(x, y) for x, y in zip(row, other, strict=True)]
            for row, other in zip(left, right, strict=True)
        ]

    def compound(self, tree: Tree) -> Array:
        match tree:
            case Pow(base, exponent):
                return self.raised(self.of(base), exponent)
            case Call(name, args):
                return self.call(name, args)
            case _:
                return super().compound(tree)

    def raised(self, base: Array, exponent: Tree) -> Array:
        above = self.of(exponent)
        if isinstance(above, list):
            return each(lambda y: self.raised_to(base, y), above)
        if isinstance(base, list):
            self.spend(len(base) * len(base[0]))
            return each(lambda x: self.power(x, exponent), base)
        return self.power(base, exponent)

    def raised_to(self, base: Value, above: Value) -> Value:
        """Return a power whose exponent is one entry of many."""
        inner = Evaluation(self.context, {"u": above})
        return inner.power(base, Sym("u"))

    def call(self, name: str, args: tuple[Tree, ...]) -> Array:
        if name == "ones":
            return self.ones(args)
        values = [self.of(arg) for arg in args]
        if name == "had":
            product = values[0]
            for other in values[1:]:
                product = self.pairs(lambda x, y: self.checked(x * y), product, other)
            return product
        return self.folded(name, values[0])

    def folded(self, name: str, value: Array) -> Array:
        rows = value if isinstance(value, list) else [[value]]
        entries = [entry for row in rows for entry in row]
        self.spend(len(entries))
        zero = self.context.mpf(0)
        match name:
            case "tr":
                return sum((row[place] for place, row in enumerate(rows)), zero)
            case "sum":
                return sum(entries, zero)
            case "mean":
                return sum(entries, zero) / len(entries)
            case "norm" | "frobenius":
                return self.context.sqrt(self.checked(sum((entry * entry for entry in entries), zero)))
            case _:
                return each(lambda x: FUNCTIONS[name].value(self.context, x), value)

    def ones(self, args: Sequence[Tree]) -> Array:
        sizes = [self.size(int(arg.value) if isinstance(arg, Num) else _dim(arg)) for arg in args]
        rows, columns = [*sizes, 1][:2]
        self.spend(rows * columns)
        return _plain([[self.context.mpf(1)] * columns for _ in range(rows)])


def _dim(tree: Tree) -> str:
    assert isinstance(tree, Sym)
    return tree.name


def each(work: Callable[[Value], Value], array: Array) -> Array:
    """Return what a function makes of every entry."""
    if not isinstance(array, list):
        return work(array)
    return [[work(entry) for entry in row] for row in array]


def _turned(array: Array) -> Array:
    return [list(row) for row in zip(*array, strict=True)] if isinstance(array, list) else array


def _plain(rows: list[list[Value]]) -> Array:
    """Return a table of one entry as the number that it is."""
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows


def entries_of(array: Array) -> list[Value]:
    """Return the entries of an array, row by row."""
    return [entry for row in array for entry in row] if isinstance(array, list) else [array]


def finite(array: Array) -> bool:
    """Whether every entry is a finite number."""
    return all(isfinite(entry) for entry in entries_of(array))
