"""What a run is asked to note beside the usual: calls of some functions."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook

from agtutor.lab.inside.bound import Calls, patch
from agtutor.lab.inside.kinds import Func, Value
from agtutor.lab.inside.tracebacks import is_learners

_METHODS = ("retain_grad", "requires_grad_", "detach", "detach_", "clone", "item", "numpy", "zero_")


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
