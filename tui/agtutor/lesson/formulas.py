"""The formulas in a lesson that are judged, the symbols that they may name, and their domains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from agtutor.errors import FormulaError, LessonError
from agtutor.formula.domain import parse_domain
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Sym
from agtutor.formula.vectors.infer import shape_of
from agtutor.lesson.model import BaseStep, DeriveStep, Lesson, Symbol
from agtutor.lesson.naming import names_of
from agtutor.lesson.parts import nearest
from agtutor.lesson.places import Path, Places

_Read = TypeVar("_Read")
_DECLARE = "Declare it: `symbols:` at the top of the lesson names what a formula may hold."


def formula_faults(
    lesson: Lesson, steps: Iterable[tuple[Path, BaseStep]], places: Places
) -> Iterator[LessonError]:
    """Yield an error for each formula, symbol or domain of a lesson that can't be read."""
    faulty = list(_symbols(lesson, places))
    yield from faulty
    if faulty:  # every formula would stumble over the same names
        return
    for path, step in steps:
        if isinstance(step, DeriveStep):
            names = names_of(lesson, step)
            yield from _wrt((*path, "wrt"), step.wrt, lesson, names, places)
            yield from _unread(_texts(path, step), partial(parse, names=names), places)
            yield from _unread(_fitting(path, step), partial(_fit, names=names), places)


def _fitting(path: Path, step: DeriveStep) -> Iterator[tuple[Path, str]]:
    """Yield what has to fit together where there are shapes: wrong answers needn't."""
    yield (*path, "of"), step.of
    yield from (((*path, "also", place), text) for place, text in enumerate(step.also))


def _fit(text: str, names: Names) -> None:
    """Refuse a formula whose vectors and matrices don't fit; what can't be read is said elsewhere."""
    try:
        tree = parse(text, names)
    except FormulaError:
        return
    if names.shapes:
        shape_of(tree, names.shapes)


def _symbols(lesson: Lesson, places: Places) -> Iterator[LessonError]:
    for name, known in lesson.symbols.items():
        path = ("symbols", name)
        for error in _unread([((*path, "domain"), known.domain)], parse_domain, places):
            yield error
        try:
            Names([name])
        except FormulaError as error:
            yield LessonError(error.what, where=places.key(path), fix=error.fix)
        else:
            yield from _shape(name, known, lesson, places)


def _shape(name: str, known: Symbol, lesson: Lesson, places: Places) -> Iterator[LessonError]:
    """Yield an error for a name with a shape that has an index, or that is a dimension of another."""
    place, sym = places.key(("symbols", name)), symbol(name)
    if known.shape is not None and sym.index:
        what = f"`{name}` has a shape, which belongs to the whole, and an index."
        yield LessonError(what, where=place, fix=f"Write `{sym.name}`.")
    if any(name in (other.shape or ()) for other in lesson.symbols.values()):
        what = f"`{name}` is a symbol, and a dimension of another."
        yield LessonError(what, where=place, fix="Call one of them otherwise.")


def _texts(path: Path, step: DeriveStep) -> Iterator[tuple[Path, str]]:
    yield (*path, "of"), step.of
    yield from (((*path, "also", place), text) for place, text in enumerate(step.also))
    yield from (((*path, "wrong", place, "answer"), one.answer) for place, one in enumerate(step.wrong))


def _unread(
    texts: Iterable[tuple[Path, str]], read: Callable[[str], _Read], places: Places
) -> Iterator[LessonError]:
    for path, text in texts:
        try:
            read(text)
        except FormulaError as error:
            yield LessonError(error.what, where=places.inside(path, error.span[0]), fix=error.fix)


def _wrt(path: Path, text: str, lesson: Lesson, names: Names, places: Places) -> Iterator[LessonError]:
    """Yield an error where the name to differentiate by is no declared symbol."""
    known = list(lesson.symbols)
    try:
        tree = parse(text, names)
    except FormulaError:
        tree = None
    declared = [sym for sym in names.symbols if isinstance(tree, Sym) and sym.name == tree.name]
    shaped = isinstance(tree, Sym) and len(tree.index) in (0, len(names.shapes.axes.get(tree.name, ())))
    fits = isinstance(tree, Sym) and any(len(sym.index) == len(tree.index) for sym in declared)
    if not (fits or (shaped and declared)):
        what = f"`{text}` is none of the lesson's symbols, so nothing can be differentiated by it."
        yield LessonError(what, where=places.at(path), fix=nearest(text, known) if known else _DECLARE)
