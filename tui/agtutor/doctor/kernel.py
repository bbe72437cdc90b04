"""What the kernel offers to contain learner code, and how much room there is."""

from __future__ import annotations

import ctypes
import importlib
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agtutor.doctor.finding import Finding, amount, attempt

TASKS = 64
"""Processes and threads that a tutor may have at its busiest: holders, runs, and their children."""

MEMORY = 1.5 * 1024**3
"""Bytes that a tutor and a run at its limit take together."""

_FULL_ABI = 6
"""The Landlock version from which on it also shields other processes from signals."""

_GET_PDEATHSIG, _GET_CHILD_SUBREAPER = 2, 37  # options of prctl
_PROC = Path("/proc")
_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Kernel:
    """Raw facts; None where the system doesn't tell.

    Attributes:
        system: its name and release.
        landlock: the version of Landlock; 0 where the kernel hasn't it, None where nobody asks for it.
        seccomp: whether system calls can be filtered.
        parent_death: whether a child can be made to end with its parent.
        subreaper: whether orphans can be adopted.
        pidfd: whether a process can be waited for by a descriptor.
        tasks: processes and threads that this user runs.
        tasks_limit: how many this user may run; None for no limit.
        root: whether this is root, whom some limits don't bind.
        core_pattern: what becomes of crashed processes.
        memory: bytes that can still be had.
    """

    system: str
    landlock: int | None
    seccomp: bool | None
    parent_death: bool | None
    subreaper: bool | None
    pidfd: bool | None
    tasks: int | None
    tasks_limit: int | None
    root: bool
    core_pattern: str | None
    memory: int | None


def here() -> Kernel:
    """Return the facts of this machine's kernel."""
    return Kernel(
        system=f"{platform.system()} {platform.release()}",
        landlock=attempt(_landlock),
        seccomp=attempt(lambda: "\nSeccomp:" in (_PROC / "self/status").read_text(encoding="ascii")),
        parent_death=attempt(lambda: _answers(_GET_PDEATHSIG)),
        subreaper=attempt(lambda: _answers(_GET_CHILD_SUBREAPER)),
        pidfd=attempt(_pidfd),
        tasks=attempt(_tasks),
        tasks_limit=attempt(_tasks_limit),
        root=attempt(os.geteuid) == 0,
        core_pattern=attempt(lambda: (_PROC / "sys/kernel/core_pattern").read_text().strip()),
        memory=attempt(_memory),
    )


def findings(kernel: Kernel) -> list[Finding]:
    """Return what follows from the facts."""
    return [
        Finding("system", "system", "ok", kernel.system, value=kernel.system),
        _shield(kernel.landlock),
        _filters(kernel.seccomp),
        *_processes(kernel),
        _room(kernel),
        _user(kernel.root, kernel.landlock or 0),
        _cores(kernel.core_pattern),
        _free(kernel.memory),
    ]


def _shield(abi: int | None) -> Finding:
    if abi is None:
        found, advice = "not asked for", "Your code may write wherever you may."
    elif abi == 0:
        found = "not in this kernel"
        advice = (
            "Code that you try may write outside its scratch folder, signal your other programs and "
            "use the network. A kernel from 5.13 on, with Landlock switched on, prevents it."
        )
    elif abi < _FULL_ABI:
        found = f"version {abi}"
        advice = (
            "Files are shielded from code that you try; your other programs are not shielded from its "
            "signals. A kernel from 6.12 on does that too."
        )
    else:
        return Finding("landlock", "Landlock", "ok", f"version {abi}", value=abi)
    return Finding("landlock", "Landlock", "missing" if abi == 0 else "weak", found, advice, abi)


def _filters(seccomp: bool | None) -> Finding:
    if seccomp:
        return Finding("seccomp", "seccomp", "ok", "there", value=True)
    advice = "The tutor does without it; Landlock and limits do the work."
    return Finding("seccomp", "seccomp", "weak", "not in this kernel", advice, seccomp)


def _processes(kernel: Kernel) -> list[Finding]:
    return [
        _offered(
            "parent_death",
            "end with parent",
            kernel.parent_death,
            "Code that runs when the tutor is killed may go on. `ps` shows it as agtutor-run.",
        ),
        _offered(
            "subreaper",
            "orphans",
            kernel.subreaper,
            "Programs that your code starts and leaves behind may outlive it. `ps` shows them.",
        ),
        _offered(
            "pidfd",
            "pidfd",
            kernel.pidfd,
            "Leaving the tutor isn't waited for to the end; nothing is lost by that.",
        ),
    ]


