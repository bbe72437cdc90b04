"""The Plot pane: the last figure, drawn to the size of the pane, its reading in words, its tangents."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app import plotting
from agtutor.app.exporting import Form, save
from agtutor.app.keys import PLOT, bindings
from agtutor.app.manner import is_ascii
from agtutor.app.messages import SlopeWanted
from agtutor.app.prose import inline
from agtutor.app.scales import with_log
from agtutor.app.screens.numbers import NumbersScreen
from agtutor.app.tables import points
from agtutor.app.tangent import Tangent, Track, sources
from agtutor.app.theme import LOOK
from agtutor.app.widgets.filling import fill, height_of
from agtutor.case.evidence import Fact, Figure, Gradient
from agtutor.errors import AgtutorError
from agtutor.lab.text import sanitise

SLENDER = 0.5
"""Lines of a drawing for each column, at most: cells are twice as high as wide, so this is a square."""

EMPTY = "Nothing is drawn yet. plt.plot(x, y) draws here."
NO_PLOT = "Nothing is drawn yet."
NO_WALK = "There is no point to walk to."

_PRESSES = 100
"""How many presses of a key lead from one end of a long curve to the other, about."""

_TANGENT = "·"


def cleaned(figure: Figure) -> Figure:
    """Return the figure with the learner's words as plain text."""
    return {
        **figure,
        "series": [{**series, "label": sanitise(series["label"])} for series in figure["series"]],
        "title": sanitise(figure["title"]),
        "xlabel": sanitise(figure["xlabel"]),
        "ylabel": sanitise(figure["ylabel"]),
    }


