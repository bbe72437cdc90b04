"""Telling the interface, over whatever line there is to it."""

from __future__ import annotations

import contextlib
import os
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

from agtutor.lab.wire import Message, WireError

_THIN = 1_000  # values of a tensor that still go through when all of them are too many
_FAILED = 70  # the exit code after a failure of our own


class Line(Protocol):
    """A line to the interface."""

    def send(self, message: Message) -> None:
        """Send a message; ``OSError`` where nobody listens any more."""


class Telling(contextlib.AbstractContextManager[None]):
    """Tells the interface of a failure of our own, which nobody else would hear of, and ends."""

    def __init__(
        self,
        line: Line,
        within: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext,
    ) -> None:
        """Take the line, and what it takes to tell where learner code may have patched Python."""
        self._line = line
        self._within = within
        self._process = os.getpid()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            return
        if self._process == os.getpid():
            with self._within(), contextlib.suppress(OSError, WireError):
                said = "".join(traceback.format_exception(kind, error, trace))
                self._line.send({"failed": said})
        os._exit(_FAILED)


def tell(line: Line, reply: Message) -> None:
    """Send what a run left behind, without the values of large tensors where it is too much."""
    try:
        line.send(reply)
    except WireError:
        for fact in reply["evidence"]["names"].values():
            if len(fact.get("values") or ()) > _THIN:
                fact["values"] = None
        line.send(reply)
