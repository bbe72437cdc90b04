"""A layout tree in two dimensions, as a box of characters."""

from __future__ import annotations

from agtutor.formula.typesetting import box, glyphs
from agtutor.formula.typesetting.box import Box
from agtutor.formula.typesetting.mathtree import (
    Accent,
    Atom,
    Brace,
    Fence,
    Frac,
    Grid,
    Root,
    Row,
    Script,
    twins,
)
from agtutor.formula.typesetting.oneline import Flat, carries_scripts
from agtutor.formula.typesetting.setter import Piece, Setter, joined
from agtutor.formula.typesetting.spacing import alone

_SIDES = {"l": "left", "c": "centre", "r": "right"}


def boxed(tree: Row, ascii: bool = False) -> Box:
    """Return a layout as a box.

    Args:
        tree: the layout of a whole formula.
        ascii: use ASCII characters alone.
    """
    return Tall(ascii, twins(tree)).of(tree)


def broken(tree: Row, width: int, ascii: bool = False) -> Box | None:
    """Return a layout on several lines of boxes, each begun by an operator; None where one is too wide.

    Args:
        tree: the layout of a whole formula.
        width: terminal cells that there are.
        ascii: use ASCII characters alone.
    """
    pieces = Tall(ascii, twins(tree)).pieces(tree)
    for kinds in (("rel",), ("rel", "bin", "dot")):
        lines = _lines(_chunks(pieces, kinds), width)
        if all(line.width <= width for line in lines):
            tall = any(line.height > 1 for line in lines)
            return box.above(
                [box.padded(line, below=int(tall)) for line in lines[:-1]] + lines[-1:], where="left"
            )
    return None


def _chunks(pieces: list[Piece], kinds: tuple[str, ...]) -> list[list[Piece]]:
    chunks: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind in kinds and chunks[-1] and chunks[-1][-1].kind not in kinds:
            chunks.append([])
        chunks[-1].append(piece)
    return chunks


def _lines(chunks: list[list[Piece]], width: int) -> list[Box]:
    """Return chunks in lines, as many in each as there is room for."""
    lines: list[Box] = []
    line: list[Piece] = []
    for chunk in chunks:
        if line and joined(line + chunk).width > width:
            lines.append(joined(line))
            line = []
        line = line + chunk
    return [*lines, joined(line)]


