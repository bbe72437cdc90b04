"""The zygote: torch is loaded in it, and everything that runs is forked from it.

Started as ``python -m agtutor.lab.zygote DESCRIPTOR``. It makes no tensor and runs no backward pass, so
that what is forked from it can.
"""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType
from typing import NoReturn

from agtutor.lab.wire import Port

_NICE = 10


def main(descriptor: int) -> NoReturn:
    """Load torch, tell that it is there, and serve."""
    os.nice(_NICE)
    os.set_inheritable(descriptor, False)
    port = Port(descriptor)
    gc.disable()  # torch makes a million objects that all stay; looking for rubbish among them is slow
    try:
        from agtutor.lab.child import live
        from agtutor.lab.inside.execute import bind
    except (ImportError, OSError, RuntimeError) as error:
        port.send({"event": "broken", "why": f"{type(error).__name__}: {error}"})
        os._exit(os.EX_UNAVAILABLE)
    bind()
    gc.freeze()  # what is shared with all children: collecting would copy its pages
    port.send({"event": "ready"})
    live(port, _fresh_main())


def _fresh_main() -> dict[str, object]:
    """Return the namespace of an empty module that stands where learner code expects ``__main__``."""
    sys.modules["agtutor.lab.zygote"] = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    sys.argv = [""]
    return vars(sys.modules["__main__"])


if __name__ == "__main__":
    main(int(sys.argv[1]))
