"""Standard input, output and error of a run: nothing to read, and one pipe for all that is written.

Set anew before each run, at the level of descriptors, so that C libraries and subprocesses write there
too, and code that closed or replaced a stream doesn't silence the next run.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO

_OWN: dict[int, TextIO] = {}


def redirect(output: int | None) -> None:
    """Send both output streams to a descriptor, which is closed here; None sends them nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    for stream in (1, 2):
        os.dup2(nothing if output is None else output, stream)
    for spent in (nothing, output):
        if spent is not None and spent > 2:
            os.close(spent)
    sys.stdin, sys.stdout, sys.stderr = (_stream(descriptor) for descriptor in (0, 1, 2))


def flush() -> None:
    """Write out what is still in Python's buffers."""
    for stream in {sys.stdout, sys.stderr, *_OWN.values()}:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()


def _stream(descriptor: int) -> TextIO:
    """Return our stream on a descriptor, the same as before: handlers of logging may hold it."""
    if descriptor not in _OWN or _OWN[descriptor].closed:
        raw = io.FileIO(descriptor, "w" if descriptor else "r", closefd=False)
        buffered = io.BufferedWriter(raw) if descriptor else io.BufferedReader(raw)
        _OWN[descriptor] = io.TextIOWrapper(
            buffered, encoding="utf-8", errors="backslashreplace", line_buffering=bool(descriptor)
        )
    return _OWN[descriptor]


def complain(text: str) -> None:
    """Write a line to standard error."""
    os.write(2, f"{text}\n".encode(errors="backslashreplace"))
