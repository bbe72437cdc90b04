"""One run, and other worlds in which the watched values differ.

The learner's code runs once. Each call with an argument that derives from a watched tensor is also
made on what that argument is in the other worlds, so that a True which the code draws from it can be
told from one that it would draw from anything.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

import numpy as np
import torch

from agtutor.lab.inside import carriers
from agtutor.lab.inside.alike import (
    all_true,
    calls_back,
    is_of_values,
    same_array,
    same_number,
    same_thing,
)
from agtutor.lab.inside.carriers import CarriedArray, Number, plain_tree
from agtutor.lab.inside.kinds import Args, Func, Kwargs, Value
from agtutor.lab.inside.notes import Notes
from agtutor.lab.inside.shadows import BROKEN, COUNT, Broken, Shadows, perturbed, same
from agtutor.lab.inside.trap import Trap
from agtutor.lab.inside.world import World, differs, knows, version_of

_TO_PLAIN = frozenset({"__float__", "__int__", "__index__", "__complex__", "__len__"})
_TO_TEXT = frozenset({"__repr__", "__str__", "__format__"})
_OF_NO_VALUE = (type(None), type(NotImplemented), torch.dtype, torch.device)

_Call = tuple[World, Args, Kwargs]
_P = ParamSpec("_P")
_T = TypeVar("_T")


def _apart(func: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make torch calls of our own that no mode sees: neither the watch nor one of the learner's."""

    @functools.wraps(func)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        with torch._C.DisableTorchFunction():
            return func(*args, **kwargs)

    return call


