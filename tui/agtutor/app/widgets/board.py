"""The body of the lesson screen: panes, step and cell, side by side or one in front of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical

from agtutor.app.widgets.answers import AnswerPane, ReadAnswer
from agtutor.app.widgets.cell import Cell
from agtutor.app.widgets.panes import NAMES, PLOT, Panes
from agtutor.app.widgets.question import Question
from agtutor.app.widgets.rule import Rule
from agtutor.case.evidence import Evidence

_LOOKING = "-looking"
_READING = "-reading"

MORE = "PgDn: more"
"""Said where what is above the cell goes on below its end."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a step asks.

    Attributes:
        number: the step's number, from 1.
        title: its title.
        text: its prose.
        hints: the hints that were asked for.
        notes: what else there is to know about it.
    """

    number: int
    title: str
    text: str
    hints: Sequence[str] = ()
    notes: Sequence[str] = ()


class Board(Vertical):
    """Panes, step and cell.

    Where there is room, the panes stand to the right. Where there isn't, one of them or the step's text
    is above the cell; the cell itself, with the answer and its verdict, is always in view.
    """

    def __init__(self, loading: Callable[[], bool]) -> None:
        """Take a function that tells whether torch is still loading."""
        super().__init__()
        self._loading = loading
        self._narrow = False
        self._number = 0
        self._title = ""

    def compose(self) -> ComposeResult:
        """Show the three parts."""
        yield Panes(id="panes")
        with Vertical(id="step"):
            yield Rule("top", id="step-rule")
            yield Question(id="question", classes="sides")
        yield Cell(self._loading, id="cell")

    def on_mount(self) -> None:
        """Keep an eye on how far what can be scrolled is scrolled."""
        for scrolled in (self.question, *self.panes.all):
            for what in ("scroll_y", "virtual_size", "show_vertical_scrollbar"):
                self.watch(scrolled, what, self._announce_soon, init=False)

    def _announce_soon(self) -> None:
        self.call_after_refresh(self._announce_more)

    def _announce_more(self) -> None:
        above = self.panes.current if self.looking else self.question
        more = above.max_scroll_y > above.scroll_y
        self.cell.announce(MORE if more else "")

    @property
    def cell(self) -> Cell:
        """Where the answer is given and answered."""
        return self.query_one(Cell)

    @property
    def panes(self) -> Panes:
        """Tensors, graph and plot."""
        return self.query_one(Panes)

    @property
    def question(self) -> Question:
        """The step's text."""
        return self.query_one(Question)

    @property
    def looking(self) -> bool:
        """Whether a pane stands in the place of the step's text."""
        return self._narrow and self.has_class(_LOOKING)

    async def ask(self, ask: Ask, pane: AnswerPane) -> None:
        """Show a step, and a pane to answer it in."""
        self._number, self._title = ask.number, ask.title
        self.set_class(isinstance(pane, ReadAnswer), _READING)
        await self.question.show(ask.text, ask.hints, ask.notes)
        await self.cell.ask(pane, f"In [{ask.number}]", f"Out [{ask.number}]")
        self.look_at_step()

    async def open_pad(self, pad: AnswerPane, heading: str) -> None:
        """Show a scratch pad in the place of the answer, with an Out even where the step has none."""
        self.remove_class(_READING)
        await self.cell.ask(pad, heading, "Out")

    def look_at_step(self) -> None:
        """Bring the step's text to the front, where there is room for one thing only."""
        self.remove_class(_LOOKING)
        self._write_rules()
        self.cell.show_end()
        self._announce_soon()

    def look_at(self, place: int) -> None:
        """Bring a pane to the front."""
        self.panes.front = place
        self.add_class(_LOOKING)
        self._write_rules()
        self.cell.show_end()
        self._announce_soon()

    def look_further(self) -> None:
        """Bring the next pane to the front; where the step has no place of its own, it comes too."""
        if self._narrow and not self.looking:
            self.look_at(0)
        elif self._narrow and self.panes.front == len(NAMES) - 1:
            self.look_at_step()
        else:
            self.look_at((self.panes.front + 1) % len(NAMES))

    def fold(self, narrow: bool) -> None:
        """Stand side by side, or one in front of the other."""
        self._narrow = narrow
        self._write_rules()
        self.cell.show_end()
        self._announce_soon()

    def scroll_page(self, pages: int) -> None:
        """Scroll what is above the cell."""
        if self.looking:
            self.panes.scroll_page(pages)
        elif pages > 0:
            self.question.scroll_page_down(animate=False)
        else:
            self.question.scroll_page_up(animate=False)

    async def show_run(self, evidence: Evidence, *, stands: bool) -> None:
        """Show what a run made: tensors where they stand now, a figure in any case."""
        if stands:
            self.panes.show(evidence, after_a_run=True)
        if evidence["figures"]:
            await self.panes.draw(evidence["figures"][-1])
            self.look_at(PLOT)

    async def show_standing(self, evidence: Evidence) -> None:
        """Show what stands, and the last figure if there is one."""
        self.panes.show(evidence)
        if evidence["figures"]:
            await self.panes.draw(evidence["figures"][-1])

    def _write_rules(self) -> None:
        heading = f"Step {self._number} ─ {self._title}" if self._number else ""
        names = NAMES if self._narrow else ()
        self.query_one("#step-rule", Rule).show(heading, names)
        self.panes.bring(self.panes.front, f"Step {self._number}" if self._narrow else "")
