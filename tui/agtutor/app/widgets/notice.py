"""A line or two of things to say once, above the lesson. It stays until the learner goes on."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Notice(Static):
    """What the learner has to know, such as that answers can't be kept; takes no room while empty."""

    DEFAULT_CSS = (
        "Notice { height: auto; max-height: 5; display: none; } Notice.-on { display: block; }"
    )

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._said: list[str] = []

    def say(self, words: str) -> None:
        """Add a paragraph."""
        self._said.append(words)
        self._draw()

    def clear(self) -> None:
        """Take all of it away."""
        self._said.clear()
        self._draw()

    def _draw(self) -> None:
        from agtutor.app.prose import inline  # the first frame has nothing to say

        self.update(Content("\n").join(inline(words) for words in self._said))
        self.set_class(bool(self._said), "-on")
