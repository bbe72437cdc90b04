"""Processes of the lab that are forked from one that has torch already, for tests that need many.

Torch takes a second of processor time to load, and each lab of a test would load it; on the replay
back end, after each bad end of a run too. What a nursery starts is a process of its own as any other,
and a child of this one; it runs the same module, in the same folder, with the environment, the streams
and the session that the lab asks for. Tests of the start itself, and of the installed program, start
the interpreter as the lab does.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

import pytest

from agtutor.lab import kernel, spawn
from agtutor.lab.replay import platform
from agtutor.lab.wire import Message, Port, pack

_python = spawn.python
_PROGRAM = Path(__file__).with_name("nursery_process.py")


class Nursling:
    """A handle on a process, with as much of ``subprocess.Popen`` as the lab needs."""

    def __init__(self, pid: int, streams: Sequence[IO[bytes] | None]) -> None:
        self.pid = pid
        self.stdin, self.stdout, self.stderr = streams
        self.returncode: int | None = None
        self._waiting = threading.Lock()

    def wait(self) -> int:
        """Wait until it has ended, and return its exit code, or minus the signal's number."""
        with self._waiting:
            if self.returncode is None:
                self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has been collected."""
        if self.returncode is None:
            with suppress(ProcessLookupError):  # another thread is collecting it
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it, unless it has been collected."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """A process with torch in it, from which processes of the lab are forked."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(_PROGRAM), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **spawn._ENVIRONMENT},
                start_new_session=True,
            )
        self._line = ours
        self._port = Port(os.dup(ours.fileno()))

    def python(
        self, module: Sequence[str], streams: int, descriptors: Sequence[int] = (), _make: object = None
    ) -> subprocess.Popen[bytes]:
        """Stand in for ``agtutor.lab.spawn.python``: start the same in the same way, but here."""
        return _python(module, streams, descriptors, cast("type[subprocess.Popen[bytes]]", self._popen))

    def _popen(self, command: Sequence[str], *, pass_fds: Sequence[int], **options: object) -> Nursling:
        """Stand in for ``subprocess.Popen`` as far as the lab makes use of it."""
        assert command[:3] == [sys.executable, "-P", "-m"]
        streams = {options[name] for name in ("stdin", "stdout", "stderr")}
        pipes = [os.pipe() for _ in range(3)] if streams == {subprocess.PIPE} else []
        assert pipes or streams == {subprocess.DEVNULL}
        ours = [pipes[0][1], pipes[1][0], pipes[2][0]] if pipes else []
        theirs = (
            [pipes[0][0], pipes[1][1], pipes[2][1]] if pipes else [os.open(os.devnull, os.O_RDWR)] * 3
        )
        message = {
            "module": list(command[3:]),
            "folder": os.getcwd(),  # noqa: PTH109 - it is sent as a text
            "environment": options["env"],
            "session": options["start_new_session"],
            "targets": [0, 1, 2, *pass_fds],
        }
        process = self._bear(message, [*theirs, *pass_fds])
        for descriptor in set(theirs):
            os.close(descriptor)
        modes = ("wb", "rb", "rb")
        if not pipes:
            return Nursling(process, [None] * 3)
        return Nursling(process, [os.fdopen(*end, 0) for end in zip(ours, modes, strict=True)])

    def _bear(self, message: Message, descriptors: Sequence[int]) -> int:
        """Have a process forked that gets descriptors; return its id."""
        kernel.adopt_orphans()  # who is forked for us twice becomes a child of ours
        try:
            socket.send_fds(self._line, [pack(message)], descriptors)
            reply, _ = self._port.receive()
        finally:
            kernel._prctl(kernel._SET_CHILD_SUBREAPER, 0)
        assert reply is not None, "The nursery has ended."
        born: int = reply["process"]
        return born

    @contextmanager
    def used(self) -> Iterator[None]:
        """Have labs start their processes here, inside."""
        with _starting(self.python):
            yield

    def close(self) -> None:
        """End the process that others were forked from; they end by themselves."""
        self._port.close()
        self._line.close()
        self._process.wait()


@contextmanager
def _starting(python: Callable[..., subprocess.Popen[bytes]]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for place in (spawn, platform):
            patch.setattr(place, "python", python)
        yield


@contextmanager
def anew() -> Iterator[None]:
    """Have labs start their processes as they do outside of tests, inside."""
    with _starting(_python):
        yield
