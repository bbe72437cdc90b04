"""A bar on standard error that shows how far something is, where that is a terminal."""

from __future__ import annotations

import codecs
import os
import shutil
import sys

_WIDTH = 24
_ERASE = "\r\x1b[K"


class Bar:
    """One line that is written over and over, and is gone at the end."""

    def __init__(self) -> None:
        """Write nothing yet; nothing at all where nobody would see it move."""
        self.shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._full, self._empty = ("█", "░") if _knows_blocks() else ("#", ".")

    def show(self, done: int, total: int, words: str) -> None:
        """Show how much of the total is done.

        Args:
            done: how much.
            total: of how much.
            words: what stands behind the bar; cut where the line ends.
        """
        if not self.shown:
            return
        full = _WIDTH * done // max(total, 1)
        line = f"{self._full * full}{self._empty * (_WIDTH - full)} {done}/{total} {words}"
        columns = shutil.get_terminal_size().columns
        sys.stderr.write(f"{_ERASE}{line[: columns - 1]}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()


def _knows_blocks() -> bool:
    try:
        return codecs.lookup(sys.stderr.encoding or "ascii").name == "utf-8"
    except LookupError:
        return False
