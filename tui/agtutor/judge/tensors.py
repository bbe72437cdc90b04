"""A gradient that is asked for, of a formula of vectors and matrices: names, the key, and its proof.

Made once for a question and kept, since many answers come to the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice

from agtutor.case.question import DeriveQuestion, Interval, Symbol
from agtutor.errors import FormulaError, LessonError
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.scalars import read_undeclared
from agtutor.formula.tree import Add, Sym, Tree
from agtutor.formula.values.build import ZERO
from agtutor.formula.values.functions import Value
from agtutor.formula.values.trouble import TooLarge, Undefined
from agtutor.formula.vectors.arrays import Trial
from agtutor.formula.vectors.gradient import gradient
from agtutor.formula.vectors.ground import MORE_DIGITS, Ground, Question
from agtutor.formula.vectors.infer import free_ranges, shape_of
from agtutor.formula.vectors.settle import settled
from agtutor.formula.vectors.shapes import NUMBER, Dim, Shape, Shapes
from agtutor.formula.vectors.slips import Bank
from agtutor.formula.vectors.steps import Unsupported
from agtutor.judge.plaintrials import plain_trials

_PROOFS = 3
_CLOSE = 10.0**-40  # relative; what differences of fourth order leave is far below
_WEIGHTS = (3, -2, 5, 7, -4)
"""A direction without zeros and without symmetry, in which a key is held against differences."""

Declared = tuple[tuple[str, tuple[Interval, ...], tuple[Dim, ...] | None], ...]


def has_shapes(question: DeriveQuestion) -> bool:
    """Whether any name of a question is declared as a vector or a matrix."""
    return any("shape" in one for one in question["symbols"])


@dataclass(frozen=True)
class TensorProblem:
    """A formula to differentiate, and everything about it that doesn't depend on an answer.

    Attributes:
        names: what an answer may name.
        shapes: the shapes of the names.
        asked: the formula, settled, and the variable.
    """

    names: Names
    shapes: Shapes
    asked: Question

    @property
    def wrt(self) -> Sym:
        """The variable: a whole name, or an entry of it."""
        return self.asked.wrt

    @cached_property
    def wanted(self) -> Shape:
        """The shape of the gradient; that of a number where one entry is asked for."""
        return NUMBER if self.wrt.index else self.shapes.of(self.wrt.name)

    @cached_property
    def key(self) -> Tree | None:
        """The gradient in the notation of vectors; None where that doesn't reach, as with indices."""
        if self.wrt.index:
            return None
        try:
            found = gradient(self.asked.of, self.wrt, self.shapes)
            return ZERO if found == ZERO else settled(found, self.shapes, self.wanted)
        except (Unsupported, FormulaError):
            return None

    @cached_property
    def ground(self) -> Ground:
        """The trials at which answers are held against the gradient.

        Raises:
            LessonError: where the formula has no value, or where differences show another gradient.
        """
        ground = Ground(self.asked, self.key)
        if not ground.trials:
            raise LessonError("`of` has no real value anywhere on its domain, or only vast ones.")
        if self.key is not None:
            _prove(ground)
        return ground

    @cached_property
    def plain(self) -> list[Trial]:
        """Trials that a person can check by hand."""
        return plain_trials(self.ground)

    @cached_property
    def bank(self) -> Bank | None:
        """The slips that the formula invites; None where the gradient can't be written."""
        return None if self.key in (None, ZERO) else Bank(self.ground, self.key or ZERO)

    def read(self, text: str) -> Tree:
        """Return the tree of an answer, as typed.

        Raises:
            FormulaError: where it can't be read.
        """
        return parse(text, self.names)

    def fitted(self, tree: Tree) -> Tree:
        """Return an answer ready to be computed.

        Raises:
            Misfit: where its parts don't fit together, or an index runs over two dimensions.
        """
        free_ranges(_beside(tree, self.wrt), self.shapes)
        return settled(tree, self.shapes, self.wanted)


