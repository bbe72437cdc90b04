"""What went wrong in the learner's code, in the learner's lines only."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Iterator
from types import TracebackType

from agtutor.case.evidence import Failure

_LABELS: set[str] = set()
"""File names under which learner code has run, here or in a process that this one was forked from."""


def remember(code: str, label: str) -> str:
    """Keep the source of learner code, so that tracebacks show its lines; return it with plain ends."""
    code = code.replace("\r\n", "\n").replace("\r", "\n")
    _LABELS.add(label)
    lines = [f"{line}\n" for line in code.split("\n")]
    linecache.cache[label] = (len(code), None, lines, label)
    return code


def is_learners(file: str) -> bool:
    """Whether code under this file name is the learner's."""
    return file in _LABELS


def failure_of(error: BaseException, code: str, label: str) -> Failure:
    """Describe an exception that learner code raised.

    The place is the innermost line of *this* code, even where the exception came from a function
    of an earlier step; line 0 if there is none.
    """
    report = traceback.TracebackException.from_exception(error, lookup_lines=False)
    here = [frame for frame in report.stack if frame.filename == label]
    line = (here[-1].lineno or 0) if here else 0
    source = _line(code, line)
    column = _column(source, here[-1].colno) if here else 0
    return _failure(error, report, (line, column, source))


def unreadable(error: BaseException, code: str) -> Failure:
    """Describe why Python can't parse learner code."""
    report = traceback.TracebackException.from_exception(error, lookup_lines=False)
    line = getattr(error, "lineno", None) or 0
    source = _line(code, line) or (getattr(error, "text", None) or "").rstrip("\n")
    report.stack.clear()
    failure = _failure(error, report, (line, getattr(error, "offset", None) or 0, source))
    failure["message"] = getattr(error, "msg", None) or failure["message"]
    failure["traceback"] = "".join(report.format_exception_only()).rstrip("\n")
    return failure


def interrupted_line(error: BaseException) -> tuple[int, str]:
    """Return the learner's line that was running when an exception struck: its number and text.

    Meant for the ``KeyboardInterrupt`` and the ``SystemExit`` that ``execute`` lets pass.
    (0, "") if no learner code was running.
    """
    found = (0, "")
    for name, line in _frames(error.__traceback__):
        if name in _LABELS:
            found = (line, linecache.getline(name, line).strip())
    return found


def _failure(
    error: BaseException, report: traceback.TracebackException, place: tuple[int, int, str]
) -> Failure:
    for part in _chain(report):
        part.stack[:] = [frame for frame in part.stack if frame.filename in _LABELS]
    line, column, source = place
    return Failure(
        type=type(error).__name__,
        message=str(report),
        line=line,
        column=column,
        source=source,
        traceback="".join(report.format()).rstrip("\n"),
    )


def _chain(report: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    waiting = [report]
    while waiting:
        part = waiting.pop()
        yield part
        inner = [part.__cause__, part.__context__, *(part.exceptions or ())]
        waiting.extend(other for other in inner if other is not None)


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _line(code: str, line: int) -> str:
    lines = code.split("\n")
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _column(source: str, offset: int | None) -> int:
    """Turn an offset in bytes, from 0, into a column in characters, from 1; 0 if not known."""
    if offset is None:
        return 0
    return len(source.encode()[:offset].decode(errors="replace")) + 1
