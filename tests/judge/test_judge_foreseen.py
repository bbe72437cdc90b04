"""The author's words, and what of ours may follow them."""

from __future__ import annotations

from agtutor.case.question import Wrong
from agtutor.judge.foreseen import nudge
from tests.judge.judge_lab import first_lesson

KNOWN = Wrong(answer="y_i", slip="copied", say="You left out the 5. What is the slope of $y_i$?")


def test_our_nudge_is_left_out_where_we_see_another_slip() -> None:
    assert nudge(KNOWN, "term-not-diff", "It is $y_{i}$.") == ""
    assert nudge(KNOWN, None, "Begin at the outermost operation.") == ""


def test_our_nudge_goes_on_from_the_same_slip() -> None:
    assert nudge(KNOWN, "copied", "Its slope is a number.") == "Its slope is a number."


def test_our_nudge_says_nothing_twice() -> None:
    more = "What is the slope of $y_i$? Its slope is a number."
    assert nudge(KNOWN, "copied", more) == "Its slope is a number."


def test_our_nudge_stands_where_the_author_left_the_words_to_us() -> None:
    assert nudge(Wrong(answer="y_i", slip="mine", say=""), "copied", "Look.") == "Look."


def test_the_first_lesson_asks_no_question_twice_in_one_breath() -> None:
    bench = first_lesson()
    for step in bench.lesson.steps:
        if step.kind in ("code", "plot"):
            for wrong in step.wrong:
                verdict = bench.answer(step.id, wrong.answer, tried=1)
                assert not (verdict.message.endswith("?") and verdict.more.endswith("?")), wrong.answer
