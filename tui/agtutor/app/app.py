"""The app: themes, the first screen, the size of the terminal, the end."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType

from agtutor.app.messages import RoomShown
from agtutor.app.screens.home import HomeScreen
from agtutor.app.screens.too_small import TooSmallScreen, fits
from agtutor.app.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.geometry import Size

    from agtutor.app.desk import Desk
    from agtutor.app.screens.room import Room


STYLES: list[str | PurePath] = [
    Path(__file__).with_name("styles") / f"{name}.tcss" for name in ("base", "home", "sheets")
]
"""What all screens share, and what the first one needs: Textual asks it for none of its own."""


def _commands() -> type[Provider]:
    """Return what the palette offers; nothing of it is imported before it is opened."""
    from agtutor.app.commands import Commands

    return Commands


class TutorApp(App[None]):
    """The tutor."""

    TITLE = "agtutor"
    CSS_PATH = STYLES
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", priority=True, id="app.quit"),
    ]

    def __init__(self, desk: Desk, lesson: str | None = None, step: str | None = None) -> None:
        """Make the app.

        Args:
            desk: the course, the journal and the lab.
            lesson: the lesson to open at once, by id or path.
            step: the step to open it at; where the learner left it, if None.
        """
        super().__init__()
        self.desk = desk
        self._first = (lesson, step)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_default_screen(self) -> Room:
        """Return the first screen."""
        return HomeScreen(self.desk)

    def on_mount(self) -> None:
        """Open the lesson that was asked for, once the first frame is out."""
        lesson, step = self._first
        if lesson is not None and isinstance(self.screen, HomeScreen):
            self.call_after_refresh(self.screen.open, lesson, step)

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen while the terminal is too small."""
        self.guard_size(event.size)

    @on(RoomShown)
    def _room_shown(self) -> None:
        self.guard_size(self.size)

    def guard_size(self, size: Size) -> None:
        """Show that the terminal is too small, or take that away again."""
        covered = isinstance(self.screen, TooSmallScreen)
        if covered and fits(size):
            self.pop_screen()
        elif not covered and not fits(size):
            self.push_screen(TooSmallScreen())

    async def on_unmount(self) -> None:
        """Kill what runs, so that quitting is instant."""
        await self.desk.close()