def _offered(key: str, name: str, there: bool | None, advice: str) -> Finding:
    if there:
        return Finding(key, name, "ok", "there", value=True, together="processes")
    return Finding(key, name, "missing", "not in this kernel", advice, there)


def _room(kernel: Kernel) -> Finding:
    value: dict[str, int | None] = {"used": kernel.tasks, "limit": kernel.tasks_limit}
    if kernel.tasks is None or kernel.tasks_limit is None:
        return Finding("tasks", "tasks", "ok", "no limit", value={**value})
    found = f"{kernel.tasks} of {kernel.tasks_limit} that you may have"
    if kernel.root or kernel.tasks_limit - kernel.tasks >= TASKS:
        return Finding("tasks", "tasks", "ok", found, value={**value})
    advice = (
        f"The tutor may need {TASKS} at once, each thread counted; where none can be started, an "
        "answer can't be run. Close some programs, or ask for a higher `ulimit -u`."
    )
    return Finding("tasks", "tasks", "weak", found, advice, {**value})


def _user(root: bool, abi: int) -> Finding:
    if not root:
        return Finding("root", "user", "ok", "not root", value=False)
    reach = "reads" if abi else "reads and changes"
    advice = (
        f"Code that you try runs as root too, and so {reach} every file here. Use the tutor from an "
        "account of your own."
    )
    return Finding("root", "user", "weak", "root", advice, value=True)


def _cores(pattern: str | None) -> Finding:
    if pattern is None or not pattern.startswith("|"):
        return Finding("core_pattern", "crashes", "ok", "leave nothing behind", value=pattern)
    program = pattern[1:].split()[0] if pattern[1:].split() else "a program"
    advice = (
        "When code that you try crashes Python, that program gets a copy of its memory, which takes a "
        "second or two. Whoever runs this machine can change `kernel.core_pattern`."
    )
    return Finding("core_pattern", "crashes", "weak", f"go to {program}", advice, pattern)


def _free(memory: int | None) -> Finding:
    if memory is None:
        return Finding("memory", "memory", "weak", "not told", "If runs end for want of it, free some.")
    if memory >= MEMORY:
        return Finding("memory", "memory", "ok", f"{amount(memory)} free", value=memory)
    advice = (
        f"The tutor and one run take up to {amount(MEMORY)}. With less, the kernel may end a run; your "
        "tensors are then as they were before it. Close some programs."
    )
    return Finding("memory", "memory", "weak", f"{amount(memory)} free", advice, memory)


def _landlock() -> int:
    """Return the version of Landlock; raises where the lab doesn't use it."""
    abi: Callable[[], int] = importlib.import_module("agtutor.lab.landlock").abi
    return abi()


def _answers(option: int) -> bool:
    """Tell whether prctl knows an option that writes an integer."""
    value = ctypes.c_int()
    zero = ctypes.c_ulong(0)
    return bool(ctypes.CDLL(None).prctl(option, ctypes.byref(value), zero, zero, zero) == 0)


def _pidfd() -> bool:
    os.close(os.pidfd_open(os.getpid()))
    return True


def _tasks() -> int:
    """Return how many threads this user's processes have, which is what the kernel counts."""
    own, count = str(os.getuid()), 0
    for status in _PROC.glob("[0-9]*/status"):
        fields = dict(line.split(":\t", 1) for line in _text(status).splitlines() if ":\t" in line)
        if fields.get("Uid", "").split("\t")[0] == own:
            count += int(fields.get("Threads", "0"))
    return count


def _tasks_limit() -> int | None:
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    return None if soft == resource.RLIM_INFINITY else soft


def _memory() -> int:
    """Return the bytes that can still be had: of the machine, and of each control group above us."""
    text = (_PROC / "meminfo").read_text(encoding="ascii")
    free = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("MemAvailable:"))
    return min([free * 1024, *_group_memory()])


def _group_memory() -> list[int]:
    lines = _text(_PROC / "self/cgroup").splitlines()
    path = next((line[3:].strip("/") for line in lines if line.startswith("0::")), "")
    folder, left = _CGROUP / path, []
    while folder.is_relative_to(_CGROUP):
        most, used = _text(folder / "memory.max").strip(), _text(folder / "memory.current").strip()
        if most.isdecimal() and used.isdecimal():
            left.append(max(0, int(most) - int(used)))
        folder = folder.parent
    return left


def _text(path: Path) -> str:
    """Return what a file holds; "" where it has gone or can't be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
