"""The themes: every text on every screen is readable in each, and the one that was chosen is kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.command import Hit
from textual.screen import Screen
from textual.theme import Theme

from agtutor.app.commands import Commands
from agtutor.app.manner import MANNER, Manner
from agtutor.app.settings import Early, Settings, remember
from agtutor.app.theme import DARK, HIGH_CONTRAST, LIGHT, OWN_DARK, OWN_LIGHT, THEMES, starting
from tests.app.app_player import WIDE, SmallPlayer, playing

FRAMES = set("─│┌┐└┘├┤┬┴▁▂▃▄▅▆▇█▊▎▌▍▋▉▏▔▕▀▰▱▘▝▖▗▚▞▛▜▙▟▐ ")
"""What is drawn with lines, blocks and blanks is no text."""

DARK_WORDS = [(0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170)]
CONSOLE = [*DARK_WORDS, (0, 170, 170), (170, 170, 170)]
CONSOLE_BRIGHT = [tuple(part + 85 for part in colour) for colour in CONSOLE]
XTERM = [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205)]
XTERM += [(0, 205, 205), (229, 229, 229)]
XTERM_BRIGHT = [(127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255)]
XTERM_BRIGHT += [(0, 255, 255), (255, 255, 255)]
BLACK, WHITE, GREY = (0, 0, 0), (255, 255, 255), (170, 170, 170)

PALETTES = {
    OWN_DARK.name: [
        TerminalTheme(BLACK, GREY, CONSOLE, CONSOLE_BRIGHT),  # type: ignore[arg-type]
        TerminalTheme(BLACK, WHITE, XTERM, XTERM_BRIGHT),
    ],
    OWN_LIGHT.name: [
        TerminalTheme(WHITE, BLACK, CONSOLE, CONSOLE_BRIGHT),  # type: ignore[arg-type]
        TerminalTheme(WHITE, BLACK, XTERM, XTERM_BRIGHT),
    ],
}
"""What the sixteen colours are on a Linux console and in xterm, on dark and on light."""


PLAIN = TerminalTheme(BLACK, WHITE, XTERM, XTERM_BRIGHT)


def luminance(colour: ColorTriplet) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def contrast(style: Style, palette: TerminalTheme, system: ColorSystem) -> float:
    """Return the ratio of a style's two colours, as WCAG 2 defines it."""
    fore = (style.color or Color.default()).downgrade(system).get_truecolor(palette)
    back = (style.bgcolor or Color.default()).downgrade(system).get_truecolor(palette, foreground=False)
    low, high = sorted((luminance(fore), luminance(back)))
    return (high + 0.05) / (low + 0.05)


def texts(screen: Screen[Any]) -> Iterator[Segment]:
    """Yield what is written on a screen, or on the sheet over it, as it is sent to the terminal."""
    sheets = screen.query(".sheet")
    region = sheets.first().region if sheets else screen.region
    strips = screen._compositor.render_strips()[region.y : region.bottom]
    for strip in strips:
        for segment in strip.crop(region.x, region.right):
            if set(segment.text) - FRAMES:
                yield segment


def faint(screen: Screen[Any], theme: str, least: float, system: ColorSystem) -> list[str]:
    """Return what is too faint to be read, with its contrast."""
    found = []
    for segment in texts(screen):
        style = segment.style or Style()
        ratio = min(contrast(style, one, system) for one in PALETTES.get(theme, [PLAIN]))
        if ratio < least or style.dim:
            found.append(f"{segment.text!r}: {ratio:.1f} ({style})")
    return found


async def faint_everywhere(player: SmallPlayer, where: str) -> list[str]:
    """Return what is too faint on a screen, in any theme, in all colours and in 256."""
    found = []
    for theme in THEMES:
        player.app.theme = theme.name
        await player.pilot.pause()
        least = 7.0 if theme is HIGH_CONTRAST else 4.5
        for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
            texts = faint(player.app.screen, theme.name, least, system)
            found += [f"{where}, {theme.name}, {system.name}: {text}" for text in texts]
    return found


async def test_every_text_on_every_screen_can_be_read_in_every_theme(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="make-y", notifications=True) as player:
        await player.press("f2")
        await player.answer("y = x*2")
        await player.press("shift+home")
        player.app.notify("Copied.")
        found = await faint_everywhere(player, "a verdict and a selection")
        await player.press("f7")
        found += await faint_everywhere(player, "answers")
        await player.press("escape")
        await player.poke("ctrl+p", "s")
        await player.pilot.pause(0.1)
        found += await faint_everywhere(player, "palette")
        await player.poke("escape")
        await player.answer("y = x**2")
        await player.press("enter", "down")
        found += await faint_everywhere(player, "options")
        await player.press("ctrl+o")
        found += await faint_everywhere(player, "home")
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.parametrize(
    ("wanted", "coarse", "theme"),
    [
        ("", False, DARK),
        ("agtutor-light", False, LIGHT),
        ("agtutor-high-contrast", True, HIGH_CONTRAST),
        ("", True, OWN_DARK),
        ("agtutor-light", True, OWN_LIGHT),
        ("a theme of old", False, DARK),
    ],
)
def test_a_coarse_terminal_keeps_its_own_colours(wanted: str, coarse: bool, theme: Theme) -> None:
    assert starting(wanted, coarse=coarse) == theme.name


async def test_a_theme_from_the_palette_is_there_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    async with playing(tmp_path, step="make-y") as player:
        hits = [hit async for hit in Commands(player.app.screen).discover()]
        assert "Colours: dark" not in [str(hit.prompt) for hit in hits]
        next(hit for hit in hits if str(hit.prompt) == "Colours: high contrast").command()
        await player.settle()
        assert player.app.theme == HIGH_CONTRAST.name
    assert Early().get().theme == HIGH_CONTRAST.name
    MANNER.set(Manner(Settings.read().theme))
    async with playing(tmp_path, step="make-y") as player:
        assert player.app.theme == HIGH_CONTRAST.name


async def test_a_theme_that_cant_be_kept_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path / "file" / "home"))
    async with playing(tmp_path, step="make-y", notifications=True) as player:
        player.app.use_theme(LIGHT.name)
        await player.settle()
        assert player.shows("These colours hold until you quit. They can't be kept:")


async def test_low_bandwidth_is_switched_in_the_palette_for_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    async with playing(tmp_path, step="make-y") as player:
        [hit] = [hit async for hit in Commands(player.app.screen).search("low bandwidth: on")]
        assert isinstance(hit, Hit)
        hit.command()
        await player.settle()
    assert Settings.read() == Settings(low_bandwidth=True)


@pytest.mark.parametrize(
    "written",
    [b"", b"{", b"\xff\xfe", b"[]", b"3", b'{"theme": 3, "low_bandwidth": 1}', b"[" * 9000],
)
def test_settings_survive_what_was_broken(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(written)
    assert Settings.read(tmp_path) == Settings()
    assert Settings("agtutor-light", True).write(tmp_path) == ""
    assert Settings.read(tmp_path) == Settings("agtutor-light", True)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_settings_change_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path / "new"))
    assert remember(theme="agtutor-light") == ""
    assert remember(low_bandwidth=True) == ""
    assert Settings.read() == Settings("agtutor-light", True)
    (tmp_path / "new" / "settings.json").unlink()
    (tmp_path / "new" / "settings.json").mkdir()
    assert Settings.read() == Settings()
    assert remember(theme="agtutor-light")
