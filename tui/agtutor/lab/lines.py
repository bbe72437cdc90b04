"""The interface's end of a socket pair, on its event loop."""

from __future__ import annotations

import asyncio
import os
import socket
from array import array
from collections import deque
from collections.abc import Callable, Sequence

from agtutor.lab.wire import CHUNK, Feed, Message, WireError, pack


class Line:
    """The event loop's end of a socket pair.

    Attributes:
        on_message: called with each message.
        on_end: called once, when the other end has gone or sends nonsense; not after ``close``.
        open: whether the line still stands.
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._socket = end
        self._loop = asyncio.get_running_loop()
        self._feed = Feed()
        self._waiting: deque[tuple[memoryview, list[int]]] = deque()
        self.on_message: Callable[[Message], None] = lambda _message: None
        self.on_end: Callable[[], None] = lambda: None
        self.open = True
        self._loop.add_reader(end, self._read)

    def send(self, message: Message, descriptors: Sequence[int] = ()) -> None:
        """Send a message, now or as soon as there is room; nothing happens on a line that is closed.

        Args:
            message: what to send.
            descriptors: descriptors to hand over; they are closed here, whatever happens.
        """
        self._waiting.append((memoryview(pack(message)), list(descriptors)))
        self._write()

    def close(self) -> None:
        """Close this end; ``on_end`` is not called."""
        if self.open:
            self.open = False
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
            self._socket.close()
        while self._waiting:
            _close(self._waiting.popleft()[1])

    def _end(self) -> None:
        if self.open:
            self.close()
            self.on_end()

    def _read(self) -> None:
        try:
            data = self._socket.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            return self._end()
        try:
            for message in self._feed.add(data):
                self.on_message(message)
        except WireError:
            self._end()

    def _write(self) -> None:
        if not self.open:
            return self.close()
        try:
            self._write_all()
        except BlockingIOError:
            self._loop.add_writer(self._socket, self._write)
        except OSError:
            # The reader tells of the end, once it has given out what came before it.
            self._loop.remove_writer(self._socket)
            while self._waiting:
                _close(self._waiting.popleft()[1])
        else:
            self._loop.remove_writer(self._socket)

    def _write_all(self) -> None:
        while self._waiting:
            data, descriptors = self._waiting[0]
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", descriptors))]
            sent = self._socket.sendmsg([data], rights if descriptors else [])
            _close(descriptors)
            self._waiting.popleft()
            if sent < len(data):
                self._waiting.appendleft((data[sent:], []))


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
