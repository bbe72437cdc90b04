"""The zygote: torch is loaded in it, and everything that runs is forked from it.

Started as ``python -m agtutor.lab.zygote DESCRIPTOR``. It makes no tensor and runs no backward pass, so
that what is forked from it can.
"""

from __future__ import annotations

import builtins
import gc
import os
import sys
from types import ModuleType
from typing import NoReturn

from agtutor.lab.wire import Port

_NICE = 10
_LINE = 58
"""Cells that a printed tensor may take: as wide as the cell under a question, at either size."""


def main(descriptor: int) -> NoReturn:
    """Load torch, tell that it is there, and serve."""
    os.nice(_NICE)
    os.set_inheritable(descriptor, False)
    port = Port(descriptor)
    gc.disable()  # torch makes a million objects that all stay; looking for rubbish among them is slow
    try:
        import torch

        from agtutor.lab.child import live
        from agtutor.lab.inside.execute import bind
        from agtutor.lab.threads import defuse
    except (ImportError, OSError, RuntimeError) as error:
        port.send({"event": "broken", "why": f"{type(error).__name__}: {error}"})
        os._exit(os.EX_UNAVAILABLE)
    defuse()
    bind()
    torch.set_printoptions(linewidth=_LINE)  # type: ignore[no-untyped-call]
    gc.freeze()  # what is shared with all children: collecting would copy its pages
    port.send({"event": "ready"})
    live(port, _fresh_main())


def _fresh_main() -> dict[str, object]:
    """Return the namespace of an empty module that stands where learner code expects ``__main__``.

    It has builtins of its own: code that deletes or replaces some does so to itself alone.
    """
    sys.modules["agtutor.lab.zygote"] = sys.modules["__main__"]
    sys.modules["__main__"], own = ModuleType("__main__"), ModuleType("builtins")
    vars(own).update(vars(builtins))
    sys.modules["builtins"] = own
    sys.argv = [""]
    namespace = vars(sys.modules["__main__"])
    namespace["__builtins__"] = own
    return namespace


if __name__ == "__main__":
    main(int(sys.argv[1]))
