"""Each fault of a lesson file is named in plain words, at its exact place, with the way to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from agtutor.errors import LessonErrors
from agtutor.lesson import yamlnodes
from agtutor.lesson.reader import read_course, read_lesson, read_lesson_text
from agtutor.lesson.yamltext import MOST_BYTES
from tests.lesson.lesson_texts import SOUND, faults


def test_a_sound_lesson_is_read() -> None:
    lesson = read_lesson_text(SOUND).lesson
    assert lesson.steps[0].id == "square"
    assert lesson.symbols["x_i"].tensor == "x"


BAD_SCALARS = [
    ("no", "the truth value false", '"no"'),
    ("yes", "the truth value true", '"yes"'),
    ("true", "the truth value true", '"true"'),
    ("12:30", "the number 750, counted in sixties", '"12:30"'),
    ("1e-3", "the number 0.001", '"1e-3"'),
    ("1.10", "the number 1.1", '"1.10"'),
    ("21", "the number 21", '"21"'),
    ("0x1F", "a number", '"0x1F"'),
    ("1_000", "a number", '"1_000"'),
    (".inf", "a number", '".inf"'),
    ("2026-01-31", "a date", '"2026-01-31"'),
    ("~", "nothing at all", '"~"'),
    ("null", "nothing at all", '"null"'),
    ("=", "a sign of YAML's own", '"="'),
]


@pytest.mark.parametrize(("written", "reading", "quoted"), BAD_SCALARS)
def test_unquoted_text_that_yaml_reads_otherwise_is_refused(
    written: str, reading: str, quoted: str
) -> None:
    found = faults(SOUND + f"    right: {written}\n")
    assert found == [
        f"14:12: `right` needs text, and `{written}` is read as {reading}. Write {quoted}."
    ]


@pytest.mark.parametrize("written", [row[0] for row in BAD_SCALARS])
def test_the_same_text_in_quotes_is_fine(written: str) -> None:
    step = read_lesson_text(SOUND + f'    right: "{written}"\n').lesson.steps[0]
    assert step.right == written


BEGINNINGS = [
    (
        "*x",
        "14:12: An unquoted `*` begins a reference to another value, and a lesson holds no such thing.",
    ),
    (
        "*x * 2",
        "14:12: An unquoted `*` begins a reference to another value, and a lesson holds no such thing.",
    ),
    ("&x 2", "14:12: An unquoted `&` begins a name for a value, and a lesson holds no such thing."),
    ("!x 2", "14:12: An unquoted `!` begins a tag, and a lesson holds no such thing."),
    ("@x", "14:12: An unquoted value can't begin with `@`."),
    ("%x", "14:12: An unquoted value can't begin with `%`."),
    ("`x` is", "14:12: An unquoted value can't begin with a backtick."),
]


@pytest.mark.parametrize(("written", "words"), BEGINNINGS)
def test_a_value_that_begins_with_a_sign_of_yaml_is_to_be_quoted(written: str, words: str) -> None:
    assert faults(SOUND + f"    right: {written}\n") == [f'{words} If it is text, write "{written}".']


def test_the_quoting_of_one_entry_of_a_list_ends_with_the_entry() -> None:
    assert faults(SOUND + "    also: [@x, y]\n") == [
        """14:12: An unquoted value can't begin with `@`. If it is text, write "@x"."""
    ]


def test_a_comment_that_cuts_text_short_is_refused() -> None:
    assert faults(SOUND + "    right: Step # two\n") == [
        "14:17: The `#` begins a comment, and `right` ends before it. "
        'If it is text, write "Step # two"; if it is a comment, give it a line of its own.'
    ]


@pytest.mark.parametrize("gap", [" ", "  "])
def test_a_comment_behind_code_is_refused(gap: str) -> None:
    found = faults(SOUND.replace("y = x**2", f"y = x**2{gap}# square"))
    assert len(found) == 1
    assert found[0].startswith(f"12:{24 + len(gap) - 1}: The `#` begins a comment, and `solution` ends")


