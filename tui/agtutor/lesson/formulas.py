"""The formulas in a lesson that are judged, the symbols that they may name, and their domains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from agtutor.errors import FormulaError, LessonError
from agtutor.formula.domain import parse_domain
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Sym
from agtutor.lesson.model import BaseStep, DeriveStep, Lesson
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
    names = Names(lesson.symbols)
    for path, step in steps:
        if isinstance(step, DeriveStep):
            yield from _wrt((*path, "wrt"), step.wrt, lesson, places)
            yield from _unread(_texts(path, step), lambda text: parse(text, names), places)


def _symbols(lesson: Lesson, places: Places) -> Iterator[LessonError]:
    for name, symbol in lesson.symbols.items():
        path = ("symbols", name)
        for error in _unread([((*path, "domain"), symbol.domain)], parse_domain, places):
            yield error
        try:
            Names([name])
        except FormulaError as error:
            yield LessonError(error.what, where=places.key(path), fix=error.fix)


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


def _wrt(path: Path, text: str, lesson: Lesson, places: Places) -> Iterator[LessonError]:
    """Yield an error where the name to differentiate by is no declared symbol."""
    names, known = Names(lesson.symbols), list(lesson.symbols)
    try:
        tree = parse(text, names)
    except FormulaError:
        tree = None
    declared = [sym for sym in names.symbols if isinstance(tree, Sym) and sym.name == tree.name]
    if not (isinstance(tree, Sym) and any(len(sym.index) == len(tree.index) for sym in declared)):
        what = f"`{text}` is none of the lesson's symbols, so nothing can be differentiated by it."
        yield LessonError(what, where=places.at(path), fix=nearest(text, known) if known else _DECLARE)
