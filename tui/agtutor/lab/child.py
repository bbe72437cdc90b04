"""A child: it does one thing on its copy of the namespace, tells, and then ends or becomes a holder."""

from __future__ import annotations

import os
import time
from typing import Any, NoReturn

import torch

from agtutor.case.evidence import Evidence
from agtutor.lab import kernel, streams
from agtutor.lab.holder import Birth, Holder
from agtutor.lab.inside.aftermath import leave, lost, out_of_memory, raised
from agtutor.lab.inside.backward import walk_back
from agtutor.lab.inside.bound import as_they_were
from agtutor.lab.inside.facts import describe, is_plain
from agtutor.lab.inside.gradient import measure
from agtutor.lab.inside.look import look
from agtutor.lab.inside.task import carry_out
from agtutor.lab.interrupts import Interrupts
from agtutor.lab.landlock import Shield
from agtutor.lab.limits import Limits, reset_interpreter
from agtutor.lab.replay.identities import Identities
from agtutor.lab.scratch import Scratch
from agtutor.lab.telling import Telling, tell
from agtutor.lab.wire import Message, Port, WireError, pack

_REHEARSAL: Message = {
    "code": "a = torch.linspace(-1, 1, 3, requires_grad=True)\n"
    "b = (a**2 + 1).sum()\n"
    "b.backward()\n"
    "str(a.grad), str(a)",
    "label": "<rehearsal>",
    "seed": 0,
    "deadline": 10.0,
    **dict.fromkeys(("shows", "whens", "watch", "notes", "allow"), ()),
}
"""A run that leaves nothing behind."""


def live(port: Port, namespace: dict[str, Any]) -> NoReturn:
    """Be the zygote; in each process forked from it, be a child, and a holder if the child is kept."""
    scratch = Scratch()
    shield = Shield(scratch.folder)
    holder = Holder(port, root=True, at_end=scratch.remove)
    while True:
        with as_they_were():
            birth = holder.serve()
            scratch.let_go()
        with Telling(birth.port, as_they_were):
            port = Child(birth, namespace, shield).work()
        holder = Holder(port)


class Child:
    """What one forked process does, from its birth until it is kept."""

    def __init__(self, birth: Birth, namespace: dict[str, Any], shield: Shield) -> None:
        self._port = birth.port
        self._namespace = namespace
        self._shield = shield
        self._limits = Limits()
        self._interrupts = Interrupts(birth.trace)
        kernel.name_process(kernel.RUN)
        kernel.die_with_parent(birth.parent)
        kernel.adopt_orphans()
        os.setsid()
        reset_interpreter()
        streams.redirect(birth.output)
        self._limits.confine()
        self._ahead = birth.ahead
        self._confined = False

    def work(self) -> Port:
        """Do what is asked; return this process's line once it is to be a holder, else never."""
        if self._ahead:
            self._rehearse()
        with as_they_were():
            message, _ = self._port.receive()
            if message is None:
                os._exit(0)
        reply = self._do(message)
        with as_they_were():
            streams.flush()
            tell(self._port, reply)
            message, _ = self._port.receive()
            if message is None or message["op"] != "keep":
                os._exit(0)
            self._become_holder()
        return self._port

    def _rehearse(self) -> None:
        """Do all that a run does, on tensors of our own, so that what that touches is copied by now.

        What stands is looked at as after a run, but for what might run code of the learner's, and
        nothing that they replaced is called.
        """
        plain = {name: value for name, value in self._namespace.items() if is_plain(value)}
        standing, self._namespace = self._namespace, {**plain, "torch": torch}
        with as_they_were():
            output = os.dup(1)
            streams.redirect(None)
            self._confine()
            pack({"evidence": self._run(_REHEARSAL)})
            streams.flush()
            streams.redirect(output)
        self._namespace = standing

    def _confine(self) -> None:
        """Take from this process what learner code may not do, once."""
        if not self._confined:
            self._shield.enter()
            self._confined = True

    def _do(self, message: Message) -> Message:
        match message["op"]:
            case "run":
                self._confine()
                return {"evidence": self._run_after(message)}
            case "describe":  # which runs what the learner's classes have for a repr
                self._confine()
                return {"evidence": describe(self._namespace)}
            case "gradient":  # which runs hooks of the learner's
                self._confine()
                asked = message["root"], message["wrt"], message["also"]
                return {"gradient": measure(self._namespace, *asked)}
            case "look":  # which runs nothing
                with as_they_were():
                    return {"look": look(self._namespace, message["path"], message["start"])}
            case "walk":  # which runs hooks of the learner's
                self._confine()
                return {"walk": walk_back(self._namespace, message["root"])}
            case "warm":
                from agtutor.lab.stove import warm

                warm()
                return {"event": "warm"}
            case "judge":
                from agtutor.lab.judging import preside

                preside(self._port)
            case other:
                raise WireError(f"A child doesn't know how to {other}.")

    def _run_after(self, message: Message) -> Evidence:
        """Run the code; first, where this process hasn't, what leads to what it works on."""
        if not message["after"]:
            return self._run(message)
        output = os.dup(1)
        for earlier in message["after"]:
            with as_they_were():
                streams.redirect(None)
            if self._run(earlier, look=False)["ended"] != "fine":
                return lost()
        with as_they_were():
            reset_interpreter()
            streams.redirect(output)
            identities = self._identities(message["known"])
            self._port.send({"event": "begun"})
        evidence = self._run(message)
        if identities is not None:
            with as_they_were():
                identities.renumber(evidence)
        return evidence

    def _identities(self, known: dict[str, Any]) -> Identities | None:
        """Return which objects are those that stood elsewhere; None where none are known."""
        if not known:
            return None
        identities = Identities()
        identities.recognise(describe(self._namespace)["names"], known)
        return identities

    def _run(self, message: Message, *, look: bool = True) -> Evidence:
        start = time.perf_counter()
        try:
            evidence = self._execute(message, look)
            if self._interrupts.came:
                raise KeyboardInterrupt  # the code caught it, and came to its end all the same
        except KeyboardInterrupt as error:
            if self._interrupts.came:
                streams.flush()
                self._interrupts.die()
            with as_they_were():
                evidence = raised(error, self._namespace, message["code"], message["label"])
        except SystemExit as error:
            with as_they_were():
                leave(error)
        except MemoryError as error:
            self._limits.breathe()
            with as_they_were():
                evidence = out_of_memory(error)
        evidence["seconds"] = evidence["seconds"] or time.perf_counter() - start
        return evidence

    def _execute(self, message: Message, look: bool) -> Evidence:
        self._limits.allow(time.process_time() + message["deadline"], message["allow"])
        with self._interrupts:
            return carry_out(message, self._namespace, look=look)

    def _become_holder(self) -> None:
        reset_interpreter()
        self._interrupts.forget()
        streams.redirect(None)
        self._limits.lift()
        kernel.name_process(kernel.HOLDER)
        kernel.outlive_parent()
        self._port.send({"event": "kept"})
