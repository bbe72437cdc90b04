"""The command palette: what can be done now, by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from agtutor.app.app import TutorApp
from agtutor.app.keys import EVERYWHERE, placed, shown
from agtutor.app.manner import is_sparing
from agtutor.app.screens.room import Room
from agtutor.app.theme import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.types import IgnoreReturnCallbackType

    Offer = tuple[str, IgnoreReturnCallbackType, str]


class Commands(Provider):
    """The keys of the screen that apply now, the places that it leads to, and the themes."""

    async def discover(self) -> Hits:
        """Offer all, before anything is typed."""
        for name, run, help_ in self._offers():
            yield DiscoveryHit(Content(name), run, name, help=escape(help_))

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for name, run, help_ in self._offers():
            score = matcher.match(name)
            if score > 0:
                found = matcher.highlight(escape(name))
                yield Hit(score, found, run, name, help=escape(help_))

    def _offers(self) -> Iterator[Offer]:
        room = self.screen
        if isinstance(room, Room):
            for key in (*room.keys_now(), *placed(EVERYWHERE, "app")):
                if key.name:
                    yield (
                        key.name,
                        partial(room.run_action, key.action),
                        f"{shown(key.key)}: {key.help}",
                    )
            for place in room.places():
                yield place.name, partial(room.run_action, place.action), place.help
        yield from self._themes()
        yield from self._bandwidth()

    def _bandwidth(self) -> Iterator[Offer]:
        app, low = self.app, not is_sparing()
        if isinstance(app, TutorApp):
            name = f"Low bandwidth: {'on' if low else 'off'} from the next start"
            yield name, partial(app.use_bandwidth, low=low), "Sends as little as possible, or all."

    def _themes(self) -> Iterator[Offer]:
        app = self.app
        if isinstance(app, TutorApp):
            for name, title in TITLES.items():
                if name != app.theme:
                    use = partial(app.use_theme, name)
                    yield f"Colours: {title}", use, "For all screens, and kept for the next time."
