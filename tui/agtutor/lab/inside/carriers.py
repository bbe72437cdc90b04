"""Numbers and arrays that left a watched tensor, and still carry their values in other worlds.

They behave and print as a float, an int and an ndarray do; what is drawn from them goes through the
``Worlds`` that made them. Once the run is over they are replaced by what they stand for.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from agtutor.lab.inside.shadows import COUNT


DEPTH = 3
"""How deep carriers are looked for in lists, tuples and dicts."""

WIDTH = 10_000
"""Entries of a list above which none is looked for."""


class Worlds(Protocol):
    """What a carrier needs of the worlds."""

    def carry(self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call in the run and in each world."""

    def leave(self) -> None:
        """Note that a value goes where worlds can't follow."""


class Number:
    """What the two kinds of numbers share; ``plain`` is the number, ``others`` it in each world."""

    plain: Any
    others: list[Any]
    worlds: Worlds

    def __bool__(self) -> bool:
        return bool(self.worlds.carry(bool, (self,), {}))

    def __float__(self) -> float:
        self.worlds.leave()
        return float(self.plain)

    def __int__(self) -> int:
        self.worlds.leave()
        return int(self.plain)

    def __index__(self) -> int:
        self.worlds.leave()
        return operator.index(self.plain)

    def __reduce__(self) -> Any:
        self.worlds.leave()
        return (type(self.plain), (self.plain,))

    def __hash__(self) -> int:
        return hash(self.plain)


class CarriedFloat(Number, float):
    """A float."""


class CarriedInt(Number, int):
    """An int."""


class CarriedArray(np.ndarray[Any, np.dtype[Any]]):
    """An ndarray. One without dimensions stands for a numpy scalar.

    One without ``others`` is the same in all worlds; it is there to notice what is written into it.
    """

    worlds: Worlds | None = None
    others: list[Any] = []  # noqa: RUF012  # never changed in place

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        return self.carry(getattr(ufunc, method), inputs, kwargs)

    def __array_function__(self, func: Any, _types: Any, args: Any, kwargs: Any) -> Any:
        return self.carry(func, args, kwargs)

    def carry(self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call in the run and in each world; a view that numpy made by itself has no worlds."""
        if self.worlds is None:
            return func(*plain_tree(args), **plain_tree(kwargs))
        return self.worlds.carry(func, args, kwargs)

    def __float__(self) -> float:
        return float(self._leave())

    def __int__(self) -> int:
        return int(self._leave())

    def __index__(self) -> int:
        return operator.index(self._leave())

    def _leave(self) -> Any:
        if self.worlds is not None:
            self.worlds.leave()
        return plain(self)


def number(value: float, others: list[Any], worlds: Worlds) -> Any:
    """Return a carrier of a float or an int."""
    made = CarriedFloat(value) if isinstance(value, float) else CarriedInt(value)
    made.plain, made.others, made.worlds = value, others, worlds
    return made


def array(value: Any, others: list[Any], worlds: Worlds) -> CarriedArray:
    """Return a carrier of an ndarray, on the same memory, or of a numpy scalar."""
    made = np.asarray(value).view(CarriedArray)
    made.others, made.worlds = others, worlds
    return made


def plain(value: Any) -> Any:
    """Return what a carrier stands for; anything else as it is."""
    if isinstance(value, Number):
        return value.plain
    return _bare(value)


def plain_copy(value: Any) -> Any:
    """Return what a carrier stands for, on memory of its own."""
    bare = plain(value)
    return bare.copy() if isinstance(bare, np.ndarray) else bare


def plain_tree(value: Any, depth: int = 0) -> Any:
    """Return lists, tuples and dicts with their carriers replaced; the very object where there are none."""
    if depth > DEPTH or type(value) not in (list, tuple, dict) or len(value) > WIDTH:
        return plain(value)
    parts = list(value.values()) if type(value) is dict else list(value)
    bare = [plain_tree(part, depth + 1) for part in parts]
    if all(now is before for now, before in zip(bare, parts, strict=True)):
        return value
    return dict(zip(value, bare, strict=True)) if type(value) is dict else type(value)(bare)


def _bare(value: Any) -> Any:
    if not isinstance(value, CarriedArray):
        return value
    bare = value.view(np.ndarray)
    return bare[()] if bare.ndim == 0 else bare


def _two(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    action = divmod if name == "divmod" else getattr(operator, f"__{name}__")

    def forward(self: Number, other: Any, *rest: Any) -> Any:
        return self.worlds.carry(pow if rest else action, (self, other, *rest), {})

    def reflected(self: Number, other: Any) -> Any:
        return self.worlds.carry(action, (other, self), {})

    return forward, reflected


def _method(name: str) -> Callable[..., Any]:
    def act(self: Any, *args: Any, **kwargs: Any) -> Any:
        def call(value: Any, *rest: Any, **named: Any) -> Any:
            return getattr(value, name)(*rest, **named)

        call.__name__ = name
        return self.worlds.carry(call, (self, *args), kwargs)

    return act


def _array_method(name: str) -> Callable[..., Any]:
    lifted = _method(name)

    def act(self: CarriedArray, *args: Any, **kwargs: Any) -> Any:
        if self.worlds is None:
            return getattr(_bare(self), name)(*args, **kwargs)
        if name in ("__setitem__", "fill") and not self.others:
            self.others = [plain_copy(self) for _ in range(COUNT)]
        return lifted(self, *args, **kwargs)

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
    for name in ("neg", "pos", "abs", "round", "trunc", "floor", "ceil", "repr", "str", "format"):
        setattr(Number, f"__{name}__", _method(f"__{name}__"))
    for name in ("is_integer", "conjugate"):
        setattr(Number, name, _method(name))
    for name in ("real", "imag", "T"):
        setattr(CarriedArray, name, _array_property(name))
    for name in _ARRAY_METHODS.split():
        setattr(CarriedArray, name, _array_method(name))


_ARRAY_METHODS = """__getitem__ __setitem__ __contains__ __bool__ __repr__ __str__ __format__ __round__
__copy__ __deepcopy__ all any argmax argmin argsort astype clip conj conjugate copy cumprod cumsum diagonal
dot fill flatten item max mean min nonzero prod ravel repeat reshape round sort squeeze std sum swapaxes
take tobytes tolist trace transpose var"""

_equip()
