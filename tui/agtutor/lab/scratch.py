"""The folder where learner code may write: one for each lab, private, and gone with it.

Its zygote makes it, and holds a lock on it as long as it lives. One that was killed leaves it behind,
and perhaps processes that the learner's code had started: the next zygote of the same user ends those,
and removes the folder.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import tempfile
from pathlib import Path

from agtutor.lab import kernel

_PREFIX = "agtutor-scratch-"
_UNFINISHED = "agtutor-unlocked-"
_VARIABLE = "TMPDIR"


class Scratch:
    """The scratch folder.

    Attributes:
        folder: where it is; None where none can be made, as on a full disk.
    """

    def __init__(self) -> None:
        """Make it, and have this process work in it, and what it forks."""
        self.folder: Path | None = None
        self._lock = -1
        with contextlib.suppress(OSError):
            self._make(Path(tempfile.gettempdir()).resolve())
        os.chdir(self.folder or "/")
        if self.folder is not None:
            os.environ[_VARIABLE] = tempfile.tempdir = str(self.folder)

    def let_go(self) -> None:
        """Leave the lock to the zygote: for what was forked from it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def remove(self) -> None:
        """Remove it, with all that is in it."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _make(self, parent: Path) -> None:
        for old in parent.glob(f"{_PREFIX}*"):
            with contextlib.suppress(OSError):
                _clear_away(old)
        made = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=parent))
        self._lock = _locked(made)
        # Found by its name from here on, when it is locked already.
        self.folder = made.rename(made.with_name(made.name.replace(_UNFINISHED, _PREFIX)))


def _locked(folder: Path) -> int:
    """Return a descriptor that holds the lock of a folder; ``OSError`` where somebody else does."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _clear_away(folder: Path) -> None:
    """Remove a folder of this user that no zygote holds, and what was started in it."""
    if folder.lstat().st_uid != os.geteuid():
        return
    lock = _locked(folder)
    for process in kernel.processes():
        with contextlib.suppress(OSError):
            if _was_started_in(folder, process):
                os.kill(process, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


def _was_started_in(folder: Path, process: int) -> bool:
    """Tell whether a process comes from code that had this folder, by itself or as a program."""
    place = Path("/proc") / str(process)
    if f"{_VARIABLE}={folder}".encode() in (place / "environ").read_bytes().split(b"\0"):
        return True
    return kernel.name_of(process) == kernel.RUN and (place / "cwd").readlink().is_relative_to(folder)
