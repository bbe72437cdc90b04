"""The judge process of the replay back end: ``python -m agtutor.lab.replay.judge``.

It has never run a learner's code, nor will it, and has no torch. It can be killed when it takes too
long: what it knew comes with each case.
"""

from __future__ import annotations

from typing import NoReturn

from agtutor.lab import streams
from agtutor.lab.cases import Docket, load_ahead
from agtutor.lab.replay.ends import Ends
from agtutor.lab.telling import Telling

_IDLE = 0.2  # seconds without a case, after which what formulas need is loaded ahead


def main() -> NoReturn:
    """Answer one case after the other until the interface goes."""
    ends, docket = Ends(), Docket()
    streams.redirect(None)
    idle: float | None = _IDLE
    with Telling(ends):
        while True:
            message = ends.receive(idle)
            if message is None:
                load_ahead()
                idle = None
            elif message["op"] == "judge":
                ends.send({"event": "ready"})
            else:
                ends.send(docket.answered(message))


if __name__ == "__main__":
    main()
