"""The help: every key and what it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from agtutor.app.keys import (
    EDITOR,
    EVERYWHERE,
    NUMBERED,
    PICK,
    PLOT,
    TENSORS,
    Key,
    placed,
    shown,
)
from agtutor.app.screens.sheet import Sheet

ABOUT = (
    "A wrong answer costs nothing: your tensors stay as they were. To look at a variable, to ask for a "
    "hint, or to send what can't be read is no attempt at all."
)

MOVING = "Write what is to differ, each on a line of its own, into this file, and start again:"


def described(title: str, keys: Sequence[Key]) -> Iterator[Widget]:
    """Yield a list of keys under its title."""
    yield Static(title, classes="title", markup=False)
    for words, same in groupby(keys, lambda key: key.help):
        name = Static(shown(", ".join(key.key for key in same)), classes="name", markup=False)
        yield Horizontal(name, Static(words, classes="what", markup=False), classes="key")
    yield Static(classes="gap")


class HelpScreen(Sheet[None]):
    """All keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "close", priority=True),
        *(
            Binding("f1", "close", priority=True, id=f"{room}.help")
            for room in ("lesson", "home", "summary")
        ),
    ]

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Show the keys of the screen below, then those of answers."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = "Keys"
            sheet.border_subtitle = self.closes()
            yield from described("Here", [*self._keys, *placed(EVERYWHERE, "app")])
            if any(key.action == "run" for key in self._keys):
                yield from described("While you type an answer", placed(EDITOR, "editor"))
                yield from described("While the Tensors pane has the keys", placed(TENSORS, "tensors"))
                yield from described("While the Plot pane has the keys", placed(PLOT, "plot"))
                yield from described("While you pick an answer", [NUMBERED, *placed(PICK, "pick")])
            yield Static(ABOUT, classes="quiet")
            yield Static("To move a key", classes="title", markup=False)
            yield Static(self._moving(), classes="quiet", markup=False)

    @staticmethod
    def _moving() -> str:
        from agtutor.app.keymap import known_keys, path

        rooms: dict[str, list[str]] = {}
        for ident, key in known_keys().items():
            rooms.setdefault(ident.partition(".")[0], []).append(f"{ident}={key}")
        return "\n".join([f"{MOVING} {path()}", *("  ".join(room) for room in rooms.values())])
