"""What the catalogue knows of one mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agtutor.case.evidence import Evidence, Failure


@dataclass(frozen=True, slots=True)
class Raised:
    """Told by an exception: patterns of its class's whole name, and of a part of its message."""

    kind: str
    message: str

    def fits(self, evidence: Evidence) -> bool:
        """Whether the run ended with such an exception."""
        return evidence["failure"] is not None and self.says(evidence["failure"])

    def says(self, failure: Failure) -> bool:
        """Whether it is such an exception."""
        message = " ".join(failure["message"].split())
        return bool(re.fullmatch(self.kind, failure["type"]) and re.search(self.message, message))


@dataclass(frozen=True, slots=True)
class Warned:
    """Told by a warning, with a pattern that is searched for in ``Class: message``."""

    message: str

    def fits(self, evidence: Evidence) -> bool:
        """Whether the run gave such a warning."""
        return any(re.search(self.message, warning) for warning in evidence["warnings"])


@dataclass(frozen=True, slots=True)
class Written:
    """Told by the syntax tree of what the learner typed; ``what`` says in words by what in it."""

    what: str


@dataclass(frozen=True, slots=True)
class Left:
    """Told by a property of what the code left behind; ``what`` says in words by which."""

    what: str


@dataclass(frozen=True, slots=True)
class Worked:
    """Told by a formula: it is what this slip of calculus makes of the one that was given."""

    slip: str


Sign = Raised | Warned | Written | Left | Worked


@dataclass(frozen=True, slots=True)
class Entry:
    """One mistake.

    Attributes:
        slip: its id, in kebab-case, which its verdict has too.
        signs: how it is told: all of them hold.
        did: what the learner did and what follows, in one sentence. Braces stand for the learner's
            names and numbers, where a cause fills them in.
        nudge: where to look; it doesn't give the answer.
        forms: forms of it that are told apart in words alone, or not at all.
    """

    slip: str
    signs: tuple[Sign, ...]
    did: str
    nudge: str
    forms: tuple[str, ...] = ()