class Worlds:
    """Carries watched values through a run.

    Attributes:
        notes: what was drawn from them.
        busy: a call is being made, so that calls inside it are left alone.
    """

    def __init__(self) -> None:
        self.notes = Notes()
        self.busy = False
        self._table = Shadows()

    @_apart
    def meet(self, tensor: torch.Tensor) -> None:
        """Let a watched tensor differ between the worlds, unless it does already."""
        if self.notes.live and self._table.get(tensor) is None:
            self.renew(tensor)

    @_apart
    def renew(self, tensor: torch.Tensor) -> None:
        """Let a watched tensor differ between the worlds, from what it is now."""
        self._table.forget(tensor)
        with Trap() as trap:
            self._table.put(tensor, perturbed(tensor))
        if trap.error is not None:
            self.leave()

    def leave(self) -> None:
        """Note that a watched value goes where worlds can't follow."""
        self.notes.leave()

    def end(self) -> None:
        """Stop: from here on, carriers are what they stand for."""
        self.notes.live = False

    def carry(self, func: Func, args: Args, kwargs: Kwargs) -> Value:
        """Call in the run, and in each world if an argument differs there; return the run's result.

        Raises:
            BaseException: what the call in the run raises. What a call in a world raises makes that
                world's result BROKEN.
        """
        if self._passes(args, kwargs) or not is_of_values(func):
            return func(*plain_tree(args), **plain_tree(kwargs))
        if calls_back((*args, *kwargs.values())) or self._table.full:
            self.leave()
            return func(*plain_tree(args), **plain_tree(kwargs))
        with self._occupied():
            return self._carry(func, args, kwargs)

    def check(self, func: Func, args: Args, kwargs: Kwargs) -> None:
        """Call an assertion, which returns nothing: not to raise is what is observed."""
        if self._passes(args, kwargs):
            func(*plain_tree(args), **plain_tree(kwargs))
            return
        with self._occupied():
            calls, random = self._calls(args, kwargs), torch.get_rng_state()
            with Trap() as trap:
                func(*plain_tree(args), **plain_tree(kwargs))
            results = self._results(func, calls, random)
        held = [not isinstance(result, Broken) for result in results]
        self.notes.observe(trap.error is None, held)
        if trap.error is not None:
            raise trap.error

    def wrap(self, real: Value, func: Func, args: Sequence[Any]) -> Value:
        """Return a result that the run has already, with what it is in the worlds."""
        if self._passes(tuple(args), {}):
            return real
        with self._occupied():
            results = self._results(func, self._calls(tuple(args), {}), torch.get_rng_state())
            return self._join(real, results)

    def noticing(self, array: Value) -> Value:
        """Return an array that notices what is written into it."""
        if self.busy or not self.notes.live or type(array) is not np.ndarray:
            return array
        return carriers.array(array, [], self)

    @_apart
    def depends(self, namespace: Mapping[str, Any]) -> list[str]:
        """Return the names whose values differ between the worlds."""
        return [name for name, value in namespace.items() if differs(self._table, value)]

    @contextmanager
    def _occupied(self) -> Iterator[None]:
        self.busy = True
        try:
            yield
        finally:
            self.busy = False

    def _carry(self, func: Func, args: Args, kwargs: Kwargs) -> Value:
        name = getattr(func, "__name__", "")
        if name in _TO_TEXT:
            self._show(args[0])
            return func(*plain_tree(args), **plain_tree(kwargs))
        calls, random = self._calls(args, kwargs), torch.get_rng_state()
        result = func(*plain_tree(args), **plain_tree(kwargs))
        results = self._results(func, calls, random)
        self._note_writes([world for world, _, _ in calls])
        if name in _TO_PLAIN or name == "__array__":
            self._leave_unless_same(result, results)
        return result if name in _TO_PLAIN else self._join(result, results)

    @_apart
    def _calls(self, args: Args, kwargs: Kwargs) -> list[_Call]:
        """Return the arguments of a call in each world: before the run's, which may write into them."""
        worlds = [World(number, self._table) for number in range(COUNT)]
        return [(world, world.swap(args), world.swap(kwargs)) for world in worlds]

    @_apart
    def _results(self, func: Func, calls: list[_Call], random: torch.Tensor) -> list[Any]:
        """Call in each world, with the random numbers that the run drew."""
        after = torch.get_rng_state()
        drew = not torch.equal(random, after)
        results: list[Any] = []
        for world, args, kwargs in calls:
            if drew:
                torch.set_rng_state(random)
            result: Value = BROKEN
            with Trap(), torch.no_grad():
                result = BROKEN if world.broken else func(*args, **kwargs)
            results.append(result)
        if not torch.equal(torch.get_rng_state(), after):
            torch.set_rng_state(after)
        return results

    @_apart
    def _note_writes(self, worlds: list[World]) -> None:
        """Where the run wrote into a tensor that was the same in all worlds, it is so no longer."""
        for memory, (tensor, version, _) in worlds[0].copies.items():
            if version_of(tensor) != version:
                self._table.put_memory(tensor, [world.copies[memory][2] for world in worlds])

    @_apart
    def _passes(self, args: Args, kwargs: Kwargs) -> bool:
        """Whether a call concerns the run alone."""
        if self.busy or not self.notes.live:
            return True
        return not any(knows(self._table, value) for value in (*args, *kwargs.values()))

    @_apart
    def _join(self, real: Value, others: list[Any]) -> Value:
        """Return the run's result: as a carrier, where what it is in the worlds would be lost."""
        if isinstance(real, torch.Tensor):
            if not all(same(real, other) for other in others) or self._table.get(real) is not None:
                self._table.put(real, others)
        elif isinstance(real, bool):
            self.notes.observe(real, others)
        elif isinstance(real, (np.ndarray, np.generic)):
            alike = all(same_array(real, other) for other in others)
            return real if alike else carriers.array(real, others, self)
        elif type(real) in (float, int):
            alike = all(same_number(real, other) for other in others)
            return real if alike else carriers.number(real, others, self)
        elif isinstance(real, (list, tuple)):
            return self._join_parts(real, others)
        else:
            self._leave_unless_same(real, others)
        return real

    def _join_parts(self, real: Value, others: list[Any]) -> Value:
        columns = [_as_many(other, len(real)) for other in others]
        parts = [
            self._join(part, [column[place] for column in columns]) for place, part in enumerate(real)
        ]
        if type(real) in (list, tuple):
            return type(real)(parts)
        if any(isinstance(part, (Number, CarriedArray)) for part in parts):
            self.leave()
        return real

    def _leave_unless_same(self, real: Value, others: list[Any]) -> None:
        if not isinstance(real, _OF_NO_VALUE) and not same_thing(real, others):
            self.leave()

    @_apart
    def _show(self, value: Value) -> None:
        """A value becomes text. Trues and Falses are read off it; anything else leaves with it."""
        real = carriers.plain(value)
        dtype = str(getattr(real, "dtype", "")).removeprefix("torch.")
        if dtype == "bool":
            shown = [World(number, self._table).swap(value) for number in range(COUNT)]
            self.notes.observe(all_true(real), [all_true(other) for other in shown])
        else:
            self.leave()


def _as_many(value: Value, count: int) -> Sequence[Any]:
    fits = isinstance(value, (list, tuple)) and len(value) == count
    return value if fits else [BROKEN] * count
