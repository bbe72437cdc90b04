"""Entries of tensors and arrays as plain floats, and the digest of their bytes."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import numpy as np
import torch

from agtutor.lab.inside.kinds import Value

DtypeKind = Literal["float", "complex", "integer", "bool", "other"]

VALUES_LIMIT = 20_000
"""Entries of a tensor or array that evidence carries."""

_ARRAY_KINDS: dict[str, DtypeKind] = {
    "f": "float",
    "c": "complex",
    "i": "integer",
    "u": "integer",
    "b": "bool",
}


def dtype_kind(dtype: Value) -> DtypeKind:
    """Return the kind of a torch or numpy dtype."""
    if not isinstance(dtype, torch.dtype):
        return _ARRAY_KINDS.get(dtype.kind, "other")
    if dtype.is_floating_point:
        return "float"
    if dtype.is_complex:
        return "complex"
    if dtype == torch.bool:
        return "bool"
    return "other" if str(dtype).removeprefix("torch.").startswith("q") else "integer"


def entries(value: torch.Tensor | np.ndarray[Any, Any]) -> list[float] | None:
    """Return all entries, flat, in row-major order, as float64.

    A complex entry gives two: its real and its imaginary part. None where there are more than
    20,000 entries, or where the entries aren't numbers.
    """
    count = value.numel() if isinstance(value, torch.Tensor) else value.size
    if count > VALUES_LIMIT or dtype_kind(value.dtype) == "other":
        return None
    if isinstance(value, torch.Tensor):
        return flat(value)
    plain = np.ascontiguousarray(value).reshape(-1)
    real = plain.astype(np.complex128).view(np.float64) if plain.dtype.kind == "c" else plain
    return [float(entry) for entry in real.astype(np.float64).tolist()]


def flat(value: torch.Tensor) -> list[float]:
    """Return all entries of a tensor, flat, as float64; real and imaginary parts in turn."""
    plain = _plain(value)
    real = torch.view_as_real(plain) if plain.is_complex() else plain
    found: list[float] = real.to(torch.float64).reshape(-1).tolist()
    return found


def digest(value: torch.Tensor | np.ndarray[Any, Any]) -> str:
    """Return a digest of the entries' bytes in row-major order: equal iff they are, bit for bit."""
    if isinstance(value, torch.Tensor):
        value = _plain(value).contiguous().reshape(-1).view(torch.uint8).numpy()
    return hashlib.blake2b(np.ascontiguousarray(value).tobytes(), digest_size=16).hexdigest()


def memory(value: torch.Tensor | np.ndarray[Any, Any]) -> int:
    """Return the address of the memory that holds the entries; views of one memory share it."""
    if isinstance(value, torch.Tensor):
        return int(value.untyped_storage().data_ptr())
    while isinstance(value.base, np.ndarray):
        value = value.base
    return int(value.__array_interface__["data"][0])


def _plain(value: torch.Tensor) -> torch.Tensor:
    detached = value.detach().resolve_conj().resolve_neg()
    return detached.to_dense() if detached.layout != torch.strided else detached
