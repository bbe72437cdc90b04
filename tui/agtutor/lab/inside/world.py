"""One world beside the run: what the arguments of a call are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from agtutor.lab.inside.alike import same_array
from agtutor.lab.inside.carriers import DEPTH, WIDTH, CarriedArray, Number, plain_copy
from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.shadows import Broken, Shadows, copied_memory, laid_over, memory_of, same
from agtutor.lab.inside.trap import Trap


@dataclass
class World:
    """The arguments of one call, swapped for what they are in one world.

    A tensor or array that is the same in all worlds is copied, so that no call in a world writes into
    the run; with all of its memory, so that views of it are views of the copy.

    Attributes:
        number: which world.
        table: what is known of tensors.
        copies: by address: a tensor of the run, its version before the call, and its memory's copy.
        broken: an argument could not be computed in this world.
    """

    number: int
    table: Shadows
    copies: dict[int, tuple[torch.Tensor, int, torch.UntypedStorage]] = field(default_factory=dict)
    broken: bool = False

    def swap(self, value: Value, depth: int = 0) -> Value:
        """Return what an argument is in this world."""
        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if isinstance(value, (Number, CarriedArray)):
            return self._known(value.others[self.number]) if value.others else plain_copy(value)
        if isinstance(value, np.ndarray):
            return value.copy()
        if type(value) in (list, tuple) and depth <= DEPTH and len(value) <= WIDTH:
            return type(value)(self.swap(part, depth + 1) for part in value)
        if type(value) is dict and depth <= DEPTH and len(value) <= WIDTH:
            return {key: self.swap(part, depth + 1) for key, part in value.items()}
        return value

    def _known(self, shadow: Value) -> Value:
        self.broken = self.broken or isinstance(shadow, Broken)
        return shadow

    def _tensor(self, tensor: torch.Tensor) -> Value:
        shadows = self.table.get(tensor)
        if shadows is not None:
            return self._known(shadows[self.number])
        memory = memory_of(tensor)
        if not memory:
            return tensor.detach().clone()
        if memory not in self.copies:
            self.copies[memory] = (tensor, version_of(tensor), copied_memory(tensor))
        return laid_over(tensor, self.copies[memory][2])


def version_of(tensor: torch.Tensor) -> int:
    """Return how often a tensor was written into; 0 for one of inference mode, which doesn't count."""
    with Trap():
        return tensor._version
    return 0


def knows(table: Shadows, value: Value, depth: int = 0) -> bool:
    """Whether a value, or something in it, may differ between the worlds."""
    kind = type(value)  # a class of the learner's may lie to isinstance, or raise
    if issubclass(kind, torch.Tensor):
        return table.get(value) is not None
    if issubclass(kind, (Number, CarriedArray)):
        return bool(value.others)
    return any(knows(table, part, depth + 1) for part in _parts(value, depth))


def differs(table: Shadows, value: Value, depth: int = 0) -> bool:
    """Whether a value, or something in it, does differ between the worlds."""
    kind = type(value)
    if issubclass(kind, torch.Tensor):
        shadows = table.get(value)
        return shadows is not None and not all(same(value, shadow) for shadow in shadows)
    if issubclass(kind, CarriedArray):
        return not all(same_array(value.view(np.ndarray), other) for other in value.others)
    if issubclass(kind, Number):
        return True
    return any(differs(table, part, depth + 1) for part in _parts(value, depth))


def _parts(value: Value, depth: int) -> Sequence[Any]:
    if type(value) not in (list, tuple, dict) or depth > DEPTH or len(value) > WIDTH:
        return ()
    return list(value.values()) if type(value) is dict else value