def test_text_that_is_all_comment_says_so() -> None:
    assert faults(SOUND + "    right: # two\n") == [
        "14:11: `right` is empty: the `#` begins a comment. Quote the text."
    ]


def test_comments_that_take_nothing_away_are_fine() -> None:
    text = SOUND.replace("id: small", "id: small # the first").replace(
        "minutes: 5", "minutes: 5 # or 6"
    )
    text = text.replace("expect: {y: {}}", "expect: {y: {}}  # as the solution has it")
    derive = (
        "  - kind: derive\n    id: slope\n    title: S\n    text: Slope?\n"
        "    of: x_i^2   # the key is derived\n    wrt: x_i     # from this\n"
    )
    assert read_lesson_text(text + derive).lesson.minutes == 5


def test_latex_that_double_quotes_swallow_is_named() -> None:
    assert faults(SOUND + '    right: "So $\\theta$ it is"\n') == [
        "14:17: In double quotes, `\\t` is an escape, and so `\\theta` is lost. "
        "Use single quotes, or a block under `|`."
    ]


SHAPES = [
    ("    shwos: [x]\n", "14:5: `shwos` is no key of a `code` step. Did you mean `shows`?"),
    ("    hint: [x]\n", "14:5: `hint` is no key of a `code` step. Did you mean `hints`?"),
    ("    wrt: x\n", "14:5: `wrt` is no key of a `code` step. It is one of `derive`."),
    ("    hints: Look.\n", "14:12: `hints` needs a list, and `Look.` stands here. Put each entry"),
    ("    hints:\n", "14:11: `hints` needs a list, and nothing stands here. Write `[]`"),
    (
        "    hints: [1]\n",
        "14:13: Entry 1 of `hints` needs text, and `1` is read as the number 1. Write",
    ),
    ("    hints: ['']\n", "14:13: Entry 1 of `hints` is empty, and needs text."),
    (
        "    hints: [{a: b}]\n",
        "14:13: Entry 1 of `hints` needs text, and a mapping stands here. If it is",
    ),
    ("    deadline: soon\n", "14:15: `deadline` needs a number, and `soon` stands here. Write plain"),
    (
        "    deadline: 1e3\n",
        "14:15: `deadline` needs a number, and `1e3` stands here. Write plain digits",
    ),
    ("    deadline: 0\n", "14:15: `deadline` has to be more than 0, and `0` stands here."),
    ("    deadline: 601\n", "14:15: `deadline` has to be at most 600, and `601` stands here."),
    ("    calls: [backwards]\n", "14:13: `backwards` isn't known in `calls`. Did you mean `backward`?"),
    ("    wrong: [{answer: y = x}]\n", "14:13: `slip` is missing here: an entry of `wrong` needs it."),
    (
        "    wrong: [y = x]\n",
        "14:13: Entry 1 of `wrong` needs a mapping, and `y = x` stands here. Its keys",
    ),
    (
        "    wrong: [{answer: y = x, slip: No Square}]\n",
        "14:35: `No Square` can't be an id: a small letter, then",
    ),
    ("    text: again\n", "14:5: `text` stands here again. It stands in line 11 already."),
    ("    12: again\n", '14:5: This key is read as the number 12. Write "12".'),
    ("    ? [a]\n    : b\n", "14:7: A key has to be a single name."),
    ("  - x\n", "14:5: Entry 2 of `steps` needs a mapping, and `x` stands here."),
    ("  - kind: cod\n", "14:11: There is no step of the kind `cod`. Did you mean `code`?"),
    ("  - id: x\n", "14:5: `kind` is missing here: a step needs it. Known here: `read`, `code`"),
]


@pytest.mark.parametrize(("lines", "words"), SHAPES)
def test_a_fault_of_shape_has_its_place_and_words(lines: str, words: str) -> None:
    found = faults(SOUND + lines)
    assert len(found) == 1
    assert found[0].startswith(words)


