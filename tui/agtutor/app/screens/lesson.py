"""The lesson screen's doing half: keys and answers go to the flow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widgets import TextArea

from agtutor.app import telling
from agtutor.app.keys import LESSON, PLOT, TENSORS, Key, bindings, key_of, place_of, placed, shown
from agtutor.app.messages import AnswerEdited, AnswerSubmitted, LessonEnded
from agtutor.app.screens.ask import AskScreen
from agtutor.app.screens.history import HistoryScreen
from agtutor.app.screens.lesson_view import WIDE, LessonView
from agtutor.app.screens.output import OutputScreen
from agtutor.app.screens.room import Place
from agtutor.app.walking import ASKED
from agtutor.app.widgets.answers import (
    ChoiceAnswer,
    CodeAnswer,
    ExplainAnswer,
    OrderAnswer,
    TypedAnswer,
)
from agtutor.app.widgets.panes import GRAPH
from agtutor.app.widgets.panes import PLOT as PANE_OF_PLOT

if TYPE_CHECKING:
    from textual.worker import Worker

RESET = (
    "All steps are open again, and no tensor is left. What you have answered so far stays in the "
    "journal's files."
)
PAD = "Scratch pad ─ a copy of your tensors"


class LessonScreen(LessonView):
    """One lesson in progress."""

    KEYS: ClassVar[tuple[Key, ...]] = LESSON
    ROOM = "lesson"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LESSON, "lesson")]

    _answering: Worker[None] | None = None
    _scratch_text = ""

    def applies(self, action: str) -> bool:
        """Tell whether a key of that action has a use now."""
        match action:
            case "hint":
                return telling.hints_left(self.walk) > 0
            case "back":
                return self.walk.position > 0
            case "newline":
                return isinstance(self.pane, CodeAnswer) and (self.scratching or not self.can_go_on)
            case "stop":
                return self.flow.running
            case "leave":
                return self.scratching or self.in_pane
            case "scratch":
                return not self.scratching
            case "output":
                return bool(self.board.cell.whole)
            case "walk":
                return bool(self.board.panes.graph.root())
            case _:
                return True

    def keys_now(self) -> list[Key]:
        """Return the keys that have a use now, Enter first; while something runs, it has none."""
        if self.in_pane:
            return [*self._keys_in_pane(), *(self._named(key) for key in super().keys_now())]
        return [
            *([] if self.flow.running else [Key("run", self.sends, self._verb(), "", "", 1)]),
            *(self._named(key) for key in super().keys_now()),
        ]

    @property
    def sends(self) -> str:
        """The key that sends the answer as it stands."""
        return place_of(*self.pane.sent_by) if self.pane else place_of("submit", "editor")

    @property
    def in_pane(self) -> bool:
        """Whether the keys go to the pane in front."""
        return self.board.panes.current is self.focused

    def _keys_in_pane(self) -> list[Key]:
        """Return the keys of the pane that has them; the palette lists them as places."""
        panes = self.board.panes
        keys: list[Key] = []
        if panes.current is panes.plot and panes.plot.drawn:
            keys = placed(PLOT, "plot")
        elif panes.current is panes.tensors and panes.tensors.tensors:
            keys = placed(TENSORS, "tensors")
        return [replace(key, name="") for key in keys]

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    def _verb(self) -> str:
        if self.scratching or self.pane is None:
            return "run"
        if self.walk.at_end and (self.can_go_on or self.walk.step.kind == "read"):
            return "finish"
        if self.can_go_on:
            return "next"
        return self.pane.verb

    def _named(self, key: Key) -> Key:
        match key.action:
            case "hint":
                return replace(key, label=f"hint ({telling.hints_left(self.walk)} left)")
            case "panes" if self.size.width < WIDE:
                return replace(key, label="panes")
            case "stop":
                return replace(key, label="stop", rank=1)
            case "leave":
                label = "back to the answer" if self.in_pane else "leave the pad"
                return replace(key, label=label, rank=1)
            case _:
                return key

    def places(self) -> Iterable[Place]:
        """Lead to what can be done with the plot, to values, and to the steps that were tried."""
        if self.board.panes.plot.drawn:
            for key in placed(PLOT, "plot"):
                if key.name:
                    yield Place(
                        key.name, f"plot('{key.action}')", f"Plot: {shown(key.key)}. {key.help}"
                    )
        for name in self.board.panes.tensors.tensors:
            shows = "Shows them as a table, and those of its gradient."
            yield Place(f"Values of {name}", f"values({name!r})", shows)
        shows = "To the terminal, and into a file for terminals that take no copies."
        for part, name in (("in", "Copy the answer"), ("out", "Copy what stands in Out")):
            if self._text_of(part):
                yield Place(name, f"copy('{part}')", shows)
        for number, step in enumerate(self.walk.lesson.steps, start=1):
            status = self.walk.status(step.id)
            if status != "open" and step.id != self.walk.step.id:
                name = f"Go to step {number}: {step.title}"
                yield Place(name, f"goto('{step.id}')", f"This step is {status}.")

    @property
    def takes_text(self) -> bool:
        """Whether text goes into an editor here."""
        return isinstance(self.pane, TypedAnswer)

    def may_lead_on(self, key: str) -> bool:
        """Tell whether a key may lead to the next step: one that sends, where this one is passed."""
        sends = key == self.sends and not self.in_pane
        passed = self.walk.step.kind == "read" or telling.passed(self.walk)
        return sends and passed and self.settled and not self.scratching

    @on(AnswerEdited)
    def _answer_edited(self, _event: AnswerEdited) -> None:
        self.refresh_keys()

    @on(AnswerSubmitted)
    def _answer_submitted(self, event: AnswerSubmitted) -> None:
        if not self.settled:
            return
        if self.leads_on(event.answer) and not self.scratching:
            self._go_on()
        else:
            self._send(event.answer)

    @on(LessonEnded)
    def _lesson_ended(self, _event: LessonEnded) -> None:
        self.finish()

    def finish(self) -> None:
        """Sum the lesson up: the learner went on from its last step."""
        from agtutor.app.screens.summary import SummaryScreen  # no step needs it

        self.app.switch_screen(SummaryScreen(self.walk, self.lab))

    def action_run(self) -> None:
        """Run the answer, complete or not."""
        if self.settled and self.pane is not None:
            self._send(self.pane.value())

    def _send(self, answer: str) -> None:
        if self.walk.step.kind == "read" and not self.scratching:
            self.work(self.flow.read_on())
            return
        if not answer.strip():
            picking = isinstance(self.pane, ChoiceAnswer | OrderAnswer)
            self.board.cell.say("Nothing is picked yet." if picking else "Nothing is typed yet.")
            return
        if self.scratching:
            self._scratch_text = answer
        job = self.flow.scratch(answer) if self.scratching else self.flow.submit(answer)
        self.board.cell.start()
        self._answering = self.work(job)
        self.refresh_keys()

    def _go_on(self) -> None:
        pane = self.pane
        ticks = tuple(sorted(pane.ticks)) if isinstance(pane, ExplainAnswer) else ()
        self.work(self.flow.go_on(ticks))

    def action_newline(self) -> None:
        """Open a new line in the editor, from wherever the focus is."""
        if isinstance(self.pane, CodeAnswer):
            self.pane.take_focus()
            self.pane.editor.action_newline()

    def action_stop(self) -> None:
        """Copy what is selected, or stop what runs."""
        if text := self._selected_text():
            self.app.copy_to_clipboard(text)
        elif not self.flow.running:
            quits = key_of("app.quit", "app")
            self.notify(f"Nothing is running. {quits} quits.", markup=False)
        elif self.lab.state == "loading" and self._answering is not None:
            self._answering.cancel()
            self.flow.withdraw()
            self.board.cell.say("Taken back. It runs when you send it again.")
            self.refresh_keys()
        else:
            self.flow.stop()

    def action_copy(self, part: str) -> None:
        """Copy what stands in a part of the cell: ``in`` or ``out``."""
        self.app.copy_to_clipboard(self._text_of(part))

    def _text_of(self, part: str) -> str:
        if part == "out":
            return self.board.cell.out
        return self.pane.value() if self.pane is not None else ""

    def _selected_text(self) -> str:
        focused = self.focused
        in_editor = focused.selected_text if isinstance(focused, TextArea) else ""
        return in_editor or self.get_selected_text() or ""

    async def action_hint(self) -> None:
        """Show the next hint."""
        shown = len(self.walk.hints_shown(self.walk.step.id))
        hint = await self.walk.hint()
        if hint is None:
            self.notify("There are no more hints for this step.", markup=False)
            return
        self.board.look_at_step()
        await self.board.question.add_hint(shown, hint)
        self.refresh_keys()

    def action_panes(self) -> None:
        """Look at the next pane."""
        self.board.look_further()

    def action_look(self) -> None:
        """Give the keys to the pane in front."""
        self.board.look_at(self.board.panes.front)
        self.board.panes.current.focus()

    def action_values(self, name: str) -> None:
        """Show the values of a tensor."""
        self.board.panes.tensors.open(name)

    async def action_plot(self, action: str) -> None:
        """Bring the plot to the front, give it the keys, and do something with it."""
        self.board.look_at(PANE_OF_PLOT)
        plot = self.board.panes.plot
        plot.focus()
        await self.app.run_action(action, plot)

    def action_walk(self) -> None:
        """Follow the backward pass one node further; the first time, have it made."""
        pane = self.board.panes.graph
        if self.walk.step.kind == "derive" and not telling.passed(self.walk):
            self.notify(ASKED.format(key=key_of("walk")), markup=False)
            return
        self.board.look_at(GRAPH)
        if pane.following is not None:
            pane.step()
        elif not pane.root():
            self.notify("There is no graph to walk back through.", markup=False)
        elif not self.flow.running:
            self.work(self.flow.walk_back(pane.root()))

    def action_back(self) -> None:
        """Go one step back."""
        if self.walk.position > 0:
            self._keep_draft()
            self.work(self.flow.back())

    def action_skip(self) -> None:
        """Skip the step."""
        if not self.leaving:
            self.board.cell.start()
            self.work(self.flow.skip())

    def action_goto(self, step: str) -> None:
        """Go to a step by its id."""
        self._keep_draft()
        self.work(self.flow.goto(step))

    def action_reset(self) -> None:
        """Start the lesson over, after asking."""

        def reset(yes: bool | None) -> None:
            if yes:
                self._drafts.clear()
                self.board.panes.forget()
                self.work(self.flow.reset())

        self.app.push_screen(AskScreen("Start this lesson over?", RESET, "start over", "go on"), reset)

    def action_history(self) -> None:
        """Look at the answers so far."""

        def take_up(text: str | None) -> None:
            if text is not None and self.pane is not None:
                self.pane.load(text)

        found = telling.fitting(self.walk, code=self.scratching)
        self.app.push_screen(HistoryScreen(found), take_up)

    def action_search(self) -> None:
        """Search the answers so far."""
        self.action_history()

    async def action_scratch(self) -> None:
        """Open the scratch pad, or leave it."""
        if self.scratching:
            self.action_leave()
            return
        self._keep_draft()
        self.scratching = True
        pad = CodeAnswer(self._scratch_text)
        await self.board.open_pad(pad, PAD)
        pad.remember(telling.recalled(self.walk, code=True))
        self.refresh_keys()

    def action_leave(self) -> None:
        """Come back from a pane to the step and its answer, or leave the scratch pad."""
        if self.scratching and not self.in_pane:
            self._keep_draft()
            self.work(self.flow.leave_scratch())
        elif self.pane is not None:
            self.board.look_at_step()
            self.pane.take_focus()

    def action_output(self) -> None:
        """Look at all that the last run printed and raised."""
        if not self.board.cell.whole:
            self.notify("Nothing was printed.", markup=False)
            return
        self.app.push_screen(OutputScreen(self.board.cell.whole, self.board.cell.heading))

    def action_course(self) -> None:
        """Leave for the course."""
        if self.flow.running:
            self.flow.stop()
        self.dismiss()

    def _keep_draft(self) -> None:
        """Remember what is typed and was not sent."""
        pane = self.pane
        if pane is None:
            return
        if self.scratching:
            self._scratch_text = pane.value()
        elif pane.value() != self._standing_answer:
            self._drafts[self.walk.step.id] = pane.value()
