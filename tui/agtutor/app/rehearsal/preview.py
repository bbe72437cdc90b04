"""The preview of a lesson: the lesson screen on a file that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from agtutor.app.app import TutorApp
from agtutor.app.keys import HOME, LESSON, RELOAD, Key, bindings, key_of
from agtutor.app.messages import StepEntered, WorkFailed
from agtutor.app.rehearsal.faults import NONE_YET, OLD, Faults
from agtutor.app.rehearsal.unkept import Unkept
from agtutor.app.screens.lesson import LessonScreen
from agtutor.app.screens.room import Room
from agtutor.app.widgets.board import Board
from agtutor.app.widgets.footer import KeyLine
from agtutor.app.widgets.progress import ProgressLine
from agtutor.errors import LessonError, LessonErrors
from agtutor.walkthrough.walk import Walkthrough

if TYPE_CHECKING:
    from agtutor.app.desk import Desk
    from agtutor.app.rehearsal.draft import Draft
    from agtutor.lab.lab import Lab
    from agtutor.lesson.reader import Loaded

BEAT = 0.2
"""Seconds between two looks at the file."""

LEAVE = Key("course", "ctrl+o", "", "Leave the preview", "Leaves the preview. Nothing of it is kept.")
KEYS = (RELOAD, *(LEAVE if key.action == "course" else key for key in LESSON))
WAITING = (RELOAD, *(key for key in HOME if key.action == "help"))

FOLLOWS = "What stands here isn't as the lesson needs it."
AT_END = "The lesson ends here; a learner goes back to the course. {key} goes a step back."


class PreviewScreen(LessonScreen):
    """A lesson as a learner sees it, with what is wrong with its file above it."""

    KEYS: ClassVar[tuple[Key, ...]] = KEYS

    def __init__(self, loaded: Loaded, lab: Lab) -> None:
        """Take the file's lesson, and the lab that it runs in."""
        super().__init__(Walkthrough.open(loaded.lesson, lab, Unkept.open()), lab)
        self._loaded = loaded
        self._faults: tuple[LessonError, ...] = ()

    def compose(self) -> ComposeResult:
        """Show the lesson screen, with room for faults above the step."""
        for widget in super().compose():
            if isinstance(widget, Board):
                yield Faults()
            yield widget

    def renew(self, loaded: Loaded) -> None:
        """Go on in a new version of the file, at the same step, with what is typed there."""
        self.blame(())
        if loaded.digest == self._loaded.digest:
            return
        self._loaded = loaded
        self._keep_draft()
        self.work(self.flow.renew(loaded.lesson))
        self.notify("Read again.", markup=False)

    def blame(self, errors: Sequence[LessonError]) -> None:
        """Show what is wrong with the file that is there now; the version before it stays."""
        self._faults = tuple(errors)
        self._show_faults()

    @on(StepEntered)
    def _show_faults(self) -> None:
        """Show what is wrong with the file, and no more what was wrong at an earlier step."""
        self.query_one(Faults).show(OLD, self._faults)

    @on(WorkFailed)
    def _place_trouble(self, event: WorkFailed) -> None:
        """Show where in the file the step stands that the lab can't work with."""
        if event.turn == self.flow.turn:
            where = self._loaded.places.at(("steps", self.walk.position))
            self.query_one(Faults).show(FOLLOWS, [LessonError(event.words, where=where)])

    def finish(self) -> None:
        """Stay at the last step: there is no course to go back to."""
        self.work(self.flow.enter())
        self.notify(AT_END.format(key=key_of("back")), markup=False)

    def action_course(self) -> None:
        """Leave the preview."""
        self.app.exit()


class WaitingScreen(Room):
    """What is wrong with a file that holds no lesson yet."""

    KEYS = WAITING
    DEFAULT_CSS = "WaitingScreen Faults { max-height: 100%; padding: 1 2; }"

    def compose(self) -> ComposeResult:
        """Show room for the faults."""
        yield ProgressLine()
        with VerticalScroll():
            yield Faults()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the keys."""
        self.refresh_keys()

    def keys_now(self) -> list[Key]:
        """Return the keys that have a use now."""
        return [replace(key, rank=1) for key in super().keys_now()]

    def blame(self, errors: Sequence[LessonError]) -> None:
        """Show what is wrong."""
        self.query_one(Faults).show(NONE_YET, errors, most=len(errors))


class PreviewApp(TutorApp):
    """The app on one file."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings([replace(RELOAD, action="reload")], "preview")]

    def __init__(self, desk: Desk, draft: Draft, *, watch: bool = False) -> None:
        """Make the app.

        Args:
            desk: the lab; nothing else of it is used.
            draft: the lesson's file.
            watch: whether the file is read again whenever it was saved.
        """
        super().__init__(desk)
        self._draft = draft
        self._watch = watch
        self._looking = False

    def get_default_screen(self) -> Room:
        """Return the first screen."""
        return WaitingScreen()

    def begin(self) -> None:
        """Read the file, and keep an eye on it."""
        self.action_reload()
        if self._watch:
            self.set_interval(BEAT, self._look)

    def action_reload(self) -> None:
        """Read the file again."""
        self.run_worker(self._reload(), exclusive=True, group="draft")

    def _look(self) -> None:
        if not self._looking:  # the disk may be slower than the clock
            self._looking = True
            self.run_worker(self._reload_if_saved(), group="look")

    async def _reload_if_saved(self) -> None:
        try:
            if await self._draft.saved():
                self.action_reload()
        finally:
            self._looking = False

    async def _reload(self) -> None:
        shown = [screen for screen in self.screen_stack if isinstance(screen, PreviewScreen)]
        try:
            loaded = await self._draft.read()
        except LessonErrors as errors:
            for screen in shown or self.screen_stack[:1]:
                if isinstance(screen, PreviewScreen | WaitingScreen):
                    screen.blame(errors.errors)
            return
        if shown:
            shown[0].renew(loaded)
        else:
            await self.push_screen(PreviewScreen(loaded, self.desk.lab))
