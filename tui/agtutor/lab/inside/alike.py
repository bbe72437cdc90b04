"""Whether a result is the same in a world as in the run, and whether a call is worth making there."""

from __future__ import annotations

from collections.abc import Sequence
from types import FunctionType, MethodType
from typing import Any

import numpy as np

from agtutor.lab.inside.kinds import Func, Value
from agtutor.lab.inside.shadows import Broken
from agtutor.lab.inside.trap import Trap

_NOT_OF_VALUES = """data_ptr untyped_storage storage _typed_storage share_memory_ backward grad
register_hook register_post_accumulate_grad_hook retain_grad requires_grad_ dim stride storage_offset
element_size ndimension get_device __hash__ __dlpack__ __dlpack_device__ __reduce_ex__"""
_PROPERTIES = frozenset({"data", "T", "mT", "H", "mH", "real", "imag", "shape"})


def is_of_values(func: Func) -> bool:
    """Whether what a function gives depends on the entries of a tensor, and can be had again.

    Calls that reach into the run's graph or memory can't: made in a world, they would change the run.
    """
    name = getattr(func, "__name__", "")
    if name in ("__get__", "__set__", "__delete__"):
        return name == "__get__" and attribute(func) in _PROPERTIES
    return name not in _NOT_OF_VALUES.split() and not (name.startswith("is_") and name != "is_nonzero")


def attribute(func: Func) -> str:
    """Return the name of the attribute that a getter or setter is of."""
    owner = getattr(func, "__self__", None)
    return str(getattr(owner, "__name__", "") or getattr(getattr(owner, "fget", None), "__name__", ""))


def calls_back(args: Sequence[Any]) -> bool:
    """Whether an argument is a function, which may be the learner's and runs once only."""
    return any(isinstance(arg, (FunctionType, MethodType)) for arg in args)


def same_number(real: float, other: Value) -> bool:
    """Whether two plain numbers are the same, NaN being the same as NaN."""
    return type(other) is type(real) and (other == real or (other != other and real != real))


def same_array(real: Value, other: Value) -> bool:
    """Whether two arrays or numpy scalars have the same shape and entries."""
    if isinstance(other, Broken) or np.shape(real) != np.shape(other):
        return False
    with Trap():
        return np.array_equal(real, other, equal_nan=np.asarray(real).dtype.kind in "fc")
    return False


def same_thing(real: Value, others: Sequence[Any]) -> bool:
    """Whether results of any other kind are the same in all worlds."""
    with Trap():
        if isinstance(real, (np.ndarray, np.generic)):
            return all(same_array(real, other) for other in others)
        return all(type(other) is type(real) and bool(other == real) for other in others)
    return False


def all_true(value: Value) -> bool:
    """Whether all entries of a tensor, an array or a numpy scalar are True; a broken one's aren't."""
    with Trap():
        return bool(value.all())
    return False
