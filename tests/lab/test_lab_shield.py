"""What the kernel keeps a run from touching, on both back ends: as much as this kernel can.

Where it has no Landlock, or an early one, what it can't refuse is let through, and the tests say so.
"""

from __future__ import annotations

import ast
import asyncio
import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest

from agtutor.lab import landlock
from agtutor.lab.lab import Holder, Lab
from tests.lab.lab_tools import BOTH, run

pytestmark = [pytest.mark.asyncio(loop_scope="module"), BOTH]

FILES, TRUNCATES, TCP, SIGNALS = 1, 3, 4, 6
"""The versions of Landlock from which on each of these is refused."""


WRITES = {
    "open({0!r}, 'w')": FILES,
    "open({0!r}, 'a').write('x')": FILES,
    "os.remove({0!r})": FILES,
    "os.mkdir({0!r} + '-folder')": FILES,
    "os.symlink('x', {0!r} + '-link')": FILES,
    "os.rename({0!r}, {0!r} + '-other')": FILES,
    "os.truncate({0!r}, 4)": TRUNCATES,
}


async def refused(lab: Lab, holder: Holder, statements: Iterable[str]) -> list[bool]:
    """Tell of each statement whether it is refused."""
    code = (
        "import os, socket\nrefused = []\nfor line in {!r}:\n    try:\n        exec(line)\n"
        "    except PermissionError:\n        refused.append(True)\n    else:\n"
        "        refused.append(False)\nrefused"
    )
    found = await run(lab, holder, code.format([*statements]))
    await found.drop()
    assert found.evidence["echo"] is not None, found.evidence
    told: list[bool] = ast.literal_eval(found.evidence["echo"])
    return told


async def test_nothing_is_written_outside_of_the_scratch_folder(
    lab: Lab, holder: Holder, tmp_path: Path
) -> None:
    path = tmp_path / "outside"
    path.write_text("kept")
    told = await refused(lab, holder, [code.format(str(path)) for code in WRITES])
    assert told == [landlock.abi() >= since for since in WRITES.values()]
    if all(told):
        assert await asyncio.to_thread(path.read_text) == "kept"
        assert await asyncio.to_thread(os.listdir, tmp_path) == ["outside"]


async def test_the_scratch_folder_can_be_used_as_any_other(lab: Lab, holder: Holder) -> None:
    code = (
        "import os, tempfile\nos.mkdir('a')\nopen('a/b', 'w').write('x')\nos.rename('a/b', 'c')\n"
        "os.rmdir('a')\nos.truncate('c', 0)\nos.remove('c')\n"
        "with tempfile.NamedTemporaryFile() as file: file.write(b'x')\n"
        "open('/dev/null', 'w').write('x')\nos.listdir()"
    )
    found = await run(lab, holder, code)
    await found.drop()
    assert found.evidence["echo"] == "[]", found.evidence["failure"]


async def test_nobody_is_called_or_signalled(lab: Lab, holder: Holder) -> None:
    """Signal 0 asks alone whether one could be sent: where nothing shields, nobody is hurt."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        call = f"socket.create_connection({server.getsockname()!r}, 5).close()"
        tutor, holders = f"os.kill({os.getpid()}, 0)", "os.kill(os.getppid(), 0)"
        told = await refused(lab, holder, [call, tutor, holders])
    signals = landlock.abi() >= SIGNALS
    assert told == [landlock.abi() >= TCP, signals, signals]


async def test_no_core_file_is_left_after_a_crash(lab: Lab, holder: Holder) -> None:
    crash = await run(lab, holder, "import os\nos.abort()")
    await crash.drop()
    assert crash.evidence["stop"] == "signal"
    after = await run(lab, holder, "import os, resource\nos.listdir(), resource.getrlimit(4)[0] <= 1")
    await after.drop()
    assert after.evidence["echo"] == "([], True)"


async def test_no_stream_and_no_session_of_the_tutor_is_inherited(lab: Lab, holder: Holder) -> None:
    code = (
        "import os, sys\nends = [os.readlink(f'/proc/self/fd/{fd}') for fd in range(3)]\n"
        f"[end.split(':')[0] for end in ends], sys.stdin.read(), os.getsid(0) == {os.getsid(0)}"
    )
    found = await run(lab, holder, code)
    await found.drop()
    assert found.evidence["echo"] == "(['/dev/null', 'pipe', 'pipe'], '', False)"
