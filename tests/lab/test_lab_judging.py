"""The judge's process by itself: what it does before it is asked, and while it is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROGRAM = """
import gc, json, os, socket, sys
from agtutor.lab import judging
from agtutor.lab.wire import Port

idle = int(sys.argv[1])
ours, theirs = socket.socketpair()
port = Port(ours.detach())
loaded, tell = os.pipe()
gc.disable()
port.send({"op": "any"})  # there is a case before the judge looks for one
if not os.fork():
    port.close()
    load_ahead = judging.load_ahead
    judging.load_ahead = lambda: (load_ahead(), os.write(tell, b"!"))
    judging._IDLE = idle
    told = lambda: {"gc": gc.isenabled(), "sympy": "sympy" in sys.modules}
    judging.Docket.answered = lambda _docket, _message: told()
    judging.preside(Port(theirs.detach()))
theirs.close()
os.close(tell)
assert port.receive()[0] == {"event": "ready"}
replies = [port.receive()[0]]
if not idle:
    os.read(loaded, 1)
port.send({"op": "any"})
replies.append(port.receive()[0])
port.close()
os.wait()
print(json.dumps(replies))
"""


def replies(idle: int) -> list[dict[str, bool]]:
    """Return what a judge that loads ahead after so many milliseconds says of itself to two cases.

    One that does so at once is asked the second case when it has.
    """
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(idle)], capture_output=True, text=True, check=True
    )
    found: list[dict[str, bool]] = json.loads(done.stdout)
    return found


def test_the_judge_collects_its_rubbish_though_the_zygote_does_not() -> None:
    assert [reply["gc"] for reply in replies(idle=60_000)] == [True, True]


@pytest.mark.parametrize(("idle", "loaded"), [(60_000, [False, False]), (0, [False, True])])
def test_what_formulas_need_is_loaded_in_idle_time_also_after_a_first_case(
    idle: int, loaded: list[bool]
) -> None:
    assert [reply["sympy"] for reply in replies(idle)] == loaded
