"""What came of the proof of one lesson."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from agtutor.author.trial import Trial
from agtutor.errors import LessonError
from agtutor.lesson.reader import Loaded


@dataclass(slots=True)
class Tally:
    """Mutants by what came of them.

    Attributes:
        tried: how many there were.
        refused: those that were refused, as they have to be.
        equivalent: accepted, and the same as the solution.
        free: accepted, and other in what the step leaves open.
        doubtful: not accepted, and as good as the solution; or nobody could tell.
        accepted: accepted, and not as good: faults.
    """

    tried: int = 0
    refused: int = 0
    equivalent: int = 0
    free: int = 0
    doubtful: int = 0
    accepted: int = 0

    def add(self, trial: Trial) -> None:
        """Count one more."""
        self.tried += 1
        match trial.state:
            case "holds":
                self.refused += 1
            case "equivalent":
                self.equivalent += 1
            case "free":
                self.free += 1
            case "doubtful":
                self.doubtful += 1
            case "fault":
                self.accepted += 1


@dataclass(slots=True)
class Proved:
    """A lesson and all that was tried on it.

    Attributes:
        loaded: the lesson and the places of its parts.
        trials: every answer that was tried, in the order of rounds and steps.
        seconds: how long each step took, over all rounds, by its id.
    """

    loaded: Loaded
    trials: list[Trial] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def of(self, step: str) -> list[Trial]:
        """Return what was tried on one step."""
        return [trial for trial in self.trials if trial.step == step]

    def mutants(self) -> Iterator[Trial]:
        """Yield the mutants that were tried."""
        return (trial for trial in self.trials if trial.kind == "mutant")

    def tally(self, step: str | None = None) -> Tally:
        """Return what came of the mutants, of one step or of all."""
        found = Tally()
        for trial in self.mutants():
            if step in (None, trial.step):
                found.add(trial)
        return found

    @property
    def claims(self) -> int:
        """How many answers were tried that are no mutants."""
        return sum(trial.kind != "mutant" for trial in self.trials)

    def faulty(self) -> list[Trial]:
        """Return the trials that came out wrong, each fault once, in the order of the file.

        Of the mutants that pass for one reason, the first stands for all.
        """
        once: dict[tuple[str, str], Trial] = {}
        for trial in self.trials:
            if trial.fault is not None:
                fault = trial.open if trial.kind == "mutant" else str(trial.fault)
                once.setdefault((trial.step, fault), trial)
        ruled = {_position(trial) for trial in once.values() if trial.ruling}
        # what was ruled says more than that the question can't be judged
        kept = [one for one in once.values() if one.ruling or _position(one) not in ruled]
        return sorted(kept, key=_position)

    def passing(self, trial: Trial) -> int:
        """Return how many mutants pass for the reason for which this one does."""
        same = (trial.step, trial.open, "fault")
        answers = {one.answer for one in self.mutants() if (one.step, one.open, one.state) == same}
        return len(answers)

    def faults(self) -> list[LessonError]:
        """Return what doesn't hold."""
        return [trial.fault for trial in self.faulty() if trial.fault is not None]


def _position(trial: Trial) -> tuple[int, int]:
    where = trial.fault.where if trial.fault else None
    return (where.line, where.column) if where else (0, 0)
