"""What is bound before the learner's code runs, so that gathering doesn't depend on what it did.

A notebook lets its user write ``builtins.repr = None`` or ``torch.Tensor.shape = 3``. The modules that
gathering rests on are remembered by ``bind`` as they were; ``as_they_were`` puts them back for a while.
"""

from __future__ import annotations

import builtins
import functools
import linecache
import math
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from agtutor.lab.inside.glance import Glance
from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.plumbing import PLUMBING

MISSING = object()
"""Stands for an attribute that isn't there."""

_OWNERS: tuple[Any, ...] = (
    builtins,
    torch,
    torch.Tensor,
    torch.autograd,
    np,
    math,
    linecache,
    traceback,
    warnings,
)
_OWN = frozenset({"__dict__", "__weakref__", "__warningregistry__", "__builtins__", "__spec__", "_"})


@dataclass
class Calls:
    """The calls of one run that a question may ask for, and what to do after each.

    Attributes:
        names: "backward", once for each call, in order.
        after: called after each of them, whether it raised or not.
    """

    names: list[str] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    depth: int = 0


@dataclass
class _Owner:
    """What is remembered of a module or a class.

    Attributes:
        place: the module or class.
        kept: its attributes as they were; ``MISSING`` for those that it hadn't.
        glance: how it was when last nothing of that had been changed.
    """

    place: Any
    kept: dict[str, Any]
    glance: Glance


@dataclass
class _Bound:
    kept: list[_Owner] = field(default_factory=list)
    calls: Calls = field(default_factory=Calls)


_BOUND = _Bound()


def bind() -> None:
    """Remember what gathering rests on, and start counting calls of backward. Once per process tree.

    Makes no tensor and runs no backward pass, so that a process which only ever forks may call it.
    """
    if _BOUND.kept:
        return
    PLUMBING.bind()
    torch.autograd.backward = _counted(torch.autograd.backward)
    for owner in _OWNERS:
        inherited = {name for base in getattr(owner, "__mro__", ())[1:] for name in vars(base)}
        kept = dict.fromkeys(inherited, MISSING) | vars(owner)
        known = {name: kept[name] for name in kept if name not in _OWN}
        _BOUND.kept.append(_Owner(owner, known, Glance(owner)))


def patch(owner: Value, name: str, value: Value) -> None:
    """Set an attribute of ours, or delete it if ``value`` is MISSING; it counts as how things were."""
    _put(owner, name, value)
    for other in _BOUND.kept:
        if other.place is owner:
            other.kept[name] = value


@contextmanager
def counting() -> Iterator[Calls]:
    """Collect the calls that are made inside; binds, where that wasn't done yet."""
    bind()
    _BOUND.calls, before = Calls(), _BOUND.calls
    try:
        yield _BOUND.calls
    finally:
        _BOUND.calls = before


@contextmanager
def as_they_were() -> Iterator[None]:
    """Put back what the learner's code replaced or deleted; inside only, theirs stands again after."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 1000))
    theirs = [change for owner in _BOUND.kept if not owner.glance.holds for change in _put_back(owner)]
    try:
        yield
    finally:
        for owner, name, value in theirs:
            _put(owner, name, value)
        sys.setrecursionlimit(limit)


def _put_back(owner: _Owner) -> list[tuple[Any, str, Any]]:
    place, now = owner.place, vars(owner.place)
    changed = [name for name, value in owner.kept.items() if now.get(name, MISSING) is not value]
    theirs = [(place, name, now.get(name, MISSING)) for name in changed]
    for name in changed:
        _put(place, name, owner.kept[name])
    if not changed:
        owner.glance.again()
    return theirs


def _put(owner: Value, name: str, value: Value) -> None:
    if value is MISSING:
        if name in vars(owner):
            delattr(owner, name)
    else:
        setattr(owner, name, value)


def _counted(backward: Callable[..., None]) -> Callable[..., None]:
    """Wrap ``torch.autograd.backward``, which ``Tensor.backward`` looks up when it runs.

    Under a TorchFunctionMode one call comes through here twice; only the outer one counts.
    """

    @functools.wraps(backward)
    def counted(*args: Value, **kwargs: Value) -> None:
        calls = _BOUND.calls
        if not calls.depth:
            calls.names.append("backward")
        calls.depth += 1
        try:
            backward(*args, **kwargs)
        finally:
            calls.depth -= 1
            for action in calls.after:
                action()

    return counted
