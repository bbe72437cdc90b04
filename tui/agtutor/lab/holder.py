"""A holder: it keeps a namespace, never runs anything on it, and forks when it is asked to."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from agtutor.lab import kernel
from agtutor.lab.wire import Message, Port, WireError


@dataclass(frozen=True, slots=True)
class Birth:
    """What a freshly forked child gets: its line to the interface, and where output goes.

    Attributes:
        port: its own line.
        output: the pipe for what it prints, or None.
        trace: the file for the place where it was when it was stopped, or None.
        parent: the holder's process id.
        ahead: whether it waits for code to run, and does ahead all that it can.
    """

    port: Port
    output: int | None
    trace: int | None
    parent: int
    ahead: bool = False


@dataclass(slots=True)
class Holder:
    """The serving side of a holder.

    Attributes:
        port: its line to the interface. Its end ends the holder, and with it what it runs.
        root: whether it is the zygote, which ends all other holders too.
        at_end: called when all that it runs has ended.
    """

    port: Port
    root: bool = False
    at_end: Callable[[], None] = lambda: None
    _children: dict[int, int] = field(default_factory=dict)  # process id -> the interface's number
    _wake: tuple[socket.socket, socket.socket] = field(default_factory=socket.socketpair)

    def serve(self) -> Birth:
        """Serve until the interface goes; returns in forked children only."""
        kernel.name_process(kernel.HOLDER)
        kernel.adopt_orphans()
        self._sweep()
        self._listen()
        poll = select.poll()
        for end in (self.port, self._wake[0]):
            poll.register(end, select.POLLIN)
        while True:
            ready = [descriptor for descriptor, _ in poll.poll()]
            if self._wake[0].fileno() in ready:
                self._reap()
            if self.port.fileno() in ready:
                birth = self._take()
                if birth is not None:
                    return birth

    def _take(self) -> Birth | None:
        message, descriptors = self._receive()
        if message is None:
            self._end()
        elif message["op"] == "fork":
            return self._fork(message["child"], descriptors, ahead=message["ahead"])
        else:
            self._signal(message["child"], message["signal"])
        return None

    def _receive(self) -> tuple[Message | None, list[int]]:
        with contextlib.suppress(OSError, WireError):
            return self.port.receive()
        return None, []

    def _fork(self, number: int, descriptors: list[int], *, ahead: bool) -> Birth | None:
        if kernel.threads() > 1:  # locks that they hold would stay locked for ever in the child
            self._tell({"event": "refused", "child": number})
        else:
            parent = os.getpid()
            try:
                process = os.fork()
            except OSError as error:  # no more processes for this user, or no memory
                self._tell({"event": "refused", "child": number, "why": error.strerror})
            else:
                if not process:
                    return self._born(descriptors, parent, ahead=ahead)
                self._children[process] = number
                self._tell({"event": "forked", "child": number, "process": process})
        for descriptor in descriptors:
            os.close(descriptor)
        return None

    def _born(self, descriptors: list[int], parent: int, *, ahead: bool) -> Birth:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (self.port, *self._wake):
            end.close()
        output, trace = (*descriptors[1:3], None, None)[:2]
        return Birth(Port(descriptors[0]), output, trace, parent, ahead)

    def _signal(self, number: int, wanted: int) -> None:
        process = next((process for process, child in self._children.items() if child == number), None)
        if process is None:
            return
        if wanted == signal.SIGKILL:
            kernel.kill_group(process)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, wanted)

    def _listen(self) -> None:
        """Have the end of a child wake the poll."""
        for end in self._wake:
            end.setblocking(False)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        signal.signal(signal.SIGCHLD, _noted)
        signal.set_wakeup_fd(self._wake[1].fileno(), warn_on_full_buffer=False)

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._wake[0].recv(4096):
                pass
        ended: list[tuple[int, int]] = []
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                ended.append(found)
        known = [
            (self._children.pop(process), status)
            for process, status in ended
            if process in self._children
        ]
        if known:
            self._sweep()
        for number, status in known:
            self._tell({"event": "ended", "child": number, "status": status})

    def _sweep(self, everything: bool = False) -> None:
        """End what runs left behind: children of this process that it didn't fork, nor is a holder.

        Args:
            everything: end all of them, holders and runs too.
        """
        spared: set[int] = set()  # the kernel doesn't let us
        while strays := self._strays(everything) - spared:
            spared |= {stray for stray in strays if not kernel.kill_group(stray)}
            for stray in strays - spared:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(stray, 0)

    def _strays(self, everything: bool) -> set[int]:
        return {child for child in kernel.children() if everything or self._is_stray(child)}

    def _is_stray(self, process: int) -> bool:
        return process not in self._children and kernel.name_of(process) != kernel.HOLDER

    def _end(self) -> None:
        """End, and with this process all that it runs; the holders that it forked go on."""
        if not self.root:
            holders = {child for child in self._children if kernel.name_of(child) == kernel.HOLDER}
            self._children = dict.fromkeys(holders, 0)
        self._sweep(everything=self.root)
        self.at_end()
        os._exit(0)

    def _tell(self, message: Message) -> None:
        with contextlib.suppress(OSError):  # the interface has gone: the next read tells
            self.port.send(message)


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Stand as the handler of SIGCHLD, which has to be there for the wake-up byte to be written."""
