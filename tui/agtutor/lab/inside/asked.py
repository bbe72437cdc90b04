"""What a run is asked to note beside the usual: calls of some functions, and graphs that are freed."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook

from agtutor.case.evidence import Fact
from agtutor.lab.inside.bound import Calls, patch
from agtutor.lab.inside.graph import passes_on
from agtutor.lab.inside.kinds import Func, Value
from agtutor.lab.inside.tracebacks import is_learners
from agtutor.lab.inside.trap import Trap

FREED = "freed"
"""Asks whether the graphs of the named tensors are freed."""

_METHODS = ("retain_grad", "requires_grad_", "detach", "detach_", "clone", "item", "numpy", "zero_")
_NODES = 1_000  # that are looked at for what they saved
_RAW = "_raw"
_GONE = "already been freed"


@contextmanager
def counted(notes: Sequence[str], calls: Calls) -> Iterator[None]:
    """Count the calls that the learner's own lines make of the functions asked for.

    Args:
        notes: names such as "detach", "grad" (``torch.autograd.grad``), "zero_grad", "step".
        calls: where each call's name is put, in order.
    """
    if not notes:
        yield
        return
    places = [place for place in _places() if place[1] in notes]
    before = [(owner, name, getattr(owner, name)) for owner, name in places]
    for owner, name, func in before:
        patch(owner, name, _noting(func, name, calls))
    stepping = register_optimizer_step_pre_hook(_stepping(calls if "step" in notes else Calls()))
    try:
        yield
    finally:
        stepping.remove()
        for owner, name, func in before:
            patch(owner, name, func)


def _stepping(calls: Calls) -> Callable[..., None]:
    """Return a hook for optimizers: they wrap their own ``step``, so that a patch isn't called."""

    def hook(*_: Value) -> None:
        calls.names.append("step")

    return hook


def _places() -> Iterator[tuple[Any, str]]:
    """Yield each function that can be counted, with what it is an attribute of."""
    yield torch.autograd, "grad"
    yield torch.nn.Module, "zero_grad"
    yield torch.optim.Optimizer, "zero_grad"
    for name in _METHODS:
        yield torch.Tensor, name
    yield from ((torch, name) for name in ("detach", "clone"))


def _noting(func: Func, name: str, calls: Calls) -> Callable[..., Value]:
    @functools.wraps(func)
    def call(*args: Value, **kwargs: Value) -> Value:
        if is_learners(sys._getframe(1).f_code.co_filename):
            calls.names.append(name)
        return func(*args, **kwargs)

    return call


def note_freed(names: Mapping[str, Fact], namespace: Mapping[str, Any]) -> None:
    """Add to the fact of each result whether its graph was freed."""
    known: dict[Value, bool] = {}
    for name, fact in names.items():
        if fact["kind"] == "tensor" and fact.get("grad_fn"):
            fact["freed"] = _freed(namespace[name], known)


def _freed(tensor: torch.Tensor, known: dict[Value, bool]) -> bool:
    """Whether a node of the tensor's graph has lost what it saved, so that it can't be walked.

    Args:
        tensor: the result.
        known: what is known of nodes already: asking one that was freed raises, which takes long.
    """
    waiting, seen = [tensor.grad_fn], set[Any]()
    while waiting and len(seen) < _NODES:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if node not in known:
            known[node] = _lost(node)
        if known[node]:
            return True
        waiting.extend(passes_on(node))
    return False


@functools.cache
def _saved_by(kind: type) -> tuple[str, ...]:
    """Return the attributes in which nodes of a kind have what they saved; listing all takes long."""
    raw = [name for name in dir(kind) if name.startswith(f"{_RAW}_saved_")]
    return tuple(name if name == f"{_RAW}_saved_tensors" else name.removeprefix(_RAW) for name in raw)


def _lost(node: Value) -> bool:
    kind: Value = type(node)
    for name in _saved_by(kind):
        with Trap() as trap:
            getattr(node, name)
        if trap.error is not None and _GONE in str(trap.error):
            return True
    return False
