"""What the replay back end needs of the platform: nothing that only Linux, or only Unix, has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import agtutor.lab.replay
from tests.lab.lab_tools import launch, make_z, run, stand

LINUX = (
    "agtutor.lab.holder",
    "agtutor.lab.janitor",
    "agtutor.lab.kernel",
    "agtutor.lab.landlock",
    "agtutor.lab.limits",
    "fcntl",
    "grp",
    "pty",
    "pwd",
    "resource",
    "termios",
    "tty",
)
BLOCKING = f"""
import os, sys
sys.modules.update(dict.fromkeys({LINUX!r}))
for name in ("memfd_create", "pidfd_open", "setns", "unshare"):
    if hasattr(os, name):
        delattr(os, name)
"""


def test_it_is_imported_where_linux_is_missing() -> None:
    folder = Path(agtutor.lab.replay.__file__).parent
    modules = [f"agtutor.lab.replay.{path.stem}" for path in folder.glob("*.py")]
    everything = ", ".join(["agtutor.lab.lab", "agtutor.lab.streams", *modules])
    subprocess.run([sys.executable, "-c", f"{BLOCKING}\nimport {everything}"], check=True)


async def test_it_works_where_linux_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(BLOCKING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lab = launch("replay")
    holder = await stand(lab)
    hanging = await run(lab, holder, "while True: pass", deadline=0.3)
    assert hanging.evidence["stop"] == "deadline"
    await hanging.drop()
    assert (await lab.answer(holder, make_z(), "z = y + 5")).verdict.right
    await lab.close()
