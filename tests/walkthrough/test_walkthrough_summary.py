"""What is said of a lesson at its end, and the note that is written of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from agtutor.errors import LibraryError
from agtutor.journal import Line
from agtutor.walkthrough.note import note, save_note
from agtutor.walkthrough.summary import minutes, opening, sections, summarise, told
from tests.app.app_lesson import LESSON

DOUBLED = "You doubled `x`: at −5.5 your `y` is −11. Can a square be negative?"


def answer(step: str, ruling: str = "right", slip: str | None = None, words: str = "") -> Line:
    return Line("answer", "small", step, answer="y = x**2", ruling=ruling, slip=slip, message=words)


def at(*times: str) -> list[Line]:
    return [replace(answer("make-y"), when=f"2026-11-24T{time}+00:00") for time in times]


LINES = [
    answer("hello"),
    answer("make-y", "wrong", "doubled", DOUBLED),
    answer("make-y", "unreadable", "nothing-typed", "There is no code here yet."),
    answer("make-y", "wrong", "doubled", DOUBLED),
    answer("make-y"),
    Line("hint", "small", "guess"),
    answer("guess"),
    Line("skip", "small", "dy-dx", answer="2x_i"),
    answer("graph", "wrong"),
    answer("graph"),
    answer("why"),
    Line("ticks", "small", "why", ticks=(0, 1)),
]


def test_what_was_right_at_once_is_told_from_what_took_tries() -> None:
    found = summarise(LESSON, LINES)
    assert found.at_once == ("Step 3, A guess first",)
    assert found.tries == (("Step 2, Square it", 2), ("Step 5, The graph", 1))
    assert found.skipped == ("Step 4, Through the square",)
    assert found.open == ("Step 6, Leaf", "Step 8, Look at it", "Step 9, Try it", "Step 10, The end")


def test_a_step_that_asks_for_nothing_is_not_right_at_once() -> None:
    assert "Step 1, Hello" not in summarise(LESSON, LINES).at_once


def test_what_cant_be_read_is_no_try() -> None:
    assert dict(summarise(LESSON, LINES).tries)["Step 2, Square it"] == 2


def test_a_slip_is_told_once_with_how_often_it_was_made() -> None:
    [slip] = summarise(LESSON, LINES).slips
    assert (slip.step, slip.times) == ("Step 2, Square it", 2)
    assert slip.words == "You doubled `x`: at −5.5 your `y` is −11."


def test_what_was_tried_after_a_right_answer_is_no_slip() -> None:
    lines = [answer("make-y"), answer("make-y", "wrong", "doubled", DOUBLED)]
    found = summarise(LESSON, lines)
    assert found.slips == ()
    assert found.at_once == ("Step 2, Square it",)


def test_to_review_is_what_was_skipped_or_slipped_at() -> None:
    review = summarise(LESSON, LINES).review
    assert review == ("Step 2, Square it", "Step 4, Through the square")


def test_many_tries_without_a_slip_are_to_be_reviewed() -> None:
    lines = [answer("graph", "wrong")] * 3 + [answer("graph")]
    assert "Step 5, The graph" in summarise(LESSON, lines).review


def test_an_explanation_that_left_points_out_is_to_be_reviewed() -> None:
    lines = [answer("why"), Line("ticks", "small", "why", ticks=(1,))]
    assert "Step 7, What is grad_fn for?" in summarise(LESSON, lines).review


def test_nothing_done_is_all_open() -> None:
    found = summarise(LESSON, [])
    assert len(found.open) == found.steps == 10
    assert found.minutes is None
    assert opening(found) == "0 of 10 steps right, 10 open."


def test_time_leaves_breaks_and_clocks_set_back_out() -> None:
    assert minutes(at("10:00:00", "10:04:00", "11:00:00", "11:01:00")) == 5
    assert minutes(at("10:04:00", "10:00:00", "10:02:00")) == 2
    assert minutes(at("10:00:00")) is None
    assert minutes([answer("make-y"), replace(answer("make-y"), when="at noon")]) is None


@pytest.mark.parametrize(
    ("message", "first"),
    [
        (DOUBLED, "You doubled `x`: at −5.5 your `y` is −11."),
        ("Not yet: `x. y` stays. And then?", "`x. y` stays."),
        ("Is it $a. b$ here? Look.", "Is it $a. b$ here?"),
        ("Without an end", "Without an end"),
        ("A line\nand one more.", "A line"),
        ("", ""),
    ],
)
def test_a_slip_is_told_by_the_first_sentence(message: str, first: str) -> None:
    assert told(message) == first


def test_sections_leave_out_what_there_is_nothing_of() -> None:
    headings = [section.heading for section in sections(summarise(LESSON, [answer("make-y")]))]
    assert headings == ["Still open", "Right at once"]


def test_tries_and_slips_are_said_in_words() -> None:
    said = {section.heading: section.items for section in sections(summarise(LESSON, LINES))}
    assert said["Took tries"] == (
        "Step 2, Square it: right at try 3",
        "Step 5, The graph: right at try 2",
    )
    assert said["Slips"] == ("Step 2, Square it, twice: You doubled `x`: at −5.5 your `y` is −11.",)


def test_a_note_holds_the_slips_and_the_answers() -> None:
    text = note(LESSON, LINES)
    assert text.startswith("# A small lesson\n\nMeet every kind of step.")
    assert "- Step 2, Square it, twice: You doubled `x`" in text
    assert "### Square it\n\n```python\ny = x**2\n```" in text
    assert "### Through the square (skipped: the lesson's answer)\n\n```\n2x_i\n```" in text


def test_no_answer_ends_its_fence_or_reaches_the_terminal() -> None:
    lines = [Line("answer", "small", "make-y", answer="'''\n````\x1b[2J'''", ruling="right")]
    text = note(LESSON, lines)
    assert "`````python\n" in text
    assert "\x1b" not in text


def test_a_note_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "agtutor-small.md").write_text("mine")
    assert save_note(LESSON, LINES, tmp_path).name == "agtutor-small-2.md"
    assert save_note(LESSON, LINES, tmp_path).name == "agtutor-small-3.md"
    assert (tmp_path / "agtutor-small.md").read_text() == "mine"


def test_a_note_that_cant_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="No such file or directory"):
        save_note(LESSON, LINES, tmp_path / "missing")


def test_a_folder_that_is_gone_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(LibraryError, match="the current folder"):
        save_note(LESSON, LINES)


def test_half_a_character_is_no_crash(tmp_path: Path) -> None:
    lines = [Line("answer", "small", "make-y", answer="s = '\ud800'", ruling="right")]
    assert "\ufffd" in save_note(LESSON, lines, tmp_path).read_text()
