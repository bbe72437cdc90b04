"""One answer that was tried, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agtutor.case.verdict import Ruling
from agtutor.errors import LessonError

Kind = Literal["setup", "starter", "solution", "key", "also", "wrong", "choice", "hint", "mutant"]

State = Literal["holds", "fault", "equivalent", "free", "doubtful"]
"""Of a mutant: ``equivalent`` is accepted, and leaves the same evidence as the solution. ``free`` is
accepted, and differs in what the step leaves open. ``doubtful`` isn't accepted, though it changes
nothing that is asked; or nobody could tell."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One answer that was tried.

    Attributes:
        step: the step's id; "" for the lesson's setup.
        kind: what it was tried for.
        state: whether it came out as it should.
        answer: what was handed in.
        about: what it is, in words; for a mutant what was changed.
        open: in what a mutant differs that was accepted, whether or not the step leaves that open.
        ruling: what the judge said; None where it wasn't asked.
        slip: the slip that the judge found.
        message: what a learner would be told.
        fault: what doesn't hold, with its place.
        round: in which round, from 0.
    """

    step: str
    kind: Kind
    state: State = "holds"
    answer: str = ""
    about: str = ""
    open: str = ""
    ruling: Ruling | None = None
    slip: str | None = None
    message: str = ""
    fault: LessonError | None = None
    round: int = 0
