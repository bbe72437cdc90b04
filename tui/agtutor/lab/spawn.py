"""Starting the zygote. Imports next to nothing, so that torch begins to load before all else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from agtutor.errors import LabError

_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
}
"""One thread for all libraries, and no device: what has more can't be forked safely."""


class Spawned:
    """A zygote that has been started.

    Attributes:
        process: its handle.
        end: this process's end of its line.
    """

    def __init__(self, process: subprocess.Popen[bytes], end: socket.socket) -> None:
        self.process = process
        self.end = end

    @classmethod
    def start(cls) -> Spawned:
        """Start a zygote and return at once.

        Raises:
            LabError: the system starts no more processes.
        """
        try:
            ours, theirs = socket.socketpair()
            with theirs:
                process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                    [sys.executable, "-P", "-m", "agtutor.lab.zygote", str(theirs.fileno())],
                    pass_fds=(theirs.fileno(),),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, **_ENVIRONMENT},
                    start_new_session=True,
                )
        except OSError as error:
            raise LabError(
                f"Python can't be started where your code would run: {error.strerror}.",
                fix="Close some programs, or ask who runs this machine about its limits.",
            ) from error
        return cls(process, ours)

    def kill(self) -> None:
        """End the zygote and collect it."""
        self.end.close()
        self.process.kill()
        self.process.wait()
