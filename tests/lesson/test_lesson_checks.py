"""A lesson of the right shape is refused where it contradicts itself, or can't be run or typeset."""

from __future__ import annotations

import pytest

from agtutor.lesson.reader import read_lesson_text
from tests.lesson.lesson_texts import SOUND, faults

CHOICE = """\
  - kind: choice
    id: pick
    title: Pick
    text: Which?
    choices: [{text: the leaf}, {text: the root}]
    answer: the leaf
"""
PREDICT = """\
  - kind: predict
    id: guess
    title: Guess
    text: What is it?
    run: x.grad
    choices: [{text: a, when: _ is None}, {text: b}]
"""
DERIVE = """\
  - kind: derive
    id: slope
    title: Slope
    text: How steep?
    of: x_i^2
    wrt: x_i
"""

BEYOND = [
    (
        CHOICE,
        "id: pick",
        "id: square",
        "15:9: `square` is the id of another step already. The other one is in line 9",
    ),
    (
        CHOICE,
        "answer: the leaf",
        "answer: the lead",
        "19:13: `answer` is none of the choices: it has to repeat",
    ),
    (CHOICE, "text: the root", "text: the leaf", "18:40: Two choices read the same."),
    (CHOICE, "the root", "the root, when: _ > 0", "18:56: `when` decides nothing in a `choice` step"),
    (PREDICT, ", when: _ is None", "", "19:14: No choice here has a `when`, so none can come true."),
    (
        PREDICT,
        "_ is None",
        "_ is is None",
        "19:36: Python can't parse this expression: invalid syntax.",
    ),
    (PREDICT, "x.grad", "x.", "18:12: Python can't parse this code: invalid syntax."),
    (DERIVE, "wrt: x_i", "wrt: q", "19:10: `q` is none of the lesson's symbols, so nothing can be"),
    (DERIVE, "wrt: x_i", "wrt: 2 x_i", "19:10: `2 x_i` is none of the lesson's symbols"),
    (DERIVE, "wrt: x_i", "wrt: x_ij", "19:10: `x_ij` is none of the lesson's symbols"),
    (DERIVE, "of: x_i^2", "of: x_i^2 + q", "18:17: I don't know the name `q`."),
    (DERIVE, "of: x_i^2", "of: (x_i", "18:9: "),
    (DERIVE, "wrt: x_i", "wrt: x_i\n    also: [2 x_i, 2 q]", "20:21: I don't know the name `q`."),
    (
        DERIVE,
        "wrt: x_i",
        "wrt: x_i\n    wrong: [{answer: 2 q, slip: s}]",
        "20:24: I don't know the name `q`.",
    ),
]


@pytest.mark.parametrize(("step", "sound", "faulty", "words"), BEYOND)
def test_a_step_that_contradicts_itself_is_refused(
    step: str, sound: str, faulty: str, words: str
) -> None:
    assert step.count(sound) == 1
    read_lesson_text(SOUND + step)
    found = faults(SOUND + step.replace(sound, faulty))
    assert len(found) == 1
    assert found[0].startswith(words)


PROSE = [
    ("right: 'So $\\foo x$ it is'", "14:17: This formula can't be typeset: `\\foo` is not known here."),
    ("right: So ${x$ it is", "14:16: This formula can't be typeset: This brace is never closed."),
    (
        "right: |\n      So it is.\n\n      $$\n      x^2 = {y\n      $$\n",
        "18:13: This formula can't be",
    ),
    (
        "right: >\n      So\n      it is $x_$.",
        "16:15: This formula can't be typeset: Something is missing",
    ),
    ("right: It costs $5.", "14:21: This `$` opens no formula, and closes none."),
    ("right: $x^2$ or `$6` costs $5.", "14:32: This `$` opens no formula, and closes none."),
    ("hints: ['So $\\foo$']", "14:18: This formula can't be typeset"),
    ("wrong: [{answer: y = 2, slip: two, say: So $\\foo$}]", "14:49: This formula can't be typeset"),
]


