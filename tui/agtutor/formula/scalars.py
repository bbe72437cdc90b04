"""Formulas of numbers: read from text, and what isn't one of numbers refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agtutor.errors import FormulaError
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.reasons import refusal
from agtutor.formula.tree import Call, Transpose, Tree, walk
from agtutor.formula.values.functions import FUNCTIONS
from agtutor.formula.vectors.shapes import PLAIN, Shapes
from agtutor.formula.words import SPELLINGS

MOST_NAMES = 40

_UNDECLARED = ("unknown-name", "index-alone")
_FUNCTION = re.compile(rf"(?:{'|'.join((*FUNCTIONS, *SPELLINGS))})$")
_SUBSCRIPT = re.compile(r"_(?:\{[^{}]*\}|\w)")


def read_scalar(text: str, names: Names) -> Tree:
    """Return the tree of a formula of numbers.

    Raises:
        FormulaError: where it can't be read, or names a function that numbers don't have.
    """
    tree = parse(text, names)
    for node in walk(tree):
        if isinstance(node, Transpose):
            raise refusal("not-here", (0, len(text)), name="^T")
        if isinstance(node, Call) and (node.name not in FUNCTIONS or len(node.args) != 1):
            raise refusal("not-here", (0, len(text)), name=node.name)
    return tree


def read_undeclared(text: str, names: list[str], shapes: Shapes = PLAIN) -> Tree:
    """Return the tree of a formula; names in it that nobody declared are put on the list, as numbers.

    Args:
        text: the formula.
        names: the declared names; this list grows.
        shapes: the shapes of those that are vectors or matrices; without any, it is one of numbers.

    Raises:
        FormulaError: as ``read_scalar`` does.
    """
    while True:
        try:
            known = Names(names, shapes=shapes)
            return parse(text, known) if shapes else read_scalar(text, known)
        except FormulaError as error:
            found = (
                _undeclared(text, error, [*names, *shapes.axes]) if error.reason in _UNDECLARED else []
            )
            if not found or len(names) > MOST_NAMES:
                raise
            names.extend(found)


def _undeclared(text: str, error: FormulaError, names: Sequence[str]) -> list[str]:
    """Return the names that an unknown word stands for: itself, or its letters if some are known."""
    start, end = error.span
    word = text[start:end]
    known = {symbol(name).name for name in names}
    below = _SUBSCRIPT.match(text, end)
    longer = len(word) > 1 or _FUNCTION.search(text[:start])
    if longer and not below and text[end:].lstrip().startswith("("):
        return []  # it may be meant for a function, and isn't one
    if below or len(word) == 1 or not known & set(word):
        return [word + below[0]] if below else [word] if word.isidentifier() else []
    return [letter for letter in dict.fromkeys(word) if letter not in known and letter.isalpha()]
