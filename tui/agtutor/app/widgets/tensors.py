"""The Tensors pane: each name with what autograd knows of it, and what the last run changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from agtutor.app.facts import Row, modules, rows
from agtutor.app.keys import TENSORS, bindings
from agtutor.app.screens.numbers import NumbersScreen
from agtutor.app.tables import entries as values
from agtutor.app.theme import LOOK
from agtutor.app.widgets.filling import fill
from agtutor.case.evidence import Fact
from agtutor.lab.text import sanitise

CHANGED = "●"
PICKED = "▸"
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


def entries(table: Sequence[Row], width: int, picked: str = "") -> list[list[Content]]:
    """Return a table as lines of at most ``width`` cells, for each name by itself.

    A tensor takes one line, or two where that is too narrow; one of the names may be marked.
    """
    name, what, kind = _columns(table)
    data = max((len(row.bars) + len(row.extent) + 2 for row in table if row.kind), default=0)
    wide = len(_MARGIN) + name + what + kind + data + 3 * len(_GAP) <= width
    found = [_entry(row, (name, what, kind), wide=wide, picked=row.name == picked) for row in table]
    return [[line.truncate(width, ellipsis=True) for line in lines] for lines in found]


def _entry(row: Row, columns: tuple[int, int, int], *, wide: bool, picked: bool) -> list[Content]:
    name, what, kind = columns
    head: list[str | tuple[str, str]] = [
        (CHANGED if row.change else " ", LOOK["changed"]),
        (PICKED if picked else " ", LOOK["sign"]),
        (f"{row.name:{name}}", LOOK["sign"] if picked else LOOK["name"]),
        _GAP,
    ]
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


def told(row: Row) -> str:
    """Return what there is to say over the values of a name."""
    grad = f"grad: {row.grad[1]}" if row.grad else ""
    changed = f"last run: {row.change}" if row.change else ""
    extent = f"values: {row.extent}" if row.kind else ""
    head = ", ".join(part for part in (row.what, row.kind) if part)
    return "\n".join(part for part in (head, extent, grad, changed) if part)


class TensorsPane(VerticalScroll):
    """All names that stand; while it has the focus, one of them is picked."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TENSORS, "tensors")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._body = Static(Content.styled(EMPTY, LOOK["quiet"]))
        self._facts: Mapping[str, Fact] = {}
        self._rows: list[Row] | None = None
        self._modules: list[str] = []
        self._picked = 0

    def compose(self) -> list[Static]:
        """Show one body of text."""
        return [self._body]

    @property
    def tensors(self) -> list[str]:
        """The names of the tensors and arrays that stand."""
        return [row.name for row in self._rows or () if row.kind]

    def show(self, names: Mapping[str, Fact], before: Mapping[str, Fact] | None = None) -> None:
        """Show facts, and what changed about them since ``before``."""
        self._facts = names
        self._rows, self._modules = rows(names, before), modules(names)
        self._draw()

    def say(self, words: str) -> None:
        """Show words in place of facts."""
        self._rows = None
        self._body.update(Content.styled(words, LOOK["quiet"]))
        self._body.styles.height = "auto"

    def open(self, name: str) -> None:
        """Show the values of a name as a table, or its text where there are none."""
        row = next((row for row in self._rows or () if row.name == name), None)
        if row is not None:
            fact = self._facts[name]
            table = values(fact)
            words = told(row) if table else f"{told(row)}\n\n{fact['text']}"
            self.app.push_screen(NumbersScreen(name, words, table))

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the table out anew."""
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Mark the name that is picked, while the keys come here."""
        super().watch_has_focus(has_focus)
        self._draw()

    def action_before(self) -> None:
        """Go to the name before."""
        self._pick(self._place - 1)

    def action_after(self) -> None:
        """Go to the next name."""
        self._pick(self._place + 1)

    def action_first(self) -> None:
        """Go to the first name."""
        self._pick(0)

    def action_last(self) -> None:
        """Go to the last name."""
        self._pick(len(self._rows or ()) - 1)

    def action_values(self) -> None:
        """Show the values of the name that is picked."""
        if self._rows:
            self.open(self._rows[self._place].name)

    @property
    def _place(self) -> int:
        """Where the picked name is among those that stand now; 0 where there is none."""
        return max(0, min(self._picked, len(self._rows or ()) - 1))

    def _pick(self, place: int) -> None:
        self._picked = place
        self._draw()
        upto = [len(lines) for lines in self._entries()[: self._place + 1]]
        if upto:
            region = Region(0, sum(upto[:-1]), 1, upto[-1])
            self.scroll_to_region(region, animate=False, immediate=True)

    def _entries(self) -> list[list[Content]]:
        found = self._rows or []
        picked = found[self._place].name if found and self.has_focus else ""
        return entries(found, self.scrollable_content_region.width, picked)

    def _draw(self) -> None:
        if self._rows is None:
            return
        lines = [line for lines in self._entries() for line in lines]
        if self._modules:
            lines.append(Content.styled(f"{_MARGIN}modules: {', '.join(self._modules)}", LOOK["quiet"]))
        lines = lines or [Content.styled(EMPTY, LOOK["quiet"])]
        fill(self._body, lines, self.scrollable_content_region.width)
