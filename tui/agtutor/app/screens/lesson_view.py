"""The lesson screen's drawing half: what the flow reports is put on the board."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult

from agtutor.app import telling
from agtutor.app.ahead import CaughtUp
from agtutor.app.flow import Flow
from agtutor.app.messages import (
    AnswerJudged,
    EvidenceArrived,
    LookWanted,
    PaneScrolled,
    ScratchRun,
    SlopeMeasured,
    SlopeWanted,
    StepEntered,
    WalkedBack,
    WorkFailed,
)
from agtutor.app.printing import printed_by, reprinted
from agtutor.app.screens.name import NameScreen
from agtutor.app.screens.room import Room
from agtutor.app.tangent import withheld
from agtutor.app.widgets.answers import AnswerPane, CodeAnswer, ExplainAnswer, answer_for
from agtutor.app.widgets.board import Ask, Board
from agtutor.app.widgets.footer import KeyLine
from agtutor.app.widgets.notice import Notice
from agtutor.app.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from textual.worker import Worker

    from agtutor.case.evidence import Ended, Evidence
    from agtutor.lab.lab import Lab
    from agtutor.walkthrough.walk import Walkthrough

STYLE = Path(__file__).parents[1] / "styles" / "lesson.tcss"
"""Whole, so that it is found by screens in other folders too."""

NO_NAMES = "."
"""What no name begins with: a look for the documentation alone."""

WIDE = 100
"""Columns from which the panes stand beside the step."""

WIDTHS = [(0, "-narrow"), (WIDE, "-wide")]
"""The class that the screen has from so many columns on."""

HEIGHTS = [(0, "-short"), (20, "-medium"), (32, "-tall")]
"""The class that the screen has from so many lines on."""

SCRATCH_RAN: dict[Ended, str] = {
    "fine": "This ran on a copy. The lesson's tensors are as they were.",
    "raised": "This raised an error. The copy is as it was before.",
    "unreadable": "Python can't read this.",
    "stopped": "Stopped. The copy is as it was before.",
}


class LessonView(Room):
    """One lesson in progress, drawn.

    Attributes:
        lab: where it runs.
        flow: the work in the background.
        scratching: whether the scratch pad is open.
    """

    CSS_PATH = STYLE
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""

    def __init__(self, walk: Walkthrough, lab: Lab) -> None:
        """Take the lesson and the lab that it runs in."""
        super().__init__()
        self.lab = lab
        self.flow = Flow(walk, self.post_message)
        self.scratching = False
        self._shown_turn = -1  # the turn whose step is on the screen
        self._standing_answer: str | None = None  # with this in place, Enter goes on
        self._drafts: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Show the head, the board and the keys."""
        yield ProgressLine()
        yield Notice()
        yield Board(lambda: self.lab.state == "loading")
        yield KeyLine()

    @property
    def walk(self) -> Walkthrough:
        """The lesson in progress."""
        return self.flow.walk

    @property
    def board(self) -> Board:
        """The body of the screen."""
        return self.query_one(Board)

    @property
    def pane(self) -> AnswerPane | None:
        """Where the answer is given."""
        return self.board.cell.pane

    @property
    def settled(self) -> bool:
        """Whether the step on the screen is the one that the flow is at, and nothing runs."""
        return not self.leaving and not self.flow.running

    @property
    def asked(self) -> int:
        """The turn whose step is on the screen."""
        return self._shown_turn

    @property
    def leaving(self) -> bool:
        """Whether the flow is at another step than the one on the screen."""
        return self._shown_turn != self.flow.turn

    @property
    def can_go_on(self) -> bool:
        """Whether Enter leads to the next step: this one is passed, and its answer is as it was."""
        return self.pane is not None and self.leads_on(self.pane.value())

    def leads_on(self, answer: str) -> bool:
        """Tell whether sending that answer leads to the next step."""
        return telling.passed(self.walk) and answer == self._standing_answer

    def work(self, job: Coroutine[Any, Any, None]) -> Worker[None]:
        """Let a job of the flow run in the background.

        The worker is the app's, so that leaving the screen doesn't cut a job short in the middle.
        """
        return self.app.run_worker(job, exit_on_error=True)

    def on_mount(self) -> None:
        """Enter the lesson where the learner left it."""
        self.work(self.flow.enter())

    def on_resize(self, event: events.Resize) -> None:
        """Put the panes beside the step, or in its place."""
        self.board.fold(narrow=event.size.width < WIDE)
        self.refresh_keys()

    def refresh_head(self) -> None:
        """Show the progress and the keys as they are now."""
        self.query_one(ProgressLine).standing = telling.standing(self.walk)
        self.refresh_keys()

    def tell(self, words: str) -> None:
        """Say something above the step, until the learner goes on."""
        self.query_one(Notice).say(words)

    @on(StepEntered)
    async def _step_entered(self, event: StepEntered) -> None:
        if event.turn != self.flow.turn:
            return
        self.query_one(Notice).clear()
        if event.skipped is not None:
            self.tell(telling.skipped(self.walk, event.skipped))
        self.scratching = False
        await self._show_step()
        self._shown_turn = event.turn
        self.app.post_message(CaughtUp())
        self.board.panes.await_evidence(loading=self.lab.state == "loading")
        self.work(self.flow.look())

    async def _show_step(self) -> None:
        walk, step = self.walk, self.walk.step
        hints, notes = walk.hints_shown(step.id), telling.notes(walk)
        ask = Ask(walk.position + 1, step.title, step.text, hints, notes)
        await self.board.ask(ask, answer_for(walk.lesson, step))
        self._restore()
        self.refresh_head()

    def _restore(self) -> None:
        """Put back what the learner left at this step: the answer with its verdict, then a draft."""
        pane, step, earlier = self.pane, self.walk.step, telling.earlier(self.walk)
        if pane is None:
            return
        if earlier.answer is not None:
            pane.load(earlier.answer)
        self._standing_answer = pane.value()
        if step.id in self._drafts:
            pane.load(self._drafts.pop(step.id))
        pane.remember(telling.recalled(self.walk))
        if self.walk.status(step.id) == "skipped":
            self.board.cell.say(telling.SKIPPED)
        elif earlier.entry is not None and step.kind != "read":
            entry = earlier.entry
            self.board.cell.show(
                telling.said(self.walk, entry.verdict),
                reprinted(entry),
                reprinted(entry, judged=False),
            )
        self._reveal()

    @on(AnswerJudged)
    async def _answer_judged(self, event: AnswerJudged) -> None:
        self.refresh_head()
        if event.turn != self.flow.turn:
            return
        answered, evidence = event.answered, event.answered.evidence
        self._standing_answer = answered.entry.answer if answered.verdict.right else None
        self.board.cell.show(
            telling.said(self.walk, answered.verdict),
            printed_by(evidence) if evidence else "",
            printed_by(evidence, judged=False) if evidence else "",
        )
        if answered.verdict.span is not None and self.pane is not None:
            self.pane.point_at(answered.verdict.span[0])
        self._mark_error(answered.entry.answer, evidence)
        if evidence is not None:
            stands = answered.verdict.right and self.walk.step.kind != "experiment"
            await self.board.show_run(evidence, stands=stands)
        self._reveal()
        self._say_notices()
        self.refresh_keys()

    @on(ScratchRun)
    async def _scratch_run(self, event: ScratchRun) -> None:
        if event.turn == self.flow.turn and self.scratching:
            evidence = event.evidence
            self.board.cell.say(SCRATCH_RAN[evidence["ended"]], printed_by(evidence, judged=False))
            self._mark_error(event.code, evidence)
            await self.board.show_run(evidence, stands=evidence["ended"] == "fine")
            self.refresh_keys()

    def _mark_error(self, code: str, evidence: Evidence | None) -> None:
        """Show in the answer where it went wrong, if it is still the one that ran."""
        failure = evidence["failure"] if evidence is not None else None
        if failure is not None and self.pane is not None and self.pane.value() == code:
            self.pane.mark_error(failure)

    @on(EvidenceArrived)
    async def _evidence_arrived(self, event: EvidenceArrived) -> None:
        if event.turn == self.flow.turn:
            await self.board.show_standing(event.evidence)
            self._say_notices()
            self.refresh_keys()

    @on(WalkedBack)
    def _walked_back(self, event: WalkedBack) -> None:
        if event.turn == self.flow.turn:
            self.board.panes.graph.follow(event.walk)

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        if event.turn == self.flow.turn:
            self.board.cell.say(event.words)
            self.board.panes.say(event.words)
            self.refresh_keys()

    @on(LookWanted)
    def _look_wanted(self, event: LookWanted) -> None:
        self.work(self._look_up(event))

    async def _look_up(self, event: LookWanted) -> None:
        event.tell(await self.flow.look_up(event.path, event.start))

    def action_help(self) -> None:
        """Tell about the name under the cursor; where that is on none, show all keys."""
        path = self.pane.name_here() if isinstance(self.pane, CodeAnswer) else None
        if path is None:
            super().action_help()
        else:
            self.work(self._tell_of(path))

    async def _tell_of(self, path: tuple[str, ...]) -> None:
        found = await self.flow.look_up(path, NO_NAMES)
        if not self.is_current:
            return
        if found is None:
            super().action_help()
        else:
            self.app.push_screen(NameScreen(".".join(path), found), self._all_keys)

    def _all_keys(self, wanted: bool | None) -> None:
        if wanted:
            super().action_help()

    @on(PaneScrolled)
    def _pane_scrolled(self, event: PaneScrolled) -> None:
        self.board.scroll_page(event.pages)

    @on(SlopeWanted)
    def _slope_wanted(self, event: SlopeWanted) -> None:
        if self.walk.step.kind == "derive" and not telling.passed(self.walk):
            self.board.panes.plot.take(event.root, event.wrt, withheld())
        else:
            self.work(self.flow.slope(event.root, event.wrt))

    @on(SlopeMeasured)
    def _slope_measured(self, event: SlopeMeasured) -> None:
        if event.turn == self.flow.turn:
            self.board.panes.plot.take(event.root, event.wrt, event.gradient)

    def _reveal(self) -> None:
        pane, step = self.pane, self.walk.step
        if isinstance(pane, ExplainAnswer) and self.walk.status(step.id) == "right":
            pane.reveal(self.walk.progress.of(step.id).ticks)

    def _say_notices(self) -> None:
        for words in self.walk.notices():
            self.tell(words)