class Tall(Setter):
    """The rules for two dimensions. What stands in a script is on one line."""

    def __init__(self, ascii: bool, doubled: frozenset[str]) -> None:
        """Keep the settings."""
        super().__init__(ascii, doubled)
        self.flat = Flat(ascii, doubled)
        self.bar = "-" if ascii else "─"

    def frac(self, node: Frac, before: str, after: str) -> Box:
        """Return one over another; a bar that holds a bar as wide is longer than that."""
        if node.small:
            return self.flat.of(node, before, after)
        over, under = self.row(node.over), self.row(node.under)
        widest = max(over.width, under.width)
        parts = ((node.over, over), (node.under, under))
        longer = any(isinstance(alone(row), Frac) and drawn.width == widest for row, drawn in parts)
        return box.fraction(over, under, self.bar, overhang=int(longer))

    def root(self, node: Root, goes_on: bool) -> Box:
        """Return ``√x``, or a body under a sign of its height."""
        body = self.row(node.body)
        if body.height == 1 and (self.ascii or isinstance(alone(node.body), Atom)):
            return self.flat.root(node, goes_on)
        sign = self.flat.root_sign(node.index)
        if self.ascii:
            return box.beside((box.line(sign), self._fenced("(", body, ")")))
        if body.height == 1 and "[" not in sign:
            return box.beside((box.line(sign), self._overlined(body)))
        return box.root(body, box.line(self.flat.small(node.index)) if node.index else None)

    @staticmethod
    def _overlined(body: Box) -> Box:
        return box.above((box.line("_" * body.width), body), level=1)

    def script(self, node: Script) -> Box:
        """Return a base with its scripts, or a sign with its limits."""
        if isinstance(node.base, Atom) and node.base.kind == "big":
            over, under = (
                box.line(self.flat.small(row)) if row else None for row in (node.sup, node.sub)
            )
            return box.limits(self.of(node.base), over, under)
        base = self.of(node.base)
        if not carries_scripts(node.base):
            base = self._fenced("(", base, ")")
        return self._low(base, node) if base.height == 1 else self._high(base, node)

    def _low(self, base: Box, node: Script) -> Box:
        """Hang scripts on a base of one row: in the line where they are characters of their own."""
        sub, sup = self.flat.lower(node.sub), self.flat.upper(node.sup)
        if not self._stands_up(sub):
            base = box.line(base.level + sub)
            return self._raised(base, node) if self._stands_up(sup) else box.line(base.level + sup)
        if node.sup is None:
            return box.lowered(base, self._small(node.sub))
        return box.scripts(base, self._small(node.sup), self._small(node.sub))

    def _raised(self, base: Box, node: Script) -> Box:
        return box.raised(base, self._small(node.sup))

    def _stands_up(self, script: str) -> bool:
        """Whether a script needs a row of its own: where a line would need a sign to hold it."""
        return script.endswith(")") if self.ascii else script.lstrip("′").startswith(("_", "^"))

    def _high(self, base: Box, node: Script) -> Box:
        """Hang scripts on a base of several rows: at its top and at its bottom."""
        sup, sub = self._tiny(node.sup, glyphs.SUPERSCRIPTS), self._tiny(node.sub, glyphs.SUBSCRIPTS)
        if sup is not None and sub is not None:
            return box.corners(base, sup, sub)
        if node.sub is None:
            return box.raised(base, self._small(node.sup))
        if node.sup is None:
            return box.lowered(base, self._small(node.sub))
        return box.scripts(base, self._small(node.sup), self._small(node.sub))

    def _tiny(self, row: Row | None, table: dict[str, str]) -> Box | None:
        """Return a script in characters of its own, empty for none; None where there are no such."""
        tiny = self.flat.tiny(self.flat.small(row), table) if row else ""
        return None if row and not tiny else box.line(tiny)

    def _small(self, row: Row | None) -> Box:
        inner = self.flat.small(row) if row else ""
        return box.line("ᵀ" if inner == "⊤" else inner)

    def fence(self, node: Fence) -> Box:
        """Return a body between brackets of its height."""
        return self._fenced(node.left, self.row(node.body), node.right)

    def _fenced(self, left: str, body: Box, right: str) -> Box:
        sides = [*self._bracket(left, body), body, *self._bracket(right, body)]
        return box.beside(sides)

    def _bracket(self, sign: str, body: Box) -> list[Box]:
        """Return a bracket for a body; in ASCII some are made of a name or of two signs."""
        if not sign:
            return []
        flat = self.bracket(sign)
        if body.height == 1:
            return [box.line(flat)]
        table = glyphs.TALL_ASCII if self.ascii else glyphs.TALL
        signs = [char for char in flat if char in table]
        name = flat.rstrip("(") if self.ascii and flat[0].isalpha() else ""
        drawn = [box.bracket(table[char], body.height, body.baseline) for char in signs]
        return [box.line(name), *drawn] if name else drawn

    def accent(self, node: Accent) -> Box:
        """Return a letter with its mark, a line over several things, or ``hat(xy)``."""
        body = self.row(node.body)
        is_line = node.name == "bar" and not self.ascii and body.width > 1
        if is_line:
            return self._overlined(body)
        if body.height == 1:
            return self.flat.marked(node.name, body.level)
        return box.beside((box.line(node.name), self._fenced("(", body, ")")))

    def grid(self, node: Grid) -> Box:
        """Return rows of cells; a blank row parts tall ones, and makes room for a brace's middle."""
        cells = [[self.row(cell) for cell in row] for row in node.rows]
        widths = [max(row[place].width for row in cells) for place in range(len(node.columns))]
        gaps = [1 if node.style == "aligned" else 2] * (len(widths) - 1)
        sides = [_SIDES[letter] for letter in node.columns]
        rows = [box.beside(list(map(box.aligned, row, widths, sides)), gaps) for row in cells]
        apart = any(row.height > 1 for row in rows) or (node.left == "{" and len(rows) == 2)
        spread = [box.padded(row, below=1) for row in rows[:-1]] + rows[-1:] if apart else rows
        stack = box.above(spread)
        body = Box(stack.lines, stack.width, (stack.height - 1) // 2)
        if node.style == "cases":
            body = box.padded(body, left=1)
        return self._fenced(node.left, body, node.right)

    def brace(self, node: Brace) -> Box:
        """Return a body, a brace of its width, and the label beyond that."""
        body = self.row(node.body)
        left, right = (body.width - 1) // 2, body.width // 2
        ends, middle = (
            ("/\\" if node.over else "\\/", "v") if self.ascii else ("╭╮" if node.over else "╰╯", "┬")
        )
        rule = f"{ends[0]}{self.bar * (left - 1)}{middle}{self.bar * (right - 1)}{ends[1]}"
        if body.width < 3:
            rule = middle
        label = [self.row(node.label)] if node.label else []
        if node.over:
            rule = rule.replace("┬", "┴").replace("v", "^")
            return box.above([*label, box.line(rule), body], level=len(label) + 1)
        return box.above([body, box.line(rule), *label])
