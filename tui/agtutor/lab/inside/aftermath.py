"""What follows a run that did not end by itself, or not wholly."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Mapping
from typing import Any, NoReturn

from agtutor.case.evidence import Evidence, Failure, blank
from agtutor.lab import streams
from agtutor.lab.inside.facts import count_threads, describe
from agtutor.lab.inside.tracebacks import failure_of, interrupted_line

_THREADS_END = 0.2  # seconds that threads of the learner's get to end after the code
_PAUSE = 0.001


def raised(error: BaseException, namespace: Mapping[str, Any], code: str, label: str) -> Evidence:
    """Return the evidence of a run that an exception ended."""
    evidence = describe(namespace)
    evidence["ended"] = "raised"
    evidence["failure"] = failure_of(error, code, label)
    return evidence


def out_of_memory(error: MemoryError) -> Evidence:
    """Return the evidence of a run that no memory was left for."""
    evidence = describe({})
    evidence["ended"], evidence["stop"] = "stopped", "memory"
    evidence["detail"] = "line {}, `{}`".format(*interrupted_line(error))
    return evidence


def lost() -> Evidence:
    """Return the evidence of a run that didn't come about."""
    evidence = blank("stopped")
    evidence["stop"] = "lost"
    return evidence


def end_threads(own: int) -> int:
    """Wait for threads that outlive the code, and return how many of them run on.

    Args:
        own: how many threads the process has without the learner's.
    """
    end = time.monotonic() + _THREADS_END
    while (running := count_threads() - own) > 0 and time.monotonic() < end:
        threading.Event().wait(_PAUSE)  # one that was joined goes a moment later; not all are ours
    return max(0, running)


def end_timers() -> None:
    """Have no timer of the code's go off after it, while what it left is looked at or waits."""
    if hasattr(signal, "setitimer"):
        for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
            signal.setitimer(timer, 0)


def note_threads(evidence: Evidence, running: int) -> None:
    """Note it as an error of the code where threads of it run on."""
    if running and evidence["ended"] == "fine":
        evidence["ended"] = "raised"
        evidence["failure"] = Failure(
            type="RuntimeError",
            message=f"{running} of the threads that this code started still run after its last line",
            line=0,
            column=0,
            source="",
            traceback="",
        )


def leave(error: SystemExit) -> NoReturn:
    """End the process as Python does for ``sys.exit``."""
    code = error.code
    if code is not None and not isinstance(code, int):
        streams.complain(str(code))
        code = 1
    streams.flush()
    os._exit((code or 0) & 0xFF)
