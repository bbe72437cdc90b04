"""Landlock: what the kernel keeps a run from touching, without root, as long as the process lives.

A run may write in the tutor's scratch folder alone, opens no TCP connection, and signals nobody but
what it started itself. The kernel stacks at most 16 such domains, and never takes one off again. So
files and the network are shut off once, by the first run in a line of holders, and those that descend
from it inherit that; each later run enters a domain that is about signals alone, so that it can't end
the holder that forked it. From the seventeenth run of a line on there is no room for another domain:
then a run can end the holders from the sixteenth on, and neither earlier ones, nor the zygote, nor the
interface. A holder may signal what it forked all the same: their domains lie within its own.

Kernels before 6.12 know nothing of signals, before 6.7 nothing of TCP, and before 5.13 nothing of all
that. Each gets what it knows.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # system calls, the same on all architectures
_VERSION = 1  # flag of _CREATE: tell the version
_PATH_BENEATH = 1  # type of a rule
_QUIET = 1  # flag of _RESTRICT, from version 7 on: what is refused doesn't go to the audit log
_NO_NEW_PRIVILEGES = 38  # option of prctl

_WRITE, _REMOVE_FILE, _MAKE_FILE, _TRUNCATE, _IOCTL = 1 << 1, 1 << 5, 1 << 8, 1 << 14, 1 << 15
_CHANGES = _WRITE | sum(
    1 << bit for bit in range(4, 13)
)  # writing, and removing and making of all kinds
_REFER = 1 << 13  # moving between folders
_TCP = 0b11  # bind, connect
_ABSTRACT_SOCKETS, _SIGNALS = 1 << 0, 1 << 1

_SINKS = ("/dev/null", "/dev/zero", "/dev/full")
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - where semaphores of multiprocessing are

_libc = ctypes.CDLL(None, use_errno=True)


def abi() -> int:
    """Return the version of Landlock that this kernel has; 0 for none, or one that is switched off."""
    with suppress(OSError, AttributeError):
        return _call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION))
    return 0


@dataclass(slots=True)
class Shield:
    """What stands between runs and all else, carried on through forks.

    Attributes:
        scratch: the folder that runs may write in, or None for nowhere.
        entered: whether this process or one that it descends from has entered the first domain.
    """

    scratch: Path | None
    entered: bool = False

    def enter(self) -> None:
        """Enter a domain, for good; nothing happens where the kernel has none, or has no room."""
        version = abi()
        if not version:
            return
        _libc.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0)))
        with suppress(OSError):
            if self.entered:
                self._enter_another(version)
            else:
                self._enter_first(version)
                self.entered = True

    def _enter_another(self, version: int) -> None:
        """Enter a domain about signals; each refuses moves between folders, unless it allows them."""
        moves = _REFER if version >= 2 else 0
        rules = {self.scratch: moves} if moves and self.scratch is not None else {}
        _restrict(version, moves, 0, _signals(version), rules)

    def _enter_first(self, version: int) -> None:
        changes = _changes(version)
        devices = changes & (_WRITE | _TRUNCATE | _IOCTL)
        rules = dict.fromkeys(map(Path, _SINKS), devices)
        rules[Path(_SHARED_MEMORY)] = changes & (_WRITE | _TRUNCATE | _MAKE_FILE | _REMOVE_FILE)
        if self.scratch is not None:
            rules[self.scratch] = changes
        sockets = _ABSTRACT_SOCKETS if version >= 6 else 0
        _restrict(version, changes, _TCP if version >= 4 else 0, sockets | _signals(version), rules)


def _changes(version: int) -> int:
    """Return the rights to change files that a version knows."""
    later = {2: _REFER, 3: _TRUNCATE, 5: _IOCTL}
    return _CHANGES | sum(right for since, right in later.items() if version >= since)


def _signals(version: int) -> int:
    return _SIGNALS if version >= 6 else 0


def _restrict(version: int, files: int, network: int, scopes: int, rules: dict[Path, int]) -> None:
    """Enter a domain that handles these rights, and grants those of the rules."""
    handled = struct.pack("=QQQ", files, network, scopes)
    ruleset = _call(_CREATE, handled, ctypes.c_size_t(len(handled)), ctypes.c_uint(0))
    try:
        for path, rights in rules.items():
            with suppress(FileNotFoundError), _opened(path) as place:
                rule = struct.pack("=Qi", rights, place)
                _call(
                    _ADD_RULE,
                    ctypes.c_int(ruleset),
                    ctypes.c_int(_PATH_BENEATH),
                    rule,
                    ctypes.c_uint(0),
                )
        _call(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint(_QUIET if version >= 7 else 0))
    finally:
        os.close(ruleset)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _call(number: int, *arguments: object) -> int:
    """Make a system call; ``OSError`` where it fails."""
    result: int = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
