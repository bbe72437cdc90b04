"""The other side: a process's ends of the pipes to the interface, out of reach of what runs in it."""

from __future__ import annotations

import _thread
import contextlib
import os
import queue

from agtutor.lab.wire import CHUNK, Feed, Message, WireError, pack


class Ends:
    """Frames over what standard input and output were; printed text over what standard error was.

    A thread listens, so that the end of the interface ends this process whatever runs in it. It isn't
    one that ``threading`` knows of: learner code finds the main thread alone.
    """

    def __init__(self) -> None:
        self._input, self._frames, self._printed = (os.dup(stream) for stream in range(3))
        self._came: queue.SimpleQueue[Message] = queue.SimpleQueue()
        _thread.start_new_thread(self._listen, ())

    def receive(self, seconds: float | None = None) -> Message | None:
        """Wait for a message; None where none came in so many seconds."""
        try:
            return self._came.get(timeout=seconds)
        except queue.Empty:
            return None

    def send(self, message: Message) -> None:
        """Send a message; ``OSError`` where nobody listens any more."""
        _write(self._frames, pack(message))

    def printed(self) -> int:
        """Return a new descriptor for a run to print to."""
        return os.dup(self._printed)

    def mark(self, mark: str) -> None:
        """Write the mark that ends a run's output."""
        _write(self._printed, mark.encode("ascii"))

    def _listen(self) -> None:
        feed = Feed()
        with contextlib.suppress(OSError, WireError):
            while data := os.read(self._input, CHUNK):
                for message in feed.add(data):
                    self._came.put(message)
        os._exit(0)


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
