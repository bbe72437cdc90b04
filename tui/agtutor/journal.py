"""What was answered, on disk before it is shown.

One append-only JSON Lines file for each session, so that each file has a single writer and the journal
is safe on a network file system. Each line is on disk (fsync) before ``write`` returns. The state of a
learner is the fold of all lines of all files, ordered by a number that each writer keeps above all
that it has read (a Lamport clock), so that a clock set back changes nothing. The journal keeps source,
seed and outcome, never tensors: those come back by running the source again.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from agtutor.errors import JournalError, Place
from agtutor.folder import state_folder

Event = Literal["answer", "skip", "hint", "at", "reset", "ticks"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal.

    Attributes:
        event: what happened; ``at`` is a move to a step.
        lesson: the lesson's id.
        step: the step's id; empty for a reset.
        ask: a hash of what the step asked, to tell when it has changed since.
        answer: the learner's text, whole.
        ruling: the verdict's ruling, for an answer.
        slip: the slip's id, where one was recognised.
        message: the words that were shown.
        more: the second nudge, where one was shown.
        output: what the code printed, as shown.
        echo: the value of the last expression, as shown.
        traceback: what Python said of an error, as shown.
        seed: the seed that the code ran with.
        ticks: for an explanation, the indices of the points that the learner ticked.
        number: the line's place in the order of all lines; given by the journal.
        when: UTC, ISO 8601; for people, never for order.
    """

    event: Event
    lesson: str
    step: str = ""
    ask: str = ""
    answer: str = ""
    ruling: str = ""
    slip: str | None = None
    message: str = ""
    more: str = ""
    output: str = ""
    echo: str | None = None
    traceback: str = ""
    seed: int = 0
    ticks: tuple[int, ...] = ()
    number: int = 0
    when: str = ""


_KNOWN = {item.name for item in fields(Line)}


def _read(raw: bytes) -> Line | None:
    """Return the line, or None where it is torn or isn't ours."""
    try:
        data: Any = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("number"), int):
        return None
    known = {key: value for key, value in data.items() if key in _KNOWN}
    known["ticks"] = tuple(known.get("ticks", ()))
    try:
        return Line(**known)
    except TypeError:
        return None


@dataclass(slots=True)
class Journal:
    """The lines of all sessions, and this session's file.

    Attributes:
        folder: where the files are.
        trouble: why lines can't be kept, in words for the learner; empty while they can.
        unread: why earlier lines can't be read, in such words; empty where they can.
        torn: how many lines could not be read (a crash or a full disk leaves one at most a file).
    """

    folder: Path
    lines: list[Line] = field(default_factory=list)
    trouble: str = ""
    torn: int = 0
    unread: str = ""
    _file: int | None = None
    _size: int = 0  # bytes of whole lines in this session's file
    _owed: bytes = b""  # lines that could not be kept so far

    @classmethod
    def open(cls, folder: Path | None = None) -> Journal:
        """Read all that is there; what can't be read is said in ``unread``, not raised."""
        journal = cls((folder or state_folder()) / "journal")
        numbered = [item for path in journal._paths() for item in journal._fold(path)]
        numbered.sort(key=lambda item: (item[0].number, item[1]))
        journal.lines = [line for line, _ in numbered]
        return journal

    def of(self, lesson: str) -> list[Line]:
        """Return one lesson's lines since it was last reset, in order."""
        mine = [line for line in self.lines if line.lesson == lesson]
        resets = [place for place, line in enumerate(mine) if line.event == "reset"]
        return mine[resets[-1] + 1 :] if resets else mine

    def write(self, line: Line) -> Line:
        """Put a line on disk and return it with its number and time.

        Where that fails, ``trouble`` says so, the line is kept in memory, and the lesson goes on; it is
        tried again with the next one.
        """
        number = 1 + max((old.number for old in self.lines), default=0)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        line = Line(**{**asdict(line), "ticks": line.ticks, "number": number, "when": when})
        self.lines.append(line)
        try:
            raw = json.dumps(asdict(line), ensure_ascii=False).encode(errors="surrogatepass") + b"\n"
            self._owed += raw
            self._append()
        except OSError as error:
            self._complain(error)
        else:
            self.trouble = ""
        return line

    def close(self) -> None:
        """Close this session's file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _paths(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == ".jsonl")
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            self._cannot_read(error)
            return []

    def _fold(self, path: Path) -> list[tuple[Line, str]]:
        found: list[tuple[Line, str]] = []
        try:
            whole = path.read_bytes()
        except OSError as error:
            self._cannot_read(error)
            return found
        for raw in whole.split(b"\n"):
            line = _read(raw)
            if line is not None:
                found.append((line, path.name))
            elif raw.strip():
                self.torn += 1
        return found

    def _append(self) -> None:
        """Put on disk what is owed; where that fails, it is owed still, and no line is torn."""
        if self._file is None:
            self._file = self._create()
        rest = self._owed
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
            os.fsync(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._size)
            raise
        self._size += len(self._owed)
        self._owed = b""

    def _create(self) -> int:
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}.jsonl"
        file = os.open(self.folder / name, os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_WRONLY, 0o600)
        with contextlib.suppress(OSError):  # some network file systems do so by themselves, and refuse
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(handle)  # the name itself has to outlive a power cut
            finally:
                os.close(handle)
        return file

    def _complain(self, error: OSError) -> None:
        self.trouble = self._said(
            error,
            "your answers can't be kept",
            "The lesson goes on. To keep them, set AGTUTOR_HOME to a folder that has room and that you "
            "can write to, and start again.",
        )

    def _cannot_read(self, error: OSError) -> None:
        self.unread = self._said(
            error,
            "what you answered before can't be read",
            "The lesson goes on without it. A file that was written as another user, such as root, "
            "can be read again once it is yours.",
        )

    def _said(self, error: OSError, what: str, fix: str) -> str:
        reason = (error.strerror or "it can't be used").lower()
        where = Place(str(error.filename or self.folder))
        return str(JournalError(f"{what}: {reason}.", where=where, fix=fix))