REPLACED = [
    (
        "id: small",
        "id: Small One",
        "1:5: `Small One` can't be an id: a small letter, then",
    ),
    ("title: Small", "title: ''", "2:8: `title` is empty, and needs text."),
    ("title: Small", f"title: {'x' * 81}", "2:8: `title` has 81 characters; 80 are the most."),
    ("title: Small", "titel: Small", "1:1: `title` is missing here: a lesson needs it."),
    ("minutes: 5", "minutes: 5.5", "4:10: `minutes` needs a whole number, and `5.5` stands here."),
    ("minutes: 5", "minutes: '5'", "4:10: `minutes` needs a whole number, and `5` stands here."),
    ("minutes: 5", "minutes: 0", "4:10: `minutes` has to be at least 1, and `0` stands here."),
    ("minutes: 5", "minutes: true", "4:10: `minutes` needs a whole number, and `true` stands here."),
    ("y: {}", "2y: {}", "13:14: `2y` can't be a name: a letter or `_`, then"),
    (
        "y: {}",
        "y: {leef: true}",
        "13:18: `leef` is no key of an entry of `expect`. Did you mean `leaf`?",
    ),
    ("y: {}", "y: {leaf: no}", "13:24: `leaf` needs `true` or `false`, and `no` stands here."),
    ("y: {}", "y: ", "13:17: `y` needs a mapping, and nothing stands here. Its keys: `value`"),
    ("expect: {y: {}}", "expect: [y]", "13:13: `expect` needs a mapping, and a list stands here."),
    (
        '"(-5, 5)"',
        "(-5, 5)",
        "6:33: `5)` is no key of an entry of `symbols`. If it belongs to the value",
    ),
]


@pytest.mark.parametrize(("sound", "faulty", "words"), REPLACED)
def test_a_faulty_value_has_its_place_and_words(sound: str, faulty: str, words: str) -> None:
    assert SOUND.count(sound) == 1
    assert faults(SOUND.replace(sound, faulty))[0].startswith(words)


SYNTAX = [
    ("    right: so: this\n", "14:14: This colon makes a key where none can be"),
    ('    right: "so" it is\n', "14:17: The line goes on here, after the end of the value."),
    ("    right: 'so\n", "14:12: The quote that opens here is never closed."),
    ("    right: [so\n", "15:1: A comma or the closing bracket is missing here."),
    ("    right: | so\n", "14:14: Behind `|` or `>` nothing else may stand in the line."),
    ("   right: so\n", "14:4: This line fits nothing above it"),
    ("\tright: so\n", "14:1: A tab stands here. Indent with spaces."),
    ("    right\n", "14:5: This line is no `key: value` and continues none."),
    ("    right: so # two\n      it is\n", "14:15: The `#` begins a comment"),
    (
        '    right: "$\\partial x$"\n',
        "14:14: In double quotes this backslash starts an escape that there isn't.",
    ),
    ('    right: "$\\frac$"\n', "14:12: The control character U+000C is in this text"),
    ("---\nid: other\n", "14:1: A second document begins here."),
]


@pytest.mark.parametrize(("lines", "words"), SYNTAX)
def test_what_is_not_yaml_has_its_place_and_words(lines: str, words: str) -> None:
    assert faults(SOUND + lines)[0].startswith(words)


