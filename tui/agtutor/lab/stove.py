"""Using what is slow at its first use, without a backward pass: see ``warming``."""

from __future__ import annotations

import gc

import torch


def warm() -> None:
    """Load what optimisers and ``torch.func`` load lazily, and share it with all children to come."""
    weight = torch.ones(2, requires_grad=True)
    weight.grad = torch.ones(2)
    for make in (torch.optim.SGD, torch.optim.Adam):
        make([weight], lr=0.1).step()
    ones = torch.ones(2)
    torch.func.jvp(torch.sin, (ones,), (ones,))
    torch.func.vmap(torch.sin)(ones)
    gc.collect()
    gc.freeze()
