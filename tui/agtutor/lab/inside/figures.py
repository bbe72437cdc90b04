"""The ``plt`` that learner code sees: it draws nothing, and remembers what it was asked to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Literal, NoReturn

import numpy as np

from agtutor.case.evidence import Figure, Series
from agtutor.lab.inside.echo import Unechoed
from agtutor.lab.inside.kinds import Args, Value
from agtutor.lab.inside.points import Line, cloud, lines

_IGNORED = """legend grid axhline axvline xlim ylim xticks yticks axis tight_layout savefig draw pause
ion ioff margins subplots_adjust text annotate minorticks_on set_xlim set_ylim set_xticks set_yticks
set_aspect set_facecolor tick_params invert_xaxis invert_yaxis
build plotsize theme canvas_color axes_color ticks_color plot_size clear_terminal
use set_size_inches"""

IGNORED = frozenset(_IGNORED.split())
"""Names that are accepted and change nothing of what a figure is judged by."""


_SCALES: dict[str, Literal["x", "y"]] = {"xscale": "x", "yscale": "y"}


class Drawn(Unechoed, list[Line]):
    """What ``plot`` and ``scatter`` return: the lines that were drawn."""


class Axes(Unechoed):
    """One figure in the making: its series and its words."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._series: list[Series] = []
        self._words = {"title": "", "xlabel": "", "ylabel": ""}
        self._scales: dict[str, str] = {}

    def plot(self, *args: Value, label: object = "", **_: Value) -> Drawn:
        """Draw lines: ``plot(y)``, ``plot(x, y)``, ``plot(x, y, "o-", x2, y2, …)``.

        Raises:
            RuntimeError: a tensor is tracked.
            ValueError: lengths differ, or something isn't numbers.
        """
        drawn = Drawn(line for x, y in _pairs(args) for line in lines(x, y))
        return self._draw("plot", drawn, label)

    def scatter(self, x: Value, y: Value = None, *_: Value, label: object = "", **__: Value) -> Drawn:
        """Draw points; errors as for ``plot``."""
        dots = cloud(None, x) if y is None else cloud(x, y)
        return self._draw("scatter", Drawn([dots]), label)

    def semilogx(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw lines over a logarithmic x axis; see ``plot``."""
        self.set(xscale="log")
        return self.plot(*args, **kwargs)

    def semilogy(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw lines beside a logarithmic y axis; see ``plot``."""
        self.set(yscale="log")
        return self.plot(*args, **kwargs)

    def loglog(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw lines between two logarithmic axes; see ``plot``."""
        self.set(xscale="log", yscale="log")
        return self.plot(*args, **kwargs)

    def set(self, **words: Value) -> None:
        """Set title, xlabel, ylabel, xscale and yscale; the rest is ignored."""
        self._words.update({name: str(words[name]) for name in self._words if name in words})
        self._scales.update({name: str(words[name]) for name in _SCALES if name in words})

    def set_xscale(self, scale: object, *_: Value, **__: Value) -> None:
        """Make the horizontal axis ``"log"`` or ``"linear"``; anything else counts as linear."""
        self.set(xscale=scale)

    def set_yscale(self, scale: object, *_: Value, **__: Value) -> None:
        """Make the vertical axis ``"log"`` or ``"linear"``; anything else counts as linear."""
        self.set(yscale=scale)

    def set_title(self, text: object, *_: Value, **__: Value) -> None:
        """Set the title."""
        self.set(title=text)

    def set_xlabel(self, text: object, *_: Value, **__: Value) -> None:
        """Name the horizontal axis."""
        self.set(xlabel=text)

    def set_ylabel(self, text: object, *_: Value, **__: Value) -> None:
        """Name the vertical axis."""
        self.set(ylabel=text)

    def cla(self) -> None:
        """Forget what was drawn."""
        self._series.clear()
        self.set(title="", xlabel="", ylabel="", xscale="linear", yscale="linear")

    clear = cla

    def figure_data(self) -> Figure:
        """Return it as evidence."""
        words = self._words
        figure = Figure(
            series=list(self._series),
            title=words["title"],
            xlabel=words["xlabel"],
            ylabel=words["ylabel"],
        )
        logs = [axis for name, axis in _SCALES.items() if self._scales.get(name) == "log"]
        if logs:
            figure["logs"] = logs
        return figure

    def _draw(self, call: Literal["plot", "scatter"], drawn: Drawn, label: object) -> Drawn:
        self._canvas.touch(self)
        self._series.extend(Series(call=call, x=line.x, y=line.y, label=str(label)) for line in drawn)
        return drawn

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _ignored(name) if name in IGNORED else _unknown(name)


class Sheet(Unechoed):
    """The ``fig`` of matplotlib: a sheet that holds axes."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def add_subplot(self, *_: Value, **__: Value) -> Axes:
        """Return new axes."""
        return self._canvas.start()

    def gca(self) -> Axes:
        """Return the axes that are drawn on."""
        return self._canvas.gca()

    def suptitle(self, text: object, *_: Value, **__: Value) -> None:
        """Set the title."""
        self._canvas.gca().set(title=text)

    def show(self, *_: Value, **__: Value) -> None:
        """End the figure."""
        self._canvas.show()

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _ignored(name) if name in IGNORED else _unknown(name)


class Canvas(ModuleType):
    """The module-like ``plt``: functions of pyplot and of plotext, as far as lessons need them."""

    def __init__(self) -> None:
        super().__init__("plt", "Draws lines and points into the Plot tab.")
        self._axes: list[Axes] = []
        self._current: Axes | None = None
        self.rcParams: dict[str, Any] = {}
        self.__all__ = ["plot", "scatter", "title", "xlabel", "ylabel", "legend", "grid", "show"]

    @contextmanager
    def session(self) -> Iterator[None]:
        """Start a run: what is drawn inside is what ``figures`` returns, until the next session."""
        self._axes, self._current = [], None
        yield
        self._current = None

    def figures(self) -> list[Figure]:
        """Return the figures of this run that something was drawn on, in order."""
        found = [axes.figure_data() for axes in self._axes]
        return [figure for figure in found if figure["series"]]

    def touch(self, axes: Axes) -> None:
        """Count axes among those of this run; they may come from an earlier one."""
        if not any(known is axes for known in self._axes):
            self._axes.append(axes)

    def start(self) -> Axes:
        """Return new axes, which are drawn on from now."""
        self._current = Axes(self)
        return self._current

    def gca(self) -> Axes:
        """Return the axes that are drawn on, new ones if there are none."""
        return self._current or self.start()

    def gcf(self) -> Sheet:
        """Return the sheet."""
        return Sheet(self)

    def figure(self, *_: Value, **__: Value) -> Sheet:
        """Start a figure."""
        self._current = None
        return Sheet(self)

    def subplot(self, *_: Value, **__: Value) -> Axes:
        """Start axes; each counts as a figure."""
        return self.start()

    def subplots(self, nrows: int = 1, ncols: int = 1, **_: Value) -> tuple[Sheet, Any]:
        """Return a sheet and its axes: one, or an array of shape (n,) or (nrows, ncols)."""
        made = np.empty((nrows, ncols), dtype=object)
        for place in np.ndindex(nrows, ncols):
            made[place] = Axes(self)
        self._current = made[-1, -1]
        axes = made.squeeze() if 1 in (nrows, ncols) else made
        return Sheet(self), axes.item() if axes.ndim == 0 else axes

    def plot(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw lines on the current axes; see ``Axes.plot``."""
        return self.gca().plot(*args, **kwargs)

    def scatter(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw points on the current axes; see ``Axes.scatter``."""
        return self.gca().scatter(*args, **kwargs)

    def title(self, text: object, *_: Value, **__: Value) -> None:
        """Set the title."""
        self.gca().set(title=text)

    suptitle = title

    def xlabel(self, text: object, *_: Value, **__: Value) -> None:
        """Name the horizontal axis."""
        self.gca().set(xlabel=text)

    def ylabel(self, text: object, *_: Value, **__: Value) -> None:
        """Name the vertical axis."""
        self.gca().set(ylabel=text)

    def xscale(self, scale: object, *_: Value, **__: Value) -> None:
        """Make the horizontal axis logarithmic or linear; see ``Axes.set_xscale``."""
        self.gca().set(xscale=scale)

    def yscale(self, scale: object, *_: Value, **__: Value) -> None:
        """Make the vertical axis logarithmic or linear; see ``Axes.set_yscale``."""
        self.gca().set(yscale=scale)

    def semilogx(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw lines over a logarithmic x axis; see ``Axes.plot``."""
        return self.gca().semilogx(*args, **kwargs)

    def semilogy(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw lines beside a logarithmic y axis; see ``Axes.plot``."""
        return self.gca().semilogy(*args, **kwargs)

    def loglog(self, *args: Value, **kwargs: Value) -> Drawn:
        """Draw lines between two logarithmic axes; see ``Axes.plot``."""
        return self.gca().loglog(*args, **kwargs)

    def show(self, *_: Value, **__: Value) -> None:
        """End the figure: what comes next is drawn on another."""
        self._current = None

    close = show

    def clf(self, *_: Value, **__: Value) -> None:
        """Forget what was drawn on the current axes."""
        if self._current is not None:
            self._current.cla()

    cla = cld = clear_figure = clear_data = clf

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _ignored(name) if name in IGNORED else _unknown(name)

    def __repr__(self) -> str:
        return "<plt: draws lines and points into the Plot tab>"


PLT = Canvas()
"""The one ``plt`` of a process."""


def _pairs(args: Args) -> Iterator[tuple[Any, Any]]:
    """Yield (x or None, y) of ``plot``'s arguments; format strings are passed over."""
    waiting = list(args)
    while waiting:
        first = waiting.pop(0)
        second = waiting.pop(0) if waiting and not isinstance(waiting[0], str) else None
        if waiting and isinstance(waiting[0], str):
            waiting.pop(0)
        yield (None, first) if second is None else (first, second)


def _ignored(name: str) -> Callable[..., None]:
    def ignore(*_: Value, **__: Value) -> None:
        return None

    ignore.__name__ = name
    return ignore


def _unknown(name: str) -> NoReturn:
    hint = "" if name.startswith("__") else " It draws with `plot` and `scatter`."
    raise AttributeError(f"this plt has no `{name}`.{hint}")
