"""A question says all that the lab and the judge need, and the same in every process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from agtutor.lesson.model import DeriveStep, Lesson, Step
from agtutor.lesson.naming import names_of
from agtutor.lesson.questions import ask_hash, imports_before, question, seed_of
from agtutor.lesson.reader import read_lesson_text

TEXT = """\
id: small
title: Small
goal: Square it.
minutes: 5
deadline: 4
symbols:
  x_i: {tensor: x, domain: "(-5, 0) U (0, 5)"}
  a: {}
steps:
  - {kind: read, id: welcome, title: Welcome, text: Read.}
  - kind: code
    id: imports
    title: Imports
    text: Import.
    solution: |
      import torch
      from math import pi, e
      n = 3
    expect: {torch: {}}
  - kind: code
    id: make
    title: Make
    text: Make `x` and `y`.
    solution: |
      import torch
      x = torch.ones(3, requires_grad=True)
      y = x**2
    expect: {x: {}, y: {new: true, independent: [x.grad]}}
    wrong: [{answer: y = x, slip: not-squared, say: Square.}]
    deadline: 2.5
  - kind: code
    id: show
    title: Show
    text: Show it.
    solution: x
    expect: {x: {same: true}}
    shows: [x]
    reads: [x]
    verdict: x.grad
    calls: [backward]
    never: [backward]
  - {kind: plot, id: draw, title: Draw, text: Draw., solution: "plt.plot(x.detach())"}
  - {kind: experiment, id: try, title: Try, text: Try., code: x + 1}
  - kind: derive
    id: slope
    title: Slope
    text: Slope?
    of: x_i^2
    wrt: x_i
    root: y
    wrong: [{answer: x_i, slip: power}]
  - kind: predict
    id: guess
    title: Guess
    text: What?
    run: x.grad
    choices: [{text: nothing, when: _ is None}, {text: zeros, say: Not yet.}]
    wrong: [{answer: zeros, slip: too-soon}]
  - kind: choice
    id: pick
    title: Pick
    text: Which?
    choices: [{text: root}, {text: leaf, say: No.}]
    answer: leaf
  - {kind: order, id: sort, title: Sort, text: Sort., items: [l, y, x], root: l}
  - {kind: explain, id: why, title: Why, text: Why?, points: [Because.]}
"""
LESSON = read_lesson_text(TEXT).lesson


def step(ident: str, lesson: Lesson = LESSON) -> Step:
    """Return a step that is there."""
    found = lesson.step(ident)
    assert found is not None
    return found


def asked(ident: str) -> dict[str, object]:
    """Return a step's question as it is after crossing a process boundary."""
    read: dict[str, object] = json.loads(json.dumps(question(LESSON, step(ident))))
    return read


@pytest.mark.parametrize("ident", [each.id for each in LESSON.steps])
def test_every_question_is_plain_data(ident: str) -> None:
    made = asked(ident)
    assert made["id"] == ident
    assert made["kind"] == step(ident).kind


def test_a_code_question_has_all_that_counts() -> None:
    made = asked("make")
    assert made["kept"] == ["torch"]
    assert made["deadline"] == 2.5
    assert made["wrong"] == [{"answer": "y = x", "slip": "not-squared", "say": "Square."}]
    expect = made["expect"]
    assert isinstance(expect, dict)
    assert set(expect) == {"x", "y"}
    assert expect["y"]["new"] is True
    assert expect["y"]["independent"] == ["x.grad"]
    assert expect["x"]["value"] is True
    assert made["figure"] is False


def test_names_of_earlier_steps_are_kept_unless_the_step_is_about_them() -> None:
    made = asked("show")
    assert made["kept"] == ["torch", "y"]
    assert made["deadline"] == 4
    assert [made[key] for key in ("shows", "reads", "verdict", "calls", "never")] == [
        ["x"],
        ["x"],
        "x.grad",
        ["backward"],
        ["backward"],
    ]


def test_a_step_may_leave_names_of_earlier_steps_to_the_answer() -> None:
    text = TEXT.replace("    reads: [x]\n", "    reads: [x]\n    frees: [y]\n")
    lesson = read_lesson_text(text).lesson
    made = question(lesson, lesson.steps[lesson.index("show")])
    assert made["kind"] == "code"
    assert made["kept"] == ["torch"]


def test_a_plot_asks_for_its_figure_and_keeps_every_name() -> None:
    made = asked("draw")
    assert made["figure"] is True
    assert made["kept"] == ["torch", "x", "y"]


def test_an_experiment_asks_for_nothing() -> None:
    made = asked("try")
    assert made["solution"] == "x + 1"
    assert (made["kept"], made["expect"], made["figure"]) == ([], {}, False)


def test_a_derivative_knows_the_tensors_and_domains_of_its_symbols() -> None:
    made = asked("slope")
    assert made["root"] == "y"
    assert made["symbols"] == [
        {"name": "x_i", "tensor": "x", "domain": [[-5, 0], [0, 5]]},
        {"name": "a", "tensor": "", "domain": [[-2.5, -0.3], [0.3, 2.5]]},
    ]


