"""The step's text: typeset prose, then the hints that were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app.prose import blocks, inline
from agtutor.app.theme import LOOK
from agtutor.app.widgets.prose import widgets


class Question(VerticalScroll):
    """What the step asks."""

    async def show(self, text: str, hints: Sequence[str], notes: Sequence[str] = ()) -> None:
        """Show a step's text, the hints so far, and what else there is to know about the step."""
        async with self.batch():
            await self.remove_children()
            await self.mount_all(
                [*(Static(inline(note), classes="note") for note in notes), *widgets(blocks(text))]
            )
            for place, hint in enumerate(hints):
                await self.mount(self._hint(place, hint))
        self.scroll_home(animate=False)

    async def add_hint(self, place: int, hint: str) -> None:
        """Show one more hint, the ``place``-th from 0, and bring it into view."""
        await self.mount(self._hint(place, hint))
        self.scroll_end(animate=False)

    @staticmethod
    def _hint(place: int, hint: str) -> Static:
        head = Content.styled(f"Hint {place + 1}: ", LOOK["sign"])
        return Static(head + inline(hint), classes="hint")
