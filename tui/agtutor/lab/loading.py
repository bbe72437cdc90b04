"""Torch, and an empty ``__main__``, as learner code is to find them: in a zygote, or in a worker."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from types import ModuleType
from typing import Any

_NICE = 10
_LINE = 58
"""Cells that a printed tensor may take: as wide as the cell under a question, at either size."""


def load() -> str:
    """Load torch, and bind what gathering evidence rests on.

    Makes no tensor and runs no backward pass, so that what is forked from this process can.

    Returns:
        Why torch can't be loaded; "" where it is.
    """
    if hasattr(os, "nice"):
        os.nice(_NICE)
    gc.disable()  # torch makes a million objects that all stay; looking for rubbish among them is slow
    try:
        import torch

        from agtutor.lab.inside.execute import bind
        from agtutor.lab.threads import defuse
    except (ImportError, OSError, RuntimeError) as error:
        return f"{type(error).__name__}: {error}"
    defuse()
    bind()
    torch.set_printoptions(linewidth=_LINE)
    return ""


def fresh_main(own: str) -> dict[str, Any]:
    """Return the namespace of an empty module that stands where learner code expects ``__main__``.

    It has builtins of its own: code that deletes or replaces some does so to itself alone.

    Args:
        own: the name of the module that was ``__main__`` so far.
    """
    sys.modules[own] = sys.modules["__main__"]
    sys.modules["__main__"], theirs = ModuleType("__main__"), ModuleType("builtins")
    vars(theirs).update(vars(builtins))
    sys.modules["builtins"] = theirs
    sys.argv = [""]
    namespace = vars(sys.modules["__main__"])
    namespace["__builtins__"] = theirs
    return namespace
