"""``--ascii`` and ``--low-bandwidth`` hold for all that draws, wherever they stand."""

from __future__ import annotations

import pytest

from agtutor.app import start as app_start
from agtutor.app.rehearsal import start as rehearsal_start
from agtutor.app.start import Wishes
from agtutor.cli.commands import parser, run


@pytest.mark.parametrize("command", ["run", "preview", "play"])
@pytest.mark.parametrize(
    ("before", "behind", "wanted"),
    [
        ([], [], Wishes()),
        ([], ["--ascii"], Wishes(ascii=True)),
        (["--ascii"], [], Wishes(ascii=True)),
        (["--ascii"], ["--no-ascii", "--low-bandwidth"], Wishes(ascii=False, low_bandwidth=True)),
        (["--no-low-bandwidth"], [], Wishes(low_bandwidth=False)),
    ],
)
def test_what_is_asked_for_reaches_the_app(
    monkeypatch: pytest.MonkeyPatch, command: str, before: list[str], behind: list[str], wanted: Wishes
) -> None:
    asked: list[Wishes | None] = []

    def on_terminal(_make: object, wishes: Wishes | None = None) -> int:
        asked.append(wishes)
        return 0

    monkeypatch.setattr("agtutor.plain.choosing.why_plain", lambda *_: "")
    monkeypatch.setattr(app_start, "on_terminal", on_terminal)
    monkeypatch.setattr(rehearsal_start, "on_terminal", on_terminal)
    assert run([*before, command, "first-gradient", *behind]) == 0
    assert asked == [wanted]


@pytest.mark.parametrize("command", ["run", "preview", "play"])
def test_the_help_of_each_command_names_them(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args([command, "--help"])
    said = capsys.readouterr().out
    assert "--ascii" in said
    assert "--low-bandwidth" in said
