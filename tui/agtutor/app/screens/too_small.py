"""What is shown where a terminal is too small for a lesson."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from agtutor.app.keys import key_of
from agtutor.app.screens.sheet import Sheet

SMALLEST = Size(60, 16)
"""Columns and lines that a lesson needs."""


def fits(size: Size) -> bool:
    """Tell whether a terminal of that size is large enough."""
    return size.width >= SMALLEST.width and size.height >= SMALLEST.height


def words(size: Size) -> str:
    """Return what is missing."""
    lacks = []
    if (columns := SMALLEST.width - size.width) > 0:
        lacks.append(f"{columns} more column{'s' * (columns > 1)}")
    if (lines := SMALLEST.height - size.height) > 0:
        lacks.append(f"{lines} more line{'s' * (lines > 1)}")
    return (
        f"This terminal is {size.width}x{size.height}. "
        f"agtutor needs {SMALLEST.width}x{SMALLEST.height}: {' and '.join(lacks)}. "
        f"What you typed is kept.\n\n{key_of('app.quit', 'app')} quits."
    )


class TooSmallScreen(Sheet[None], inherit_bindings=False):
    """Covers all else until the terminal is large enough."""

    def compose(self) -> ComposeResult:
        """Show what is missing."""
        yield Static(words(self.app.size), markup=False)

    def on_screen_resume(self) -> None:
        """Go away where the terminal became large enough while something else was in front."""
        if fits(self.app.size):
            self.dismiss()

    def on_resize(self, event: events.Resize) -> None:
        """Say it anew."""
        if not fits(event.size):
            self.query_one(Static).update(words(event.size))
