"""Keys can be moved by a small file; what it says wrongly is told, and moves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from agtutor.app import keymap
from agtutor.app.commands import Commands
from agtutor.app.keymap import NAME, known_keys, read, refused
from agtutor.app.keys import TABLES, meant
from agtutor.app.rehearsal.play import controls
from tests.app.app_player import playing

PLACE = Path("keys.conf")


def test_a_file_moves_keys_and_may_have_comments() -> None:
    found = read("# mine\n\nlesson.hint = F10  # far\n lesson.back=ctrl+b\nhome.review = v\n", PLACE)
    assert not found.troubles
    assert found.keys == {"lesson.hint": "f10", "lesson.back": "ctrl+b", "home.review": "v"}


def test_two_keys_can_change_places() -> None:
    found = read("lesson.hint = f4\nlesson.back = f2", PLACE)
    assert not found.troubles
    assert len(found.keys) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lesson.hint", "A line is `action = key`."),
        ("lesson.hint = f10 f11", "A line is `action = key`."),
        ("lesson.hnt = f10", "There is no action `lesson.hnt`. Did you mean `lesson.hint`?"),
        ("lesson.hint = ctrl+h", "Ctrl+H can't be told from Backspace"),
        ("lesson.hint = ctrl+i", "from Tab"),
        ("lesson.hint = Ctrl+J", "from Enter"),
        ("lesson.hint = ctrl+m", "from Enter"),
        ("home.review = ctrl+[", "from Esc"),
        ("lesson.hint = alt+h", "doesn't reach the tutor on every terminal"),
        ("lesson.hint = ctrl+enter", "doesn't reach the tutor on every terminal"),
        ("lesson.hint = ctrl+shift+x", "`ctrl+shift+x` is no key that every terminal has"),
        ("lesson.hint = h", "is for typing"),
        ("app.quit = space", "is for typing"),
        ("lesson.hint = ctrl+a", "moves or changes what is typed"),
        ("lesson.hint = f4", "F4 is the key of `lesson.back`."),
        ("lesson.hint = ctrl+q", "Ctrl+Q is the key of `app.quit`."),
        ("editor.empty = ctrl+a", "moves or changes what is typed"),
        ("editor.submit = space", "is for typing"),
        ("editor.undo = ctrl+l", "Ctrl+L is the key of `editor.empty`."),
        ("editor.undo = f4", "F4 is the key of `lesson.back`."),
        ("pick.answer = 3", "3 picks an option."),
        ("sheet.close = q", "q is for typing."),
        ("ask.yes = n", "n is the key of `ask.no`."),
        ("play.faster = space", "Space is the key of `play.pause`."),
        ("app.command_palette = f1", "F1 is the key of `lesson.help`."),
        ("plot.table = f2", "F2 is the key of `lesson.hint`."),
    ],
)
def test_what_cant_be_taken_is_told_with_its_line(line: str, said: str) -> None:
    found = read(f"# mine\n{line}\nlesson.skip = f12\n", PLACE)
    assert found.keys == {"lesson.skip": "f12"}
    [trouble] = found.troubles
    assert trouble.startswith("keys.conf:2:1: ")
    assert said in trouble


def test_the_usual_keys_are_all_allowed_and_distinct() -> None:
    text = "\n".join(f"{ident} = {key}" for ident, key in known_keys().items())
    assert read(text, PLACE) == keymap.KeyMap(known_keys(), [])


def test_no_key_of_the_editors_can_be_taken_but_those_that_the_lesson_has_before_them() -> None:
    keys = {key for binding in TextArea.BINDINGS for key in _keys(binding) if "shift+" not in key}
    free = {key for key in keys if not refused(key, "lesson")}
    assert free == {"ctrl+c", "f6", "f7"}


def _keys(binding: object) -> list[str]:
    return str(getattr(binding, "key", "")).split(",")


async def test_a_moved_key_works_and_is_shown_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    (tmp_path / NAME).write_text("lesson.hint = f10\nlesson.back = ctrl+h\n")
    async with playing(tmp_path, (120, 40), step="make-y", notifications=True) as player:
        assert player.shows("F10 hint (2 left)", "F4 back")
        [told] = player.app._notifications
        assert "keys.conf:2:1: Ctrl+H can't be told from Backspace" in told.message
        await player.press("f2")
        assert player.walk.hints_shown("make-y") == []
        await player.press("f10")
        assert len(player.walk.hints_shown("make-y")) == 1
        helps = {str(hit.prompt): hit.help async for hit in Commands(player.app.screen).discover()}
        assert str(helps["Show the next hint"]).startswith("F10: ")
        await player.press("f1")
        assert player.shows("F10 Shows the next hint.")
        await player.press("end")
        assert player.shows("lesson.hint=f2")


def test_a_missing_file_moves_nothing_and_a_bad_one_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    assert keymap.load() == keymap.KeyMap()
    (tmp_path / NAME).write_bytes(b"lesson.hint = \xff")
    assert "It is no text in UTF-8." in keymap.load().troubles[0]
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    assert "It can't be read: Is a directory" in keymap.load().troubles[0]


def test_every_room_names_its_actions_once() -> None:
    assert len(known_keys()) == sum(len(keys) for keys in TABLES.values())


async def test_keys_of_the_editor_of_answers_and_of_sheets_move_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    (tmp_path / NAME).write_text(
        "editor.submit = f10\neditor.empty = f12\neditor.undo = ctrl+l\nlesson.newline = ctrl+b\n"
        "sheet.close = f11\napp.command_palette = ctrl+g\nlesson.look = ctrl+p\n"
    )
    async with playing(tmp_path, (120, 40), step="make-y", notifications=True) as player:
        assert [told.message for told in player.app._notifications] == []
        assert player.shows("F10 run", "Ctrl+B new line"), player.lines()[-1]
        await player.write("y = 1")
        await player.press("f12")
        assert player.typed == ""
        await player.press("ctrl+l")
        assert player.typed == "y = 1"
        await player.press("ctrl+b", "enter", "z")
        assert player.typed == "y = 1\n\nz"
        assert player.walk.attempts("make-y") == 0
        await player.press("f10")
        assert player.walk.attempts("make-y") == 1
        await player.press("ctrl+g", "x")
        assert type(player.app.screen).__name__ == "CommandPalette"
        await player.press("escape", "f7")
        assert player.shows("F11 closes")
        await player.press("f11")
        assert player.app.screen is player.lesson


async def test_an_option_is_answered_by_the_key_that_was_moved_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    (tmp_path / NAME).write_text("pick.answer = space\npick.tick = enter\nhome.open = o\n")
    async with playing(tmp_path, (120, 40), step="leaf") as player:
        assert player.shows("Space check")
        await player.press("2", "enter")
        assert player.walk.attempts("leaf") == 0
        await player.press("space")
        assert player.walk.status("leaf") == "right"
        await player.press("ctrl+o")
        assert player.shows("o open")


async def test_a_watcher_s_keys_are_shown_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    (tmp_path / NAME).write_text("play.pause = p\n")
    async with playing(tmp_path, at_home=True):
        assert [key.key for key in controls(held=True)][:2] == ["p", "enter"]
        assert meant("p", "play") == "pause"
        assert meant("space", "play") == ""


async def test_what_is_said_of_a_key_that_was_moved_names_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    (tmp_path / NAME).write_text("lesson.stop = f10\napp.quit = f11\n")
    async with playing(tmp_path, step="make-y", notifications=True) as player:
        await player.press("f10")
        said = [told.message for told in player.app._notifications]
        assert said == ["Nothing is running. F11 quits."]
        player.lab.load()
        await player.write("y = x*2")
        await player.poke("enter")
        assert player.shows("F10 takes it back")
        player.lab.loaded()
        await player.settle()
        await player.pilot.resize_terminal(58, 15)
        await player.settle()
        assert player.shows("F11 quits.")
