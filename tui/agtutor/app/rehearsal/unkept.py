"""A journal that is forgotten: what is previewed or played is nobody's progress."""

from __future__ import annotations

import os
from pathlib import Path

from agtutor.journal import Journal


class Unkept(Journal):
    """Lines in memory alone; no file is read, and none is written."""

    @classmethod
    def open(cls, folder: Path | None = None) -> Unkept:  # noqa: ARG003 - there is none
        """Return an empty journal."""
        return cls(Path(os.devnull))

    def _append(self, raw: bytes) -> None:
        """Put nothing on disk."""
