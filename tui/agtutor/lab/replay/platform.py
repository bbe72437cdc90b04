"""What differs between platforms: how a process is started, asked to stop, and killed.

On Windows, pipes are of the kind that the event loop there can wait for, a run is interrupted by
Ctrl+Break, and where it was when it had to be killed isn't known. Our tests run on Linux: nothing of
the Windows side, all of which is in this file, was ever run.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import IO

from agtutor.lab.spawn import python

Popen = subprocess.Popen[bytes]

if sys.platform == "win32":
    from asyncio.windows_utils import Popen as _Popen

    def start_worker() -> tuple[Popen, IO[bytes] | None]:
        """Start a worker; there is no trace."""
        return start(["agtutor.lab.replay.worker"]), None

    def interrupt(process: Popen) -> None:
        """Ask what runs to stop."""
        process.send_signal(signal.CTRL_BREAK_EVENT)

    def end(process: Popen) -> None:
        """End a process."""
        process.kill()

    def kill(process: Popen) -> None:
        """Kill a process."""
        process.kill()

    def listen() -> None:
        """Have an interrupt raise ``KeyboardInterrupt``, as elsewhere."""
        signal.signal(signal.SIGBREAK, lambda *_: signal.raise_signal(signal.SIGINT))

else:
    from subprocess import Popen as _Popen

    def start_worker() -> tuple[Popen, IO[bytes] | None]:
        """Start a worker, with a file for where a run was when it was interrupted.

        Raises:
            LabError: the system starts no more processes.
        """
        from tempfile import TemporaryFile

        try:
            trace = TemporaryFile()  # noqa: SIM115 - whoever gets it closes it
        except OSError:  # as on a full disk: then nobody knows where a run was
            return start(["agtutor.lab.replay.worker"]), None
        return start(["agtutor.lab.replay.worker", str(trace.fileno())], trace.fileno()), trace

    def interrupt(process: Popen) -> None:
        """Ask what runs to stop."""
        process.send_signal(signal.SIGINT)

    def end(process: Popen) -> None:
        """End a process; on Linux, its janitor kills it, and all that it started."""
        if sys.platform != "linux":
            return kill(process)
        for number in (signal.SIGTERM, signal.SIGCONT):  # one that was stopped hears it too
            process.send_signal(number)

    def kill(process: Popen) -> None:
        """Kill a process, and what is left of its group, also where it has ended."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

    def listen() -> None:
        """Need nothing: SIGINT raises ``KeyboardInterrupt``."""


def start(module: list[str], *descriptors: int) -> Popen:
    """Start a module of ours, with pipes for its standard streams.

    Raises:
        LabError: the system starts no more processes.
    """
    return python(module, subprocess.PIPE, descriptors, _Popen)
