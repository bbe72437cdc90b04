"""Keeping torch at one thread, because a process with more than one can't be forked safely."""

from __future__ import annotations

import torch

_told = {"threads": torch.get_num_threads()}


def defuse() -> None:
    """Have torch note the number of threads that is asked for, and go on with one."""
    torch.set_num_threads = _set_num_threads
    torch.get_num_threads = _get_num_threads


def _set_num_threads(nthreads: int) -> None:
    """Note the number of threads for operations on the CPU; here they all run on one."""
    if isinstance(nthreads, bool) or not isinstance(nthreads, int):
        raise TypeError(f"set_num_threads expects an int, but got {type(nthreads).__name__}")
    if nthreads < 1:
        raise RuntimeError("set_num_threads expects a positive integer")
    _told["threads"] = nthreads


def _get_num_threads() -> int:
    """Return the number of threads that was asked for."""
    return _told["threads"]
