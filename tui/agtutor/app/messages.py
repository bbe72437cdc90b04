"""What happened, as messages that go up from the widgets and from the work in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from agtutor.case.backward import WalkBack
    from agtutor.case.evidence import Evidence, Gradient
    from agtutor.case.looking import Look
    from agtutor.walkthrough.walk import Answered


@dataclass
class AnswerSubmitted(Message):
    """The learner sent an answer, as the text that the walkthrough takes."""

    answer: str


@dataclass
class AnswerEdited(Message):
    """What stands in the answer changed."""


@dataclass
class PaneScrolled(Message):
    """A key that scrolls the step's text was pressed in the answer: pages down, or up if negative."""

    pages: int


@dataclass
class LookWanted(Message):
    """Somebody types a dotted name, and wants to know what stands behind it and what may follow.

    Attributes:
        path: the parts of the name; none for what the namespace itself has.
        start: how the names that may follow begin.
        tell: called with what was found; with None where nothing can be told, or not now.
    """

    path: Sequence[str]
    start: str
    tell: Callable[[Look | None], None]


@dataclass
class SlopeWanted(Message):
    """A tangent is drawn, and its slope is known to autograd alone.

    Attributes:
        root: the name of the tensor that is drawn upwards.
        wrt: the name of the one that is drawn across.
    """

    root: str
    wrt: str


@dataclass
class Fresh(Message):
    """The base of what comes back from the background; stale if its turn is over.

    Attributes:
        turn: the number of the turn that it belongs to.
    """

    turn: int


@dataclass
class AnswerJudged(Fresh):
    """An answer was run and judged, and is in the journal."""

    answered: Answered


@dataclass
class ScratchRun(Fresh):
    """Something was run on the scratch pad."""

    code: str
    evidence: Evidence


@dataclass
class EvidenceArrived(Fresh):
    """The facts of what stands are there."""

    evidence: Evidence


@dataclass
class WalkedBack(Fresh):
    """A backward pass was made on a copy of what stands."""

    walk: WalkBack


@dataclass
class StepEntered(Fresh):
    """The walkthrough stands at another step, or at the same one anew.

    Attributes:
        skipped: what came of the step that was skipped on the way, if one was.
    """

    skipped: Answered | None


@dataclass
class SlopeMeasured(Fresh):
    """Autograd gave the slopes that were wanted, or there are none."""

    root: str
    wrt: str
    gradient: Gradient


@dataclass
class LessonEnded(Fresh):
    """The learner went on from the last step."""


@dataclass
class WorkFailed(Fresh):
    """The lab or the library could not do its work, through no fault of the learner's."""

    words: str
