"""Watching what the learner's code looks at, and what it draws from watched values."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from agtutor.case.evidence import Observation
from agtutor.lab.inside import carriers
from agtutor.lab.inside.alike import attribute
from agtutor.lab.inside.bound import Calls
from agtutor.lab.inside.kinds import Args, Func, Kwargs, Value
from agtutor.lab.inside.patches import followed
from agtutor.lab.inside.trap import Trap
from agtutor.lab.inside.worlds import Worlds

_GRAD = ".grad"
_CLEAN_DEPTH = 4  # how deep carriers are replaced in lists, tuples and dicts
_Namespace = MutableMapping[str, Any]


class Watch:
    """What one run looked at.

    Args:
        names: what to watch. Any entry makes ``reads`` be gathered; one such as "x.grad" also has
            its tensor differ between worlds.
        namespace: the learner's.
        calls: told when a backward pass has changed gradients.

    Attributes:
        reads: "x" where a torch call or an attribute touched ``x``, "x.grad" where that attribute was
            looked at or its tensor touched; for all names of the namespace, by identity.
        depends: names whose values derive from a watched tensor; complete once the watch has ended.
    """

    def __init__(self, names: Sequence[str], namespace: _Namespace, calls: Calls) -> None:
        self.reads: list[str] = []
        self.depends: list[str] = []
        self._names = names
        self._namespace = namespace
        self._calls = calls
        self._owners = [name.removesuffix(_GRAD) for name in names if name.endswith(_GRAD)]
        self._grads: dict[int, tuple[str, torch.Tensor]] = {}
        self._worlds = Worlds()

    @property
    def observed(self) -> list[Observation]:
        """Each True and False that was drawn from a watched value."""
        return self._worlds.notes.observed

    @property
    def escaped(self) -> bool:
        """Whether a watched value left for where worlds can't follow."""
        return self._worlds.notes.escaped

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch what runs inside; afterwards no carrier is left under a name of the namespace."""
        if not self._names:
            yield
            return
        with ExitStack() as stack:
            if self._owners:
                stack.enter_context(followed(self._worlds, self._namespace))
                self._renew()
                self._calls.after.append(self._renew)
            stack.callback(self._end)
            stack.enter_context(_Mode(self))
            yield

    def call(self, func: Func, args: Args, kwargs: Kwargs) -> Value:
        """Make one torch call of the learner's."""
        name = getattr(func, "__name__", "")
        looked = attribute(func) if name in ("__get__", "__set__") else ""
        self._note(looked, args, kwargs)
        if not self._owners or self._worlds.busy:
            return func(*args, **kwargs)
        result = self._worlds.carry(func, args, kwargs)
        if looked == "grad" and isinstance(result, torch.Tensor):
            self._meet(args[0], result)
        return result

    def _end(self) -> None:
        self._worlds.busy = True
        own = {name: value for name, value in self._namespace.items() if not name.startswith("__")}
        self.depends = self._worlds.depends(own)
        self._worlds.end()
        self._namespace.update({name: _cleaned(value) for name, value in own.items()})

    def _note(self, looked: str, args: Args, kwargs: Kwargs) -> None:
        for tensor in _tensors((*args, *kwargs.values())):
            for name in self._names_of(tensor):
                self._read(name)
                if looked and tensor is args[0]:
                    self._read(f"{name}.{looked}")
            if id(tensor) in self._grads:
                self._read(self._grads[id(tensor)][0])

    def _read(self, label: str) -> None:
        if label not in self.reads:
            self.reads.append(label)

    def _names_of(self, tensor: torch.Tensor) -> list[str]:
        return [name for name, value in self._namespace.items() if value is tensor]

    def _meet(self, owner: torch.Tensor, grad: torch.Tensor) -> None:
        for name in self._names_of(owner):
            if name in self._owners:
                self._grads[id(grad)] = (name + _GRAD, grad)
                self._worlds.meet(grad)

    def _renew(self) -> None:
        """Let watched gradients differ between worlds, from what they are now."""
        for name in self._owners:
            grad = _grad_of(self._namespace.get(name))
            if grad is not None:
                self._grads[id(grad)] = (name + _GRAD, grad)
                self._worlds.renew(grad)


class _Mode(TorchFunctionMode):
    """Hands every torch call of the learner's to a watch."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def __torch_function__(
        self, func: Value, types: Value, args: Value = (), kwargs: Value = None
    ) -> Value:
        return self._watch.call(func, args, kwargs or {})


def _grad_of(owner: object) -> torch.Tensor | None:
    """Return a tensor's gradient, where reading it doesn't warn."""
    with Trap(), torch._C.DisableTorchFunction():
        if isinstance(owner, torch.Tensor) and (owner.is_leaf or owner.retains_grad):
            return owner.grad
    return None


def _tensors(values: Sequence[Any]) -> Iterator[torch.Tensor]:
    for value in values:
        if isinstance(value, torch.Tensor):
            yield value
        elif type(value) in (list, tuple):
            yield from (part for part in value if isinstance(part, torch.Tensor))


def _cleaned(value: Value, depth: int = 0) -> Value:
    """Return a value without carriers; lists and dicts are changed in place, and stay who they are."""
    if type(value) not in (list, tuple, dict) or depth > _CLEAN_DEPTH:
        return carriers.plain(value)
    parts = list(value.values()) if type(value) is dict else list(value)
    clean = [_cleaned(part, depth + 1) for part in parts]
    if all(new is old for new, old in zip(clean, parts, strict=True)):
        return value
    if type(value) is tuple:
        return tuple(clean)
    if type(value) is dict:
        value.update(zip(value, clean, strict=True))
    else:
        value[:] = clean
    return value
