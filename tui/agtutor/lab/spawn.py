"""Starting the lab's processes. Imports next to nothing: torch is to begin to load before all else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Literal

from agtutor.errors import LabError

Kind = Literal["fork", "replay"]
"""The back ends: fork snapshots; one worker with a hot spare, and replay."""

CHOICE = "AGTUTOR_LAB"
"""The environment variable that chooses the back end, where there is a choice."""

_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONHASHSEED": "0",
}
"""One thread for all libraries, and no device: what has more can't be forked safely, nor replayed bit
for bit. Sets of strings have one order in all processes."""


def chosen() -> Kind:
    """Return the back end to use: fork snapshots on Linux, unless the environment says otherwise.

    Raises:
        LabError: the environment names a back end that doesn't exist.
    """
    wanted = os.environ.get(CHOICE, "")
    if wanted not in ("", "fork", "replay"):
        raise LabError(
            f"{CHOICE} is `{wanted}`, which is no way to run code.",
            fix="Set it to `fork` or to `replay`, or leave it out.",
        )
    return "replay" if wanted == "replay" or sys.platform != "linux" else "fork"


class Spawned:
    """A process that loads torch, and has been started.

    Attributes:
        process: its handle.
        end: this process's end of its line, for a zygote; None for a worker, which talks over its
            standard streams.
        trace: for a worker, the file for where a run was when it was interrupted, where there is one.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        end: socket.socket | None = None,
        trace: IO[bytes] | None = None,
    ) -> None:
        self.process = process
        self.end = end
        self.trace = trace

    @classmethod
    def start(cls) -> Spawned:
        """Start the first process of the back end to use, and return at once.

        Raises:
            LabError: the system starts no more processes.
        """
        return cls.zygote() if chosen() == "fork" else cls.worker()

    @classmethod
    def zygote(cls) -> Spawned:
        """Start a zygote.

        Raises:
            LabError: as ``start``.
        """
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            raise cannot(error) from error
        with theirs:
            arguments = ["agtutor.lab.zygote", str(theirs.fileno())]
            process = python(arguments, subprocess.DEVNULL, (theirs.fileno(),))
        return cls(process, ours)

    @classmethod
    def worker(cls) -> Spawned:
        """Start a worker of the replay back end.

        Raises:
            LabError: as ``start``.
        """
        from agtutor.lab.replay.platform import start_worker

        process, trace = start_worker()
        return cls(process, trace=trace)

    def kill(self) -> None:
        """End the process and collect it."""
        if self.end is not None:
            self.end.close()
        self.process.kill()
        self.process.wait()


def python(
    module: Sequence[str],
    streams: int,
    descriptors: Sequence[int] = (),
    make: type[subprocess.Popen[bytes]] = subprocess.Popen,
) -> subprocess.Popen[bytes]:
    """Start a module of ours in this interpreter, in a session of its own where there are such.

    Args:
        module: its name, and arguments.
        streams: what its standard streams are: ``subprocess.PIPE`` or ``DEVNULL``.
        descriptors: what else it inherits.
        make: what starts processes.

    Raises:
        LabError: the system starts no more processes.
    """
    try:
        return make(
            [sys.executable, "-P", "-m", *module],
            stdin=streams,
            stdout=streams,
            stderr=streams,
            bufsize=0,
            pass_fds=descriptors,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError as error:
        raise cannot(error) from error


def cannot(error: OSError) -> LabError:
    """Return what to tell where the system starts no process."""
    return LabError(
        f"Python can't be started where your code would run: {error.strerror}.",
        fix="Close some programs, or ask who runs this machine about its limits.",
    )
