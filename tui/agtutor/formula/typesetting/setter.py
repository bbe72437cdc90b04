"""What both forms of a formula share: how the things of a row are set beside one another."""

from __future__ import annotations

from abc import ABC, abstractmethod

from agtutor.formula.typesetting import box, glyphs
from agtutor.formula.typesetting.box import Box
from agtutor.formula.typesetting.mathtree import (
    Accent,
    Atom,
    Brace,
    Fence,
    Frac,
    Grid,
    Layout,
    Root,
    Row,
    Script,
    Space,
    Words,
)
from agtutor.formula.typesetting.spacing import OPERANDS, gap, kind_of, would_merge
from agtutor.record import Record

_RULED = ("open", "close", "punct")
"""What a fraction bar may touch."""

ASCII_BRACKETS = {"⟨": "<", "⟩": ">", "‖": "||", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}
"""Brackets that ASCII writes in another way."""


class Piece(Record):
    """A thing of a row as it is drawn.

    Attributes:
        box: what it looks like.
        kind: how it behaves beside others.
        gap: the blanks before it.
    """

    box: Box
    kind: str
    gap: int


class Setter(ABC):
    """The rules for rows and signs; subclasses know what is built of them.

    Attributes:
        ascii: use ASCII characters alone.
        doubled: letters that the formula has both plain and in a face of their own.
        tight: without blanks around operators, as within a script.
    """

    def __init__(self, ascii: bool, doubled: frozenset[str], *, tight: bool = False) -> None:
        """Keep the settings."""
        self.ascii = ascii
        self.doubled = doubled
        self.tight = tight

    def of(self, node: Layout, before: str = "", after: str = "") -> Box:
        """Return a layout as a box.

        Args:
            node: the layout.
            before: the kind of the thing on its left, "" for none.
            after: the kind of the thing on its right.
        """
        match node:
            case Row():
                return self.row(node)
            case Atom():
                return box.line(self._atom(node))
            case Script():
                return self.script(node)
            case Fence():
                return self.fence(node)
            case Frac():
                return self.frac(node, before, after)
            case Root():
                return self.root(node, after in OPERANDS or after in ("open", "op", "big"))
            case _:
                return self._rare(node)

    def _rare(self, node: Words | Space | Accent | Grid | Brace) -> Box:
        match node:
            case Words(text):
                return box.line((glyphs.folded(text) or text) if self.ascii else text)
            case Space(width):
                return box.line(" " * width)
            case Accent():
                return self.accent(node)
            case Grid():
                return self.grid(node)
            case Brace():
                return self.brace(node)

    def row(self, row: Row) -> Box:
        """Return the things of a row beside one another."""
        return joined(self.pieces(row))

    def pieces(self, row: Row) -> list[Piece]:
        """Return the things of a row, each with the blanks before it."""
        solid = [item for item in row.items if not isinstance(item, Space)]
        kinds = ["", *map(kind_of, solid), ""]
        found: list[Piece] = []
        asked = place = 0
        for item in row.items:
            if isinstance(item, Space):
                asked += item.width
                continue
            drawn = self.of(item, kinds[place], kinds[place + 2])
            kind = kinds[place + 1]
            blanks = self._gap(found[-1], drawn, kind, solid[place - 1]) if found else 0
            found.append(Piece(drawn, kind, max(blanks, asked)))
            asked, place = 0, place + 1
        return found

    def _gap(self, last: Piece, drawn: Box, kind: str, before: Layout) -> int:
        blanks = gap(last.kind, kind, tight=self.tight)
        if blanks:
            return blanks
        if self.is_ruled(last, drawn, kind):
            return 1
        left, right = last.box.level, drawn.level
        if self.ascii and isinstance(before, Atom) and before.text != before.plain:
            return int(left[-1:].isalpha() and right[:1].isalnum())  # the d of a ∂ is a word
        return int(would_merge(left, right))

    def is_ruled(self, last: Piece, drawn: Box, kind: str) -> bool:
        """Whether a fraction bar would touch something that could be taken for a part of it."""
        bars = (last.kind == "frac" and last.box.height > 1) or (kind == "frac" and drawn.height > 1)
        return bars and last.kind not in _RULED and kind not in _RULED

    def _atom(self, node: Atom) -> str:
        is_double = node.text in self.doubled
        if self.ascii:
            return f"{node.face}({node.plain})" if node.face and is_double else node.plain
        if not node.face:
            return node.text
        return "".join(glyphs.faced(letter, node.face) for letter in node.text)

    def bracket(self, sign: str) -> str:
        """Return a bracket of one row."""
        return ASCII_BRACKETS.get(sign, sign) if self.ascii else sign

    @abstractmethod
    def frac(self, node: Frac, before: str, after: str) -> Box:
        """Return one over another, told what stands beside it."""

    @abstractmethod
    def root(self, node: Root, goes_on: bool) -> Box:
        """Return a root; where a factor follows, it shows where it ends."""

    @abstractmethod
    def script(self, node: Script) -> Box:
        """Return a base with what hangs on it."""

    @abstractmethod
    def fence(self, node: Fence) -> Box:
        """Return a body between brackets."""

    @abstractmethod
    def accent(self, node: Accent) -> Box:
        """Return a body with a mark over it."""

    @abstractmethod
    def grid(self, node: Grid) -> Box:
        """Return rows of cells."""

    @abstractmethod
    def brace(self, node: Brace) -> Box:
        """Return a body with a brace and its label."""


def joined(pieces: list[Piece]) -> Box:
    """Return pieces in a row; the blanks before the first are left out."""
    return box.beside([piece.box for piece in pieces], [piece.gap for piece in pieces[1:]])
