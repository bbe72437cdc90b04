"""Functions that torch's modes don't see, made to follow watched values for the time of one run."""

from __future__ import annotations

import builtins
import functools
import math
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch

from agtutor.lab.inside.bound import MISSING, patch
from agtutor.lab.inside.kinds import Func, Value
from agtutor.lab.inside.worlds import Worlds

_NUMPY = "array asarray asanyarray ascontiguousarray allclose isclose array_equal array_equiv"
_BLANK = "zeros empty ones full zeros_like empty_like ones_like full_like"
_ASSERTIONS = (
    "assert_allclose assert_array_equal assert_equal assert_almost_equal assert_array_almost_equal"
    " assert_array_max_ulp"
)

_Patch = tuple[Any, str, Any]


@contextmanager
def followed(worlds: Worlds, namespace: MutableMapping[str, Any]) -> Iterator[None]:
    """Patch inside; a name of the namespace that an earlier step imported is patched too.

    Afterwards all is as it was, in modules and in the namespace.
    """
    patches = _patches(worlds)
    before = [(owner, name, vars(owner).get(name, MISSING)) for owner, name, _ in patches]
    swaps = {id(old): new for (_, _, old), (_, _, new) in zip(before, patches, strict=True)}
    back = {id(new): old for (_, _, old), (_, _, new) in zip(before, patches, strict=True)}
    _swap(namespace, swaps)
    for owner, name, new in patches:
        patch(owner, name, new)
    try:
        yield
    finally:
        for (owner, name, old), (_, _, new) in zip(before, patches, strict=True):
            if vars(owner).get(name) is new:  # else the learner's code put something of its own there
                patch(owner, name, old)
        _swap(namespace, back)


def _patches(worlds: Worlds) -> list[_Patch]:
    carried = [(np, name) for name in _NUMPY.split()] + [(torch, "from_numpy")]
    carried += [
        (math, name) for name, value in vars(math).items() if callable(value) and name[0] != "_"
    ]
    return [
        *((owner, name, _carried(worlds, getattr(owner, name))) for owner, name in carried),
        *((np, name, _noticing(worlds, getattr(np, name))) for name in _BLANK.split()),
        *(
            (np.testing, name, _checked(worlds, getattr(np.testing, name)))
            for name in _ASSERTIONS.split()
        ),
        *((builtins, name, _chosen(worlds, getattr(builtins, name))) for name in ("max", "min")),
        (torch.Tensor, "__array_function__", _array_function(worlds)),
        (torch.Tensor, "__array_wrap__", _array_wrap(worlds)),
    ]


def _swap(namespace: MutableMapping[str, Any], swaps: dict[int, Any]) -> None:
    for name, value in list(namespace.items()):
        if id(value) in swaps:
            namespace[name] = swaps[id(value)]


def _carried(worlds: Worlds, func: Func) -> Func:
    @functools.wraps(func)
    def call(*args: Value, **kwargs: Value) -> Value:
        return worlds.carry(func, args, kwargs)

    return call


def _checked(worlds: Worlds, func: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(func)
    def call(*args: Value, **kwargs: Value) -> None:
        worlds.check(func, args, kwargs)

    return call


def _noticing(worlds: Worlds, func: Func) -> Func:
    """Follow arrays that are made to be filled: numpy tells nobody what is written into them."""

    @functools.wraps(func)
    def call(*args: Value, **kwargs: Value) -> Value:
        return worlds.noticing(worlds.carry(func, args, kwargs))

    return call


def _chosen(worlds: Worlds, func: Func) -> Func:
    """Follow ``max`` and ``min``: each world has a greatest of its own."""

    @functools.wraps(func)
    def call(*args: Value, **kwargs: Value) -> Value:
        if len(args) == 1 and hasattr(args[0], "__next__"):
            args = (list(args[0]),)
        return worlds.carry(func, args, kwargs)

    return call


def _array_function(worlds: Worlds) -> Func:
    """Let numpy's functions tell that a tensor is among their arguments."""

    def __array_function__(_: Value, func: Value, __: Value, args: Value, kwargs: Value) -> Value:  # noqa: N807
        return worlds.carry(getattr(func, "_implementation", None) or func, args, kwargs)

    return __array_function__


def _array_wrap(worlds: Worlds) -> Func:
    """Follow a ufunc that was called on a tensor: its result is handed to the tensor's class."""
    wrap: Func = torch.Tensor.__array_wrap__

    def __array_wrap__(  # noqa: N807
        self: torch.Tensor, array: Value, context: Value = None, _: bool = False
    ) -> Value:
        with torch._C.DisableTorchFunction():
            real = wrap(self, array)
            if context is None:
                return real
            ufunc, inputs, output = context

            def again(*args: Value) -> Value:
                result = ufunc(*args)
                return result[output] if ufunc.nout > 1 else result

            return worlds.wrap(real, again, inputs)

    return __array_wrap__
