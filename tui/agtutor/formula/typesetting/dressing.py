"""What a command does to the letters that it is given: another face, or a mark over them."""

from __future__ import annotations

from agtutor.formula.typesetting.mathtree import Accent, Atom, Fence, Layout, Row, Script
from agtutor.formula.typesetting.spacing import alone


def in_face(node: Layout, face: str) -> Layout:
    """Return a layout with its letters, and those that carry scripts, in another face."""
    match node:
        case Atom(text, plain, "ord"):
            return Atom(text, plain, "ord", face)
        case Row(items):
            found = tuple(in_face(item, face) for item in items)
            return found[0] if len(found) == 1 else Row(found)
        case Script(base, sub, sup):
            return Script(in_face(base, face), sub, sup)
        case Fence(left, body, right):
            return Fence(left, Row(tuple(in_face(item, face) for item in body.items)), right)
        case _:
            return node


def accented(name: str, body: Row) -> Layout:
    """Return a mark over a body; over a letter with an index, the letter takes it."""
    match alone(body):
        case Script(Atom() as base, Row() as sub, None):
            return Script(Accent(name, Row((base,))), sub)
        case _:
            return Accent(name, body)
