"""The values that watched tensors, and what derives from them, would have in other worlds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.trap import Trap

COUNT = 5
"""Worlds: 0, the entry in the middle is perturbed; 1, every entry is; 2, all are negated; 3, the
first entry is lowered; 4, the last is raised. What sees a part, or one side, misses one of them."""

_KEEP_LIMIT = 50_000  # tensors that are remembered in one run
_SEED = 7_919


class Broken:
    """Stands for a value that could not be computed in a world."""


BROKEN = Broken()


@dataclass(frozen=True, slots=True)
class _Entry:
    real: torch.Tensor  # kept alive, so that its id and its memory are not used again
    memory: int
    shadows: list[Any]


class Shadows:
    """A side table: tensor → its value in each world, found by identity, or by shared memory.

    A shadow mirrors the aliasing of its original: views of one tensor share memory in a world as
    they do in the run, so that writing through one is seen through the others.
    """

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}
        self._memories: dict[int, list[torch.UntypedStorage]] = {}
        self._alive: list[torch.Tensor] = []

    @property
    def full(self) -> bool:
        """Whether no more is remembered."""
        return len(self._alive) >= _KEEP_LIMIT

    def put(self, real: torch.Tensor, shadows: Sequence[Any]) -> None:
        """Remember what a tensor is in each world: a tensor, or BROKEN."""
        memory = memory_of(real)
        self._alive.append(real)
        self._entries[id(real)] = _Entry(real, memory, list(shadows))
        if memory and memory not in self._memories and all(_alike(real, other) for other in shadows):
            self._memories[memory] = [other.untyped_storage() for other in shadows]

    def put_memory(self, real: torch.Tensor, copies: list[torch.UntypedStorage]) -> None:
        """Remember what the memory of a tensor is in each world."""
        self._alive.append(real)
        self._memories[memory_of(real)] = copies

    def get(self, real: torch.Tensor) -> list[Any] | None:
        """Return what a tensor is in each world, or None if it is the same in all."""
        memory = memory_of(real)
        entry = self._entries.get(id(real))
        if entry is not None and entry.real is real and entry.memory == memory:
            return entry.shadows
        copies = self._memories.get(memory) if memory else None
        return [laid_over(real, copy) for copy in copies] if copies else None

    def forget(self, real: torch.Tensor) -> None:
        """Drop what is known of a tensor and of its memory."""
        self._entries.pop(id(real), None)
        self._memories.pop(memory_of(real), None)


def memory_of(tensor: torch.Tensor) -> int:
    """Return the address of a tensor's memory; 0 where it has none of the usual kind."""
    with Trap():
        return tensor.untyped_storage().data_ptr() if tensor.layout == torch.strided else 0
    return 0


def copied_memory(tensor: torch.Tensor) -> torch.UntypedStorage:
    """Return a copy of all the memory that a tensor is laid over."""
    with torch.no_grad():
        whole = torch.empty(0, dtype=torch.uint8).set_(tensor.untyped_storage())
        return whole.clone().untyped_storage()


def laid_over(like: torch.Tensor, storage: torch.UntypedStorage) -> torch.Tensor:
    """Return a tensor with the layout of another, on memory of its own."""
    with torch.no_grad():
        blank = torch.empty(0, dtype=like.dtype)
        return blank.set_(storage, like.storage_offset(), like.size(), like.stride())


def perturbed(tensor: torch.Tensor) -> list[torch.Tensor]:
    """Return a tensor's value in each world.

    Perturbed entries move away from zero, by a quarter of their size and a half at least, so that
    neither a tolerance nor an absolute value hides it; what is not finite becomes 1. The global random
    state is not touched.
    """
    with torch.no_grad():
        size = tensor.abs()
        away = torch.where(size == 0, torch.ones_like(tensor), tensor.sgn())
        source = torch.Generator().manual_seed(_SEED)
        factor = 0.5 + torch.rand(tensor.shape, generator=source, dtype=torch.float64)
        return [
            _at(tensor, [part // 2 for part in tensor.shape], _moved(tensor, away)),
            _moved(tensor, away * factor.to(size.dtype)),
            tensor.detach().neg().clone(),
            _at(tensor, [0] * tensor.dim(), _moved(tensor, -torch.ones_like(tensor))),
            _at(tensor, [part - 1 for part in tensor.shape], _moved(tensor, torch.ones_like(tensor))),
        ]


def same(real: Value, other: Value) -> bool:
    """Whether two tensors have the same entries, NaN being the same as NaN."""
    if not isinstance(other, torch.Tensor) or real.shape != other.shape or real.dtype != other.dtype:
        return False
    with torch.no_grad():
        return bool(((real == other) | (torch.isnan(real) & torch.isnan(other))).all())


def _moved(tensor: torch.Tensor, factor: torch.Tensor) -> torch.Tensor:
    """Return the entries moved by these factors of half their size and one."""
    size = tensor.abs()
    moved = tensor.detach() + (1 + size / 2) * factor
    return torch.where(torch.isfinite(size), moved, 1).to(tensor.dtype)


def _at(tensor: torch.Tensor, place: Sequence[int], moved: torch.Tensor) -> torch.Tensor:
    """Return a copy in which one entry is the moved one; an empty tensor has none."""
    copy = tensor.detach().clone()
    if tensor.numel():
        copy[tuple(place)] = moved[tuple(place)]
    return copy


def _alike(real: torch.Tensor, other: Value) -> bool:
    return (
        isinstance(other, torch.Tensor)
        and other.dtype == real.dtype
        and other.size() == real.size()
        and other.stride() == real.stride()
        and other.storage_offset() == real.storage_offset()
        and other.untyped_storage().nbytes() == real.untyped_storage().nbytes()
    )
