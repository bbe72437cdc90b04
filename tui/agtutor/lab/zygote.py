"""The zygote: torch is loaded in it, and everything that runs is forked from it.

Started as ``python -m agtutor.lab.zygote DESCRIPTOR``. It makes no tensor and runs no backward pass, so
that what is forked from it can.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from agtutor.lab.loading import fresh_main, load
from agtutor.lab.wire import Port


def main(descriptor: int) -> NoReturn:
    """Load torch, tell that it is there, and serve."""
    os.set_inheritable(descriptor, False)
    port = Port(descriptor)
    why = load()
    if why:
        port.send({"event": "broken", "why": why})
        os._exit(os.EX_UNAVAILABLE)
    from agtutor.lab import kernel
    from agtutor.lab.child import live
    from agtutor.lab.inside.hiding import find

    find()
    gc.freeze()  # what is shared with all children: collecting would copy its pages
    port.send({"event": "ready", "threads": kernel.threads()})
    live(port, fresh_main("agtutor.lab.zygote"))


if __name__ == "__main__":
    main(int(sys.argv[1]))
