"""A layout tree on one line, with parentheses wherever the two-dimensional form has none.

``(∂l)/(∂xᵢ)``, ``√(x + 1)``, ``∑ᵢ₌₁ⁿ xᵢ``: what a fraction bar, a root or a raised script groups by
where it stands has to be grouped by brackets here, or the line would be another formula.
"""

from __future__ import annotations

import unicodedata

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
    Words,
    twins,
)
from agtutor.formula.typesetting.setter import Setter
from agtutor.formula.typesetting.spacing import alone

_NEXT_TO_A_FRACTION = frozenset(("", "rel", "bin", "dot", "punct", "open", "close", "sign"))
_ROOTS = {"2": "√", "3": "∛", "4": "∜"}


def text(tree: Row, ascii: bool = False) -> str:
    """Return a layout as one line of text.

    Args:
        tree: the layout of a whole formula.
        ascii: use ASCII characters alone.
    """
    return Flat(ascii, twins(tree)).of(tree).level


class Flat(Setter):
    """The rules for one line."""

    def frac(self, node: Frac, before: str, after: str) -> Box:
        """Return ``a/b``, in parentheses where what stands beside it would join in."""
        over = self._closed(node.over, _is_product(node.over))
        under = self._closed(node.under, _is_whole(node.under))
        free = before in _NEXT_TO_A_FRACTION and after in _NEXT_TO_A_FRACTION
        return box.line(f"{over}/{under}" if free else f"({over}/{under})")

    def root(self, node: Root, goes_on: bool) -> Box:
        """Return ``√x``, or ``√(x + 1)``."""
        inner, only = self.row(node.body).level, alone(node.body)
        if self.ascii:
            return box.line(f"{self.root_sign(node.index)}({inner})")
        bare = isinstance(only, Fence) or (isinstance(only, Atom) and not goes_on)
        return box.line(self.root_sign(node.index) + (inner if bare else f"({inner})"))

    def root_sign(self, index: Row | None) -> str:
        """Return ``√``, ``∛``, ``ⁿ√`` or, without raised characters, ``[n_i]√``; in ASCII a name."""
        inner = self.small(index) if index else "2"
        if self.ascii:
            known = {"2": "sqrt", "3": "cbrt"}.get(inner)
            return known or f"root_{inner if inner.isalnum() else f'({inner})'}"
        if inner in _ROOTS:
            return _ROOTS[inner]
        return f"{self.tiny(inner, glyphs.SUPERSCRIPTS) or f'[{inner}]'}√"

    def script(self, node: Script) -> Box:
        """Return a base with its scripts, ``x_(i,j)`` where there are no characters for them."""
        base = self.of(node.base).level
        if not carries_scripts(node.base):
            base = f"({base})"
        return box.line(base + self.lower(node.sub) + self.upper(node.sup))

    def lower(self, row: Row | None) -> str:
        """Return a subscript as it goes on the line."""
        if row is None:
            return ""
        inner = self.small(row)
        bare = len(inner) == 1 or (inner.isascii() and (inner.isdigit() or inner.isalpha()))
        return self.tiny(inner, glyphs.SUBSCRIPTS) or (f"_{inner}" if bare else f"_({inner})")

    def upper(self, row: Row | None) -> str:
        """Return a superscript as it goes on the line; primes need no sign before them."""
        if row is None:
            return ""
        count = 0
        while count < len(row.items) and row.items[count] == Atom("′", "'"):
            count += 1
        primes, rest = ("'" if self.ascii else "′") * count, Row(row.items[count:])
        if not rest.items:
            return primes
        inner = self.small(rest)
        bare = len(inner) == 1 or (inner.isascii() and inner.isalnum() and alone(rest) is not None)
        tiny = self.tiny(inner, glyphs.SUPERSCRIPTS)
        return primes + (tiny or (f"^{inner}" if bare else f"^({inner})"))

    def tiny(self, inner: str, table: dict[str, str]) -> str:
        """Return a script in raised or lowered characters, "" where one of them doesn't exist."""
        if self.ascii or any(char not in table for char in inner):
            return ""
        return "".join(table[char] for char in inner)

    def small(self, row: Row) -> str:
        """Return a row as it stands within a script."""
        within = self if self.tight else type(self)(self.ascii, self.doubled, tight=True)
        return within.row(row).level

    def fence(self, node: Fence) -> Box:
        """Return a body between brackets; parentheses show where it starts when a bracket can't."""
        left, right = self.bracket(node.left), self.bracket(node.right)
        match alone(node.body):
            case Grid(left="", right="") as grid if grid.style == "matrix" and left and right:
                inner = self._cells(grid)
            case _:
                inner = self.row(node.body).level
                one_sided = not (left and right) and not _is_whole(node.body)
                if one_sided or (left and left == right and left in inner):
                    inner = f"({inner})"
        return box.line(f"{left}{inner}{right}")

    def accent(self, node: Accent) -> Box:
        """Return a letter with its mark, or ``hat(xy)``."""
        return self.marked(node.name, self.row(node.body).level)

    def marked(self, name: str, inner: str) -> Box:
        """Return a text with a mark over it where it is one letter, and the mark's name before it."""
        if self.ascii or len(inner) != 1:
            return box.line(f"{name}({inner})")
        return box.line(unicodedata.normalize("NFC", inner + glyphs.ACCENTS[name]))

    def grid(self, node: Grid) -> Box:
        """Return ``[a, b; c, d]``."""
        if node.style == "aligned":
            return box.line(self._cells(node))
        left, right = self.bracket(node.left) or "[", self.bracket(node.right) or "]"
        return box.line(f"{left}{self._cells(node)}{'}' if node.style == 'cases' else right}")

    def _cells(self, node: Grid) -> str:
        between = " " if node.style == "aligned" else ", "
        rows = ([self.row(cell).level for cell in row if cell.items] for row in node.rows)
        return "; ".join(between.join(row) for row in rows)

    def brace(self, node: Brace) -> Box:
        """Return ``(a + b) [label]``."""
        label = f" [{self.row(node.label).level}]" if node.label else ""
        return box.line(f"({self.row(node.body).level}){label}")

    def _closed(self, row: Row, is_whole: bool) -> str:
        inner = self.row(row).level
        return inner if is_whole else f"({inner})"


def carries_scripts(base: Layout) -> bool:
    """Whether a script beside this can belong to nothing less than all of it."""
    match base:
        case Row(items):
            return not items
        case Frac() | Root() | Script() | Brace():
            return False
        case Grid():
            return bool(base.left)
        case Words(text):
            return text.isalnum()
        case _:
            return True


def _is_whole(row: Row) -> bool:
    """Whether a row can stand under a slash without parentheses."""
    match row.items:
        case (Atom(_, _, "op" | "big") | Script(Atom(_, _, "op")), Fence()):
            return True
        case (Atom() | Fence() | Accent(),):
            return True
        case (Script(base),):
            return isinstance(base, Accent | Fence) or (isinstance(base, Atom) and base.kind == "ord")
        case (Root(),):
            return True
        case _:
            return False


def _is_product(row: Row) -> bool:
    """Whether a row can stand over a slash without parentheses: what isn't under a root itself."""
    return _is_whole(row) and not isinstance(row.items[0], Root)
