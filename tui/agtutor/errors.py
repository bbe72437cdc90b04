"""The one tree of errors: what happened, where, and what to do about it.

Rooms raise these; one edge (the command line, or the app) turns them into words.
"""

from __future__ import annotations

from collections.abc import Iterable

from agtutor.record import Record


class Place(Record):
    """A place in a file that somebody wrote: lines and columns count from 1."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:col``, or ``file`` alone where no line is known."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class AgtutorError(Exception):
    """Whatever can go wrong in agtutor and is not the learner's answer.

    Attributes:
        what: what happened, one sentence.
        where: the place, where there is one.
        fix: what to do about it; empty only where nothing can be done.
    """

    def __init__(self, what: str, *, where: Place | None = None, fix: str = "") -> None:
        """Keep the three parts; ``str()`` of the error joins them."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        """Return ``file:line:col: what. fix`` with the parts that there are."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.fix}".rstrip()


class LessonError(AgtutorError):
    """A lesson that can't be read, or that claims what isn't so."""


class LessonErrors(LessonError):  # noqa: N818 - several of them
    """All that is wrong with one lesson file.

    Attributes:
        errors: each fault with its place, in the order of the file.
    """

    def __init__(self, errors: Iterable[LessonError]) -> None:
        """Keep the faults; ``str()`` has one on each line."""
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class LibraryError(AgtutorError):
    """A lesson or a step that was asked for and isn't there."""


class FormulaError(AgtutorError):
    """A formula that can't be read.

    Attributes:
        reason: one of a closed list of words (see ``formula.reasons``).
        span: start and end, in characters of the text as it was typed.
    """

    def __init__(self, what: str, *, reason: str, span: tuple[int, int], fix: str = "") -> None:
        """Keep the reason and the span beside the words."""
        super().__init__(what, fix=fix)
        self.reason = reason
        self.span = span


class LabError(AgtutorError):
    """The lab could not do its work, through no fault of the learner's code."""


class JournalError(AgtutorError):
    """The journal can't be written or read."""
