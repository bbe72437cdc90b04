"""Frames between the processes: a length, then JSON; file descriptors may ride along.

Two ends of one socket pair: a ``Port`` blocks, for processes that do one thing at a time; a ``Line``
belongs to the interface's event loop and never blocks it.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from agtutor.errors import LabError

Message = dict[str, Any]

FRAME_LIMIT = 64 * 1024 * 1024
"""Bytes of JSON in one frame."""

_HEAD = struct.Struct("!I")
_CHUNK = 256 * 1024
_FDS = 4  # descriptors that one frame may carry


class WireError(LabError):
    """A frame that can't be: too large, or not JSON."""


def pack(message: Message) -> bytes:
    """Return the frame of a message.

    Raises:
        WireError: the message takes more than ``FRAME_LIMIT`` bytes.
    """
    body = json.dumps(message, separators=(",", ":")).encode()
    return _HEAD.pack(_checked(len(body))) + body


def _checked(size: int) -> int:
    if size > FRAME_LIMIT:
        raise WireError(f"A message between the tutor's processes has {size} bytes, which is too many.")
    return size


def _unpack(body: bytes | bytearray) -> Message:
    try:
        message = json.loads(body)
    except ValueError:
        message = None
    if not isinstance(message, dict):
        raise WireError("A message between the tutor's processes can't be read.")
    return message


class Feed:
    """Puts frames together from the bytes as they come."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def add(self, data: bytes) -> Iterator[Message]:
        """Take bytes in, and yield the messages that they complete.

        Raises:
            WireError: a frame is too large, or isn't a JSON object.
        """
        self._bytes += data
        while len(self._bytes) >= _HEAD.size:
            end = _HEAD.size + _checked(_HEAD.unpack_from(self._bytes)[0])
            if len(self._bytes) < end:
                return
            body = self._bytes[_HEAD.size : end]
            del self._bytes[:end]
            yield _unpack(body)


class Port:
    """The blocking end of a socket pair."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._socket.setblocking(True)

    def fileno(self) -> int:
        """Return the descriptor, for poll."""
        return self._socket.fileno()

    def send(self, message: Message) -> None:
        """Send one message; ``OSError`` where nobody listens any more."""
        self._socket.sendall(pack(message))

    def receive(self) -> tuple[Message | None, list[int]]:
        """Wait for one message and the descriptors that came with it; (None, []) at the end.

        The descriptors don't survive an exec. A broken frame counts as the end.
        """
        room = socket.CMSG_SPACE(_FDS * array("i").itemsize)
        head, extra, _, _ = self._socket.recvmsg(_HEAD.size, room, socket.MSG_CMSG_CLOEXEC)
        given = [fd for level, kind, data in extra for fd in _descriptors(level, kind, data)]
        head += self._exactly(_HEAD.size - len(head)) if head else b""
        if len(head) < _HEAD.size:
            return None, []
        size = _checked(_HEAD.unpack(head)[0])
        body = self._exactly(size)
        return (_unpack(body), given) if len(body) == size else (None, [])

    def close(self) -> None:
        """Close the descriptor."""
        self._socket.close()

    def _exactly(self, size: int) -> bytes:
        body = bytearray()
        while len(body) < size:
            data = self._socket.recv(min(_CHUNK, size - len(body)))
            if not data:
                break
            body += data
        return bytes(body)


def _descriptors(level: int, kind: int, data: bytes) -> array[int]:
    found = array("i")
    if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
        found.frombytes(data[: len(data) - len(data) % found.itemsize])
    return found


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
            data = self._socket.recv(_CHUNK)
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
