"""The proof as one machine-readable document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from agtutor import __version__
from agtutor.author.proved import Proved
from agtutor.author.reach import unreached
from agtutor.author.trial import Trial
from agtutor.errors import LessonError, Place


@dataclass(slots=True)
class Outcome:
    """All that one call of the command proved.

    Attributes:
        proved: the lessons that could be read, and what came of each.
        unread: what is wrong with lessons that can't be read, or with all of them together.
        rounds: how often each lesson was proved.
        seconds: how long it took.
    """

    proved: Sequence[Proved] = ()
    unread: list[LessonError] = field(default_factory=list)
    rounds: int = 1
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether there is no fault."""
        return not self.unread and not any(one.faults() for one in self.proved)


def document(outcome: Outcome) -> dict[str, Any]:
    """Return the whole proof as plain data for JSON."""
    return {
        "agtutor": __version__,
        "holds": outcome.holds,
        "seeds": outcome.rounds,
        "seconds": round(outcome.seconds, 3),
        "unread": [_fault(error) for error in outcome.unread],
        "lessons": [_lesson(one) for one in outcome.proved],
    }


def _lesson(proved: Proved) -> dict[str, Any]:
    lesson = proved.loaded.lesson
    return {
        "file": str(proved.loaded.path),
        "id": lesson.id,
        "claims": proved.claims,
        "mutants": asdict(proved.tally()),
        "faults": [_faulty(proved, trial) for trial in proved.faulty()],
        "steps": [_step(proved, step.id, step.kind) for step in lesson.steps],
        "tried_mutants": [_mutant(trial) for trial in proved.mutants()],
        "unreached": [
            {"step": one.step, "part": one.part, "text": one.text, **_place(one.where)}
            for one in unreached(proved)
        ],
    }


def _step(proved: Proved, ident: str, kind: str) -> dict[str, Any]:
    trials = proved.of(ident)
    return {
        "id": ident,
        "kind": kind,
        "seconds": round(proved.seconds.get(ident, 0.0), 3),
        "claims": sum(trial.kind != "mutant" for trial in trials),
        "mutants": asdict(proved.tally(ident)),
        "slips": sorted({trial.slip for trial in trials if trial.slip}),
    }


def _mutant(trial: Trial) -> dict[str, Any]:
    return {
        "step": trial.step,
        "round": trial.round,
        "state": trial.state,
        "about": trial.about,
        "open": trial.open,
        "answer": trial.answer,
        "verdict": trial.ruling,
        "slip": trial.slip,
        "message": trial.message,
    }


def _faulty(proved: Proved, trial: Trial) -> dict[str, Any]:
    assert trial.fault is not None
    found = {"step": trial.step, "kind": trial.kind, "answer": trial.answer, **_fault(trial.fault)}
    return {**found, "mutants": proved.passing(trial)} if trial.kind == "mutant" else found


def _fault(error: LessonError) -> dict[str, Any]:
    return {"what": error.what, "fix": error.fix, **_place(error.where)}


def _place(where: Place | None) -> dict[str, Any]:
    if where is None:
        return {"file": "", "line": 0, "column": 0}
    return {"file": where.file, "line": where.line, "column": where.column}
