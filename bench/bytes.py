"""What goes over the line: the bytes of a key while an answer is typed, and of a screen at rest."""

from __future__ import annotations

import os
import select
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect

from bench.table import Size

AGTUTOR = str(Path(sys.executable).with_name("agtutor"))
COLUMNS, ROWS = 120, 40
CODE = "x = torch.linspace(-5, 5, 21, requires_grad=True) + torch.ones(21)"
KEYS = 60
QUIET = 0.15
"""Seconds without a byte after which a key's frame is taken to be out."""

REST = 3.0


class Line:
    """The tutor at the other end of a line, at a step where code is typed."""

    def __init__(self, *options: str) -> None:
        """Start it, and wait until all is drawn."""
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._child = pexpect.spawn(
            AGTUTOR,
            [*options, "run", "first-gradient", "--step", "create-x"],
            dimensions=(ROWS, COLUMNS),
            env=environment(self._home.name),
            timeout=60,
        )
        self._child.expect_exact(b"In [3]")
        self.sent(REST)

    def sent(self, quiet: float) -> int:
        """Return how many bytes come until none comes for so many seconds."""
        count = 0
        while select.select([self._child.child_fd], [], [], quiet)[0]:
            count += len(os.read(self._child.child_fd, 65536))
        return count

    def type(self, text: str) -> list[int]:
        """Return the bytes that each key costs."""
        costs = []
        for key in text:
            self._child.send(key)
            costs.append(self.sent(QUIET))
        return costs

    def at_rest(self, seconds: float) -> int:
        """Return the bytes that come while nothing is done."""
        end, count = time.monotonic() + seconds, 0
        while (left := end - time.monotonic()) > 0:
            if select.select([self._child.child_fd], [], [], left)[0]:
                count += len(os.read(self._child.child_fd, 65536))
        return count

    def close(self) -> None:
        """End it."""
        self._child.close(force=True)
        self._home.cleanup()


def environment(home: str) -> dict[str, str]:
    """Return what a terminal at the other end of ssh says of itself."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLORTERM")}
    return {**kept, "AGTUTOR_HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def of_a_key() -> Iterator[Size]:
    """Count the bytes of each key of a line of code, and of seconds at rest, on both kinds of line."""
    for options, name, goal in (((), "", 1000), (("--low-bandwidth",), ", `--low-bandwidth`", 500)):
        line = Line(*options)
        keys = line.type(CODE[:KEYS])
        rest = line.at_rest(REST)
        line.close()
        note = f"{KEYS} keys of code at {COLUMNS}x{ROWS}; the most is the key that opens a line"
        yield Size(f"a key while typing{name}", keys, goal, note=note)
        yield Size(f"{REST:g} s at rest{name}", [rest], 0, note="no blinking, no clock")