@pytest.mark.parametrize(("lines", "words"), SYNTAX + SHAPES)
def test_both_parsers_of_yaml_say_the_same(
    lines: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_c = faults(SOUND + lines)
    monkeypatch.setattr(yamlnodes, "LOADER", yaml.SafeLoader)
    assert faults(SOUND + lines) == with_c


def test_all_faults_are_told_at_once_and_in_order() -> None:
    text = SOUND.replace("minutes: 5", "minutes: no").replace("title: Square", "titel: Square")
    text += "    hints: [y = x**2]\n"
    text += "  - {kind: read, id: square, title: A, text: B}\n  - {kind: read, id: square}\n"
    places = [line.split(" ")[0] for line in faults(text)]
    assert places == ["4:10:", "8:5:", "10:5:", "16:5:", "16:5:"]


def test_the_sound_steps_are_checked_beside_a_faulty_one() -> None:
    text = SOUND.replace("y = x**2", "y = = x") + "  - {kind: read, id: x}\n"
    assert [line.split(" ")[0] for line in faults(text)] == ["12:19:", "14:5:", "14:5:"]


BYTES = [
    (b"", "1:1: The file is empty."),
    (b"# only this\n", "1:1: The file is empty."),
    (b"text", "1:1: A lesson is a mapping of keys to values, and `text` stands here."),
    (b"id: caf\xe9", "1:8: The file isn't UTF-8 from here on. The byte is 0xe9. Save it as UTF-8."),
    (b"\xef\xbb\xbfid: a\r\ntitle: \xff", "2:8: The file isn't UTF-8 from here on."),
    ("id: a".encode("utf-16"), "1:1: The file isn't UTF-8 from here on. It looks like UTF-16."),
    (b"id: a\x07", "1:6: The control character U+0007 stands here"),
    (b"id: a\rtitle: b", "1:6: The control character U+000D stands here"),
    ("id: a\u2028".encode(), "1:6: The character U+2028 (line separator) stands here"),
    ("id: a\u202eb".encode(), "1:6: The character U+202E (right-to-left override) stands here"),
]


@pytest.mark.parametrize(("data", "words"), BYTES)
def test_bytes_that_are_no_lesson_have_a_place(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "l.yaml"
    path.write_bytes(data)
    with pytest.raises(LessonErrors) as caught:
        read_lesson(path)
    assert str(caught.value.errors[0]).startswith(f"{path}:{words}")


def test_a_mark_at_the_start_and_foreign_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "l.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_lesson(path).lesson.id == "small"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.yaml"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(
        LessonErrors,
        match=r"yaml:1:1: The file has more than 200,000 bytes\. Split it into two lessons\.",
    ):
        read_lesson(path)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(LessonErrors, match="There is no such file"):
        read_lesson(tmp_path / "none.yaml")
    with pytest.raises(LessonErrors, match="This is a folder"):
        read_lesson(tmp_path)


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 50_000 + "a", "{a: " * 30_000, "? " * 60_000])
def test_nesting_ends_before_it_costs_anything(deep: str) -> None:
    assert "nest at most 20 deep" in faults(f"id: a\nsteps:\n {deep}")[0]


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    found = faults("\n".join(lines))
    assert found[0].startswith("1:5: An unquoted `&` begins a name for a value")
    assert len(found) == 101
    assert found[-1] == "11:52: There are more faults from here on: mend those above first."


FLOODS = [
    "a: [" + "&a b," * 30_000 + "]",
    "{" + ",".join(f"k{n}" for n in range(30_000)) + "}",
    "id: a\nsteps:\n" + "- a\n" * 45_000,
    "a: b\n" * 38_000,
    "? " + "x" * 190_000,
    "id: " + "0" * 190_000,
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", FLOODS)
def test_a_flood_of_faults_is_told_in_part_and_soon(text: str) -> None:
    found = faults(text)
    assert len(found) <= 201
    assert all(len(line) < 1300 for line in found)


def test_a_course_is_read_and_its_faults_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    path.write_text("title: Course\nlessons: [first-gradient]\n", encoding="utf-8")
    assert read_course(path).lessons == ("first-gradient",)
    path.write_text("title: Course\nlesson: [first-gradient]\n", encoding="utf-8")
    with pytest.raises(LessonErrors) as caught:
        read_course(path)
    assert [str(error).removeprefix(f"{path}:") for error in caught.value.errors] == [
        "1:1: `lessons` is missing here: a course needs it.",
        "2:1: `lesson` is no key of a course. Did you mean `lessons`?",
    ]
