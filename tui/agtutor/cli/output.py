"""What standard output can take: how wide it is, and whether it knows more than ASCII."""

from __future__ import annotations

import codecs
import shutil
import sys

WIDEST = 100
"""Columns from which on lines get hard to read."""


def columns() -> int:
    """Return how many cells a line may have: the terminal's, up to ``WIDEST``."""
    return min(shutil.get_terminal_size().columns, WIDEST)


def has_signs() -> bool:
    """Tell whether standard output takes more than ASCII; what it can't take never raises."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"  # none where it was closed before
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False
