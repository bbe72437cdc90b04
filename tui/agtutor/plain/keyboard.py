"""Lines of standard input, from a terminal, a pipe or a file, while the event loop goes on.

A thread reads only when a line is wanted, so that nothing is read ahead without bound, and it holds no
lock of Python's own streams: a read that never returns can't hold up the end of the program.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from dataclasses import dataclass

LONGEST = 65_536
"""Bytes of a line that are read; no answer is longer."""

TOO_LONG = f"That line is longer than {LONGEST:,} bytes, so it was not taken."
NO_TEXT = "That line holds bytes that are no text in {encoding}, so it was not taken. Type it again."
NO_KEYS = (
    "That line holds keys that are no text, such as arrows, so it was not taken. Type it again; "
    "Backspace mends a line before Enter."
)

NEW_LINE = "\x0e"
"""What Ctrl+N sends: where a lesson says that it opens a new line, it does."""

_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Typed:
    """A line.

    Attributes:
        text: what was typed, without the line's end.
        trouble: why it can't be taken; empty where it can.
    """

    text: str
    trouble: str = ""


class Keyboard:
    """Where lines come from."""

    def __init__(self, descriptor: int | None, encoding: str = "utf-8") -> None:
        """Take a file descriptor, None where there is no input at all, and what it is encoded in."""
        self._descriptor = descriptor
        self._encoding = encoding
        self._buffer = bytearray()
        self._ended = descriptor is None
        self._overlong = False
        self._first = True
        self._wanted = threading.Semaphore(0)
        self._coming: asyncio.Future[bytes] | None = None
        self._thread: threading.Thread | None = None
        self.echoes = descriptor is not None and os.isatty(descriptor)

    async def line(self) -> Typed | None:
        """Return the next line, or None at the end of the input. A cancelled wait loses nothing."""
        while (end := self._buffer.find(b"\n")) < 0:
            if self._ended:
                return self._rest()
            if len(self._buffer) > LONGEST:
                self._buffer.clear()
                self._overlong = True
            await self._read_on()
        raw = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return self._line(raw)

    def end(self) -> None:
        """Take the input for ended: whoever waits for a line hears so."""
        self._ended = True
        self._buffer.clear()
        self._deliver(b"")

    def _rest(self) -> Typed | None:
        if not self._buffer and not self._overlong:
            return None
        raw = bytes(self._buffer)
        self._buffer.clear()
        return self._line(raw)

    def _line(self, raw: bytes) -> Typed:
        if self._overlong or len(raw) > LONGEST:
            self._overlong = False
            return Typed("", TOO_LONG)
        try:
            text = raw.removesuffix(b"\r").decode(self._encoding)
        except UnicodeDecodeError:
            shown = raw.decode(self._encoding, errors="backslashreplace")
            return Typed(shown, NO_TEXT.format(encoding=self._encoding.upper()))
        if self._first:
            self._first, text = False, text.removeprefix("\ufeff")
        odd = any(ord(char) < 0x20 or ord(char) == 0x7F for char in text if char not in f"\t{NEW_LINE}")
        return Typed(text, NO_KEYS if odd else "")

    async def _read_on(self) -> None:
        """Have more bytes in the buffer, or know that there are none."""
        if self._coming is None:
            self._coming = asyncio.get_running_loop().create_future()
            self._start()
            self._wanted.release()
        coming = self._coming
        read = await asyncio.shield(coming)
        self._coming = None
        self._buffer += read
        self._ended = not read

    def _start(self) -> None:
        if self._thread is None:
            loop = asyncio.get_running_loop()
            self._thread = threading.Thread(target=self._serve, args=(loop,), daemon=True)
            self._thread.start()

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        read = b"\0"  # anything but the end
        while read and self._wanted.acquire():
            read = self._read()
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(self._deliver, read)

    def _read(self) -> bytes:
        if self._descriptor is None:
            return b""
        try:
            return os.read(self._descriptor, _CHUNK)
        except OSError:  # the terminal is gone
            return b""

    def _deliver(self, read: bytes) -> None:
        if self._coming is not None and not self._coming.done():
            self._coming.set_result(read)
