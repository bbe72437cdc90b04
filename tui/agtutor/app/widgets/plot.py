"""The Plot pane: the last figure, drawn to the size of the pane, its reading in words, its numbers."""

from __future__ import annotations

import asyncio

from rich.text import Text
from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app import plotting
from agtutor.app.theme import LOOK
from agtutor.case.evidence import Figure
from agtutor.lab.text import sanitise

SLENDER = 0.5
"""Lines of a drawing for each column, at most: cells are twice as high as wide, so this is a square."""

EMPTY = "Nothing is drawn yet. plt.plot(x, y) draws here."


def cleaned(figure: Figure) -> Figure:
    """Return the figure with the learner's words as plain text."""
    return {
        "series": [{**series, "label": sanitise(series["label"])} for series in figure["series"]],
        "title": sanitise(figure["title"]),
        "xlabel": sanitise(figure["xlabel"]),
        "ylabel": sanitise(figure["ylabel"]),
    }


class PlotPane(VerticalScroll):
    """The figure that was drawn last."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._canvas = Static(Content.styled(EMPTY, LOOK["quiet"]), id="canvas")
        self._reading = Static(classes="reading")
        self._table = Static(classes="quiet")
        self._figure: Figure | None = None

    def compose(self) -> list[Static]:
        """Show the drawing, the words and the numbers, from top to bottom."""
        return [self._canvas, self._reading, self._table]

    async def show(self, figure: Figure) -> None:
        """Draw a figure. The first one waits for plotext to be imported, off the event loop."""
        await asyncio.to_thread(plotting.load)
        self._figure = cleaned(figure)
        self._draw()

    def clear(self) -> None:
        """Forget the figure."""
        self._figure = None
        self._canvas.update(Content.styled(EMPTY, LOOK["quiet"]))
        self._reading.update("")
        self._table.update("")

    def on_resize(self, _event: events.Resize) -> None:
        """Draw anew, to the new size."""
        self._draw()

    def _draw(self) -> None:
        if self._figure is None:
            return
        region = self.scrollable_content_region
        words = plotting.draw(self._figure, 0, 0).reading
        lines = sum(len(Content(line).wrap(max(20, region.width - 1))) for line in words)
        height = min(region.height - lines, round(region.width * SLENDER))
        drawing = plotting.draw(self._figure, region.width, height)
        self._canvas.update(Text.from_ansi(drawing.text))
        self._canvas.display = bool(drawing.text)
        self._reading.update(Content("\n".join(drawing.reading)))
        self._table.update(Content("\n").join(self._numbers()))

    def _numbers(self) -> list[Content]:
        lines = []
        for series in self._figure["series"] if self._figure else []:
            name = f" ({series['label']})" if series["label"] else ""
            lines.append(Content.styled(f"x and y{name}", LOOK["bold"]))
            lines += [Content(line) for line in plotting.table(series)]
        return lines
