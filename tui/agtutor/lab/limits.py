"""What a run may use: memory, processor, processes, files. Soft limits, lifted when a run is accepted.

This keeps accidents small. It is no prison: code that means to can lift its own soft limits.

The kernel counts threads as processes, and has one limit for both, so that a step which asks for either
may start both. It counts all that the user runs: to a limit of 0 that makes no difference, and a higher
one is set relative to it.
"""

from __future__ import annotations

import contextlib
import math
import os
import resource
import signal
import sys
from collections.abc import Collection
from pathlib import Path

from agtutor.lab import kernel
from agtutor.lab.rank import Rank

MEMORY = 1024**3
"""Bytes of address space that a run may add to what it starts with."""

FILE_SIZE = 64 * 1024**2
"""Bytes that one file may grow to."""

COMPANY = 64
"""Processes and threads that a run may have at once, where its step asks for some."""

_SPARE_SECONDS = 5  # of processor time beyond the deadline: a backstop, the interface acts long before
_KINDS = (
    resource.RLIMIT_AS,
    resource.RLIMIT_CORE,
    resource.RLIMIT_CPU,
    resource.RLIMIT_FSIZE,
    resource.RLIMIT_NPROC,
)
_NO_CORE = 1  # byte: too few for a file; and unlike 0, also for a program that core files are piped to
_OOM = Path("/proc/self/oom_score_adj")
_FIRST_CHOICE = "500"  # the kernel ends a run, or a holder, before the tutor, when memory is short
_RECURSION = 1000  # Python's own default


class Limits:
    """The soft limits of one process, to be set before a run and lifted after it."""

    def __init__(self) -> None:
        self._before = {kind: resource.getrlimit(kind) for kind in _KINDS}
        self._rank = Rank()

    def confine(self) -> None:
        """Set the limits of a run, memory relative to the address space in use now."""
        self._soft(resource.RLIMIT_AS, _address_space() + MEMORY)
        self._soft(resource.RLIMIT_CORE, _NO_CORE)
        self._soft(resource.RLIMIT_FSIZE, FILE_SIZE)
        self._soft(resource.RLIMIT_NPROC, 0)  # no fork and no thread
        self._rank.lay_aside()
        with contextlib.suppress(OSError):  # where a shield is up, who raised it has done this before
            _OOM.write_text(_FIRST_CHOICE, encoding="ascii")

    def allow(self, seconds: float, what: Collection[str] = ()) -> None:
        """Set what a run gets of its own.

        Args:
            seconds: its deadline: processor time, with some to spare.
            what: "processes" or "threads", where its step asks for some.
        """
        self._soft(resource.RLIMIT_CPU, math.ceil(seconds) + _SPARE_SECONDS)
        if what:
            self._soft(resource.RLIMIT_NPROC, kernel.tasks_of(os.getuid()) + COMPANY)

    def lift(self) -> None:
        """Go back to what was there before; no core files all the same."""
        for kind, (soft, hard) in self._before.items():
            if kind != resource.RLIMIT_CORE:
                with contextlib.suppress(OSError, ValueError):
                    resource.setrlimit(kind, (soft, hard))
        self._rank.take_up()

    def breathe(self) -> None:
        """Allow more memory, so that what went wrong can be told."""
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, self._before[resource.RLIMIT_AS])

    def _soft(self, kind: int, most: int) -> None:
        soft, hard = self._before[kind]
        least = min([most, *(bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY)])
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (least, hard))


def reset_interpreter() -> None:
    """Undo what a run may have done to signals, timers and the depth of recursion."""
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))


def _address_space() -> int:
    """Return the size of this process's address space in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
