"""The app: themes, the first screen, the size of the terminal, the end."""

from __future__ import annotations

import asyncio
import gc
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.widgets import OptionList

from agtutor.app.ahead import Ahead, CaughtUp
from agtutor.app.copying import CopyingApp
from agtutor.app.drivers import fitting
from agtutor.app.keys import MOVED
from agtutor.app.manner import MANNER, is_ascii, is_sparing
from agtutor.app.screens.home import HomeScreen
from agtutor.app.screens.room import RoomShown
from agtutor.app.screens.too_small import TooSmallScreen, fits
from agtutor.app.theme import THEMES, starting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.command import Provider
    from textual.driver import Driver
    from textual.geometry import Size
    from textual.theme import Theme

    from agtutor.app.desk import Desk
    from agtutor.app.screens.room import Room


STYLES: list[str | PurePath] = [
    Path(__file__).with_name("styles") / f"{name}.tcss" for name in ("base", "home")
]
"""What all screens share, and what the first one needs: Textual asks it for none of its own."""

COLOURS_UNKEPT = "These colours hold until you quit. They can't be kept: {trouble}."
BANDWIDTH_UNKEPT = "The next start will be as this one was. A change can't be kept: {trouble}."


def _commands() -> type[Provider]:
    """Return what the palette offers; nothing of it is imported before it is opened."""
    from agtutor.app.commands import Commands

    return Commands


class TutorApp(CopyingApp):
    """The tutor."""

    TITLE = "agtutor"
    CSS_PATH = STYLES
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", priority=True, id="app.quit"),
        Binding("ctrl+p", "command_palette", "commands", priority=True, id="app.command_palette"),
    ]

    def __init__(self, desk: Desk, lesson: str | None = None, step: str | None = None) -> None:
        """Make the app.

        Args:
            desk: the course, the journal and the lab.
            lesson: the lesson to open at once, by id or path.
            step: the step to open it at; where the learner left it, if None.
        """
        super().__init__()
        self._last_filters = self._filters_of_ours()
        self.desk = desk
        self._ahead = Ahead(self)
        MOVED.set({})
        self._first = (lesson, step)
        for theme in THEMES:
            self.register_theme(theme)
        coarse = self.no_color or self.console.color_system == "standard"
        self._begin_in(starting(MANNER.get().theme, coarse=coarse))

    def _begin_in(self, theme: str) -> None:
        """Draw the first frame in a theme: as if it were set, but all styles are read only once."""
        self.set_reactive(CopyingApp.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        dark = self.current_theme.dark
        names = {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}
        self.update_classes(names, update=False)

    def get_driver_class(self) -> type[Driver]:
        """Return the way to the terminal that fits it."""
        return fitting(super().get_driver_class(), os.environ, sparing=is_sparing())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what all that is drawn goes through: who wants no colours gets none, not greys."""
        filters = super().get_line_filters()
        return [*(one for one in filters if not isinstance(one, Monochrome)), *self._last_filters]

    def _draw_anew(self, _theme: Theme) -> None:
        """Draw all in the new colours: Textual does so only where a widget's own style is another."""
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.notify_style_update()
                widget.refresh()
                if isinstance(widget, OptionList) and widget.options:  # it keeps its lines as drawn
                    widget.replace_option_prompt_at_index(0, widget.options[0].prompt)

    def _filters_of_ours(self) -> list[LineFilter]:
        filters: list[LineFilter] = [NoColor()] if self.no_color else []
        if is_ascii():
            from agtutor.app.filters import AsciiOnly

            filters.append(AsciiOnly())
        return filters

    def use_theme(self, name: str) -> None:
        """Draw in another theme, from now on and in all sessions to come."""
        self.theme = name
        self.run_worker(self._remember(COLOURS_UNKEPT, theme=name))

    def use_bandwidth(self, *, low: bool) -> None:
        """Send as little as possible, or not, in all sessions to come."""
        self.run_worker(self._remember(BANDWIDTH_UNKEPT, low_bandwidth=low))

    async def _remember(
        self, unkept: str, theme: str | None = None, low_bandwidth: bool | None = None
    ) -> None:
        from agtutor.app.settings import remember

        trouble = await asyncio.to_thread(remember, theme, low_bandwidth)
        if trouble:
            self.notify(unkept.format(trouble=trouble), markup=False)

    def get_default_screen(self) -> Room:
        """Return the first screen."""
        return HomeScreen(self.desk)

    def on_mount(self) -> None:
        """Do all else once the first frame is out."""
        self.call_after_refresh(self._settle)
        self.theme_changed_signal.subscribe(self, self._draw_anew)

    def begin(self) -> None:
        """Open the lesson that was asked for; the keys are where the learner put them by now."""
        lesson, step = self._first
        if lesson is not None and isinstance(self.screen, HomeScreen):
            self.screen.open(lesson, step)

    def _settle(self) -> None:
        """Do what the first frame did without."""
        if not gc.isenabled():
            gc.freeze()  # what is there now, stays
            gc.enable()
        self.desk.launch()
        self.run_worker(self._move_keys())

    async def _move_keys(self) -> None:
        from agtutor.app.keymap import move_keys

        await move_keys(self)
        self.begin()

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed ahead of a step wait for it."""
        if not self._ahead.keeps(event):
            await super().on_event(event)
            self._ahead.follow()

    @on(CaughtUp)
    async def _caught_up(self) -> None:
        for typed in self._ahead.released():
            await super().on_event(typed)

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