def test_the_other_kinds_say_what_is_right() -> None:
    assert asked("pick")["answer"] == 1
    assert (asked("sort")["items"], asked("sort")["root"]) == (["l", "y", "x"], "l")
    assert asked("why")["points"] == ["Because."]
    assert asked("guess")["choices"] == [
        {"text": "nothing", "when": "_ is None", "say": ""},
        {"text": "zeros", "when": "", "say": "Not yet."},
    ]
    assert asked("guess")["wrong"] == [{"answer": "zeros", "slip": "too-soon", "say": ""}]


def test_a_seed_is_the_same_in_every_process_and_fits_every_generator() -> None:
    code = "from agtutor.lesson.questions import seed_of; print(seed_of('small', 'make'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == seed_of("small", "make") == asked("make")["seed"]
    seeds = {seed_of(lesson, ident) for lesson in ("a", "b", "ab") for ident in ("c", "d", "bc", "b")}
    assert len(seeds) == 12
    assert all(0 <= seed < 2**32 for seed in seeds)


SAME = [
    ("make", "Make `x` and `y`.", "Make\n      `x` and `y`."),
    ("make", "title: Make", "title: Other"),
    ("make", "slip: not-squared", "slip: same-as-x"),
    ("make", "deadline: 2.5", "hints: [Square.]"),
    ("make", "deadline: 2.5", "right: Yes."),
    ("make", "deadline: 2.5", "starter: y = None"),
    ("slope", "  a: {}", '  a: {domain: "(0, 1)"}'),
    ("pick", "say: No.", "say: Look again."),
    ("guess", "say: Not yet.", "say: Too soon."),
    ("guess", "n = 3", "n = 4"),
]
OTHER = [
    ("make", "Make `x` and `y`.", "Make `x` and `z`."),
    ("make", "y = x**2", "y = x**3"),
    ("make", "new: true", "new: false"),
    ("show", "shows: [x]", "shows: [x.shape]"),
    ("slope", "of: x_i^2", "of: x_i^3"),
    ("slope", "(-5, 0) U (0, 5)", "(0, 5)"),
    ("pick", "text: root", "text: stem"),
    ("pick", "answer: leaf", "answer: root"),
    ("guess", "_ is None", "_ is not None"),
    ("guess", "run: x.grad", "run: y.grad"),
    ("sort", "[l, y, x]", "[x, y, l]"),
    ("why", "Because.", "Therefore."),
    ("try", "x + 1", "x + 2"),
]


@pytest.mark.parametrize(("ident", "old", "new"), SAME)
def test_a_change_of_words_around_it_leaves_the_hash(ident: str, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    changed = read_lesson_text(TEXT.replace(old, new)).lesson
    assert ask_hash(changed, step(ident, changed)) == ask_hash(LESSON, step(ident))


@pytest.mark.parametrize(("ident", "old", "new"), OTHER)
def test_a_change_of_what_is_asked_changes_the_hash(ident: str, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    changed = read_lesson_text(TEXT.replace(old, new)).lesson
    assert ask_hash(changed, step(ident, changed)) != ask_hash(LESSON, step(ident))


def test_a_step_that_moves_asks_the_same() -> None:
    steps = (*LESSON.steps[1:], LESSON.steps[0])
    moved = LESSON.model_copy(update={"steps": steps})
    assert [ask_hash(moved, each) for each in LESSON.steps] == [
        ask_hash(LESSON, each) for each in LESSON.steps
    ]


def test_imports_of_earlier_solutions_come_each_once() -> None:
    assert imports_before(LESSON, step("imports")) == ""
    assert imports_before(LESSON, step("show")) == "import torch\nfrom math import pi, e"


@pytest.mark.parametrize(
    ("of", "symbols", "read"),
    [
        ("mean(x_i^2)", "x_i: {}", True),
        ("sum_j x_j^2", "x_i: {}", True),
        ("x_i^2", "x_i: {}", False),
    ],
)
def test_where_a_formula_counts_entries_their_number_is_a_name(
    of: str, symbols: str, read: bool
) -> None:
    text = f"""\
id: small
title: Small
goal: Find it.
minutes: 5
symbols: {{{symbols}}}
steps:
  - {{kind: derive, id: slope, title: Slope, text: What is it?, of: "{of}", wrt: x_i}}
"""
    lesson = read_lesson_text(text).lesson
    only = lesson.steps[0]
    assert isinstance(only, DeriveStep)
    names = names_of(lesson, only)
    assert (names.declares("n"), names.declares("N")) == (read, read)


def test_a_name_that_is_declared_stands_for_no_number_of_entries() -> None:
    text = 'symbols: {x_i: {}, n: {domain: "(1, 2)"}}'
    lesson = read_lesson_text(
        f"id: small\ntitle: Small\ngoal: Find it.\nminutes: 5\n{text}\nsteps:\n"
        "  - {kind: derive, id: slope, title: Slope, text: Which?, of: mean(x_i^2), wrt: x_i}\n"
    ).lesson
    only = lesson.steps[0]
    assert isinstance(only, DeriveStep)
    assert [sym.name for sym in names_of(lesson, only).symbols] == ["x", "n", "N"]
