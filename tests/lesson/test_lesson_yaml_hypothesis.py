"""Whatever is in a file: a lesson, or errors that each have a place in it. Never a traceback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from agtutor.errors import LessonErrors
from agtutor.lesson import yamlnodes
from agtutor.lesson.reader import Loaded, read_lesson_text
from agtutor.lesson.scalars import quoted, resolve
from agtutor.lesson.yamlnodes import read_yaml

SOUND = """\
id: small
title: Small
goal: Square $x^2$.
minutes: 5
symbols: {x_i: {tensor: x, domain: "(-5, 5)"}}
steps:
  - kind: code
    id: square
    title: Square
    text: |
      Square `x`, which gives $x^2$.

      Two lines.
    solution: y = x**2
    expect: {y: {new: true}}
    wrong: [{answer: y = x, slip: same, say: "No"}]
    hints: ["Two", 'stars']
  - {kind: derive, id: slope, title: Slope, text: "Slope?", of: x_i^2, wrt: x_i}
  - {kind: choice, id: pick, title: Pick, text: Which one, choices: [{text: a}, {text: b}], answer: a}
"""
SIGNS = "\n:#*!'\"|>{}[],?-%@`\\\t$(~\u2028\x07\ud800é∂"
WORDS = (
    "\n  ", "\n    ", ": ", "- ", " # ",
    "&a ", "!t ", "? ", "---", "...", "$$", "\\frac", "no", "12:30",
    "1e-3", "x_i", "id", "steps", "kind", "0x", "<<: ",
)  # fmt: skip
PIECES = st.sampled_from((*SIGNS, *WORDS))


def lesson_or_faults(text: str) -> Loaded | None:
    """Read a text; where it is refused, each error has a place in the text and says something."""
    try:
        return read_lesson_text(text, "l.yaml")
    except LessonErrors as caught:
        errors = caught.errors
    lines = text.replace("\r\n", "\n").split("\n")
    assert errors
    for error in errors:
        assert error.what
        assert error.where is not None
        assert error.where.file == "l.yaml"
        assert 1 <= error.where.line <= len(lines)
        assert 1 <= error.where.column <= len(lines[error.where.line - 1]) + 1
    return None


@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
@settings(max_examples=100, deadline=None)
def test_text_made_of_pieces_of_yaml_is_read_or_refused_with_places(text: str) -> None:
    lesson_or_faults(text)


@given(st.integers(0, len(SOUND)), st.integers(0, 12), st.lists(PIECES, max_size=3).map("".join))
@settings(max_examples=100, deadline=None)
def test_a_lesson_with_a_piece_replaced_is_read_or_refused_with_places(
    start: int, length: int, piece: str
) -> None:
    lesson_or_faults(SOUND[:start] + piece + SOUND[start + length :])


def _can_be_unquoted(text: str) -> bool:
    return text not in ("", "!", "&", "*")


Data = None | bool | int | float | str | list["Data"] | dict[str, "Data"]
Part = tuple[list[Data], int] | tuple[dict[str, Data], str]

VALUES: st.SearchStrategy[Data] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("code"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def parts(value: Data) -> Iterator[Part]:
    """Yield every container and key of some data."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield value, key
            yield from parts(inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield value, place
            yield from parts(inner)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_lesson_with_any_part_replaced_is_read_or_refused_with_places(data: st.DataObject) -> None:
    lesson: Data = yaml.safe_load(SOUND)
    for _ in range(data.draw(st.integers(1, 3))):
        match data.draw(st.sampled_from(list(parts(lesson)))):
            case dict() as container, str() as key:
                new = data.draw(st.just(key) | st.text(max_size=6))
                container[new] = data.draw(st.just(container.pop(key)) | VALUES)
            case list() as container, int() as place:
                container[place] = data.draw(VALUES)
    text = yaml.safe_dump(lesson, allow_unicode=True, sort_keys=False)
    with_c = lesson_or_faults(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlnodes, "LOADER", yaml.SafeLoader)
        slow = lesson_or_faults(text)
    assert (with_c and with_c.lesson) == (slow and slow.lesson)


@given(st.text(st.characters(codec="utf-8"), max_size=12).map(str.strip).filter(_can_be_unquoted))
@settings(max_examples=100, deadline=None)
def test_what_pyyaml_takes_for_something_else_is_never_taken_for_text(text: str) -> None:
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], []):
        assert not (pattern.match(text) and isinstance(resolve(text), str)), tag


@given(st.from_regex(r"\A[-+]?[0-9._:xobeE+-]{1,9}\Z"))
@settings(max_examples=100, deadline=None)
def test_nothing_that_looks_like_a_number_to_pyyaml_is_text(text: str) -> None:
    found = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    if any(pattern.match(text) for _, pattern in found):
        assert not isinstance(resolve(text), str)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
@settings(max_examples=100, deadline=None)
def test_the_advised_quotes_keep_a_text_as_it_is(text: str) -> None:
    document = read_yaml(f"key: {quoted(text)}\n".encode(), "l.yaml")
    assert document.errors == []
    assert document.value == {"key": text}


def test_the_sound_lesson_is_sound() -> None:
    assert lesson_or_faults(SOUND) is not None
