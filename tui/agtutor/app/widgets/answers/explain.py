"""Answers in the learner's own words, and the points to compare them with."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from agtutor.app.keys import key_of
from agtutor.app.messages import AnswerSubmitted
from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.app.widgets.answers.code import TypedAnswer
from agtutor.app.widgets.answers.picklist import PickList
from agtutor.app.widgets.editor import Editor

TICKED, OPEN = "☑ ", "☐ "


class ExplainAnswer(TypedAnswer):
    """A sentence or two; once they are sent, the points, for ticking what was covered."""

    def __init__(self, points: Sequence[str]) -> None:
        placeholder = f"a sentence or two; {key_of('submit', 'editor')} sends them"
        super().__init__(Editor(complete=bool, one_line=True, placeholder=placeholder))
        self._points = list(points)
        self._list = PickList(compact=True)
        self._head = Static(
            Content.styled(
                f"{key_of('tick', 'pick')} ticks what your answer covers; "
                f"{key_of('answer', 'pick')} goes on.",
                LOOK["quiet"],
            )
        )
        self.ticks: set[int] = set()

    def compose(self) -> ComposeResult:
        """Show the editor, and room for the points."""
        yield from super().compose()
        with_points = (self._head, self._list)
        for widget in with_points:
            widget.display = False
            yield widget

    @property
    def sent_by(self) -> tuple[str, str]:
        """The key that sends the sentences, or goes on from the points."""
        return ("answer", "pick") if self._list.has_focus else super().sent_by

    def reveal(self, ticks: Sequence[int]) -> None:
        """Show the points, some of them ticked, and let them be ticked."""
        self.ticks = set(ticks)
        self._head.display = self._list.display = True
        self.add_class("-revealed")
        self._show()
        self._list.focus()

    @on(PickList.Pressed)
    def _pressed(self, event: PickList.Pressed) -> None:
        event.stop()
        if event.action == "tick":
            self._tick(self._list.highlighted or 0)
        elif event.action == "answer":
            self.post_message(AnswerSubmitted(self.value()))

    @on(PickList.Named)
    def _named(self, event: PickList.Named) -> None:
        event.stop()
        self._tick(event.place)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._tick(event.option_index)

    def _tick(self, place: int) -> None:
        self.ticks ^= {place}
        self._show()

    def _show(self) -> None:
        marks = [TICKED if place in self.ticks else OPEN for place in range(len(self._points))]
        self._list.fill(
            [
                Content.assemble((mark, LOOK["sign"]), inline(point))
                for mark, point in zip(marks, self._points, strict=True)
            ]
        )
