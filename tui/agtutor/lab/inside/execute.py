"""One run of the learner's code, and the evidence of it."""

from __future__ import annotations

import gc
import random
import time
import warnings
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from agtutor.case.evidence import Evidence
from agtutor.lab.inside.aftermath import end_threads, end_timers, note_threads
from agtutor.lab.inside.asked import counted
from agtutor.lab.inside.bound import Calls, as_they_were, bind, counting
from agtutor.lab.inside.carriers import plain
from agtutor.lab.inside.echo import ECHO_LIMIT, Parts, split, text_of
from agtutor.lab.inside.facts import count_threads, describe, fact_of
from agtutor.lab.inside.figures import PLT
from agtutor.lab.inside.hiding import hidden
from agtutor.lab.inside.modules import stand_ins
from agtutor.lab.inside.plumbing import PLUMBING
from agtutor.lab.inside.tracebacks import failure_of, interrupted_line, remember, unreadable
from agtutor.lab.inside.trap import Trap
from agtutor.lab.inside.watch import Watch

__all__ = ["bind", "execute", "interrupted_line"]

_WARNINGS_LIMIT = 50
_QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
_Namespace = MutableMapping[str, Any]


@dataclass
class _Outcome:
    """What running the code gave: a value, an error, threads: before it, and that go on after it."""

    value: object = None
    valued: bool = False
    error: BaseException | None = None
    echo: str | None = None
    threads: int = 0
    running: int = 0
    seconds: float = 0.0


def execute(
    code: str,
    *,
    label: str,
    namespace: dict[str, Any],
    seed: int,
    shows: Sequence[str] = (),
    whens: Sequence[str] = (),
    watch: Sequence[str] = (),
    notes: Sequence[str] = (),
    look: bool = True,
) -> Evidence:
    """Run a learner's code once in a namespace, and gather what it left behind.

    Args:
        code: its source. A KeyboardInterrupt, SystemExit or MemoryError that it raises passes.
        label: the file name that tracebacks show, such as "<step create-x>".
        namespace: changed by the code. Nothing is put there but ``__name__``.
        seed: for the random numbers of torch, numpy and Python.
        shows: expressions whose values go into ``shown``; the exception's fact, where one raises.
        whens: expressions over the namespace and ``_``, the last value or what the code raised.
        watch: what to gather ``reads`` for; for "x.grad", ``observed`` and its like too.
        notes: names of functions whose calls count, such as "detach".
        look: whether to look at what the code left; else the evidence tells how it ended alone.
    """
    code = remember(code, label)
    with _apart(notes) as (calls, warned):
        parts = _read(code, label, namespace)
        if not isinstance(parts, Parts):
            return parts
        with ExitStack() as watched:
            watched.enter_context((watching := Watch(watch, namespace, calls)).watching())
            outcome = _run(parts, namespace, seed)
            with as_they_were():
                _settle(outcome, parts, watched)
                evidence = _gather(namespace if look else {}, outcome, code, label)
                _add_watched(evidence, watching, calls, warned)
                _add_asked(evidence, namespace, outcome, shows, whens)
                return evidence


@contextmanager
def _apart(notes: Sequence[str]) -> Iterator[tuple[Calls, list[warnings.WarningMessage]]]:
    """Give the calls and the warnings that are noted, with our own modules out of reach."""
    with ExitStack() as stack:
        calls = stack.enter_context(counting())
        for one in (counted(notes, calls), PLT.session(), stand_ins(), hidden()):
            stack.enter_context(one)
        yield calls, stack.enter_context(_warned())


def _read(code: str, label: str, namespace: _Namespace) -> Parts | Evidence:
    """Return the code in its parts; where Python can't parse it, the evidence of that."""
    with Trap() as trap:
        return split(code, label)
    assert trap.error is not None
    evidence = describe(namespace)
    evidence["ended"], evidence["failure"] = "unreadable", unreadable(trap.error, code)
    return evidence


def _run(parts: Parts, namespace: _Namespace, seed: int) -> _Outcome:
    outcome = _Outcome(threads=count_threads())
    namespace.setdefault("__name__", "__main__")
    gc.enable()
    _seed(seed)
    with _timed(outcome), Trap() as trap, PLUMBING:
        exec(parts.body, namespace)  # type: ignore[arg-type]  # noqa: S102
        if parts.last is not None:
            outcome.value = eval(parts.last, namespace)  # type: ignore[arg-type]  # noqa: S307
            outcome.valued = True
    outcome.error = trap.error
    return outcome


def _settle(outcome: _Outcome, parts: Parts, watched: ExitStack) -> None:
    """Wait for the end of what the code began, and take its value out of what watched it."""
    end_timers()
    if isinstance(outcome.error, MemoryError):
        raise outcome.error
    if outcome.valued and parts.echoes(outcome.value):
        outcome.echo = text_of(outcome.value, ECHO_LIMIT)
    watched.close()
    outcome.value = plain(outcome.value)
    outcome.running = end_threads(outcome.threads)


def _gather(namespace: _Namespace, outcome: _Outcome, code: str, label: str) -> Evidence:
    evidence = describe(namespace)
    if outcome.error is not None:
        evidence["ended"], evidence["failure"] = "raised", failure_of(outcome.error, code, label)
    if outcome.echo is not None:
        evidence["echo"], evidence["echo_fact"] = outcome.echo, fact_of(outcome.value)
    evidence["seconds"] = outcome.seconds
    evidence["figures"] = PLT.figures()
    note_threads(evidence, outcome.running)
    return evidence


def _add_watched(
    evidence: Evidence, watching: Watch, calls: Calls, warned: Sequence[warnings.WarningMessage]
) -> None:
    evidence["warnings"] = _texts(warned)
    evidence["calls"] = list(calls.names)
    evidence["reads"] = watching.reads
    evidence["observed"] = watching.observed
    evidence["escaped"] = watching.escaped
    evidence["depends"] = watching.depends


def _add_asked(
    evidence: Evidence,
    namespace: _Namespace,
    outcome: _Outcome,
    shows: Sequence[str],
    whens: Sequence[str],
) -> None:
    """Evaluate what the question asks for, on a copy of the names, so that it changes none."""
    scope = dict(namespace)
    for expression in shows:
        evidence["shown"].append(fact_of(_value(expression, scope)))
    scope["_"] = outcome.value if outcome.error is None else outcome.error
    for expression in whens:
        evidence["whens"].append(_holds(expression, scope))


def _value(expression: str, scope: dict[str, Any]) -> object:
    with Trap() as trap, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return eval(expression, scope)  # noqa: S307
    return trap.error


def _holds(expression: str, scope: dict[str, Any]) -> bool:
    with Trap(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return bool(eval(expression, scope))  # noqa: S307
    return False


def _seed(seed: int) -> None:
    """Seed as ``torch.manual_seed`` does, but for devices that no child sees: those cost 0.3 ms."""
    torch.default_generator.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)


@contextmanager
def _warned() -> Iterator[list[warnings.WarningMessage]]:
    """Collect the warnings that are given inside, but for those that say nothing to a learner."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for category in _QUIET:
            warnings.simplefilter("ignore", category)
        yield [] if caught is None else caught


def _texts(caught: Sequence[warnings.WarningMessage]) -> list[str]:
    found = [f"{warning.category.__name__}: {warning.message}" for warning in caught]
    return list(dict.fromkeys(found))[:_WARNINGS_LIMIT]


@contextmanager
def _timed(outcome: _Outcome) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        outcome.seconds = time.perf_counter() - start
