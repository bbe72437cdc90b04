"""Text whose lines depend on the room that it has."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static


def height_of(lines: Sequence[Content], width: int) -> int:
    """Return how many lines these are where each is broken to a width."""
    return sum(len(line.wrap(max(1, width))) for line in lines)


def fill(place: Static, lines: Sequence[Content], width: int) -> None:
    """Show lines in a place of a width, and make it as high as they are.

    The height isn't left for Textual to find: while a terminal changes its size, that would be
    the one of the lines before.
    """
    place.update(Content("\n").join(lines))
    place.styles.height = height_of(lines, width)
