"""The parts of the model by the way that leads to them, so that errors can name what is known there."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, TypeGuard, get_args, get_origin

from pydantic import BaseModel

from agtutor.lesson.model import Step
from agtutor.lesson.places import Path

STEPS: dict[str, type[BaseModel]] = {
    get_args(step.model_fields["kind"].annotation)[0]: step for step in get_args(get_args(Step)[0])
}
"""The classes of the steps by their kind."""


def path_of(loc: Path) -> Path:
    """Return the path in the file for a ``loc`` of pydantic, which has kinds and ``[key]`` in it."""
    if loc[:1] == ("steps",) and len(loc) > 2:
        loc = (*loc[:2], *loc[3:])
    return loc[:-1] if loc[-1:] == ("[key]",) else loc


def fields_at(root: type[BaseModel], loc: Path) -> list[str]:
    """Return the keys that the part at a ``loc`` may have; none where no mapping of ours is there."""
    kind: object = root
    for piece in loc:
        kind = _inner(kind, piece)
    return list(kind.model_fields) if _is_part(kind) else []


def _is_part(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inner(kind: object, piece: str | int) -> object:
    """Return the type of one part of a type."""
    if _is_part(kind):
        field = kind.model_fields.get(str(piece))
        return field.annotation if field else None
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return STEPS.get(str(piece))
    if origin in (tuple, dict):
        return args[0] if origin is tuple else args[1]
    return None


def holder(root: type[BaseModel], loc: Path) -> str:
    """Name the mapping at a ``loc``: "a `code` step", "an entry of `wrong`"."""
    match loc:
        case ():
            return f"a {root.__name__.lower()}"
        case ("steps", int(), str(kind)):
            return f"a `{kind}` step"
        case ("steps", int()):
            return "a step"
    named = next(piece for piece in reversed(loc[:-1]) if isinstance(piece, str))
    return f"an entry of `{named}`"


def nearest(name: str, known: list[str]) -> str:
    """Return the advice for an unknown name: the nearest of the known ones, or all of them."""
    close = get_close_matches(name, known, 1, 0.6)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Known here: {', '.join(f'`{each}`' for each in known)}."
