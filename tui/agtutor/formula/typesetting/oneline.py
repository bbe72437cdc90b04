"""A layout tree on one line, with parentheses wherever the two-dimensional form has none.

``(∂l)/(∂xᵢ)``, ``√(x + 1)``, ``∑ᵢ₌₁ⁿ xᵢ``: what a fraction bar, a root or a raised script groups by
where it stands has to be grouped by brackets here, or the line would be another formula.
"""

from __future__ import annotations

import unicodedata

from agtutor.formula.typesetting import glyphs
from agtutor.formula.typesetting.mathtext import kind_of
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

_SPACED = ("rel", "bin", "dot")
_NEXT_TO_A_FRACTION = ("", "rel", "bin", "dot", "punct", "open", "close", "space", "sign")
_ASCII_BRACKETS = {"⟨": "<", "⟩": ">", "‖": "||", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}
_ROOTS = {"3": "∛", "4": "∜"}


def gap(before: Layout | None, after: Layout) -> int:
    """Return how many blanks stand between two neighbours."""
    first, second = kind_of(before), kind_of(after)
    if not first or "space" in (first, second):
        return 0
    if first in _SPACED or second in _SPACED or first == "punct":
        return 1
    if first in ("op", "big"):
        return 0 if second in ("open", "fence") and first == "op" else 1
    if second in ("op", "big"):
        return 1 if first in ("ord", "close", "frac", "fence") else 0
    return 0


def text(node: Layout, ascii: bool = False) -> str:
    """Return a layout as one line of text.

    Args:
        node: the layout.
        ascii: use ASCII characters alone.
    """
    return _Line(ascii).of(node)


class _Line:
    """The rules, for one set of characters."""

    def __init__(self, ascii: bool) -> None:
        self.ascii = ascii

    def of(self, node: Layout) -> str:
        """Return a layout as text."""
        match node:
            case Atom():
                return self._atom(node)
            case Words():
                return (glyphs.folded(node.text) or node.text) if self.ascii else node.text
            case Space():
                return " " * node.width
            case Row():
                return self._row(node)
            case _:
                return self._built(node)

    def _built(self, node: Frac | Root | Script | Fence | Accent | Grid | Brace) -> str:
        match node:
            case Frac():
                return f"{self._closed(node.over)}/{self._closed(node.under)}"
            case Root():
                return self._root(node)
            case Script():
                return self._script(node)
            case Fence():
                return f"{self._bracket(node.left)}{self.of(node.body)}{self._bracket(node.right)}"
            case Accent():
                return self._accent(node)
            case Grid():
                return self._grid(node)
            case Brace():
                label = f" [{self.of(node.label)}]" if node.label else ""
                return f"({self.of(node.body)}){label}"

    def _atom(self, node: Atom) -> str:
        if self.ascii:
            return node.plain
        if node.face:
            return "".join(glyphs.faced(letter, node.face) for letter in node.text)
        return node.text

    def _row(self, row: Row) -> str:
        found = ""
        before: Layout | None = None
        for place, item in enumerate(row.items):
            after = row.items[place + 1] if place + 1 < len(row.items) else None
            piece = self.of(item)
            if isinstance(item, Frac) and not (_free(before) and _free(after)):
                piece = f"({piece})"
            blanks = gap(before, item) or int(_would_merge(before, found, piece, self.ascii))
            found += " " * blanks + piece
            before = item
        return found

    def _closed(self, row: Row) -> str:
        """Return a part in parentheses, unless it is one number, letter or bracketed thing."""
        inner = self.of(row)
        whole = len(row.items) == 1 and _is_whole(row.items[0])
        return inner if whole else f"({inner})"

    def _root(self, node: Root) -> str:
        body = self._closed(node.body)
        if self.ascii:
            inner = self.of(node.body)
            return f"root_{self._closed(node.index)}({inner})" if node.index else f"sqrt({inner})"
        if node.index is None:
            return f"√{body}"
        index = self.of(node.index)
        sign = _ROOTS.get(index) or f"{_mapped(index, glyphs.SUPERSCRIPTS) or f'({index})'}√"
        return f"{sign}{body}"

    def _script(self, node: Script) -> str:
        base = self.of(node.base)
        if isinstance(node.base, Frac | Root | Brace) or (isinstance(node.base, Row) and len(base) > 1):
            base = f"({base})"
        sub = self._hung(node.sub, "_", glyphs.SUBSCRIPTS)
        sup = self._hung(node.sup, "^", glyphs.SUPERSCRIPTS)
        return f"{base}{sub}{sup}"

    def _hung(self, row: Row | None, sign: str, table: dict[str, str]) -> str:
        if row is None:
            return ""
        inner = self.of(row)
        if self.ascii and set(inner) == {"'"}:
            return inner
        inner = inner.replace(" ", "")
        small = None if self.ascii else _mapped(inner, table)
        whole = len(inner) == 1 or (inner.isalnum() and len(row.items) == 1)
        return small or (f"{sign}{inner}" if whole else f"{sign}({inner})")

    def _bracket(self, bracket: str) -> str:
        return _ASCII_BRACKETS.get(bracket, bracket) if self.ascii else bracket

    def _accent(self, node: Accent) -> str:
        inner = self.of(node.body)
        if self.ascii or len(inner) != 1:
            return f"{node.name}({inner})"
        return unicodedata.normalize("NFC", inner + glyphs.ACCENTS[node.name])

    def _grid(self, node: Grid) -> str:
        rows = [", ".join(self.of(cell) for cell in row if cell.items) for row in node.rows]
        if node.style == "aligned":
            return "; ".join(row.replace(",", "") for row in rows)
        left, right = (self._bracket(side) for side in (node.left, node.right))
        return f"{left or '['}{'; '.join(rows)}{right or ('}' if node.style == 'cases' else ']')}"


def _free(neighbour: Layout | None) -> bool:
    """Whether a fraction beside this can do without parentheses."""
    return kind_of(neighbour) in _NEXT_TO_A_FRACTION


def _is_whole(node: Layout) -> bool:
    match node:
        case Atom() | Fence() | Accent():
            return True
        case Row(items):
            return len(items) == 1 and _is_whole(items[0])
        case Script(base, _, sup):
            return sup is None and isinstance(base, Atom) and base.kind == "ord"
        case _:
            return False


def _would_merge(before: Layout | None, found: str, piece: str, ascii: bool) -> bool:
    """Whether two pieces would read as one: a name, or a script that goes on."""
    if not found[-1:].isalnum() or not piece[:1].isalnum():
        return False
    hung = isinstance(before, Script) and any(sign in found.rpartition(" ")[2] for sign in "^_")
    return hung or (ascii and len(piece) > 1 and piece[0].isalpha())


def _mapped(inner: str, table: dict[str, str]) -> str | None:
    """Return a text in raised or lowered characters, where there is one for each of its own."""
    if not inner or any(char not in table for char in inner):
        return None
    return "".join(table[char] for char in inner)
