"""The janitor of a worker, on Linux: its parent, which clears away all that it leaves behind.

What learner code starts may leave the worker's group, and outlive it. All of it comes to the janitor,
who ends it once the worker has ended, removes the scratch folder, and ends as the worker did. It runs
no code of the learner's, isn't shielded as the worker is, and ends the worker when the interface ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path
from typing import NoReturn

from agtutor.lab import kernel
from agtutor.lab.scratch import Scratch

_HEARD = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM)


def keep_house() -> Path | None:
    """Fork; return in the child alone, which is to be the worker.

    Returns:
        The scratch folder; None where none can be made.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    interface, janitor = os.getppid(), os.getpid()
    kernel.end_with_parent(interface)
    kernel.name_process(kernel.JANITOR)
    kernel.adopt_orphans()
    scratch = Scratch()
    worker = os.fork()
    if worker:
        _serve(worker, scratch)
    os.setsid()
    kernel.die_with_parent(janitor)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    scratch.let_go()
    return scratch.folder


def _serve(worker: int, scratch: Scratch) -> NoReturn:
    """Pass on what the interface asks for, until the worker has ended."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):  # the worker's: what reads them is to learn of its end
        os.dup2(nothing, stream)
    status = None
    while status is None:
        match signal.sigwait(_HEARD):
            case signal.SIGINT:
                os.kill(worker, signal.SIGINT)
            case signal.SIGTERM:
                kernel.kill_group(worker)
            case _:
                status = _reaped(worker)
    kernel.kill_group(worker)
    _sweep()
    scratch.remove()
    _end_as(os.waitstatus_to_exitcode(status))


def _reaped(worker: int) -> int | None:
    """Collect who has ended; return the worker's status once it is among them."""
    found = None
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            found = ended[1] if ended[0] == worker else found
    return found


def _sweep() -> None:
    """End all that the worker left behind; what is orphaned by that comes here too."""
    spared: set[int] = set()  # the kernel doesn't let us
    while strays := set(kernel.children()) - spared:
        spared |= {stray for stray in strays if not kernel.kill_group(stray)}
        for stray in strays - spared:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(stray, 0)


def _end_as(code: int) -> NoReturn:
    """End with an exit code, or by a signal where it is negative; without a core file of our own."""
    if code < 0:
        kernel.leave_no_core()
        if -code not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(-code, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.kill(os.getpid(), -code)
    os._exit(code & 0xFF)
