"""The judge process: forked from the zygote, it has never run a learner's code, nor will it.

It can be killed when it takes too long: what it knew comes with each case.
"""

from __future__ import annotations

import gc
import os
import select
from typing import NoReturn

from agtutor.lab import kernel
from agtutor.lab.cases import Docket, load_ahead
from agtutor.lab.wire import Port

_IDLE = 200  # milliseconds without a case, after which what formulas need is loaded ahead


def preside(port: Port) -> NoReturn:
    """Answer one case after the other until the interface goes."""
    kernel.name_process(kernel.JUDGE)
    port.send({"event": "ready"})
    gc.enable()  # the zygote does without; this process makes rubbish as long as it is asked
    poll = select.poll()
    poll.register(port, select.POLLIN)
    loaded, docket = False, Docket()
    while True:
        if not loaded and not poll.poll(_IDLE):
            load_ahead()
            loaded = True
        message, _ = port.receive()
        if message is None:
            os._exit(0)
        port.send(docket.answered(message))
