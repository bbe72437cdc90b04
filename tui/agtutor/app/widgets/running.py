"""The line that says that something runs, for how long, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from agtutor.app.keys import key_of
from agtutor.app.manner import is_sparing

PATIENCE = 0.3
"""Seconds that a run takes before the line says so; most are over sooner."""

BEAT, SLOW_BEAT = 0.2, 1.0
"""Seconds between two readings of the clock until the line is there; from then on, or on a slow line.

A key that meets a reading is drawn a frame later.
"""

LOADING = "torch is still loading; your answer runs as soon as it is there · {key} takes it back"


class RunningLine(Static):
    """Shown while an answer runs."""

    class Appeared(Message):
        """The line is there now: what is shown beside it belongs to an earlier run."""

    DEFAULT_CSS = "RunningLine { height: auto; display: none; } RunningLine.-on { display: block; }"

    def __init__(self, loading: Callable[[], bool], *, id: str | None = None) -> None:
        """Take a function that tells whether torch is still loading."""
        super().__init__("", id=id, markup=False)
        self._loading = loading
        self._since = 0.0
        self._timer: Timer | None = None

    def start(self) -> None:
        """Start the clock; the line appears after ``PATIENCE``, or at once while torch loads."""
        self.stop()
        self._since = monotonic()
        self._beat_every(SLOW_BEAT if is_sparing() else BEAT)
        if self._loading():
            self.beat()

    def stop(self) -> None:
        """Take the line away."""
        self.remove_class("-on")
        self._rest()

    def _beat_every(self, seconds: float) -> None:
        self._rest()
        self._timer = self.set_interval(seconds, self.beat)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def beat(self) -> None:
        """Read the clock, and say what there is to say."""
        if self._loading():
            self._since = monotonic()
            self._say(LOADING.format(key=key_of("stop")))
        elif (seconds := monotonic() - self._since) >= PATIENCE:
            self._say(f"running {seconds:.1f} s · {key_of('stop')} stops it")

    def _say(self, words: str) -> None:
        on = self.has_class("-on")
        self.update(words, layout=not (on and self._fits(words)))
        if not on:
            self.add_class("-on")
            self._beat_every(SLOW_BEAT)
            self.post_message(self.Appeared())

    def _fits(self, words: str) -> bool:
        """Tell whether words take the lines that the line has; else, all has to be laid out anew."""
        width, height = self.size
        return width > 0 and Content(words).get_height({}, width) == height
