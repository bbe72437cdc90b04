"""Frames over socket pairs, blocking and not."""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.lab import wire
from agtutor.lab.lines import Line
from agtutor.lab.wire import Feed, Message, Port, WireError, pack

MESSAGES = st.lists(st.dictionaries(st.text(), st.text() | st.floats(allow_nan=False) | st.none()))


@given(MESSAGES, st.integers(1, 7))
def test_messages_come_through_however_they_are_cut(messages: list[Message], size: int) -> None:
    stream = b"".join(pack(message) for message in messages)
    feed = Feed()
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    assert [message for piece in pieces for message in feed.add(piece)] == messages


def test_halves_of_surrogate_pairs_and_infinities_come_through() -> None:
    message = {"text": "\udc80\x00\x1b[31m", "ends": [float("inf"), float("-inf")]}
    assert list(Feed().add(pack(message))) == [message]


def test_a_message_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "FRAME_LIMIT", 10)
    with pytest.raises(WireError, match="too many"):
        pack({"text": "0123456789"})


@pytest.mark.parametrize(
    "data", [struct.pack("!I", 0xFFFFFFFF), struct.pack("!I", 2) + b"no", struct.pack("!I", 2) + b"[]"]
)
def test_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        list(Feed().add(data))


def port_pair() -> tuple[socket.socket, Port]:
    ours, theirs = socket.socketpair()
    return ours, Port(theirs.detach())


def test_a_port_receives_descriptors_that_do_not_survive_an_exec() -> None:
    ours, port = port_pair()
    reading, writing = os.pipe()
    with ours:
        socket.send_fds(ours, [pack({"op": "fork"})], [writing])
        message, (given_fd,) = port.receive()
    assert message == {"op": "fork"}
    assert fcntl.fcntl(given_fd, fcntl.F_GETFD) & fcntl.FD_CLOEXEC
    os.write(given_fd, b"here")
    assert os.read(reading, 4) == b"here"
    for descriptor in (reading, writing, given_fd):
        os.close(descriptor)
    port.close()


def test_a_port_tells_of_the_end_and_of_half_a_frame() -> None:
    ours, port = port_pair()
    ours.sendall(pack({"op": "keep"})[:-1])
    ours.close()
    assert port.receive() == (None, [])
    assert port.receive() == (None, [])
    port.close()


async def heard(line: Line) -> list[Message | None]:
    """Return what comes on a line until it ends; the end is None."""
    came: asyncio.Queue[Message | None] = asyncio.Queue()
    line.on_message = came.put_nowait
    line.on_end = lambda: came.put_nowait(None)
    found = [await came.get()]
    while found[-1] is not None:
        found.append(await came.get())
    return found


async def test_a_line_hears_all_that_was_sent_before_the_end() -> None:
    ours, port = port_pair()
    line = Line(ours)
    port.send({"n": 1})
    port.send({"n": 2})
    port.close()
    assert await heard(line) == [{"n": 1}, {"n": 2}, None]
    assert not line.open


async def test_nonsense_ends_a_line() -> None:
    ours, theirs = socket.socketpair()
    line = Line(ours)
    theirs.sendall(struct.pack("!I", 0xFFFFFFFF))
    assert await heard(line) == [None]
    theirs.close()


async def test_a_line_sends_more_than_the_buffer_takes_and_never_blocks() -> None:
    ours, port = port_pair()
    line, large = Line(ours), "x" * 3_000_000
    reading, writing = os.pipe()
    line.send({"text": large})
    line.send({"text": "small"}, [writing])
    first, second = await asyncio.to_thread(lambda: (port.receive(), port.receive()))
    assert first == ({"text": large}, [])
    assert second[0] == {"text": "small"}
    os.close(second[1][0])
    assert os.read(reading, 1) == b""  # the line closed what it handed over
    os.close(reading)
    line.close()
    port.close()


async def test_sending_on_a_line_whose_other_end_is_gone_is_no_error() -> None:
    ours, port = port_pair()
    line = Line(ours)
    port.close()
    reading, writing = os.pipe()
    line.send({"op": "run"})
    line.send({"op": "run"}, [writing])
    assert os.read(reading, 1) == b""
    os.close(reading)
    assert await heard(line) == [None]
    line.send({"op": "run"})
    line.close()
