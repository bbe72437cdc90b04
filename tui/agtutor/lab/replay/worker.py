"""A worker: torch is loaded in it, and codes run in it one after the other, in one namespace.

Started as ``python -m agtutor.lab.replay.worker [DESCRIPTOR]``, on any platform: messages come over
standard input and go over standard output, what runs print goes over standard error, and the descriptor
is of a file for where a run was when it was interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import NoReturn

from agtutor.lab import streams
from agtutor.lab.loading import fresh_main, load
from agtutor.lab.replay.ends import Ends
from agtutor.lab.replay.platform import listen
from agtutor.lab.telling import Telling


def main(trace: int | None = None) -> NoReturn:
    """Load torch, tell that it is there, and work."""
    scratch = _scratch()
    ends = Ends()
    streams.redirect(None)
    listen()
    if trace is not None:
        os.set_inheritable(trace, False)
    with Telling(ends):
        why = load()
        if why:
            ends.send({"event": "broken", "why": why})
            os._exit(1)
        from agtutor.lab.replay.work import Work

        work = Work(ends, fresh_main("agtutor.lab.replay.worker"), trace, scratch)
        work.warm_up()
        ends.send({"event": "ready"})
        work.serve()


def _scratch() -> Path | None:
    """Return the folder where runs may write, with a process that clears up, where we know how."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError):  # a Python that was built without what it takes
            from agtutor.lab.janitor import keep_house

            return keep_house()
    return None


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
