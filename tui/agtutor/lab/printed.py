"""The head and the tail of what a run printed, however much that was."""

from __future__ import annotations

HEAD = TAIL = 32 * 1024
"""Bytes that are kept of the beginning and of the end."""


class Printed:
    """What is kept of a run's output.

    Attributes:
        total: bytes that came so far.
    """

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self.total = 0

    def add(self, data: bytes) -> None:
        """Take in what came next."""
        self.total += len(data)
        room = HEAD - len(self._head)
        self._head += data[:room]
        self._tail += data[room:]
        del self._tail[:-TAIL]

    @property
    def text(self) -> str:
        """What came so far; bytes that aren't UTF-8 become U+FFFD, a middle left out is said."""
        left_out = self.total - len(self._head) - len(self._tail)
        if not left_out:
            return (self._head + self._tail).decode(errors="replace")
        head, tail = (part.decode(errors="replace") for part in (self._head, self._tail))
        return f"{head}\n… {left_out:,} bytes left out …\n{tail}"
