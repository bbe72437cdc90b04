"""From a key to its echo while an answer runs, against a Textual app that is nothing but an editor."""

from __future__ import annotations

import os
import re
import select
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pexpect

from bench.bytes import AGTUTOR, CODE, COLUMNS, QUIET, ROWS, environment
from bench.table import Alone, Ratio, milliseconds, quantile

BARE = """
from textual.app import App
from textual.widgets import TextArea
class Bare(App):
    def compose(self):
        yield TextArea("", language="python", soft_wrap=True, placeholder="Bare")
Bare().run()
"""
SECONDS = 8
"""How long the answer runs, at the least; the lab would stop it at 10."""

WORK = f"""
import time
end = time.monotonic() + {SECONDS}
while time.monotonic() < end:
    torch.rand(200, 200) @ torch.rand(200, 200)
"""
NICE = 10
"""How far the lab stands back behind the interface."""

BESIDE = (
    f"import os, torch; torch.set_num_threads(1); os.nice({NICE}); print('ready', flush=True){WORK}"
)
ROUNDS = 5
KEYS = 40
REST = 0.06
"""Seconds between an echo and the next key, at the least: a quick hand's. At most it is twice that."""

_GOLDEN = (5**0.5 - 1) / 2
"""Multiples of it keep no time with any clock of the programs."""

_EMPTY, _RUN = "\x0c", "\x1b[15~"
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\x07]*\x07)")


class Hand:
    """Somebody who types into a program, and watches for each key."""

    def __init__(self, command: list[str], home: str, marker: str) -> None:
        """Start the program, and wait until its marker is drawn and all is quiet."""
        self._child = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(ROWS, COLUMNS),
            env=environment(home),
            timeout=60,
        )
        self.see(marker)
        self.settle(QUIET)

    def see(self, marker: str) -> None:
        """Wait until something is drawn."""
        self._child.expect_exact(marker.encode())

    def settle(self, quiet: float) -> None:
        """Read until nothing comes for so many seconds."""
        while self._read(quiet):
            pass

    def send(self, keys: str) -> None:
        """Press keys."""
        self._child.send(keys)

    def echoes(self, text: str) -> list[float]:
        """Type a text; return the seconds from each key to the bytes that show it."""
        return [self._echo(text[: place + 1]) for place in range(len(text))]

    def _echo(self, typed: str) -> float:
        wanted, seen = typed[-2:].encode(), b""
        start = time.perf_counter()
        os.write(self._child.child_fd, typed[-1].encode())
        while wanted not in _ESCAPES.sub(b"", seen):
            found = self._read(5.0)
            took = time.perf_counter() - start
            if not found:
                raise TimeoutError(f"{typed!r} was never drawn")
            seen += found
        end = time.monotonic() + REST * (1 + len(typed) * _GOLDEN % 1)
        while (left := end - time.monotonic()) > 0:
            self._read(left)
        return took

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._child.child_fd], [], [], seconds)[0]:
            return b""
        return os.read(self._child.child_fd, 65536)

    def close(self) -> None:
        """End the program."""
        self._child.close(force=True)


@contextmanager
def hand(command: list[str], marker: str) -> Iterator[Hand]:
    """Yield a hand at a program, which ends with it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        typist = Hand(command, home, marker)
        try:
            yield typist
        finally:
            typist.close()


def _ours(typist: Hand) -> list[float]:
    """Return the echoes of keys while the lab runs an answer."""
    typist.send(_EMPTY + f"\x1b[200~{WORK}\x1b[201~" + _RUN)
    typist.see("stops it")
    typist.send(_EMPTY)
    typist.settle(REST)
    echoes = typist.echoes(CODE[:KEYS])
    typist.send("\x03")
    typist.see("Stopped")
    return echoes


def _theirs(typist: Hand) -> list[float]:
    """Return the echoes of keys in a bare editor, beside a process that does the same work."""
    beside = pexpect.spawn(sys.executable, ["-c", BESIDE], timeout=60)
    beside.expect_exact(b"ready")
    echoes = typist.echoes(CODE[:KEYS])
    beside.close(force=True)
    typist.send("\x01\x0b")
    typist.settle(REST)
    return echoes


def while_it_runs() -> Iterator[Ratio | Alone]:
    """Time keys in the tutor's editor and in a bare one, in turn, while as much is computed."""
    run = [AGTUTOR, "run", "first-gradient", "--step", "create-x"]
    with hand(run, "In [3]") as here, hand([sys.executable, "-c", BARE], "Bare") as there:
        rounds = [(_ours(here), _theirs(there)) for _ in range(ROUNDS + 1)][1:]
    ours = [echo for round in rounds for echo in round[0]]
    theirs = [echo for round in rounds for echo in round[1]]
    name = "from a key to its echo while an answer runs"
    peer = "a Textual app that is one editor, beside the same work"
    last = milliseconds(quantile(theirs, 0.99))
    note = (
        f"{len(ours)} keys of code at {COLUMNS}x{ROWS}; in the bare editor, in the same rounds, {last}"
    )
    yield Ratio(name, peer, ours, theirs, 1.1)
    yield Alone(f"{name}, 99th of 100", ours, 0.02, 0.99, note)
