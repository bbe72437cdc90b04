"""The Tensors pane: each name with what autograd knows of it, and what the last run changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app.facts import Row, modules, rows
from agtutor.app.theme import LOOK
from agtutor.case.evidence import Fact
from agtutor.lab.text import sanitise

CHANGED = "● "
_GAP = "  "
_MARGIN = "  "

EMPTY = "No tensors yet. What you make shows here."


def _columns(table: Sequence[Row]) -> tuple[int, int, int]:
    """Return the widths of name, dtype with shape, and kind."""
    tensors = [row for row in table if row.kind]
    return (
        max((len(row.name) for row in table), default=0),
        max((len(row.what) for row in tensors), default=0),
        max((len(row.kind) for row in tensors), default=0),
    )


def laid_out(table: Sequence[Row], width: int) -> list[Content]:
    """Return a table as lines of at most ``width`` cells: one line a tensor, or two if narrow."""
    name, what, kind = _columns(table)
    data = max((len(row.bars) + len(row.extent) + 2 for row in table if row.kind), default=0)
    wide = len(_MARGIN) + name + what + kind + data + 3 * len(_GAP) <= width
    lines: list[Content] = []
    for row in table:
        lines += _entry(row, (name, what, kind), wide=wide)
    return [line.truncate(width, ellipsis=True) for line in lines]


def _entry(row: Row, columns: tuple[int, int, int], *, wide: bool) -> list[Content]:
    name, what, kind = columns
    mark = (CHANGED, LOOK["changed"]) if row.change else _MARGIN
    head: list[str | tuple[str, str]] = [mark, (f"{row.name:{name}}", LOOK["name"]), _GAP]
    under = " " * (len(_MARGIN) + name) + _GAP
    change = _said(row.change)
    if not row.kind:  # no tensor: its type and its text
        return [Content.assemble(*head, (row.what, LOOK["quiet"]), _GAP, sanitise(row.extent), *change)]
    head += [f"{row.what:{what}}", _GAP, (f"{row.kind:{kind if wide else 0}}", LOOK["quiet"])]
    data: list[str | tuple[str, str]] = [
        (row.bars, LOOK["spark"]),
        _GAP if row.bars else "",
        row.extent,
    ]
    lines = (
        [Content.assemble(*head, _GAP, *data)]
        if wide
        else [Content.assemble(*head), Content.assemble(under, *data)]
    )
    lines += [Content.assemble(under, *_grad(row.grad))] if row.grad else []
    if row.change:
        lines.append(Content.assemble(under, *change[1:]))
    return lines


def _grad(grad: tuple[str, str]) -> list[str | tuple[str, str]]:
    bars, words = grad
    return [("grad  ", LOOK["quiet"]), (bars, LOOK["spark"]), _GAP if bars else "", words]


def _said(change: str) -> list[str | tuple[str, str]]:
    return [_GAP, (change, LOOK["changed"])] if change else ["", ""]


class TensorsPane(VerticalScroll):
    """All names that stand."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._body = Static(Content.styled(EMPTY, LOOK["quiet"]))
        self._rows: list[Row] | None = None
        self._modules: list[str] = []

    def compose(self) -> list[Static]:
        """Show one body of text."""
        return [self._body]

    def show(self, names: Mapping[str, Fact], before: Mapping[str, Fact] | None = None) -> None:
        """Show facts, and what changed about them since ``before``."""
        self._rows, self._modules = rows(names, before), modules(names)
        self._draw()

    def say(self, words: str) -> None:
        """Show words in place of facts."""
        self._rows = None
        self._body.update(Content.styled(words, LOOK["quiet"]))

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the table out anew."""
        self._draw()

    def _draw(self) -> None:
        if self._rows is None:
            return
        lines = laid_out(self._rows, self.scrollable_content_region.width)
        if self._modules:
            lines.append(Content.styled(f"{_MARGIN}modules: {', '.join(self._modules)}", LOOK["quiet"]))
        self._body.update(Content("\n").join(lines) if lines else Content.styled(EMPTY, LOOK["quiet"]))
