"""What a run may use: memory, processor, processes, files. Soft limits, lifted when a run is accepted.

This keeps accidents small. It is no prison: code that means to can lift its own soft limits.
"""

from __future__ import annotations

import contextlib
import math
import resource
import signal
import sys
from pathlib import Path

MEMORY = 1024**3
"""Bytes of address space that a run may add to what it starts with."""

FILE_SIZE = 64 * 1024**2
"""Bytes that one file may grow to."""

_SPARE_SECONDS = 5  # of processor time beyond the deadline: a backstop, the interface acts long before
_KINDS = (
    resource.RLIMIT_AS,
    resource.RLIMIT_CORE,
    resource.RLIMIT_CPU,
    resource.RLIMIT_FSIZE,
    resource.RLIMIT_NPROC,
)
_OOM = Path("/proc/self/oom_score_adj")
_FIRST_CHOICE = "500"  # the kernel ends a run before the tutor, when memory is short
_RECURSION = 1000  # Python's own default


class Limits:
    """The soft limits of one process, to be set before a run and lifted after it."""

    def __init__(self) -> None:
        self._before = {kind: resource.getrlimit(kind) for kind in _KINDS}
        self._score = _OOM.read_text(encoding="ascii")

    def confine(self) -> None:
        """Set the limits of a run, memory relative to the address space in use now."""
        self._soft(resource.RLIMIT_AS, _address_space() + MEMORY)
        self._soft(resource.RLIMIT_CORE, 0)
        self._soft(resource.RLIMIT_FSIZE, FILE_SIZE)
        self._soft(resource.RLIMIT_NPROC, 0)  # no fork and no thread; the kernel exempts root
        _oom_score(_FIRST_CHOICE)

    def allow(self, seconds: float) -> None:
        """Set the processor time of a run to its deadline, with some to spare."""
        self._soft(resource.RLIMIT_CPU, math.ceil(seconds) + _SPARE_SECONDS)

    def lift(self) -> None:
        """Go back to what was there before; no core files all the same."""
        for kind, (soft, hard) in self._before.items():
            if kind != resource.RLIMIT_CORE:
                with contextlib.suppress(OSError, ValueError):
                    resource.setrlimit(kind, (soft, hard))
        _oom_score(self._score)

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


def _oom_score(score: str) -> None:
    with contextlib.suppress(OSError):
        _OOM.write_text(score, encoding="ascii")
