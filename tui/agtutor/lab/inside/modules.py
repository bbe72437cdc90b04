"""Stand-ins for matplotlib and plotext, so that their usual imports give the tutor's ``plt``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from agtutor.lab.inside.figures import IGNORED, PLT

_NAMES = ("matplotlib", "matplotlib.pyplot", "plotext")


class _Matplotlib(ModuleType):
    """A matplotlib with nothing but ``pyplot`` in it."""

    def __init__(self) -> None:
        super().__init__("matplotlib")
        self.__path__: list[str] = []
        self.pyplot = PLT

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name in IGNORED:
            return PLT.__getattr__(name)
        raise AttributeError(f"of matplotlib, only `matplotlib.pyplot` is here: no `{name}`")


_STAND_INS: dict[str, ModuleType] = {
    "matplotlib": _Matplotlib(),
    "matplotlib.pyplot": PLT,
    "plotext": PLT,
}


@contextmanager
def stand_ins() -> Iterator[None]:
    """Let imports of matplotlib and plotext give ``PLT`` inside; real ones are back afterwards."""
    real = {name: sys.modules[name] for name in _NAMES if name in sys.modules}
    sys.modules.update(_STAND_INS)
    try:
        yield
    finally:
        for name in _NAMES:
            sys.modules.pop(name, None)
        sys.modules.update(real)
