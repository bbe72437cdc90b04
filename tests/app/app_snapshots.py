"""Snapshots of screens: text files that show what is drawn, at each size and in each mode.

A tour walks one app through screens and takes a view of each; each screen has its own file, in the
folder of its tour. With ``AGTUTOR_SNAPSHOTS=write`` the files are written anew, and the diff shows what
changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.color import Color as Colour
from textual.widgets import Input

from agtutor.app.manner import MANNER, Manner
from agtutor.app.theme import DARK
from tests.app.app_player import NARROW, WIDE, Player

FOLDER = Path(__file__).with_name("snapshots")
WRITE = "AGTUTOR_SNAPSHOTS"
ADVICE = f"Is this as it should be? `make snapshots`, or {WRITE}=write, writes these files anew."

Mode = Literal["dark", "ascii", "no-color"]
Size = tuple[int, int]
MODES: tuple[Mode, ...] = ("dark", "ascii", "no-color")
SIZES = (NARROW, WIDE)

_ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")
_NAMES = {
    (Colour.parse(str(value)).rgb): name
    for name, value in reversed(
        [
            ("foreground", DARK.foreground),
            ("background", DARK.background),
            ("surface", DARK.surface),
            ("panel", DARK.panel),
            ("primary", DARK.primary),
            ("secondary", DARK.secondary),
            ("accent", DARK.accent),
            ("success", DARK.success),
            ("error", DARK.error),
            ("line", DARK.variables["line"]),
            ("quiet", DARK.variables["quiet"]),
            ("picked", DARK.variables["block-cursor-background"]),
            ("white", DARK.variables["block-cursor-foreground"]),
        ]
    )
}
"""What the colours of the dark theme are called in its file, by their values."""

_FRAMES = set(" ─│┌┐└┘├┤|+-")
"""What is drawn of these alone is a frame, or nothing."""

NEAR = 2
"""How far the parts of a colour may be from those of a named one: blending rounds them."""


@cache
def _called(colour: Color | None, usual: str) -> str:
    """Return the name of a colour, or its value where it has none; empty for the usual one."""
    if colour is None or colour.is_default:
        return ""
    if colour.triplet is None:
        return colour.name
    near = (
        name
        for value, name in _NAMES.items()
        if all(abs(one - other) <= NEAR for one, other in zip(value, colour.triplet, strict=True))
    )
    name = next(near, colour.triplet.hex)
    return "" if name == usual else name


def look(segment: Segment) -> str:
    """Return how a piece of text is drawn, in words; empty where that goes without saying."""
    style = segment.style or Style()
    behind = _called(style.bgcolor, "background")
    behind = "" if behind == "surface" else behind
    said = [name for name in _ATTRIBUTES if getattr(style, name)]
    if not set(segment.text) - _FRAMES and not (behind or said):
        return ""
    said.append(_called(style.color, "foreground") if segment.text.strip() else "")
    said.append(f"on {behind}" if behind else "")
    return " ".join(part for part in said if part)


def segments(app: App[Any]) -> list[list[Segment]]:
    """Return the lines of the screen in front as they are sent to the terminal.

    What a sheet lies over is left blank: Textual lays it out anew only when it is in front again.
    """
    visible_screen_stack.set([])
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def _draw_nothing(compositor: Compositor, *_: object, **__: object) -> None:
    """Stand in for what draws each frame: between two views, nobody looks."""
    compositor._dirty_regions.clear()


def view(lines: Sequence[Sequence[Segment]], width: int) -> list[str]:
    """Return the lines in a frame, with the looks that each has to the right of it."""
    frame = "─" * width
    rows = []
    for line in lines:
        looks = dict.fromkeys(filter(None, map(look, line)))
        rows.append(f"│{''.join(part.text for part in line)}│ {' · '.join(looks)}".rstrip())
    return [f"┌{frame}┐", *rows, f"└{frame}┘"]


@contextmanager
def drawing(mode: Mode) -> Iterator[None]:
    """Let apps that start meanwhile draw in a mode."""
    before = os.environ.pop("NO_COLOR", None)
    token = MANNER.set(Manner(ascii=mode == "ascii"))
    if mode == "no-color":
        os.environ["NO_COLOR"] = "1"
    try:
        with (
            patch.object(Compositor, "render_update", _draw_nothing),
            patch.object(Input.cursor_blink, "_default", False),  # the palette's would blink
        ):
            yield
    finally:
        MANNER.reset(token)
        os.environ.pop("NO_COLOR", None)
        if before is not None:
            os.environ["NO_COLOR"] = before


@dataclass
class Album:
    """The views that a tour took, by screen, and by size and mode."""

    tour: str
    views: dict[str, dict[tuple[Mode, Size], list[str]]] = field(default_factory=dict)

    def add(self, screen: str, mode: Mode, size: Size, lines: Sequence[Sequence[Segment]]) -> None:
        """Take a view of a screen, once it is clear that it keeps to its mode."""
        text = "".join(part.text for line in lines for part in line)
        where = f"{screen}, {size[0]}x{size[1]}, {mode}"
        assert [sum(part.cell_length for part in line) for line in lines] == [size[0]] * size[1], where
        if mode == "ascii":
            assert text.isascii(), f"{where}: {sorted({one for one in text if not one.isascii()})}"
        if mode == "no-color":
            coloured = [part for line in lines for part in line if has_colour(part)]
            assert not coloured, f"{where}: {coloured[:5]}"
        self.views.setdefault(screen, {})[mode, size] = view(lines, size[0])

    def text(self, screen: str) -> str:
        """Return a screen's file: its views under their headings, mode by mode."""
        parts = []
        for (mode, (width, height)), lines in self.views[screen].items():
            parts.append("\n".join([f"{screen}, {width} x {height}, {mode}", *lines]))
        return "\n\n".join(parts) + "\n"

    def check(self) -> None:
        """Compare the views with their files; or write the files, where that was asked for."""
        folder = FOLDER / self.tour
        texts = {f"{screen}.txt": self.text(screen) for screen in self.views}
        if os.environ.get(WRITE) == "write":
            _write(folder, texts)
        stands = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
        diffs = [_diff(name, stands.get(name, ""), texts.get(name, "")) for name in {**stands, **texts}]
        found = "\n".join(filter(None, diffs))
        assert not found, f"{found}\n\n{ADVICE}"


