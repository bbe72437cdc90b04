"""What an object has, read where it is stored: no property fires, and no ``__getattr__`` is asked.

Only slots of Python's own types are used. ``dir``, ``getattr``, ``isinstance`` and
``inspect.signature`` may each run code of the learner's, through ``__dir__``, ``__class__``,
``__wrapped__`` and the like.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import GetSetDescriptorType, ModuleType

import torch

from agtutor.lab.inside.kinds import Value

_TYPE: Mapping[str, Value] = vars(type)
_MRO, _CLASS_DICT = _TYPE["__mro__"], _TYPE["__dict__"]
_MODULE_DICT: Value = vars(ModuleType)["__dict__"]
_TENSORS = frozenset(("grad", "data", "T", "mT", "H", "mH", "real", "imag"))
"""Properties of tensors that give tensors."""

_PARTS = ("_parameters", "_buffers", "_modules")
"""Where a module of torch.nn keeps what its ``__getattr__`` gives."""


FUNCTIONS = frozenset(
    (
        types.FunctionType,
        types.BuiltinFunctionType,
        types.MethodType,
        types.MethodDescriptorType,
        types.ClassMethodDescriptorType,
        types.WrapperDescriptorType,
        types.MethodWrapperType,
    )
)
"""The types of what is called."""


@dataclass(frozen=True, slots=True)
class Some:
    """Some object of a class, which can't be had without asking a property for it."""

    kind: type


@dataclass(frozen=True, slots=True)
class Member:
    """What is stored under a name.

    Attributes:
        value: as it is stored: a method is a plain function, a property isn't asked.
        bound: whether a call through its owner passes that owner on.
    """

    value: Value
    bound: bool = False


def ancestry(kind: type) -> tuple[type, ...]:
    """Return a class and those that it inherits from."""
    found: tuple[type, ...] = _MRO.__get__(kind)
    return found


def is_a(value: object, kind: type) -> bool:
    """Tell whether an object really is of a class, whatever it says itself."""
    return kind in ancestry(type(value))


def follow(namespace: Mapping[str, Value], path: Sequence[str]) -> Member | None:
    """Return what a dotted name stands for; None where that can't be told without running code."""
    first, *rest = path
    here = Member(namespace[first]) if first in namespace else None
    for name in rest:
        here = after(here, name) if here is not None else None
    return here


def after(owner: Member, name: str) -> Member | None:
    """Return what stands behind a name after a dot; None where there is nothing that can be told."""
    found = stored(owner.value).get(name)
    if found is None or not is_property(found.value):
        return found
    kind = owner.value.kind if type(owner.value) is Some else type(owner.value)
    is_tensor = name in _TENSORS and torch.Tensor in ancestry(kind)
    return Member(Some(torch.Tensor)) if is_tensor else found


def is_property(value: object) -> bool:
    """Tell whether something that a class stores is asked for a value, when it is looked up."""
    kind = ancestry(type(value))
    return type(value) not in FUNCTIONS and any("__get__" in _CLASS_DICT.__get__(one) for one in kind)


def stored(owner: Value) -> dict[str, Member]:
    """Return all that is stored in an object, its class, and the classes that inherits from."""
    if is_property(owner):
        return {}
    if type(owner) is Some:
        return _of_class(owner.kind, bound=True)
    if is_a(owner, ModuleType):
        return {name: Member(value) for name, value in _named(_MODULE_DICT.__get__(owner))}
    if is_a(owner, type):
        return _of_class(owner, bound=False)
    return _of_class(type(owner), bound=True) | {name: Member(value) for name, value in _own(owner)}


def _of_class(kind: type, *, bound: bool) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for one in reversed(ancestry(kind)):
        for name, value in _named(_CLASS_DICT.__get__(one)):
            found[name] = _member(value, bound)
    return found


def _member(value: Value, bound: bool) -> Member:
    if type(value) is staticmethod:
        return Member(value.__func__)
    if type(value) is classmethod:
        return Member(value.__func__, bound=True)
    return Member(value, bound)


def _own(owner: Value) -> Iterator[tuple[str, Value]]:
    """Yield what is stored in the object itself."""
    own = dict(_named(_dict_of(owner)))
    yield from own.items()
    if is_a(owner, torch.nn.Module):
        for part in _PARTS:
            inner: Value = own.get(part)
            if is_a(inner, dict):
                yield from _named(inner)


def _dict_of(owner: Value) -> Value:
    """Return the dictionary of an object's attributes, unless its class says something else by it."""
    for one in ancestry(type(owner)):
        slot = _CLASS_DICT.__get__(one).get("__dict__")
        if slot is not None:
            return slot.__get__(owner) if type(slot) is GetSetDescriptorType else {}
    return {}


def _named(table: Value) -> Iterator[tuple[str, Value]]:
    """Yield what is stored under plain texts: other keys may have an equality of their own."""
    pairs = dict.items(table) if is_a(table, dict) else table.items()
    return ((name, value) for name, value in list(pairs) if type(name) is str)
