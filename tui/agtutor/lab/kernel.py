"""What Linux knows of processes: prctl, names, children, threads."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from pathlib import Path

HOLDER = "agtutor-holder"
RUN = "agtutor-run"
JUDGE = "agtutor-judge"
JANITOR = "agtutor-janitor"
"""Names of processes, as ps shows them; a process has its parent's until it takes another."""

_SET_PDEATHSIG, _SET_DUMPABLE, _SET_NAME, _SET_CHILD_SUBREAPER = 1, 4, 15, 36
_libc = ctypes.CDLL(None)


def _prctl(option: int, value: int | bytes) -> None:
    argument = value if isinstance(value, bytes) else ctypes.c_ulong(value)
    _libc.prctl(option, argument, ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0))


def name_process(name: str) -> None:
    """Take a name; 15 bytes of it count."""
    _prctl(_SET_NAME, name.encode())


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends, daemons among them."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def die_with_parent(parent: int) -> None:
    """Be killed when the parent ends, which may have happened already."""
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def end_with_parent(parent: int) -> None:
    """Be told to end, by SIGTERM, when the parent ends, which may have happened already."""
    _prctl(_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def outlive_parent() -> None:
    """Undo ``die_with_parent``."""
    _prctl(_SET_PDEATHSIG, 0)


def leave_no_core() -> None:
    """Have the kernel write no core file of this process, nor give its memory to a program."""
    _prctl(_SET_DUMPABLE, 0)


def name_of(process: int) -> str:
    """Return the name of a process, "" where there is no such process."""
    try:
        return Path(f"/proc/{process}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def processes() -> list[int]:
    """Return all processes that there are."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def children() -> list[int]:
    """Return the processes whose parent this one is, ended ones that nobody waited for too."""
    own = os.getpid()
    try:
        return [int(child) for child in Path(f"/proc/{own}/task/{own}/children").read_text().split()]
    except OSError:  # a kernel built without that file
        return [process for process in processes() if _parent_of(process) == own]


def _parent_of(process: int) -> int:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])


def threads() -> int:
    """Return how many threads this process has, C libraries' too."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208


def tasks_of(user: int) -> int:
    """Return how many threads all processes of a user have, as the limit of processes counts them."""
    count = 0
    for process in processes():
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
            fields = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
            if fields["Uid"].split()[0] == str(user):
                count += int(fields["Threads"])
    return count


def kill_group(process: int) -> bool:
    """Kill a process and its group; one that has gone is no error.

    Returns:
        False where the kernel refuses, as for a program that runs as somebody else.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return True
