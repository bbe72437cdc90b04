"""All entries of the catalogue, by slip."""

from __future__ import annotations

from agtutor.judge.catalogue import (
    computing,
    creating,
    deriving,
    modes,
    reading,
    shapes,
    training,
    walking,
)
from agtutor.judge.catalogue.entry import Entry

_ROOMS = (creating, computing, walking, reading, modes, shapes, training, deriving)

BOOK: dict[str, Entry] = {entry.slip: entry for room in _ROOMS for entry in room.ENTRIES}
"""Each mistake that is known, by the slip that its verdict has."""
