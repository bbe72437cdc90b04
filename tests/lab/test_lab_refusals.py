"""A system that starts no more processes: it is told, and what stands stays."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Sequence

import pytest

from agtutor.errors import LabError
from agtutor.lab import holder as serving
from agtutor.lab import kernel
from agtutor.lab.lab import Holder, Lab
from agtutor.lab.processes import close
from agtutor.lab.wire import Message, Port
from tests.lab.lab_tools import forked, make_z, run

pytestmark = pytest.mark.asyncio(loop_scope="module")
WHY = "Resource temporarily unavailable"


def refuse() -> int:
    raise BlockingIOError(errno.EAGAIN, WHY)


async def test_a_holder_that_cannot_fork_tells_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(os, "fork", refuse)
    monkeypatch.setattr(kernel, "threads", lambda: 1)
    holder, given = serving.Holder(Port(theirs.detach())), os.open(os.devnull, os.O_RDONLY)
    assert holder._fork(7, [given], ahead=False) is None
    told, _ = Port(ours.detach()).receive()
    assert told == {"event": "refused", "child": 7, "why": WHY}
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(given)


async def test_who_waits_is_told_why_and_what_stands_stays(
    lab: Lab, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    serves = forked(holder)

    def answer_for(message: Message, descriptors: Sequence[int] = ()) -> None:
        close(*descriptors)
        serves._take({"event": "refused", "child": message["child"], "why": WHY})

    with monkeypatch.context() as patch:
        patch.setattr(serves, "send", answer_for)
        with pytest.raises(LabError, match=r"can't be run: resource temporarily unavailable\. Close"):
            await run(lab, holder, "1")
    assert holder.alive
    assert (await lab.answer(holder, make_z(), "z = y + 5")).verdict.right
