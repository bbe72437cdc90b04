"""The names that the formula of a step may hold, and which of them are vectors or matrices."""

from __future__ import annotations

from agtutor.errors import FormulaError
from agtutor.formula.counting import count_names
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Sym, walk
from agtutor.formula.vectors.shapes import PLAIN, Dim, Shapes
from agtutor.lesson.model import DeriveStep, Lesson


def names_of(lesson: Lesson, step: DeriveStep) -> Names:
    """Return the names of a step: with shapes where its formula has vectors or matrices.

    Where it counts entries, the names that stand for their number are among them.

    Raises:
        FormulaError: where a symbol is no name.
    """
    shapes = shapes_of(lesson, step)
    names = Names([name for name in lesson.symbols if name not in shapes.axes], shapes=shapes)
    return names if shapes else Names([*lesson.symbols, *_counting(lesson, step, names)])


def _counting(lesson: Lesson, step: DeriveStep, names: Names) -> tuple[str, ...]:
    """Return ``n`` and ``N`` where they stand for how many entries there are."""
    try:
        tree = parse(step.of, names)
    except FormulaError:  # what can't be read is said elsewhere
        return ()
    return count_names(tree, {symbol(name).name for name in lesson.symbols})


def shapes_of(lesson: Lesson, step: DeriveStep) -> Shapes:
    """Return the shapes that count in a step; none where its formula is one of numbers alone."""
    declared = {name: one.shape for name, one in lesson.symbols.items() if one.shape is not None}
    shapes = Shapes({name: [*map(_dim, dims)] for name, dims in declared.items()})
    return shapes if shapes and _named(lesson, step, shapes) else PLAIN


def _dim(text: str) -> Dim:
    return int(text) if text.isdecimal() else text


def _named(lesson: Lesson, step: DeriveStep, shapes: Shapes) -> bool:
    """Whether a step's formula, or what it is differentiated by, names a vector or a matrix."""
    plain = [name for name in lesson.symbols if name not in shapes.axes]
    try:
        syms = [
            node.name
            for node in walk(parse(step.of, Names(plain, shapes=shapes)))
            if isinstance(node, Sym)
        ]
        return bool({*syms, symbol(step.wrt).name} & shapes.axes.keys())
    except FormulaError:  # what can't be read is said elsewhere
        return True
