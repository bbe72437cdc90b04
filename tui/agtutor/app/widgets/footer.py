"""The last line: the keys that apply now, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from agtutor.app.keys import Key, shown
from agtutor.app.theme import LOOK

_GAP = "   "
_NARROW_GAP = "  "


def fitting(keys: Sequence[Key], width: int) -> tuple[list[Key], str]:
    """Return the keys that fit into ``width`` cells, in their order, and the gap between them.

    Where not all fit, those of the highest rank go first.
    """
    kept = list(keys)
    while kept:
        words = sum(len(shown(key.key)) + 1 + len(key.label) for key in kept)
        for gap in (_GAP, _NARROW_GAP):
            if 1 + words + len(gap) * (len(kept) - 1) <= width:
                return kept, gap
        kept.remove(max(kept, key=lambda key: key.rank))
    return kept, _GAP


class KeyLine(Widget):
    """The keys that apply now."""

    DEFAULT_CSS = "KeyLine { height: 1; dock: bottom; }"

    keys: reactive[tuple[Key, ...]] = reactive(())

    def render(self) -> Content:
        """Return the keys and their labels."""
        kept, gap = fitting(self.keys, self.size.width)
        parts: list[str | tuple[str, str]] = []
        for key in kept:
            parts += [gap if parts else " ", (shown(key.key), LOOK["sign"]), f" {key.label}"]
        return Content.assemble(*parts)
