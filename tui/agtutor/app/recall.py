"""Walking through earlier answers with Up and Down, as a shell does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Recall:
    """The earlier answers, and where in them the learner is.

    Attributes:
        answers: oldest first; each text once, at the place where it was last used.
    """

    answers: list[str] = field(default_factory=list)
    _back: int = 0
    _draft: str = ""

    def fill(self, answers: Iterable[str]) -> None:
        """Take up a list of answers, oldest first, and stand after the newest."""
        kept: dict[str, None] = {}
        for answer in answers:
            if answer.strip():
                kept.pop(answer, None)
                kept[answer] = None
        self.answers = list(kept)
        self._back = 0

    def older(self, current: str) -> str | None:
        """Return the answer before, or None at the oldest. The draft is remembered on leaving it."""
        if self._back == 0:
            self._draft = current
        if self._back == len(self.answers):
            return None
        self._back += 1
        return self.answers[-self._back]

    def newer(self) -> str | None:
        """Return the answer after, at last the draft; None where the learner stands at the draft."""
        if self._back == 0:
            return None
        self._back -= 1
        return self.answers[-self._back] if self._back else self._draft