@pytest.mark.parametrize(("lines", "words"), PROSE)
def test_a_formula_in_prose_that_cannot_be_typeset_is_placed(lines: str, words: str) -> None:
    found = faults(SOUND + f"    {lines}\n")
    assert len(found) == 1
    assert found[0].startswith(words)


def test_a_dollar_sign_that_is_meant_as_one_is_fine() -> None:
    step = read_lesson_text(SOUND + "    right: It costs \\$5, or `$6`, or $x^2$.\n").lesson.steps[0]
    assert step.right.startswith("It costs")


def test_a_domain_that_cannot_be_read_is_placed_inside_its_quotes() -> None:
    found = faults(SOUND.replace("(-5, 5)", "(-5, 5]"))
    assert found[0].startswith("6:35: This domain needs")


def test_a_name_that_no_formula_can_hold_is_placed_at_the_symbol() -> None:
    assert faults(SOUND.replace("x_i:", "2x:"))[0].startswith("6:3: ")


CODE_STYLES = [
    ("y = = x", "12:19:"),
    ("'y = = x'", "12:20:"),
    ('"y = = x"', "12:20:"),
    ('"z = 1\\ny = = x"', "12:27:"),
    ("|\n      z = 1\n      y = = x", "14:11:"),
    ("|\n      if z:\n          y = = x", "14:15:"),
    ("|1\n      z = 1\n      y = = x", "13:7:"),
    (">\n      z = 1\n\n      y = = x", "15:11:"),
    ("'z = 1\n\n      y = = x'", "14:11:"),
]


@pytest.mark.parametrize(("written", "place"), CODE_STYLES)
def test_code_that_python_cannot_parse_is_placed_at_its_line(written: str, place: str) -> None:
    found = faults(SOUND.replace("y = x**2", written))
    assert len(found) == 1
    assert found[0].startswith(f"{place} Python can't parse this code: ")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("starter", "y ="),
        ("also", "[y =]"),
        ("shows", "[y = 1]"),
        ("reads", "[x.]"),
        ("verdict", "x =="),
    ],
)
def test_every_field_of_python_is_parsed(key: str, value: str) -> None:
    found = faults(SOUND + f"    {key}: {value}\n")
    assert found[0].startswith("14:")
    assert "Python can't parse this" in found[0]


def test_code_that_nests_too_deep_for_python_is_refused() -> None:
    assert "Python can't parse this code" in faults(SOUND.replace("y = x**2", "y = " + "(" * 3000))[0]
    assert (
        "Python can't parse this code"
        in faults(SOUND.replace("y = x**2", "y = " + "-" * 5000 + "1"))[0]
    )


GIVEN_AWAY = [
    ("y = x**2", "Write `y = x**2`.", True),
    ("y = x**2", "Write `y=x ** 2` there.", True),
    ("y = x**2", "Write `y = x**20`.", False),
    ("y = x**2", "Python writes a power as `a**2`.", False),
    ("x", "`x` knows.", False),
    ("x.grad", "Ask for `x.grad`.", True),
    ("x.grad", "`x.grad_fn` is something else.", False),
    ("x.grad", "`x.grad.shape` is something else.", False),
    ("|\n      import torch\n      import numpy", "First `import torch`.", False),
    ("|\n      import torch\n      import numpy", "`import numpy`, then `import torch`.", True),
]


@pytest.mark.parametrize(("solution", "hint", "gives"), GIVEN_AWAY)
def test_a_hint_that_holds_the_whole_solution_is_refused(solution: str, hint: str, gives: bool) -> None:
    text = SOUND.replace("solution: y = x**2", f"solution: {solution}") + f'    hints: ["{hint}"]\n'
    if not gives:
        read_lesson_text(text)
        return
    found = faults(text)
    assert len(found) == 1
    assert ":13: This hint holds the whole solution. Leave the last step to the learner." in found[0]
