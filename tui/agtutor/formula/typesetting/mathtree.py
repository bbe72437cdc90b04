"""The layout tree of LaTeX in prose: what stands where, with no meaning beyond that."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal[
        "ord", "op", "big", "bin", "dot", "rel", "open", "close", "bar", "punct", "inner", "sign"
    ]
    """How a sign behaves beside others: an operand, a function's name, a sign with limits, …"""


class Atom(Record):
    """A sign, a number or a word.

    Attributes:
        text: as shown.
        plain: as shown in ASCII.
        kind: how it is spaced.
        face: ``bold``, ``cal`` or ``bb`` where the letter was asked for in that face.
    """

    text: str
    plain: str
    kind: Kind = "ord"
    face: str = ""


class Words(Record):
    """Text within a formula; its blanks count."""

    text: str


class Space(Record):
    """At least so many blanks."""

    width: int


class Row(Record):
    """Things side by side."""

    items: tuple[Layout, ...]


class Frac(Record):
    """One over another; a small one is written on one line."""

    over: Row
    under: Row
    small: bool = False


class Root(Record):
    """A root; ``index`` is the 3 of a cube root."""

    body: Row
    index: Row | None = None


class Script(Record):
    """A base with what hangs on it; for a ``big`` base these are its limits."""

    base: Layout
    sub: Row | None = None
    sup: Row | None = None


class Fence(Record):
    """A body between brackets, each named by its one-row form; empty where there is none."""

    left: str
    body: Row
    right: str


class Accent(Record):
    """A mark over a body, such as ``hat`` or ``bar``."""

    name: str
    body: Row


class Grid(Record):
    """Rows of cells.

    Attributes:
        rows: all of the same length.
        left: the bracket before it, or empty.
        right: the bracket after it, or empty.
        columns: one letter for each column: ``l``, ``c`` or ``r``.
        style: ``matrix``, ``cases`` or ``aligned``.
    """

    rows: tuple[tuple[Row, ...], ...]
    left: str
    right: str
    columns: str
    style: Literal["matrix", "cases", "aligned"] = "matrix"


class Brace(Record):
    """A body with a brace below or above it, and perhaps a label there."""

    body: Row
    label: Row | None
    over: bool = False


Layout = Atom | Words | Space | Row | Frac | Root | Script | Fence | Accent | Grid | Brace


def parts(node: Layout) -> tuple[Layout, ...]:
    """Return what a node directly holds, in reading order."""
    match node:
        case Atom() | Words() | Space():
            return ()
        case Row(items):
            return items
        case Frac(over, under):
            return (over, under)
        case Fence(_, body) | Accent(_, body):
            return (body,)
        case Grid(rows):
            return tuple(cell for row in rows for cell in row)
        case Root(body, other) | Brace(body, other):
            return (body,) if other is None else (body, other)
        case Script(base, sub, sup):
            return tuple(part for part in (base, sub, sup) if part is not None)


def walk(root: Layout) -> Iterator[tuple[Layout, int]]:
    """Yield every node with its depth, the root's being 1. Never recurses."""
    waiting: list[tuple[Layout, int]] = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((part, depth + 1) for part in parts(node))


def twins(root: Layout) -> frozenset[str]:
    """Return the letters that stand in a formula both in a face of their own and plain.

    A letter with a subscript is an entry's name, which nobody takes for the vector's.
    """
    plain: set[str] = set()
    faced: set[str] = set()
    entries: set[int] = set()
    for node, _ in walk(root):
        if isinstance(node, Script) and node.sub is not None:
            entries.add(id(node.base))
        elif isinstance(node, Atom) and id(node) not in entries:
            (faced if node.face else plain).add(node.text)
    return frozenset(plain & faced)
