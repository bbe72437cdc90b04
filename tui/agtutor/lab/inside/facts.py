"""Facts about objects of the learner's namespace, as plain data."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import ModuleType
from typing import Any

import numpy as np
import torch

from agtutor.case.evidence import Evidence, Fact, Graph, Kind, blank
from agtutor.lab.inside.echo import text_of
from agtutor.lab.inside.graph import Survey, survey
from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.trap import Trap
from agtutor.lab.inside.values import digest, dtype_kind, entries, memory

TEXT_LIMIT = 2_000
"""Characters of a repr that a fact keeps."""

_SIZE_LIMIT = 16  # a tuple or list of so many whole numbers may be a shape


def describe(namespace: Mapping[str, Any]) -> Evidence:
    """Return what stands in a namespace: facts and the graph, ``ended`` "fine", nothing else."""
    evidence = blank("fine")
    evidence["names"], evidence["graph"] = names_and_graph(namespace)
    evidence["threads"] = count_threads()
    return evidence


def names_and_graph(namespace: Mapping[str, Any]) -> tuple[dict[str, Fact], Graph]:
    """Return a fact for each name, and the autograd graph under the named tensors.

    Dunder names are left out, and modules under a name with an underscore.
    """
    named = {name: value for name, value in namespace.items() if _is_told(name, value)}
    found = survey({name: value for name, value in named.items() if _kind(value) == "tensor"})
    facts = {name: fact_of(value, found) for name, value in named.items()}
    return facts, found.graph()


def fact_of(value: Value, found: Survey | None = None) -> Fact:
    """Return what is known of one object.

    Args:
        value: anything. Up to 16 whole numbers in a tuple or list are a "size", as ``torch.Size`` is.
        found: the survey of the namespace, from which a tensor's ``reaches`` is read.
    """
    fact = Fact(
        kind=_kind(value),
        type=type(value).__name__,
        text="",
        identity=id(value),
    )
    fill = _FILL.get(fact["kind"])
    if fill is not None:
        fill(fact, value)
    _add_text(fact, value)
    if fact["kind"] == "tensor":
        fact["reaches"] = found.reaches(value) if found else []
        if found and fact.get("grad_fn"):
            fact["freed"] = found.is_freed(value)
    return fact


def _add_text(fact: Fact, value: Value) -> None:
    """Add the repr of what isn't known by its entries: making one of a tensor takes a millisecond."""
    if "digest" not in fact and not fact["text"]:
        fact["text"] = text_of(value, TEXT_LIMIT)


def is_plain(value: object) -> bool:
    """Whether this is a tensor of torch's own kind, and its gradient too: no code of a learner's."""
    if type(value) is not torch.Tensor:
        return False
    grad = value.grad if value.is_leaf or value.retains_grad else None
    return grad is None or type(grad) is torch.Tensor


def count_threads() -> int:
    """Return how many threads this process has, those that Python doesn't know of included."""
    with suppress(OSError):
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - half as long as by Path
    return threading.active_count()


def _is_told(name: str, value: object) -> bool:
    if name.startswith("__"):
        return False
    return not (name.startswith("_") and isinstance(value, ModuleType))


_KINDS: tuple[tuple[Kind, tuple[type, ...]], ...] = (
    ("tensor", (torch.Tensor,)),
    ("array", (np.ndarray,)),
    ("module", (ModuleType,)),
    ("bool", (bool, np.bool_)),
    ("number", (int, float, np.integer, np.floating)),
    ("text", (str,)),
    ("none", (type(None),)),
    ("size", (torch.Size,)),
    ("node", (torch.autograd.graph.Node,)),
)


def _kind(value: object) -> Kind:
    with Trap():  # a class of the learner's may lie about itself, and raise while it does
        for kind, types in _KINDS:
            if isinstance(value, types):
                return kind
        return "size" if _is_shape_like(value) else "other"
    return "other"


def _is_shape_like(value: object) -> bool:
    return (
        isinstance(value, (tuple, list))
        and 0 < len(value) <= _SIZE_LIMIT
        and all(type(entry) is int for entry in value)
    )


def _fill_module(fact: Fact, value: Value) -> None:
    with Trap():
        fact["module"] = str(value.__name__)


def _fill_number(fact: Fact, value: Value) -> None:
    with Trap():
        fact["number"] = float(value)


def _fill_size(fact: Fact, value: Value) -> None:
    with Trap():
        fact["shape"] = [int(entry) for entry in value]


def _fill_node(fact: Fact, value: Value) -> None:
    with Trap():
        fact["text"] = str(value.name())


def _fill_array(fact: Fact, value: Value) -> None:
    with Trap():
        fact["dtype"] = str(value.dtype).removeprefix("torch.")
        fact["dtype_kind"] = dtype_kind(value.dtype)
        fact["shape"] = [int(entry) for entry in value.shape]
        fact["values"] = None
        fact["values"] = entries(value)
        fact["digest"] = digest(value)
        fact["memory"] = memory(value)


def _fill_tensor(fact: Fact, value: Value) -> None:
    _fill_array(fact, value)
    with Trap():
        fact["requires_grad"] = bool(value.requires_grad)
        fact["is_leaf"] = bool(value.is_leaf)
        fact["retains_grad"] = bool(value.retains_grad)
        fact["grad_fn"] = ""
        fact["grad_fn"] = value.grad_fn.name() if value.grad_fn is not None else ""
    with Trap():
        fact["version"] = int(value._version)
    _fill_grad(fact, value)


def _fill_grad(fact: Fact, value: Value) -> None:
    """Add the fact of the gradient. It is read only where reading it doesn't warn."""
    fact["grad"] = None
    with Trap():
        grad = value.grad if value.is_leaf or value.retains_grad else None
        if grad is None:
            return
        inner = Fact(kind="tensor", type=type(grad).__name__, text="", identity=id(grad))
        _fill_array(inner, grad)
        _add_text(inner, grad)
        inner["requires_grad"] = bool(grad.requires_grad)
        inner["is_leaf"] = bool(grad.is_leaf)
        fact["grad"] = inner


_FILL: dict[Kind, Callable[[Fact, Any], None]] = {
    "tensor": _fill_tensor,
    "array": _fill_array,
    "module": _fill_module,
    "number": _fill_number,
    "bool": _fill_number,
    "size": _fill_size,
    "node": _fill_node,
}
