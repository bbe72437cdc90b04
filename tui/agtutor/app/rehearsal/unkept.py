"""A journal that is forgotten: what is previewed or played is nobody's progress."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from agtutor.journal import Journal, Line


class Unkept(Journal):
    """Lines in memory alone; no file is read, and none is written."""

    @classmethod
    def open(cls, folder: Path | None = None) -> Unkept:  # noqa: ARG003 - there is none
        """Return an empty journal."""
        return cls(Path(os.devnull))

    def write(self, line: Line) -> Line:
        """Remember a line, and return it with its number."""
        numbered = replace(line, number=len(self.lines) + 1)
        self.lines.append(numbered)
        return numbered
