"""A real terminal for tests: a program in a pty, and the screen that it drew."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f8": "\x1b[19~",
    "down": "\x1b[B",
    "ctrl+c": "\x03",
    "ctrl+l": "\x0c",
    "ctrl+n": "\x0e",
    "ctrl+q": "\x11",
}

_OF_TERMINALS = ("COLUMNS", "LINES", "COLORTERM", "NO_COLOR", "TMUX", "STY")


class Terminal:
    """A program running in a pty of a given size; what it draws is kept as a screen of text.

    Attributes:
        screen: what stands on it.
        sent: all that was sent to it.
    """

    def __init__(
        self,
        command: list[str],
        *,
        home: Path,
        size: tuple[int, int] = (120, 40),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start the program with its state in ``home``; ``size`` is columns, rows.

        ``environment`` is what the terminal says of itself; what it doesn't say is unset.
        """
        self.sent = b""
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        variables = {
            **{name: value for name, value in os.environ.items() if name not in _OF_TERMINALS},
            "AGTUTOR_HOME": str(home),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
            **(environment or {}),
        }
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            command[0], command[1:], dimensions=(rows, columns), env=variables, cwd=home, timeout=60
        )

    def __enter__(self) -> Terminal:
        """Return the terminal itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, whatever state it is in."""
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, *wanted: str, without: str = "", seconds: float = 60) -> str:
        """Read until all of these are on the screen at once, and ``without`` isn't; return the screen.

        A frame may be read in pieces: what the last step showed can stand beside what this one shows.
        """
        end = time.monotonic() + seconds
        while not all(piece in self.text for piece in wanted) or (without and without in self.text):
            left = end - time.monotonic()
            if left <= 0:
                missing = [piece for piece in wanted if piece not in self.text]
                raise AssertionError(
                    f"{missing} did not come up within {seconds} s. The screen:\n{self.text}"
                )
            self._read(left)
        return self.text

    def press(self, *keys: str) -> None:
        """Send keys by name."""
        for key in keys:
            self.child.send(KEYS[key])

    def type(self, text: str) -> None:
        """Send text as typed; a newline is Enter."""
        self.child.send(text.replace("\n", "\r"))

    def hang_up(self) -> None:
        """Take the terminal away, and leave the program to the kernel and to itself."""
        with Path(os.devnull).open("rb+") as nothing:
            os.dup2(nothing.fileno(), self.child.child_fd)

    def wait_for_end(self, seconds: float = 60) -> int | None:
        """Read until the program has ended; return its exit status, None if a signal ended it."""
        self.child.expect(pexpect.EOF, timeout=seconds)
        self.child.close()
        status: int | None = self.child.exitstatus
        return status

    def _read(self, seconds: float) -> None:
        try:
            data = self.child.read_nonblocking(size=65536, timeout=min(seconds, 1.0))
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise AssertionError(f"The program has ended. The screen:\n{self.text}") from None
        self.sent += data
        self.stream.feed(data)
