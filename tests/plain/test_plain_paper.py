"""What plain mode writes: whole words, nothing that moves a cursor, and only what the stream has."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.app.spelling import spelled
from agtutor.app.terminal import encoding_of
from agtutor.lesson.library import Library
from agtutor.plain.paper import Paper
from tests.streams import Stream

PROSE = (
    "Create `x = torch.tensor([1.0])`, a *leaf*, **tracked**: $x_i^2$ is not `2**x`.\n\n"
    "- one thing\n- another thing that is so long that it goes on in the line below it\n\n"
    "$$l = \\sum_{i=1}^{21} x_i^2$$\n\n```python\nfor i in range(2):\n    print(i)\n```"
)


def written(prose: str, encoding: str = "utf-8", columns: int = 80) -> str:
    stream = io.StringIO()
    Paper(stream, encoding, columns).tell(prose)
    return stream.getvalue()


def test_prose_keeps_code_in_backticks_and_drops_emphasis() -> None:
    assert written(PROSE).startswith(
        "Create `x = torch.tensor([1.0])`, a leaf, tracked: xᵢ² is not `2**x`.\n\n"
    )


def test_formulas_stand_on_one_line_and_code_on_its_own_lines() -> None:
    assert "\n    l = ∑ᵢ₌₁²¹ xᵢ²\n" in written(PROSE)
    assert "\n    for i in range(2):\n        print(i)\n" in written(PROSE)


def test_lines_are_as_wide_as_the_paper_and_lists_are_set_in() -> None:
    text = written(PROSE, columns=40)
    assert max(map(len, text.splitlines())) <= 40
    assert "\n- another thing that is so long that it\n  goes on" in text


def test_code_and_formulas_are_not_broken_over_lines() -> None:
    assert "\n`y = x + 1`" in written("In one line: write `y = x + 1` here.", columns=22)


def test_a_stream_without_signs_gets_ascii() -> None:
    text = written(PROSE + "\n\n−5 … 5 → “é” × ² ᵢ ☃", "ascii")
    assert text.isascii()
    assert "x_i^2" in text
    assert '-5 ... 5 -> "e" * ^2 _i \\u2603' in text


def test_a_stream_gets_what_it_has() -> None:
    assert spelled("é → 5 ²", "latin-1") == "é -> 5 ²"


@given(st.text(max_size=60))
def test_nothing_that_a_terminal_obeys_is_written(text: str) -> None:
    for encoding in ("utf-8", "ascii", "latin-1"):
        stream = io.StringIO()
        paper = Paper(stream, encoding, 40)
        for write in (paper.say, paper.show, paper.code, paper.prompt, paper.close_line):
            write(text)
        shown = stream.getvalue()
        assert not [char for char in shown if char != "\n" and not 0x20 <= ord(char) != 0x7F]
        shown.encode(encoding)


@pytest.mark.parametrize("ident", Library().ids)
def test_all_prose_of_the_course_is_written_in_ascii_without_gaps(ident: str) -> None:
    lesson = Library().find(ident).lesson
    for prose in (lesson.goal, *(text for step in lesson.steps for text in (step.text, step.right))):
        assert "\\u" not in written(prose, "ascii")


@pytest.mark.parametrize(
    ("encoding", "environment", "expected"),
    [
        ("utf-8", {"LANG": "C.UTF-8"}, "utf-8"),
        ("UTF-8", {}, "utf-8"),
        ("utf-8", {"LC_ALL": "C"}, "ascii"),
        ("utf-8", {"LC_ALL": "", "LC_CTYPE": "POSIX", "LANG": "en_US.UTF-8"}, "ascii"),
        ("utf-8", {"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, "utf-8"),
        ("ANSI_X3.4-1968", {}, "ascii"),
        ("latin-1", {"LANG": "de_DE"}, "iso8859-1"),
        ("no such code", {}, "ascii"),
    ],
)
def test_the_locale_and_the_stream_say_what_is_written(
    encoding: str, environment: dict[str, str], expected: str
) -> None:
    assert encoding_of(Stream(encoding), environment) == expected
