"""What all panes for answering have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical

from agtutor.app.messages import AnswerSubmitted

if TYPE_CHECKING:
    from agtutor.case.evidence import Failure


class AnswerPane(Vertical):
    """A pane in which a step is answered. It posts ``AnswerSubmitted`` and ``AnswerEdited``."""

    DEFAULT_CSS = "AnswerPane { height: auto; }"

    @property
    def verb(self) -> str:
        """What Enter does here now, for the footer."""
        return "check"

    @property
    def sent_by(self) -> tuple[str, str]:
        """The action of the key that sends the answer now, and the action's room."""
        return "answer", "pick"

    def value(self) -> str:
        """Return the answer as it stands, as the walkthrough takes it."""
        raise NotImplementedError

    def load(self, answer: str) -> None:
        """Put an earlier answer in place."""
        raise NotImplementedError

    def remember(self, answers: Sequence[str]) -> None:
        """Take up the earlier answers that Up and Down go through, where there is such a thing."""

    def point_at(self, place: int) -> None:
        """Put the cursor at a character of the answer, where there is a cursor."""

    def mark_error(self, failure: Failure) -> None:
        """Show where in the answer an error struck, where there is such a place."""

    def submit(self) -> None:
        """Send the answer as it stands."""
        self.post_message(AnswerSubmitted(self.value()))

    def take_focus(self) -> None:
        """Put the cursor where the answer is given."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus(scroll_visible=False)
                return
        self.focus(scroll_visible=False)