def has_colour(part: Segment) -> bool:
    """Tell whether a piece of text asks for any colour but the terminal's own two."""
    style = part.style or Style()
    return any(one is not None and not one.is_default for one in (style.color, style.bgcolor))


def _write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _diff(name: str, before: str, now: str) -> str:
    lines = unified_diff(
        before.splitlines(), now.splitlines(), f"{name}, kept", f"{name}, now", "", "", 2
    )
    return "\n".join(line.rstrip("\n") for line in lines)


class Subject(Player):
    """A player whose app may be looked at while something runs in the background.

    Attributes:
        patient: whether what runs in the background is waited for.
    """

    patient = True

    async def settle(self) -> None:
        """Wait until nothing is left to be shown."""
        if self.patient:
            await super().settle()
        else:
            await self.pilot.pause()


@dataclass
class Camera:
    """Takes views of what a player sees.

    Attributes:
        size: the size at which the app is between two views.
    """

    player: Subject
    album: Album
    mode: Mode
    size: Size = WIDE

    async def take(self, screen: str) -> None:
        """Take views of the screen as it stands, at all sizes."""
        for size in SIZES:
            await self.at(size)
            self.keep(screen)
        await self.at(self.size)

    async def state(self, screen: str) -> None:
        """Take views of a state of a screen that others show in all modes already: in one mode."""
        if self.mode == MODES[0]:
            await self.take(screen)

    def keep(self, screen: str) -> None:
        """Take a view at the size that the terminal has now."""
        app = self.player.app
        self.album.add(screen, self.mode, (app.size.width, app.size.height), segments(app))

    async def at(self, size: Size) -> None:
        """Give the terminal a size."""
        if self.player.app.size != size:
            await self.player.pilot.resize_terminal(*size)
            await self.player.settle()
