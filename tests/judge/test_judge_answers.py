"""Answers that need no code: choices, predictions, orders, explanations."""

from __future__ import annotations

import pytest

from agtutor.case.evidence import Evidence, Fact, Graph, Node
from agtutor.case.question import ChoiceQuestion, ExplainQuestion, OrderQuestion, PredictQuestion
from agtutor.case.verdict import Verdict
from agtutor.judge.typed import read
from tests.builders import evidence, tensor
from tests.judge.judge_factory import failure, plain, rule, size

COLOURS = ChoiceQuestion(
    kind="choice",
    id="colour",
    choices=[
        {"text": "`x` is red", "when": "", "say": "It was, once."},
        {"text": "`x` is green", "when": "", "say": ""},
        {"text": "`y` is blue", "when": "", "say": ""},
    ],
    answer=2,
)


@pytest.mark.parametrize(
    "answer", ["3", "c", "C", "(c)", "3.", "`y` is blue", "y is blue", "Y IS  BLUE.", "y"]
)
def test_a_choice_may_be_named_by_number_letter_or_text(answer: str) -> None:
    assert rule(COLOURS, answer).right


def test_a_wrong_choice_gets_its_own_words() -> None:
    verdict = rule(COLOURS, "1")
    assert (verdict.ruling, verdict.slip, verdict.message) == ("wrong", "choice-1", "It was, once.")
    assert "`x` is green" in rule(COLOURS, "b").message


@pytest.mark.parametrize(
    ("answer", "slip"),
    [("", "nothing-typed"), ("x", "ambiguous"), ("4", "no-such-choice"), ("purple", "no-such-choice")],
)
def test_an_unclear_choice_is_no_attempt(answer: str, slip: str) -> None:
    verdict = rule(COLOURS, answer)
    assert (verdict.ruling, verdict.slip) == ("unreadable", slip)


def test_a_text_that_is_a_number_comes_before_the_number() -> None:
    numbers = ChoiceQuestion(
        kind="choice",
        id="n",
        choices=[{"text": text, "when": "", "say": ""} for text in ("2", "3", "1")],
        answer=2,
    )
    assert rule(numbers, "1").right


def foretell(answer: str, truth: Evidence) -> Verdict:
    """Judge a typed prediction."""
    asked = PredictQuestion(kind="predict", id="p", run="f()", choices=[], seed=0, deadline=10.0)
    return rule(asked, answer, expected=truth)


def gives(fact: Fact) -> Evidence:
    """Return evidence of a run that gave a value."""
    return evidence(echo=fact["text"], echo_fact=fact)


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        ("297.5", plain(297.5)),
        ("297.50", tensor(297.5)),
        ("595/2", plain(297.5)),
        ("14.17", plain(297.5 / 21)),
        ("0.33", plain(1 / 3)),
        ("-10", plain(-10)),
        ("−10", plain(-10.0)),
        ("1e3", plain(1000.0)),
        ("None", plain(None)),
        ("`none`", plain(None)),
        ("true", plain(True)),
        ("False", plain(False)),
        ("(21,)", size(21)),
        ("[21]", size(21)),
        ("torch.Size([21])", size(21)),
        ("21", size(21)),
        ("3, 4", size(3, 4)),
        ("3x4", size(3, 4)),
        ("3 × 4", size(3, 4)),
        ("3 by 4", size(3, 4)),
        ("()", size()),
        ("torch.Size([])", size()),
        ("[1, 2, 3]", tensor([1, 2, 3])),
        ("tensor([1., 2., 3.])", tensor([1, 2, 3])),
        ("1 2 3", tensor([1, 2, 3])),
        ("hello", plain("hello")),
        ("'Hello'", plain("hello")),
    ],
)
def test_a_value_may_be_typed_in_many_ways(answer: str, fact: Fact) -> None:
    assert foretell(answer, gives(fact)).right


@pytest.mark.parametrize(
    ("answer", "fact", "slip"),
    [
        ("298", plain(297.5), "wrong-value"),
        ("14", plain(297.5 / 21), "wrong-value"),
        ("0.3", plain(1 / 3), "wrong-value"),
        ("1", plain(True), "wrong-value"),
        ("0", plain(None), "value-for-none"),
        ("None", plain(0.0), "none-for-value"),
        ("(21, 1)", size(21), "wrong-shape"),
        ("20", size(21), "wrong-shape"),
        ("RuntimeError", plain(1.0), "no-error"),
        ("[1, 2]", tensor([1, 2, 3]), "wrong-value"),
    ],
)
def test_a_wrong_value_is_not_given_away(answer: str, fact: Fact, slip: str) -> None:
    verdict = foretell(answer, gives(fact))
    assert (verdict.ruling, verdict.slip) == ("wrong", slip)
    assert fact["text"] not in verdict.message


RAISES = evidence(ended="raised", failure=failure("RuntimeError", "no"))


@pytest.mark.parametrize(
    "answer", ["RuntimeError", "runtimeerror", "a RuntimeError", "RuntimeError: no"]
)
def test_an_error_is_foretold_by_its_class(answer: str) -> None:
    assert foretell(answer, RAISES).right


@pytest.mark.parametrize(
    ("answer", "ruling", "slip"),
    [
        ("an error", "unreadable", "which-error"),
        ("TypeError", "wrong", "other-error"),
        ("4", "wrong", "error-not-foreseen"),
        ("", "unreadable", "nothing-typed"),
    ],
)
def test_an_error_that_is_not_named_is_asked_for(answer: str, ruling: str, slip: str) -> None:
    verdict = foretell(answer, RAISES)
    assert (verdict.ruling, verdict.slip) == (ruling, slip)


