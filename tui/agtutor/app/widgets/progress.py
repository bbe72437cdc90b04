"""The first line of a lesson: its title, the step, how much is done."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from agtutor.app.standing import Standing
from agtutor.app.theme import LOOK

FULL, EMPTY = "▰", "▱"


def bar(done: int, total: int, width: int) -> str:
    """Return a bar of ``width`` cells; full only where all is done, empty only where nothing is."""
    if not total:
        return EMPTY * width
    cells = done * width // total
    if 0 < done < total:
        cells = min(max(cells, 1), width - 1)
    return FULL * cells + EMPTY * (width - cells)


class ProgressLine(Widget):
    """The standing in one line."""

    DEFAULT_CSS = "ProgressLine { height: 1; }"

    standing: reactive[Standing] = reactive(Standing())

    def render(self) -> Content:
        """Return the line: title to the left, progress to the right, the bar as wide as fits."""
        now = self.standing
        left = Content.assemble((" agtutor", LOOK["sign"]), f" · {now.title}" if now.title else "")
        if not now.total:
            return left
        count = f"{now.step} of {now.total} "
        tally = Content.assemble((f"  ✓{now.right}", LOOK["right"]), self._skipped(now.skipped), " ")
        room = self.size.width - len(count) - tally.cell_length
        cells = min(16, max(4, room - left.cell_length - 2))
        left = left.truncate(max(1, room - cells - 1), ellipsis=True, pad=True)
        done = now.right + now.skipped
        gap = " " * max(0, room - cells - left.cell_length)
        return Content.assemble(left, gap, count, (bar(done, now.total, cells), LOOK["spark"]), tally)

    @staticmethod
    def _skipped(count: int) -> str:
        return f" ↷{count}" if count else ""
