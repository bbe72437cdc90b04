"""What autograd measures on the live tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from agtutor.case.evidence import Gradient
from agtutor.lab.inside.trap import Trap
from agtutor.lab.inside.values import VALUES_LIMIT, flat


def measure(namespace: Mapping[str, Any], root: str, wrt: str, also: Sequence[str]) -> Gradient:
    """Measure the derivative of a root, summed, with respect to a tensor of its graph.

    The graph is kept, and ``grad`` of leaves stays as it is; hooks of the learner's run, and a tensor
    that retains its gradient gets one, so that this belongs into a child that is thrown away.

    Args:
        namespace: where the names stand.
        root: the name of the tensor that is differentiated.
        wrt: the name of the tensor that it is differentiated with respect to.
        also: names of further tensors whose entries are wanted.

    Returns:
        Entries of ``wrt`` and of ``also`` by name, and the derivative's, all flat and float64.
        ``trouble`` says in a sentence why there is no derivative, and then ``values`` is empty.
    """
    gradient = Gradient(at={}, values=[], trouble="")
    missing = [name for name in (root, wrt, *also) if not isinstance(namespace.get(name), torch.Tensor)]
    if missing:
        gradient["trouble"] = f"`{missing[0]}` is not a tensor here."
        return gradient
    with Trap() as trap:
        tensors = {name: namespace[name] for name in (wrt, *also)}
        gradient["at"] = {name: flat(tensor)[:VALUES_LIMIT] for name, tensor in tensors.items()}
        gradient["shapes"] = {name: list(tensor.shape) for name, tensor in tensors.items()}
        found = _derivative(namespace[root], namespace[wrt])
        if found is None:
            gradient["trouble"] = f"The graph of `{root}` does not lead to `{wrt}`."
        else:
            gradient["values"] = flat(found)[:VALUES_LIMIT]
    if trap.error is not None:
        gradient["trouble"] = _trouble(trap.error, root, wrt)
    return gradient


def _derivative(root: torch.Tensor, wrt: torch.Tensor) -> torch.Tensor | None:
    with torch.enable_grad():
        total = root if root.dim() == 0 else root.sum()
        (found,) = torch.autograd.grad(total, wrt, retain_graph=True, allow_unused=True)
    return found


def _trouble(error: BaseException, root: str, wrt: str) -> str:
    text = str(error)
    if "second time" in text:
        return f"The graph of `{root}` was freed by a backward pass."
    if "does not require grad" in text:
        return f"`{root}` or `{wrt}` is not tracked, so autograd has nothing to measure."
    if "inplace operation" in text:
        return f"A tensor that the graph of `{root}` needs was changed in place."
    return f"Autograd refused: {text.splitlines()[0] if text else type(error).__name__}"