def _beside(tree: Tree, wrt: Sym) -> Tree:
    """Return a formula beside the variable, so that an index means the same in both."""
    return Add((wrt, tree)) if wrt.index else tree


def tensor_problem(question: DeriveQuestion, sizes: Mapping[str, int] | None = None) -> TensorProblem:
    """Return the problem of a question; the same one for the same question.

    Args:
        question: what is asked, with the shape of at least one name.
        sizes: how large dimensions are, where live tensors say so; for words.

    Raises:
        LessonError: where a text of the question can't be read, or its shapes don't fit.
    """
    declared = tuple(_declared(one) for one in question["symbols"])
    return _problem(question["of"], question["wrt"], declared, tuple(sorted((sizes or {}).items())))


def _declared(one: Symbol) -> tuple[str, tuple[Interval, ...], tuple[Dim, ...] | None]:
    # JSON hands intervals over as lists, which can't be remembered by.
    domain = tuple((low, high) for low, high in one["domain"])
    return one["name"], domain, tuple(one["shape"]) if "shape" in one else None


@lru_cache(maxsize=64)
def _problem(
    of: str, wrt: str, declared: Declared, sizes: tuple[tuple[str, int], ...]
) -> TensorProblem:
    axes = {name: shape for name, _, shape in declared if shape is not None}
    shapes = Shapes(axes, dict(sizes))
    names = [name for name, _, shape in declared if shape is None]
    try:
        variable = symbol(wrt)
        if variable.name not in axes and wrt not in names:
            names.append(wrt)
        Names(names, shapes=shapes)
    except FormulaError as error:
        raise LessonError(f"The names can't be used: {error}") from error
    try:
        tree = read_undeclared(of, names, shapes)
        _check(tree, variable, shapes)
        whole = settled(tree, shapes, NUMBER)
    except FormulaError as error:
        raise LessonError(f"`of` can't be read: {error.what}", fix=error.fix) from error
    domains = {name: list(domain) for name, domain, _ in declared if domain}
    asked = Question(whole, variable, shapes, domains)
    return TensorProblem(Names(names, shapes=shapes), shapes, asked)


def _check(tree: Tree, wrt: Sym, shapes: Shapes) -> None:
    """Refuse a formula that is no number, or has an index that the variable doesn't have."""
    shape_of(wrt, shapes)
    if len(set(wrt.index)) < len(wrt.index):
        raise LessonError(f"`wrt` names one index twice: `{'`, `'.join(wrt.index)}`.")
    shape = shape_of(tree, shapes)
    if shape != NUMBER:
        raise LessonError(
            f"`of` {shapes.said(shape)}, and only one number has a gradient of the shape of `wrt`.",
            fix="Add up its entries, as in `sum(x^2)`, or multiply it by a row.",
        )
    left = set(free_ranges(_beside(tree, wrt), shapes)) - set(wrt.index)
    if left:
        raise LessonError(
            f"`of` leaves the index `{min(left)}` open, and `wrt` doesn't have it.",
            fix=f"Sum over it, as in `sum_{min(left)}`, or name it in `wrt`.",
        )


def _prove(ground: Ground) -> None:
    """Hold the key against differences of the formula itself, in a direction that moves all entries."""
    for trial in islice(ground.trials, _PROOFS):
        places = ground.directions(trial)
        direction = {
            (row, column): Fraction(_WEIGHTS[number % len(_WEIGHTS)] + number)
            for number, (_, row, column) in enumerate(places)
        }
        try:
            measured = ground.slope(trial, {}, direction)
            entries = ground.truth(trial, MORE_DIGITS)
        except (Undefined, TooLarge):
            continue
        terms = [
            weight.numerator * entry for weight, entry in zip(direction.values(), entries, strict=True)
        ]
        _compare(measured, sum(terms), max(map(abs, terms)))


def _compare(measured: Value, given: Value, scale: Value) -> None:
    if abs(measured - given) > _CLOSE * max(1, scale):
        raise LessonError(
            f"The key and central differences disagree: along one direction the key gives "
            f"{float(given):.6g}, and the slope there is {float(measured):.6g}."
        )
