"""Root's rank, laid aside for a run.

The kernel has no limit of processes for those whose real user is root, nor for those with either of two
capabilities. Laying these three aside makes the limit bind root too. The effective user stays root, so
that all files are as readable as before, and the rank can be taken up again.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct

_HEADER = struct.pack("=Ii", 0x20080522, 0)  # a version with two words for each set; this process
_SETS = struct.Struct("=6I")  # effective, permitted, inheritable: the lower words, then the upper ones
_SYS_ADMIN, _SYS_RESOURCE = 1 << 21, 1 << 24
_ROOT, _NOBODY = 0, 65534
_libc = ctypes.CDLL(None, use_errno=True)


class Rank:
    """What this process has of root's rank: to be laid aside before a run, and taken up after it."""

    def __init__(self) -> None:
        self._root = os.getuid() == _ROOT
        self._sets = _capabilities() if self._root else None

    def lay_aside(self) -> None:
        """Be bound by the limit of processes. Nothing happens to anybody but root."""
        if self._sets is not None:
            with contextlib.suppress(OSError):  # where there is no user but root
                os.setresuid(_NOBODY, -1, -1)
            effective, *rest = self._sets
            _set_capabilities((effective & ~(_SYS_ADMIN | _SYS_RESOURCE), *rest))

    def take_up(self) -> None:
        """Be what this process was."""
        if self._sets is not None:
            with contextlib.suppress(OSError):
                os.setresuid(_ROOT, -1, -1)
            _set_capabilities(self._sets)


def _capabilities() -> tuple[int, ...] | None:
    """Return the sets of capabilities of this process; None where the system has no such."""
    data = ctypes.create_string_buffer(_SETS.size)
    with contextlib.suppress(AttributeError):
        if _libc.capget(_HEADER, data) == 0:
            return tuple(_SETS.unpack(data.raw))
    return None


def _set_capabilities(sets: tuple[int, ...]) -> None:
    _libc.capset(_HEADER, _SETS.pack(*sets))
