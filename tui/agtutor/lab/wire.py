"""Frames between the processes: a length, then JSON; file descriptors may ride along.

A ``Port`` is the end that blocks, for processes that do one thing at a time. The interface's end never
blocks: see ``lines``.
"""

from __future__ import annotations

import json
import socket
import struct
from array import array
from collections.abc import Iterator
from typing import Any

from agtutor.errors import LabError

Message = dict[str, Any]

FRAME_LIMIT = 64 * 1024 * 1024
"""Bytes of JSON in one frame."""

_HEAD = struct.Struct("!I")
CHUNK = 256 * 1024
"""Bytes that are read at once."""

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
            data = self._socket.recv(min(CHUNK, size - len(body)))
            if not data:
                break
            body += data
        return bytes(body)


def _descriptors(level: int, kind: int, data: bytes) -> array[int]:
    found = array("i")
    if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
        found.frombytes(data[: len(data) - len(data) % found.itemsize])
    return found
