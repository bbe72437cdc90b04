"""Text as a file that wasn't there before: nothing of the learner's is ever written over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path


def write_new(text: str, folder: Path, stem: str, form: str) -> Path:
    """Write ``stem.form``, or the first of ``stem-2.form`` and so on that is free; return the file.

    Raises:
        OSError: it can't be written there; nothing is left of it.
    """
    for path in _names(folder, stem, form):
        try:
            with path.open("x", encoding="utf-8", errors="backslashreplace", newline="") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError:
            _drop(path)
            raise
        return path
    raise AssertionError("the numbers never end")


def _names(folder: Path, stem: str, form: str) -> Iterator[Path]:
    yield folder / f"{stem}.{form}"
    yield from (folder / f"{stem}-{number}.{form}" for number in count(2))


def _drop(path: Path) -> None:
    """Take away what a full disk left of a file that was begun."""
    if path.exists() and os.access(path.parent, os.W_OK):
        path.unlink()
