"""What a worker does: one run after the other in one namespace."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, NoReturn

import torch

from agtutor.case.evidence import Evidence
from agtutor.lab import streams
from agtutor.lab.inside.aftermath import leave, out_of_memory, raised
from agtutor.lab.inside.backward import walk_back
from agtutor.lab.inside.bound import as_they_were
from agtutor.lab.inside.execute import execute, interrupted_line
from agtutor.lab.inside.facts import count_threads, describe
from agtutor.lab.inside.gradient import measure
from agtutor.lab.inside.look import look
from agtutor.lab.inside.task import carry_out
from agtutor.lab.interrupts import Interrupts
from agtutor.lab.replay.ends import Ends
from agtutor.lab.replay.fence import Fence
from agtutor.lab.runs import BEGUN
from agtutor.lab.stove import warm
from agtutor.lab.telling import tell
from agtutor.lab.wire import Message, WireError


class Work:
    """The runs of a worker."""

    def __init__(
        self, ends: Ends, namespace: dict[str, Any], trace: int | None, scratch: Path | None
    ) -> None:
        """Prepare.

        Args:
            ends: the lines to the interface.
            namespace: where code runs.
            trace: descriptor of a file for where a run was when it was interrupted.
            scratch: the folder that runs may write in.
        """
        self._ends = ends
        self._namespace = namespace
        self._trace = trace
        self._threads = count_threads()  # ours, and those of libraries
        self._fence = Fence(scratch)
        Interrupts(trace).rest()

    def warm_up(self) -> None:
        """Run nothing once, for what is slow at its first use in gathering evidence."""
        execute("pass", label="<nothing>", namespace={"a": torch.ones(2)}, seed=0)

    def serve(self) -> NoReturn:
        """Do what is asked, until the interface goes."""
        while True:
            with as_they_were():
                message = self._ends.receive()
            if message is not None:
                reply = self._do(message)
                with as_they_were():
                    tell(self._ends, reply)

    def _do(self, message: Message) -> Message:
        match message["op"]:
            case "run":
                with as_they_were():
                    streams.redirect(self._ends.printed())
                    self._ends.send(BEGUN)
                evidence = self._run(message)
                with as_they_were():
                    self._ends.mark(message["mark"])
                return {"evidence": evidence}
            case "replay":
                return self._replay(message["links"])
            case "gradient" | "walk":
                return self._measure(message)
            case "look":  # which runs nothing
                with as_they_were():
                    found = look(self._namespace, message["path"], message["start"])
                    return {"look": found, "clean": True}
            case "warm":
                warm()
                return {"event": "warm"}
            case other:
                raise WireError(f"A worker doesn't know how to {other}.")

    def _replay(self, links: list[Message]) -> Message:
        """Run what was run before; it has to end as it did."""
        for link in links:
            streams.redirect(None)
            if self._run(link)["ended"] != link["ended"]:
                return {"differs": link["label"]}
        return {"evidence": describe(self._namespace)}

    def _measure(self, asked: Message) -> Message:
        """Measure a gradient or walk back, and tell whether that left all as it was: hooks ran."""
        streams.redirect(None)
        self._fence.enter()
        with as_they_were():
            before = repr(describe(self._namespace))
        found: Message
        if asked["op"] == "walk":
            found = {"walk": walk_back(self._namespace, asked["root"])}
        else:
            wanted = asked["root"], asked["wrt"], asked["also"]
            found = {"gradient": measure(self._namespace, *wanted)}
        with as_they_were():
            return {**found, "clean": repr(describe(self._namespace)) == before}

    def _run(self, message: Message) -> Evidence:
        """Run code once; where it is interrupted or exits, this process ends."""
        start = time.perf_counter()
        interrupts = Interrupts(self._trace)
        try:
            evidence = self._execute(message, interrupts)
            if interrupts.came:
                raise KeyboardInterrupt  # the code caught it, and came to its end all the same
        except KeyboardInterrupt as error:
            with as_they_were():
                if interrupts.came:
                    self._stop(error)
                evidence = raised(error, self._namespace, message["code"], message["label"])
        except SystemExit as error:
            with as_they_were():
                leave(error)
        except MemoryError as error:
            self._fence.breathe()
            with as_they_were():
                evidence = out_of_memory(error)
        with as_they_were():
            self._fence.after()
            interrupts.rest()
            streams.flush()
            evidence["seconds"] = evidence["seconds"] or time.perf_counter() - start
            evidence["threads"] = 1 + max(0, count_threads() - self._threads)
        return evidence

    def _execute(self, message: Message, interrupts: Interrupts) -> Evidence:
        self._fence.before(message["deadline"], message["allow"])
        with interrupts:
            return carry_out(message, self._namespace)

    def _stop(self, error: KeyboardInterrupt) -> NoReturn:
        """Tell where the code was when it was interrupted, if that is known here, and end."""
        streams.flush()
        line, source = interrupted_line(error)
        self._ends.send({"stopped": f"line {line}, `{source}`" if line else ""})
        os._exit(0)
