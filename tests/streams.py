"""Streams that say of themselves what a test wants."""

from __future__ import annotations

import io


class Stream(io.StringIO):
    """A stream of a given encoding that claims to be a terminal, or not to be one."""

    encoding = ""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__()
        self.encoding, self._terminal = encoding, terminal

    def isatty(self) -> bool:
        return self._terminal
