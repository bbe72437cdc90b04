"""Numbers and arrays that left a watched tensor, and still carry their values in other worlds.

They behave and print as a float, an int and an ndarray do; what is drawn from them goes through the
``Worlds`` that made them. Once the run is over they are replaced by what they stand for.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from agtutor.lab.inside.kinds import Args, Func, Kwargs, Value
from agtutor.lab.inside.shadows import COUNT

DEPTH = 3
"""How deep carriers are looked for in lists, tuples and dicts."""

WIDTH = 10_000
"""Entries of a list above which none is looked for."""


class Worlds(Protocol):
    """What a carrier needs of the worlds."""

    def carry(self, func: Func, args: Args, kwargs: Kwargs) -> Value:
        """Call in the run and in each world."""

    def leave(self) -> None:
        """Note that a value goes where worlds can't follow."""


class Carrier:
    """What carriers share: ``others`` is what one stands for in each world.

    One without ``others`` is the same in all worlds; one without ``worlds`` was made by Python or by
    numpy, not by us, and is plain but for its class.
    """

    worlds: Worlds | None = None
    others: Sequence[Any] = ()

    def carry(self, func: Func, args: Args, kwargs: Kwargs) -> Value:
        """Call in the run and in each world."""
        if self.worlds is None:
            return func(*plain_tree(args), **plain_tree(kwargs))
        return self.worlds.carry(func, args, kwargs)

    def leave(self) -> Value:
        """Note that this leaves for where worlds can't follow, and return what it stands for."""
        if self.worlds is not None and self.others:
            self.worlds.leave()
        return plain(self)

    def __float__(self) -> float:
        return float(self.leave())

    def __int__(self) -> int:
        return int(self.leave())

    def __index__(self) -> int:
        return operator.index(self.leave())


class Number(Carrier):
    """What the two kinds of numbers share; ``plain`` is the number."""

    plain: Value

    def __reduce__(self) -> Value:
        return (type(self.plain), (self.leave(),))

    def __hash__(self) -> int:
        return hash(self.plain)


class CarriedFloat(Number, float):
    """A float."""

    plain = property(float.__pos__)


class CarriedInt(Number, int):
    """An int."""

    plain = property(int.__pos__)


class CarriedArray(Carrier, np.ndarray[Any, np.dtype[Any]]):
    """An ndarray. One without dimensions stands for a numpy scalar."""

    def __array_ufunc__(self, ufunc: Value, method: str, *inputs: Value, **kwargs: Value) -> Value:
        return self.carry(getattr(ufunc, method), inputs, kwargs)

    def __array_function__(self, func: Value, _types: Value, args: Value, kwargs: Value) -> Value:
        return self.carry(func, args, kwargs)


def number(value: float, others: list[Any], worlds: Worlds) -> Value:
    """Return a carrier of a float or an int."""
    made = CarriedFloat(value) if isinstance(value, float) else CarriedInt(value)
    made.others, made.worlds = others, worlds
    return made


def array(value: Value, others: list[Any], worlds: Worlds) -> CarriedArray:
    """Return a carrier of an ndarray, on the same memory, or of a numpy scalar."""
    made = np.asarray(value).view(CarriedArray)
    made.others, made.worlds = others, worlds
    return made


def plain(value: Value) -> Value:
    """Return what a carrier stands for; anything else as it is."""
    if issubclass(type(value), Number):
        return value.plain
    return _bare(value)


def plain_copy(value: Value) -> Value:
    """Return what a carrier stands for, on memory of its own."""
    bare = plain(value)
    return bare.copy() if isinstance(bare, np.ndarray) else bare


def plain_tree(value: Value, depth: int = 0) -> Value:
    """Return lists, tuples and dicts without carriers; the very same where there were none."""
    if depth > DEPTH or type(value) not in (list, tuple, dict) or len(value) > WIDTH:
        return plain(value)
    parts = list(value.values()) if type(value) is dict else list(value)
    bare = [plain_tree(part, depth + 1) for part in parts]
    if all(now is before for now, before in zip(bare, parts, strict=True)):
        return value
    return dict(zip(value, bare, strict=True)) if type(value) is dict else type(value)(bare)


def _bare(value: Value) -> Value:
    if not issubclass(type(value), CarriedArray):
        return value
    bare = value.view(np.ndarray)
    return bare[()] if bare.ndim == 0 else bare


def _two(name: str) -> tuple[Func, Func]:
    action = divmod if name == "divmod" else getattr(operator, f"__{name}__")

    def forward(self: Number, other: Value, *rest: Value) -> Value:
        return self.carry(pow if rest else action, (self, other, *rest), {})

    def reflected(self: Number, other: Value) -> Value:
        return self.carry(action, (other, self), {})

    return forward, reflected


def _method(name: str) -> Func:
    def act(self: Carrier, *args: Value, **kwargs: Value) -> Value:
        def call(value: Value, *rest: Value, **named: Value) -> Value:
            return getattr(value, name)(*rest, **named)

        call.__name__ = name
        return self.carry(call, (self, *args), kwargs)

    return act


def _writing(name: str) -> Func:
    write = _method(name)

    def act(self: CarriedArray, *args: Value, **kwargs: Value) -> Value:
        if self.worlds is not None and not self.others:
            self.others = [plain_copy(self) for _ in range(COUNT)]
        return write(self, *args, **kwargs)

    return act


def _array_property(name: str) -> property:
    return property(lambda self: self.carry(operator.attrgetter(name), (self,), {}))


def _equip() -> None:
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "divmod"):
        forward, reflected = _two(name)
        setattr(Number, f"__{name}__", forward)
        setattr(Number, f"__r{name}__", reflected)
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        setattr(Number, f"__{name}__", _two(name)[0])
    for name in (
        "bool",
        "neg",
        "pos",
        "abs",
        "round",
        "trunc",
        "floor",
        "ceil",
        "repr",
        "str",
        "format",
    ):
        setattr(Number, f"__{name}__", _method(f"__{name}__"))
    for name in ("is_integer", "conjugate"):
        setattr(Number, name, _method(name))
    for name in ("real", "imag", "T"):
        setattr(CarriedArray, name, _array_property(name))
    for name in _ARRAY_METHODS.split():
        setattr(CarriedArray, name, _method(name))
    for name in ("__setitem__", "fill"):
        setattr(CarriedArray, name, _writing(name))


_ARRAY_METHODS = """__getitem__ __contains__ __bool__ __repr__ __str__ __format__ __round__
__copy__ __deepcopy__ __reduce_ex__ all any argmax argmin argsort astype clip conj conjugate copy
cumprod cumsum diagonal dot flatten item max mean min nonzero prod ravel repeat reshape round sort
squeeze std sum swapaxes take tobytes tolist trace transpose var"""

_equip()
