"""A layout tree in two dimensions, as a box of characters."""

from __future__ import annotations

from agtutor.formula.typesetting import box, glyphs, oneline
from agtutor.formula.typesetting.box import Box
from agtutor.formula.typesetting.mathtext import kind_of
from agtutor.formula.typesetting.mathtree import (
    Accent,
    Brace,
    Fence,
    Frac,
    Grid,
    Layout,
    Root,
    Row,
    Script,
)

_WIDE = {"hat": "^", "tilde": "~", "bar": "─", "dot": ".", "ddot": "..", "vec": "→"}
_WIDE_ASCII = {**_WIDE, "bar": "-", "vec": ">"}


def boxed(node: Layout, ascii: bool = False) -> Box:
    """Return a layout as a box.

    Args:
        node: the layout.
        ascii: use ASCII characters alone.
    """
    return _Drawing(ascii).of(node)


class _Drawing:
    """The rules, for one set of characters."""

    def __init__(self, ascii: bool) -> None:
        self.ascii = ascii
        self.bar = "-" if ascii else "─"

    def of(self, node: Layout) -> Box:
        match node:
            case Row():
                return self._row(node)
            case Frac() if not node.small:
                return box.fraction(self.of(node.over), self.of(node.under), self.bar)
            case Root():
                return self._root(node)
            case Script():
                return self._script(node)
            case Fence():
                return self._fenced(node.left, self.of(node.body), node.right)
            case Accent():
                return self._accent(node)
            case Grid():
                return self._grid(node)
            case Brace():
                return self._brace(node)
            case _:
                return self._flat(node)

    def _flat(self, node: Layout) -> Box:
        return box.line(oneline.text(node, self.ascii))

    def _row(self, row: Row) -> Box:
        boxes: list[Box] = []
        gaps: list[int] = []
        for place, item in enumerate(row.items):
            before = row.items[place - 1] if place else None
            drawn = self.of(item)
            if before is not None:
                gaps.append(self._gap(before, item, boxes[-1], drawn))
            boxes.append(drawn)
        return box.beside(boxes, gaps)

    def _gap(self, before: Layout, after: Layout, first: Box, second: Box) -> int:
        blanks = oneline.gap(before, after)
        kinds = (kind_of(before), kind_of(after))
        if "frac" in kinds and not blanks and not set(kinds) & {"open", "close", "punct", "space"}:
            return 1  # the bars would grow together, or a letter would hang on one
        if self.ascii and not blanks and first.level[-1:].isalnum() and len(second.level) > 1:
            return int(second.level[:1].isalpha())
        return blanks

    def _root(self, node: Root) -> Box:
        body = self.of(node.body)
        index = self._flat(node.index) if node.index else None
        if body.height == 1 and (len(node.body.items) == 1 or self.ascii):
            return self._flat(node)
        if self.ascii:
            name = box.line("sqrt" if index is None else f"root_{index.level}")
            return box.beside((name, self._fenced("(", body, ")")))
        return box.root(body, index)

    def _script(self, node: Script) -> Box:
        if kind_of(node.base) == "big":
            over = self.of(node.sup) if node.sup else None
            under = self.of(node.sub) if node.sub else None
            return box.limits(self.of(node.base), over, under)
        flat = oneline.text(node, self.ascii)
        base = self.of(node.base)
        if base.height == 1 and not self._stands_up(node, flat):
            return box.line(flat)
        if isinstance(node.base, Frac | Root) and base.height > 1:
            base = self._fenced("(", base, ")")
        return self._hung(base, self._small(node.sup), self._small(node.sub))

    def _stands_up(self, node: Script, flat: str) -> bool:
        """Whether scripts need rows of their own: where a line would need brackets to hold them."""
        if self.ascii:
            return "(" in flat.removeprefix(oneline.text(node.base, True))
        return "_" in flat or "^" in flat

    def _small(self, row: Row | None) -> Box | None:
        if row is None:
            return None
        drawn = self._flat(row)
        return box.line("ᵀ") if drawn.level == "⊤" else drawn

    @staticmethod
    def _hung(base: Box, upper: Box | None, lower: Box | None) -> Box:
        if upper is not None and lower is not None:
            return box.scripts(base, upper, lower)
        if upper is not None:
            return box.raised(base, upper)
        return box.lowered(base, lower) if lower is not None else base

    def _fenced(self, left: str, body: Box, right: str) -> Box:
        sides = [self._bracket(left, body), body, self._bracket(right, body)]
        return box.beside([side for side in sides if side.width])

    def _bracket(self, sign: str, body: Box) -> Box:
        if not sign:
            return box.EMPTY
        pieces = (glyphs.TALL_ASCII if self.ascii else glyphs.TALL).get(sign)
        if body.height == 1 or pieces is None:
            return box.line(oneline.text(Fence(sign, Row(()), ""), self.ascii))
        height = body.height
        if len(pieces) > 4 and height < 3:  # a brace has a middle
            pieces = pieces[:4]
        return box.bracket(pieces, height, body.baseline)

    def _accent(self, node: Accent) -> Box:
        flat = self._flat(node)
        body = self.of(node.body)
        if body.width == flat.width:
            return flat
        mark = (_WIDE_ASCII if self.ascii else _WIDE)[node.name]
        drawn = mark * body.width if node.name == "bar" else mark
        return box.above((box.line(drawn), body), level=1)

    def _grid(self, node: Grid) -> Box:
        cells = [[self.of(cell) for cell in row] for row in node.rows]
        widths = [max(row[place].width for row in cells) for place in range(len(cells[0]))]
        where = {"l": "left", "c": "centre", "r": "right"}
        rows = [
            box.beside(
                [
                    box.aligned(cell, width, where[letter])
                    for cell, width, letter in zip(row, widths, node.columns, strict=True)
                ],
                [1 if node.style == "aligned" else 2] * (len(widths) - 1),
            )
            for row in cells
        ]
        stack = box.above(rows)
        middle = Box(stack.lines, stack.width, (stack.height - 1) // 2)
        gap = box.line(" ") if node.style == "cases" else box.EMPTY
        body = box.beside([part for part in (gap, middle) if part.width])
        return self._fenced(node.left, body, node.right)

    def _brace(self, node: Brace) -> Box:
        body = self.of(node.body)
        width = max(body.width, 3)
        arm = self.bar * ((width - 1) // 2)
        ends = ("\\", "/") if self.ascii else ("╰", "╯")
        if node.over:
            ends = ("/", "\\") if self.ascii else ("╭", "╮")
        rule = box.line(f"{ends[0]}{arm[1:]}{'v' if self.ascii else '┬'}{arm[1:]}{ends[1]}")
        label = [self.of(node.label)] if node.label else []
        if node.over:
            return box.above([*label, rule, body], level=len(label) + 1)
        return box.above([body, rule, *label])
