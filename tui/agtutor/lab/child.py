"""A child: it does one thing on its copy of the namespace, tells, and then ends or becomes a holder."""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time
import traceback
from types import TracebackType
from typing import Any, NoReturn

import torch

from agtutor.case.evidence import Evidence, Failure
from agtutor.lab import kernel, streams
from agtutor.lab.holder import Birth, Holder
from agtutor.lab.inside.bound import as_they_were
from agtutor.lab.inside.execute import execute, interrupted_line
from agtutor.lab.inside.facts import describe
from agtutor.lab.inside.gradient import measure
from agtutor.lab.inside.tracebacks import failure_of
from agtutor.lab.interrupts import Interrupts
from agtutor.lab.limits import Limits, reset_interpreter
from agtutor.lab.wire import Message, Port, WireError

_THREADS_END = 0.2  # seconds that threads of the learner's get to end after the code
_THIN = 1_000  # values of a tensor that still go through when all of them are too many


def live(port: Port, namespace: dict[str, Any]) -> NoReturn:
    """Be the zygote; in each process forked from it, be a child, and a holder if the child is kept."""
    holder = Holder(port, root=True)
    while True:
        with as_they_were():
            birth = holder.serve()
        with _Told(birth.port):
            port = Child(birth, namespace).work()
        holder = Holder(port)


class Child:
    """What one forked process does, from its birth until it is kept."""

    def __init__(self, birth: Birth, namespace: dict[str, Any]) -> None:
        self._port = birth.port
        self._namespace = namespace
        self._process = os.getpid()
        self._limits = Limits()
        self._interrupts = Interrupts(birth.trace)
        kernel.name_process(kernel.RUN)
        kernel.die_with_parent(birth.parent)
        kernel.adopt_orphans()
        os.setsid()
        reset_interpreter()
        streams.redirect(birth.output)
        self._limits.confine()

    def work(self) -> Port:
        """Do what is asked; return this process's line once it is to be a holder, else never."""
        self._warm_up()
        with as_they_were():
            message, _ = self._port.receive()
            if message is None:
                os._exit(0)
        reply = self._do(message)
        with as_they_were():
            streams.flush()
            self._send(reply)
            message, _ = self._port.receive()
            if message is None or message["op"] != "keep":
                os._exit(0)
            self._become_holder()
        return self._port

    def _warm_up(self) -> None:
        """While nothing is asked yet, run nothing once, so that what that touches is copied by now."""
        if not select.select([self._port], [], [], 0)[0]:
            execute("pass", label="<nothing>", namespace={"a": torch.ones(2)}, seed=0)

    def _do(self, message: Message) -> Message:
        match message["op"]:
            case "run":
                return {"evidence": self._run(message)}
            case "describe":
                return {"evidence": describe(self._namespace)}
            case "gradient":
                asked = message["root"], message["wrt"], message["also"]
                return {"gradient": measure(self._namespace, *asked)}
            case "warm":
                from agtutor.lab.stove import warm

                warm()
                return {"event": "warm"}
            case "judge":
                from agtutor.lab.judging import preside

                preside(self._port)
            case other:
                raise WireError(f"A child doesn't know how to {other}.")

    def _run(self, message: Message) -> Evidence:
        start = time.perf_counter()
        try:
            evidence = self._execute(message)
            if self._interrupts.came:
                raise KeyboardInterrupt  # the code caught it, and came to its end all the same
        except KeyboardInterrupt as error:
            if self._interrupts.came:
                streams.flush()
                self._interrupts.die()
            with as_they_were():
                evidence = describe(self._namespace)
                evidence["ended"] = "raised"
                evidence["failure"] = failure_of(error, message["code"], message["label"])
        except SystemExit as error:
            with as_they_were():
                _exit(error)
        except MemoryError as error:
            self._limits.breathe()
            with as_they_were():
                evidence = describe({})
                evidence["ended"], evidence["stop"] = "stopped", "memory"
                evidence["detail"] = "line {}, `{}`".format(*interrupted_line(error))
        evidence["seconds"] = evidence["seconds"] or time.perf_counter() - start
        return evidence

    def _execute(self, message: Message) -> Evidence:
        """Run the code, and only that where what it did to builtins stands."""
        self._limits.allow(message["deadline"])
        with self._interrupts:
            evidence = execute(
                message["code"],
                label=message["label"],
                namespace=self._namespace,
                seed=message["seed"],
                shows=message["shows"],
                whens=message["whens"],
                watch=message["watch"],
            )
            with as_they_were():
                if os.getpid() != self._process:  # the code forked, and this is its child
                    os._exit(0)
                _ended(evidence)
        return evidence

    def _send(self, reply: Message) -> None:
        try:
            self._port.send(reply)
        except WireError:
            for fact in reply["evidence"]["names"].values():
                if len(fact.get("values") or ()) > _THIN:
                    fact["values"] = None
            self._port.send(reply)

    def _become_holder(self) -> None:
        reset_interpreter()
        self._interrupts.forget()
        streams.redirect(None)
        self._limits.lift()
        kernel.name_process(kernel.HOLDER)
        kernel.outlive_parent()
        self._port.send({"event": "kept"})


class _Told(contextlib.AbstractContextManager[None]):
    """Tells the interface of a failure of our own, which nobody else would hear of, and ends."""

    def __init__(self, port: Port) -> None:
        self._port = port
        self._process = os.getpid()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and self._process == os.getpid():
            with as_they_were(), contextlib.suppress(OSError):
                self._port.send({"failed": "".join(traceback.format_exception(kind, error, trace))})
        if error is not None:
            os._exit(os.EX_SOFTWARE)


def _ended(evidence: Evidence) -> None:
    """Note it as an error if threads outlive the code: nothing can be forked while they run."""
    if kernel.threads() == 1:
        return
    end = time.monotonic() + _THREADS_END
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(max(0.0, end - time.monotonic()))
    running = kernel.threads() - 1
    if running and evidence["ended"] == "fine":
        evidence["ended"] = "raised"
        evidence["failure"] = Failure(
            type="RuntimeError",
            message=f"{running} of the threads that this code started still run after its last line",
            line=0,
            column=0,
            source="",
            traceback="",
        )


def _exit(error: SystemExit) -> NoReturn:
    """End the process as Python does for ``sys.exit``."""
    code = error.code
    if code is not None and not isinstance(code, int):
        streams.complain(str(code))
        code = 1
    streams.flush()
    os._exit((code or 0) & 0xFF)