def test_what_was_printed_can_be_foretold() -> None:
    assert foretell("Hello", evidence(output="hello\n")).right
    assert not foretell("bye", evidence(output="hello\n")).right


def test_nothing_that_is_typed_is_run() -> None:
    assert read("__import__('os').getcwd()").kind == "text"
    assert read("9**9**9**9").kind == "text"


def test_a_prediction_that_can_not_be_run_is_undecided() -> None:
    assert foretell("1", evidence(ended="stopped", stop="deadline")).ruling == "undecided"


GUESS = PredictQuestion(
    kind="predict",
    id="guess",
    run="x.grad",
    choices=[
        {"text": "None", "when": "_ is None", "say": ""},
        {"text": "zeros", "when": "_ is not None", "say": "Has anything worked out a slope?"},
    ],
    seed=0,
    deadline=10.0,
)


def test_the_run_decides_which_choice_is_right() -> None:
    before = evidence(whens=[True, False], echo="None", echo_fact=plain(None))
    after = evidence(whens=[False, True])
    assert rule(GUESS, "none", expected=before).right
    assert rule(GUESS, "1", expected=before).right
    assert rule(GUESS, "2", expected=before).message == "Has anything worked out a slope?"
    assert rule(GUESS, "2", expected=after).right


def test_a_choice_without_a_condition_is_read_as_a_value() -> None:
    bare = PredictQuestion(**GUESS)
    bare["choices"] = [{"text": text, "when": "", "say": ""} for text in ("None", "0")]
    assert rule(bare, "1", expected=gives(plain(None))).right
    assert rule(bare, "2", expected=gives(plain(0.0))).right


def test_no_true_choice_is_the_lessons_fault() -> None:
    assert rule(GUESS, "1", expected=evidence(whens=[False, False])).ruling == "undecided"


CHAIN = OrderQuestion(
    kind="order",
    id="graph",
    items=["l", "z", "y", "x"],
    root="",
    wrong=[{"answer": "x y z l", "slip": "author-forward", "say": "You went forwards."}],
)


@pytest.mark.parametrize(
    "answer",
    ["l z y x", "l, z, y, x", "l -> z -> y -> x", "l→z→y→x", "l\nz\ny\nx", "l > z > y > x", "L Z Y X"],
)
def test_an_order_may_be_written_with_any_separator(answer: str) -> None:
    assert rule(CHAIN, answer).right


@pytest.mark.parametrize(
    ("answer", "ruling", "slip", "words"),
    [
        ("x -> y -> z -> l", "wrong", "author-forward", "You went forwards."),
        ("z l y x", "wrong", "wrong-start", "`z`"),
        ("l y z x", "wrong", "wrong-order", "Up to `l`"),
        ("l z y", "unreadable", "item-missing", "`x`"),
        ("l z z y x", "unreadable", "item-twice", "`z`"),
        ("l z y q", "unreadable", "unknown-item", "`q`"),
        ("", "unreadable", "nothing-typed", "in order"),
    ],
)
def test_a_wrong_order_is_told_where_it_leaves(answer: str, ruling: str, slip: str, words: str) -> None:
    verdict = rule(CHAIN, answer)
    assert (verdict.ruling, verdict.slip) == (ruling, slip)
    assert words in verdict.message


def test_the_opposite_order_is_named_without_the_author() -> None:
    bare = OrderQuestion(kind="order", id="graph", items=["l", "z", "x"], root="")
    assert rule(bare, "x z l").slip == "forward-order"


def test_items_with_spaces_are_parted_by_lines_or_arrows() -> None:
    lines = OrderQuestion(kind="order", id="o", items=["y = x**2", "l = y.sum()"], root="")
    assert rule(lines, "y = x**2\nl = y.sum()").right
    assert rule(lines, "y = x**2 -> l = y.sum()").right
    assert rule(lines, "l = y.sum()\ny = x**2").slip == "forward-order"


def test_the_live_graph_allows_any_order_that_it_agrees_with() -> None:
    diamond = OrderQuestion(kind="order", id="d", items=["l", "a", "b", "x"], root="l")
    graph = Graph(
        nodes=[
            Node(id=0, name="AddBackward0", tensors=["l"], inputs=[1, 2]),
            Node(id=1, name="MulBackward0", tensors=["a"], inputs=[3]),
            Node(id=2, name="SinBackward0", tensors=["b"], inputs=[3]),
            Node(id=3, name="AccumulateGrad", tensors=["x"], inputs=[]),
        ],
        cut=False,
    )
    assert rule(diamond, "l a b x", graph=graph).right
    assert rule(diamond, "l b a x", graph=graph).right
    assert rule(diamond, "l x a b", graph=graph).slip == "wrong-order"
    assert rule(diamond, "l b a x").slip == "wrong-order"


def test_nodes_may_be_ordered_by_their_own_names() -> None:
    names = OrderQuestion(kind="order", id="n", items=["SumBackward0", "PowBackward0"], root="l")
    graph = Graph(
        nodes=[
            Node(id=0, name="SumBackward0", tensors=["l"], inputs=[1]),
            Node(id=1, name="PowBackward0", tensors=[], inputs=[]),
        ],
        cut=False,
    )
    assert rule(names, "SumBackward0 -> PowBackward0", graph=graph).right


def test_an_explanation_is_right_and_gets_the_points() -> None:
    asked = ExplainQuestion(kind="explain", id="why", points=["It records.", "It leads on."])
    assert rule(asked, "Because.").message == "- It records.\n- It leads on."
    assert rule(asked, " \n").ruling == "unreadable"
    assert rule(asked, "?!").ruling == "unreadable"
