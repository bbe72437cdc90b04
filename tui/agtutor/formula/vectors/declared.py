"""Shapes as requests and lessons declare them: ``{"W": ["m", "n"], "x": ["n"]}``."""

from __future__ import annotations

from agtutor.errors import FormulaError, LessonError
from agtutor.formula.names import symbol
from agtutor.formula.vectors.shapes import LARGEST

MOST_NAMES = 40
_MOST_DIMS = 8
"""Different dimensions of one question, each of another size."""
_LONGEST = 20


def shapes_of(value: object) -> dict[str, list[str | int]]:
    """Return the dimensions of each name.

    Raises:
        LessonError: where the value isn't of that form, with words for what is wrong.
    """
    if not isinstance(value, dict) or len(value) > MOST_NAMES:
        raise LessonError(
            f'"shapes" has to give the dimensions of at most {MOST_NAMES} names.',
            fix='Write it as {"W": ["m", "n"], "x": ["n"]}.',
        )
    shapes = {_name(name): _dims(str(name), dims) for name, dims in value.items()}
    named = {dim for dims in shapes.values() for dim in dims if isinstance(dim, str)}
    both = sorted(named & set(shapes))
    if both:
        raise LessonError(
            f'`{both[0]}` is a name in "shapes", and a dimension of another.',
            fix="Call one of them otherwise.",
        )
    if len(named) > _MOST_DIMS:
        raise LessonError(f'"shapes" may have at most {_MOST_DIMS} different dimensions.')
    return shapes


def _name(name: object) -> str:
    """Return a name that is a name, and has no index of its own."""
    try:
        sym = symbol(str(name))
    except FormulaError as error:
        raise LessonError(f'`{name}` can\'t be a name in "shapes".', fix=error.fix) from error
    if sym.index:
        raise LessonError(
            f'`{name}` in "shapes" has an index, and a shape belongs to the whole.',
            fix=f"Write `{sym.name}`.",
        )
    return str(name)


def _dims(name: str, value: object) -> list[str | int]:
    if isinstance(value, list | tuple) and len(value) > 2:
        raise LessonError(
            f'`{name}` has {len(value)} dimensions in "shapes", and formulas here have two at most.'
        )
    if not isinstance(value, list | tuple):
        raise LessonError(
            f"The shape of `{name}` has to be a list of dimensions.",
            fix='Write ["n"] for a vector, ["m", "n"] for a matrix, [] for a number.',
        )
    return [_dim(name, dim) for dim in value]


def _dim(name: str, dim: object) -> str | int:
    if isinstance(dim, str) and dim.isidentifier() and "_" not in dim and len(dim) <= _LONGEST:
        return dim
    if isinstance(dim, int) and not isinstance(dim, bool) and 1 <= dim <= LARGEST:
        return dim
    raise LessonError(
        f"A dimension of `{name}` has to be a letter such as `n`, or a number from 1 to {LARGEST}."
    )
