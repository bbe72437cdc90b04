"""The folder where answers are kept: writable, with room, quick, and whole."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from agtutor.doctor.finding import Finding, amount, attempt
from agtutor.doctor.mounts import NETWORK, kind_here
from agtutor.folder import state_folder
from agtutor.journal import Journal

ROOM = 16 * 1024**2
"""Bytes that answers may come to: many lessons', many times over."""

SLOW = 0.1
"""Seconds for one line to reach the disk, from which on a learner may notice."""

_LINE = b"x" * 400 + b"\n"  # as long as a usual line
_ROUNDS = 7


@dataclass(frozen=True, slots=True)
class State:
    """Raw facts; None where they can't be had in time.

    Attributes:
        folder: where answers are kept.
        exists: whether it is there already; it is made with the first answer.
        writable: whether a file can be made there, or where it would be made.
        free: bytes that this user can still write.
        kind: the type of the file system.
        seconds: median time for one line to be on disk.
        files: how many sessions have left a file.
        lines: how many lines they hold.
        torn: how many lines can't be read.
        trouble: why the files can't be read; empty where they can.
    """

    folder: Path
    exists: bool | None = None
    writable: bool | None = None
    free: int | None = None
    kind: str | None = None
    seconds: float | None = None
    files: int | None = None
    lines: int | None = None
    torn: int | None = None
    trouble: str = ""


def here() -> State:
    """Return the facts of this learner's state folder. Leaves nothing there."""
    folder = state_folder()
    base = attempt(lambda: _nearest(folder))
    if base is None:
        return State(folder)
    journal = attempt(lambda: Journal.open(folder))
    return State(
        folder=folder,
        exists=attempt(folder.is_dir),
        writable=attempt(lambda: _writable(base)),
        free=attempt(lambda: _free(base)),
        kind=attempt(lambda: kind_here(base)),
        seconds=attempt(lambda: _seconds(base)),
        files=attempt(lambda: len(list((folder / "journal").glob("*.jsonl")))),
        lines=len(journal.lines) if journal else None,
        torn=journal.torn if journal else None,
        trouble=journal.unread if journal else "",
    )


def findings(state: State) -> list[Finding]:
    """Return what follows from the facts."""
    return [_folder(state), _room(state.free), _system(state.kind), _speed(state), _sessions(state)]


def _folder(state: State) -> Finding:
    where = f"{state.folder}" if state.exists else f"{state.folder} (made with the first answer)"
    value: dict[str, str | bool | None] = {"path": str(state.folder), "writable": state.writable}
    if state.writable:
        return Finding("folder", "folder", "ok", where, value={**value})
    advice = (
        "The lesson goes on, but your answers can't be kept there. Set AGTUTOR_HOME to a folder that "
        "you can write to."
    )
    found = f"{state.folder} " + (
        "can't be written to" if state.writable is False else "doesn't answer"
    )
    return Finding("folder", "folder", "missing", found, advice, {**value})


def _room(free: int | None) -> Finding:
    if free is None:
        advice = "If answers can't be kept, the tutor says so at once."
        return Finding("free", "room", "weak", "not told", advice)
    if free >= ROOM:
        return Finding("free", "room", "ok", f"{amount(free)} free", value=free)
    advice = (
        f"Answers need little, {amount(ROOM)} is plenty, but where there is none they are lost when "
        "you quit. Delete something, or set AGTUTOR_HOME to a folder with room."
    )
    return Finding("free", "room", "weak", f"{amount(free)} free", advice, free)


def _system(kind: str | None) -> Finding:
    if not kind:
        return Finding("file_system", "file system", "ok", "not told", value=None)
    network = kind in NETWORK
    found = f"{kind}, on the network: safe, each session has a file of its own" if network else kind
    return Finding("file_system", "file system", "ok", found, value={"type": kind, "network": network})


def _speed(state: State) -> Finding:
    if state.seconds is None:
        advice = "How long an answer takes to be on disk could not be measured."
        if state.writable is False:
            advice = "Nothing can be put on disk there: see the folder, above."
        return Finding("fsync", "one line", "weak", "not measured", advice)
    found = f"on disk in {1000 * state.seconds:.2g} ms"
    if state.seconds < SLOW:
        return Finding("fsync", "one line", "ok", found, value=state.seconds)
    advice = (
        "Each verdict waits until your answer is safe on disk, so it comes that much later. A folder "
        "on a local disk is quicker: AGTUTOR_HOME moves it."
    )
    return Finding("fsync", "one line", "weak", found, advice, state.seconds)


def _sessions(state: State) -> Finding:
    value: dict[str, int | None] = {"files": state.files, "lines": state.lines, "torn": state.torn}
    if state.trouble or state.files is None or state.lines is None:
        advice = state.trouble or "What you answered before is shown again once the folder answers."
        return Finding("sessions", "sessions", "weak", "can't be read", advice, {**value})
    found = f"{_count(state.files, 'file')}, {_count(state.lines, 'line')}"
    if not state.torn:
        return Finding("sessions", "sessions", "ok", found, value={**value})
    advice = (
        f"{_count(state.torn, 'line')} can't be read: a crash or a full disk cut writing short. What "
        "such a line said is lost, and nothing else; a step that looks open again can be answered anew."
    )
    return Finding("sessions", "sessions", "weak", f"{found}, {state.torn} torn", advice, {**value})


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _nearest(folder: Path) -> Path:
    """Return the folder, or what is nearest above it where it isn't there yet."""
    return next(place for place in (folder, *folder.absolute().parents) if place.is_dir())


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def _seconds(folder: Path) -> float:
    """Return the median time that one line takes to be on disk."""
    spent = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(_ROUNDS):
            start = time.perf_counter()
            os.write(file.fileno(), _LINE)
            os.fsync(file.fileno())
            spent.append(time.perf_counter() - start)
    return statistics.median(spent)
