"""The one shape of an outcome."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Ruling = Literal["right", "wrong", "unreadable", "stopped", "undecided"]
"""Only ``wrong`` counts as an attempt. ``undecided`` never counts against the learner."""

SIGNS: dict[Ruling, tuple[str, str]] = {
    "right": ("✓", "Right"),
    "wrong": ("✗", "Not yet"),
    "unreadable": ("?", "Can't read it"),
    "stopped": ("⏱", "Stopped"),
    "undecided": ("~", "Can't tell"),
}
"""A sign and a word for each ruling: never a colour alone."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling on one answer, and the words for it.

    Attributes:
        ruling: right, wrong, unreadable, stopped or undecided.
        message: one to three sentences of plain text; names and code stand in `backticks`,
            formulas between dollar signs.
        slip: the id of the mistake, where one was recognised.
        more: a second nudge, for a second miss of the same kind; may be empty.
        span: start and end in the answer's text of what the message is about, where there is such.
    """

    ruling: Ruling
    message: str
    slip: str | None = None
    more: str = ""
    span: tuple[int, int] | None = None

    @property
    def right(self) -> bool:
        """Whether the answer was right."""
        return self.ruling == "right"

    def to_wire(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_wire(cls, data: dict[str, Any]) -> Verdict:
        """Read what ``to_wire`` wrote."""
        span = data.get("span")
        return cls(
            ruling=data["ruling"],
            message=data["message"],
            slip=data.get("slip"),
            more=data.get("more", ""),
            span=(span[0], span[1]) if span else None,
        )