class PlotPane(VerticalScroll):
    """The figure that was drawn last."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PLOT, "plot")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._canvas = Static(Content.styled(EMPTY, LOOK["quiet"]), id="canvas")
        self._reading = Static(classes="reading")
        self._figure: Figure | None = None
        self._read: tuple[str, ...] = ()
        self._tracks: list[Track] = []
        self._curve = 0
        self._stop: int | None = None  # where the cursor is on the curve; None before it was moved
        self._names: Mapping[str, Fact] = {}
        self._gradients: dict[tuple[str, str], Gradient | None] = {}  # None: not here yet

    def compose(self) -> list[Static]:
        """Show the drawing and the words, one below the other."""
        return [self._canvas, self._reading]

    @property
    def drawn(self) -> bool:
        """Whether there is a figure."""
        return self._figure is not None

    async def show(self, figure: Figure) -> None:
        """Draw a figure. The first one waits for plotext to be imported, off the event loop."""
        await asyncio.to_thread(plotting.load)
        again = self._figure is not None and self._figure["series"] == figure["series"]
        self._figure = cleaned(figure)
        self._read = plotting.read(self._figure)
        self._tracks = [Track.of(series) for series in self._figure["series"]]
        if not again:
            self._curve, self._stop = 0, None
        self._draw()

    def know(self, names: Mapping[str, Fact]) -> None:
        """Take the facts of what stands now: slopes that were measured before may be others."""
        self._names = names
        self._gradients.clear()
        self._draw()

    def take(self, root: str, wrt: str, gradient: Gradient) -> None:
        """Take slopes that autograd gave."""
        self._gradients[root, wrt] = gradient
        self._draw()

    def clear(self) -> None:
        """Forget the figure."""
        self._figure, self._stop, self._tracks = None, None, []
        self._canvas.display = True
        self._canvas.update(Content.styled(EMPTY, LOOK["quiet"]))
        self._canvas.styles.height = "auto"
        fill(self._reading, [], 0)

    def on_resize(self, _event: events.Resize) -> None:
        """Draw anew, to the new size."""
        self._draw()

    def action_earlier(self) -> None:
        """Walk back along the curve."""
        self._walk(-1)

    def action_later(self) -> None:
        """Walk on along the curve."""
        self._walk(1)

    def action_first(self) -> None:
        """Go to the first point of the curve."""
        self._stand(0)

    def action_last(self) -> None:
        """Go to the last point of the curve."""
        self._stand(self._many - 1)

    def action_curve_before(self) -> None:
        """Go to the curve before, or scroll."""
        self._change_curve(-1)

    def action_curve_after(self) -> None:
        """Go to the next curve, or scroll."""
        self._change_curve(1)

    def action_no_tangent(self) -> None:
        """Take the tangent away."""
        self._stop = None
        self._draw()

    def action_table(self) -> None:
        """Show the points as a table."""
        if self._figure is None:
            self.notify(NO_PLOT, markup=False)
            return
        words = "\n".join(self._read)
        self.app.push_screen(NumbersScreen("The numbers of the plot", words, points(self._figure)))

    def action_log(self) -> None:
        """Make the y axis logarithmic, or linear again."""
        if self._figure is None:
            self.notify(NO_PLOT, markup=False)
            return
        self._figure = with_log(self._figure, "y")
        self._read = plotting.read(self._figure)
        self._draw()

    async def action_svg(self) -> None:
        """Write the plot to a file, as a picture."""
        await self._save("svg")

    async def action_csv(self) -> None:
        """Write the points to a file, as a table."""
        await self._save("csv")

    async def _save(self, form: Form) -> None:
        if self._figure is None:
            self.notify(NO_PLOT, markup=False)
            return
        try:
            path = await asyncio.to_thread(save, self._figure, form)
        except AgtutorError as error:
            self.notify(str(error), severity="warning", markup=False)
        else:
            self.notify(f"Written: {path.name}, in {path.parent}.", markup=False)

    @property
    def _many(self) -> int:
        """How many points of the curve the cursor can stand at."""
        return len(self._tracks[self._curve].stops) if self._tracks else 0

    def _walk(self, steps: int) -> None:
        if self._stop is None:
            self._stand((self._many - 1) // 2)
        else:
            self._stand(self._stop + steps * max(1, self._many // _PRESSES))

    def _stand(self, stop: int) -> None:
        if not self._many:
            self.notify(NO_WALK if self.drawn else NO_PLOT, markup=False)
            return
        self._stop = max(0, min(self._many - 1, stop))
        self._draw()

    def _change_curve(self, steps: int) -> None:
        if self._stop is None or len(self._tracks) < 2:
            (self.scroll_down if steps > 0 else self.scroll_up)(animate=False)
            return
        self._curve = (self._curve + steps) % len(self._tracks)
        self._stop = None if not self._many else min(self._stop, self._many - 1)
        self._draw()

    def _tangent(self) -> Tangent | None:
        """Return the tangent under the cursor, and ask autograd for its slope where it is not known."""
        if self._stop is None:
            return None
        track = self._tracks[self._curve]
        pair = sources(track.series, self._names)
        if isinstance(pair, str):
            return Tangent(track, self._stop, pair)
        if pair not in self._gradients:
            self._gradients[pair] = None
            self.post_message(SlopeWanted(*pair))
        return Tangent(track, self._stop, pair, self._gradients[pair])

    def _words(self, tangent: Tangent | None) -> list[Content]:
        """Return what is said of a tangent; the first line may hold the learner's own words."""
        if tangent is None:
            return []
        several = len(self._tracks) > 1
        name = plotting.name(tangent.track.series, self._curve) if several else ""
        place, *slopes = tangent.words(name)
        return [Content(place), *map(inline, slopes)]

    def _draw(self) -> None:
        if self._figure is None:
            return
        tangent, width = self._tangent(), self._width
        said = self._words(tangent)
        words = [*said, *map(Content, self._read)]
        height = self._height_beside(words)
        if said and height < plotting.SMALLEST[1]:
            words, height = said, self._height_beside(said)
        over = _strokes(tangent) if tangent else []
        text = plotting.picture(self._figure, width, height, _mark("hd", "*"), over)
        self._canvas.update(Text.from_ansi(text))
        self._canvas.styles.height = len(text.splitlines())
        self._canvas.display = bool(text)
        fill(self._reading, words, width)

    def _height_beside(self, words: list[Content]) -> int:
        """Return how many lines a drawing may have above these words."""
        width, room = self._width, self.scrollable_content_region.height
        return min(room - height_of(words, width), round(width * SLENDER))

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width


def _mark(usual: str, ascii: str) -> str:
    return ascii if is_ascii() else usual


def _strokes(tangent: Tangent) -> list[plotting.Stroke]:
    line = tangent.line()
    point = plotting.Stroke([[tangent.track.point(tangent.stop)]], _mark("●", "@"), joined=False)
    return [*([plotting.Stroke([line], _TANGENT)] if line else []), point]
