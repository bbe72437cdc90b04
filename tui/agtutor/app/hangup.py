"""The end of the terminal is the end of the app: a line drops, or the window is closed."""

from __future__ import annotations

import os
import select
import threading
from typing import TextIO

HUNG_UP = 129
"""The exit code then: what shells give for a program that SIGHUP ended."""


def end_with(terminal: TextIO) -> None:
    """End this process when a terminal goes, whoever else the kernel tells of that.

    It sends SIGHUP to the leader of the session alone. Where that waits for the app, as make does, the
    app would read nothing for ever, in a loop. All that was answered is on the disk by then, and the
    lab's processes end with their lines.
    """
    if hasattr(select, "poll"):
        threading.Thread(target=_wait, args=(terminal.fileno(),), daemon=True).start()


def _wait(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, 0)  # asks for nothing: a hang-up is told all the same
    if any(told & select.POLLHUP for _, told in poll.poll()):
        os._exit(HUNG_UP)
