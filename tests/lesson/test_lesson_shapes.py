"""Symbols with shapes: what a lesson says of vectors and matrices, and what is wrong with it."""

from __future__ import annotations

import pytest

from agtutor.formula.parser import parse
from agtutor.formula.typeset import line
from agtutor.lesson.model import DeriveStep, Lesson
from agtutor.lesson.naming import names_of, shapes_of
from agtutor.lesson.questions import ask_hash, question
from agtutor.lesson.reader import read_lesson_text
from tests.lesson.lesson_texts import faults

TOP = """\
id: small
title: Small
goal: Find the gradient.
minutes: 5
symbols:
  W: {tensor: W, shape: [m, n]}
  x: {tensor: x, shape: [n]}
  y: {shape: [3]}
  q_i: {domain: "(1, 3)"}
steps:
"""
STEP = """\
  - kind: derive
    id: %s
    title: Slope
    text: What is it?
    of: %s
    wrt: %s
"""


def lesson(*steps: tuple[str, str, str]) -> str:
    return TOP + "".join(STEP % step for step in steps)


SOUND = lesson(
    ("least", "'‖W x‖²'", "x"), ("entry", "sum_j x_j^2", "x_k"), ("number", "sum_i q_i^2", "q_i")
)


def step_of(read: Lesson, ident: str) -> DeriveStep:
    step = read.step(ident)
    assert isinstance(step, DeriveStep)
    return step


def test_shapes_are_part_of_the_question_where_the_formula_has_vectors() -> None:
    read = read_lesson_text(SOUND, "l.yaml").lesson
    asked = question(read, step_of(read, "least"))
    assert asked["kind"] == "derive"
    shapes = {one["name"]: one.get("shape") for one in asked["symbols"]}
    assert shapes == {"W": ["m", "n"], "x": ["n"], "y": [3], "q_i": None}


def test_a_formula_of_numbers_has_no_shapes_beside_it() -> None:
    read = read_lesson_text(SOUND, "l.yaml").lesson
    asked = question(read, step_of(read, "number"))
    assert asked["kind"] == "derive"
    assert not any("shape" in one for one in asked["symbols"])
    assert not shapes_of(read, step_of(read, "number"))


def test_what_a_learner_types_is_read_with_the_shapes_of_the_lesson() -> None:
    read = read_lesson_text(SOUND, "l.yaml").lesson
    names = names_of(read, step_of(read, "least"))
    assert line(parse("x \u00b7 x", names)) == "x\u1d40\u00b7x"
    assert line(parse("q q", names_of(read, step_of(read, "number")))) == "q\u1d62\u00b7q\u1d62"


@pytest.mark.parametrize("of", ["W x", "Wx"])
def test_another_shape_asks_something_else(of: str) -> None:
    text = SOUND.replace("W x", of)
    read = read_lesson_text(text, "l.yaml").lesson
    other = read_lesson_text(text.replace("[m, n]", "[k, n]"), "l.yaml").lesson
    hashes = [ask_hash(one, step_of(one, "least")) for one in (read, other)]
    assert hashes[0] != hashes[1]


def test_a_formula_of_numbers_asks_the_same_whatever_the_shapes() -> None:
    read = read_lesson_text(SOUND, "l.yaml").lesson
    other = read_lesson_text(SOUND.replace("[m, n]", "[k, n]"), "l.yaml").lesson
    assert ask_hash(read, step_of(read, "number")) == ask_hash(other, step_of(other, "number"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("'‖W x‖²'", "x^T W x", "`W` stand"),
        ("'‖W x‖²'", "W x +", "Nothing follows"),
        ("[m, n]", "[m, n, k]", "at most 2 entries"),
        ("[m, n]", "[0, n]", "can't be a dimension"),
        ("[m, n]", "[50, n]", "can't be a dimension"),
        ("[m, n]", "[m-1, n]", "can't be a dimension"),
        ("[m, n]", "mn", "shape"),
        ("[m, n]", "[y, n]", "a dimension of another"),
        ("q_i: {domain", "z_i: {shape: [n], domain", "Write `z`"),
        ("wrt: x\n", "wrt: W_i\n", "none of the lesson's symbols"),
        ("wrt: x\n", "wrt: z\n", "none of the lesson's symbols"),
    ],
)
def test_a_shape_that_cannot_be_is_a_fault_with_its_place(old: str, new: str, said: str) -> None:
    assert old in SOUND
    found = faults(SOUND.replace(old, new, 1))
    assert any(said in fault.replace("$", "`") for fault in found), found
    assert all(fault[0].isdigit() for fault in found)
