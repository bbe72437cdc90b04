"""The panes beside the step: tensors, graph, plot. One is in front."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from agtutor.app.widgets.graph import GraphPane
from agtutor.app.widgets.plot import PlotPane
from agtutor.app.widgets.rule import Rule
from agtutor.app.widgets.tensors import TensorsPane
from agtutor.case.evidence import Evidence, Fact, Figure

NAMES = ("Tensors", "Graph", "Plot")
"""What the panes are called, in the order in which F3 goes round them."""

_IDS = ("tensors", "graph", "plot")

LOADING = "torch is still loading. Your tensors show here as soon as it is there."
REBUILDING = "Your tensors are on their way."

GRAPH = _IDS.index("graph")
PLOT = _IDS.index("plot")


class Panes(Vertical):
    """The three panes behind one frame.

    Attributes:
        front: the place in ``NAMES`` of the pane in front.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.front = 0
        self.heading = ""
        self._names: Mapping[str, Fact] = {}
        self._shown = False

    def compose(self) -> ComposeResult:
        """Show the frame and the pane in front."""
        yield Rule("top", id="panes-rule")
        with ContentSwitcher(initial=_IDS[0], id="switch", classes="sides"):
            yield TensorsPane(id=_IDS[0])
            yield GraphPane(id=_IDS[1])
            yield PlotPane(id=_IDS[2])
        yield Rule("bottom", id="panes-end")

    def on_mount(self) -> None:
        """Write the names on the frame."""
        self.bring(self.front)

    def bring(self, place: int, heading: str | None = None) -> None:
        """Bring a pane to the front; ``heading`` goes before the panes' names on the frame."""
        self.front = place
        self.heading = self.heading if heading is None else heading
        self.query_one(ContentSwitcher).current = _IDS[place]
        self.query_one("#panes-rule", Rule).show(self.heading, NAMES, place)

    @property
    def all(self) -> list[Widget]:
        """The panes, in the order of their names."""
        return [self.query_one(f"#{name}") for name in _IDS]

    @property
    def current(self) -> Widget:
        """The pane in front."""
        return self.all[self.front]

    @property
    def plot(self) -> PlotPane:
        """The pane that draws."""
        return self.query_one(PlotPane)

    @property
    def tensors(self) -> TensorsPane:
        """The pane that lists what stands."""
        return self.query_one(TensorsPane)

    def scroll_page(self, pages: int) -> None:
        """Scroll the pane in front."""
        pane = self.current
        (pane.scroll_page_down if pages > 0 else pane.scroll_page_up)(animate=False)

    def show(self, evidence: Evidence, *, after_a_run: bool = False) -> None:
        """Show what stands; after a run, mark what it changed."""
        before = self._names if after_a_run else None
        self._names, self._shown = evidence["names"], True
        self.tensors.show(self._names, before)
        self.query_one(GraphPane).show(evidence["graph"])
        self.plot.know(self._names)

    def await_evidence(self, *, loading: bool) -> None:
        """Say what is waited for, where nothing is shown yet."""
        if not self._shown:
            self.say(LOADING if loading else REBUILDING)

    def forget(self) -> None:
        """Show nothing, and await what comes next."""
        self._shown, self._names = False, {}
        self.plot.clear()

    def say(self, words: str) -> None:
        """Show words in place of tensors and graph."""
        self.tensors.say(words)
        self.query_one(GraphPane).say(words)

    @property
    def graph(self) -> GraphPane:
        """The graph."""
        return self.query_one(GraphPane)

    async def draw(self, figure: Figure) -> None:
        """Draw a figure."""
        await self.plot.show(figure)
