"""Lines that come at once are a paste, also where the terminal doesn't say so."""

from __future__ import annotations

import pytest
from textual.drivers.linux_driver import LinuxDriver

from agtutor.app.bursts import BurstDriver, SparingBurstDriver, marked
from agtutor.app.drivers import fitting
from agtutor.app.sparing import SparingDriver


@pytest.mark.parametrize(
    ("read", "pasted"),
    [
        ("a = 1\rb = 2", "a = 1\nb = 2"),
        ("a = 1\r\nb = 2\r\n", "a = 1\nb = 2\n"),
        ("for i in x:\r\tprint(i)\r\r", "for i in x:\n\tprint(i)\n\n"),
        ("α = 1\r\rβ = 2\r", "α = 1\n\nβ = 2\n"),
    ],
)
def test_several_lines_at_once_are_a_paste(read: str, pasted: str) -> None:
    assert marked(read) == f"\x1b[200~{pasted}\x1b[201~"


@pytest.mark.parametrize(
    "read",
    [
        "a",
        "\r",
        "abc",
        "a = 1\r",
        "a = 1\r\r",
        "\ra = 1",
        "\x1b[A",
        "a\x1b[Ab\rc",
        "\x03",
        "a\rb\x7f",
        "",
    ],
)
def test_keys_that_may_have_been_typed_stay_keys(read: str) -> None:
    assert marked(read) == read


@pytest.mark.parametrize(
    ("environment", "sparing", "wanted"),
    [
        ({"TERM": "xterm-256color"}, False, LinuxDriver),
        ({"TERM": "xterm-256color"}, True, SparingDriver),
        ({"TERM": "screen-256color", "TMUX": "x"}, False, LinuxDriver),
        ({"TERM": "linux"}, False, BurstDriver),
        ({"TERM": "screen"}, True, SparingBurstDriver),
    ],
)
def test_a_terminal_that_marks_pastes_is_believed(
    environment: dict[str, str], sparing: bool, wanted: type[LinuxDriver]
) -> None:
    assert fitting(LinuxDriver, environment, sparing=sparing) is wanted
