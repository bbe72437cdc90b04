"""The list of lessons, trust, and when plain mode is chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agtutor.cli.commands import parser
from agtutor.journal import Journal
from agtutor.plain.choosing import why_plain
from agtutor.walkthrough.review import Review
from agtutor.walkthrough.spacing import Due
from tests.app.app_lesson import LESSON
from tests.plain.plain_player import Player
from tests.streams import Stream

TERMINAL = {"TERM": "xterm-256color"}


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return Player(tmp_path)


async def test_the_course_is_listed_with_how_far_one_is(player: Player) -> None:
    await player.choose()
    assert "1. Another lesson: done." in player.said
    assert "2. A small lesson: 2 of 10 steps done, 4 minutes left. You are at: Hello." in player.said
    assert "You are at: Hello. This comes next. 1 of 2 lessons done, about 4 min left." in player.said


@pytest.mark.parametrize("typed", ["2", "small", "", "  2 "])
async def test_a_lesson_is_opened_by_number_by_id_and_by_enter(player: Player, typed: str) -> None:
    await player.choose(typed)
    assert "Step 1 of 10: Hello" in player.said
    assert "`agtutor run small --plain` goes on here." in player.said


async def test_what_is_no_lesson_is_said(player: Player) -> None:
    await player.choose("7", ":help", ":hint")
    assert "Type a lesson's number, from 1 to 2." in player.said
    assert "`:again`: Lists the lessons again." in player.said
    assert "There is no command `:hint`." in player.said


async def test_the_course_is_listed_again_after_a_lesson(player: Player) -> None:
    await player.choose("2", ":course", ":again", ":quit")
    assert player.said.count("The course:") == 3


async def test_quit_in_a_lesson_leaves_the_course_too(player: Player) -> None:
    await player.choose("2", ":quit", "2")
    assert player.said.count("Lesson: A small lesson") == 1


@pytest.mark.parametrize(("answer", "opened"), [("yes", True), ("no", False), ("", False)])
async def test_code_from_outside_the_course_asks_for_trust(
    player: Player, answer: str, opened: bool
) -> None:
    player.desk.trusted = False
    await player.choose("2", answer)
    assert "`small` is not part of the course." in player.said
    assert ("Step 1 of 10" in player.said) is opened
    assert player.desk.trusted is opened


async def test_a_review_is_offered_and_played(
    player: Player, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    waiting = [Due("small", "make-y", date(2026, 11, 1))]

    async def due() -> list[Due]:
        return waiting

    async def review() -> Review | None:
        steps = [one.step for one in waiting]
        waiting.clear()
        journal = Journal.open(tmp_path)
        return await Review.begin(LESSON, steps, player.lab.as_lab(), journal) if steps else None

    monkeypatch.setattr(player.desk, "due", due)
    monkeypatch.setattr(player.desk, "review", review)
    await player.choose(":review", "y = x**2", "", ":review", ":quit")
    assert "Review: 1 step where you slipped. Type `:review`" in player.said
    assert "Lesson: Review: A small lesson. 1 step, about 1 minute." in player.said
    assert "1 of 1 steps right." in player.said
    assert "There is nothing to review today." in player.said


@pytest.mark.parametrize(
    ("stdin", "stdout", "environment", "word"),
    [
        (Stream(), Stream(), TERMINAL, ""),
        (Stream(), Stream(), {"TERM": "linux"}, ""),
        (Stream(), Stream(), {"TERM": "dumb"}, "TERM says"),
        (Stream(), Stream(), {"TERM": ""}, "TERM doesn't"),
        (Stream(), Stream(), {}, "TERM doesn't"),
        (Stream(terminal=False), Stream(), TERMINAL, "input is not a terminal"),
        (Stream(), Stream(terminal=False), TERMINAL, "output is not a terminal"),
        (None, Stream(), TERMINAL, "input is not a terminal"),
        (Stream(), None, TERMINAL, "output is not a terminal"),
    ],
)
def test_plain_mode_is_chosen_where_nothing_can_be_drawn(
    stdin: Stream | None, stdout: Stream | None, environment: dict[str, str], word: str
) -> None:
    why = why_plain(stdin, stdout, Stream(), environment)
    assert word in why
    assert bool(why) is bool(word)


@pytest.mark.parametrize("drawn", [None, Stream(terminal=False)])
def test_plain_mode_is_chosen_where_the_app_has_nowhere_to_draw(drawn: Stream | None) -> None:
    assert "`agtutor doctor` says why" in why_plain(Stream(), Stream(), drawn, TERMINAL)


@pytest.mark.parametrize(
    "arguments",
    [["--plain"], ["run", "x", "--plain"], ["--plain", "run", "x"], ["run", "--plain", "x"]],
)
def test_plain_is_asked_for_before_or_behind_the_command(arguments: list[str]) -> None:
    assert parser().parse_args(arguments).plain
    assert not parser().parse_args(["run", "x"]).plain
