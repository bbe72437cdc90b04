"""Typed derivatives: the ruling, the slip, the witness, and the proof of the key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion, Interval, Symbol, Wrong
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.formula.deciding.ground import Ground
from agtutor.formula.parser import Names, parse
from agtutor.judge.derivative import judge_derivative, judge_formula
from agtutor.judge.proving import prove
from agtutor.judge.requests import question_of

XS = [entry / 2 - 5 for entry in range(21)]
WIDE: list[Interval] = [(-5.0, 5.0)]


def question(
    of: str, wrt: str, symbols: Sequence[Symbol] = (), wrong: Sequence[Wrong] = (), root: str = "l"
) -> DeriveQuestion:
    return DeriveQuestion(
        kind="derive", id="q", of=of, wrt=wrt, root=root, symbols=[*symbols], wrong=[*wrong]
    )


X = Symbol(name="x_i", tensor="x", domain=WIDE)
SQUARES = question("sum_i (x_i^2 + 5)", "x_i", [X])


def gradient(values: Sequence[float], trouble: str = "", **at: Sequence[float]) -> Gradient:
    entries = {name: [*entry] for name, entry in (at or {"x": XS}).items()}
    return Gradient(at=entries, values=[*values], trouble=trouble)


LIVE = gradient([2 * x for x in XS])


def judged(
    answer: str, live: Gradient | None = LIVE, tried: int = 0, asked: DeriveQuestion = SQUARES
) -> Verdict:
    return judge_derivative(asked, answer, live, tried)


@pytest.mark.parametrize(
    "answer",
    [
        "2x_i",
        "2x",
        "2·xᵢ",
        r"2 \cdot x_{i}",
        "x_i + x_i",
        r"\frac{4x_i}{2}",
        "dl/dx_i = 2x_i",
        "2x_i^2/x_i",
    ],
)
def test_any_form_of_the_derivative_is_right(answer: str) -> None:
    assert judged(answer).right


def test_a_right_answer_adds_what_autograd_measured() -> None:
    assert judged("2x_i").message == "Autograd measures 6 at $x_{i} = 3$, and so does your formula."


def test_a_right_answer_without_tensors_says_what_the_number_means() -> None:
    message = judge_formula({"f": "x^2", "wrt": "x", "answer": "2x"}).message
    assert message.startswith("At $x = 0.5$ it gives 1: a small step of $x$ moves")


def test_a_wrong_answer_shows_where_autograd_measured_another_value() -> None:
    verdict = judged("x_i")
    assert (verdict.ruling, verdict.slip) == ("wrong", "power-no-coeff")
    assert verdict.message.endswith("At $x_{i} = 1$ your formula gives 1; autograd measured 2.")


def test_a_value_that_no_float_holds_is_told_by_its_size() -> None:
    verdict = judge_formula({"f": "x^2", "wrt": "x", "answer": "10^400 x"})
    assert (verdict.ruling, "inf" in verdict.message) == ("wrong", False)
    assert "your formula gives more than 300 digits; the derivative there is" in verdict.message


def test_the_first_miss_says_less_than_the_second() -> None:
    assert judged("x_i", tried=0).more == ""
    assert judged("x_i", tried=1).more == "The power rule puts the old exponent in front, as a factor."


@pytest.mark.parametrize("answer", ["x_i", "x^2", "2x+5", "-2x", "x^3/3", "3x", "sin x", "2|x|"])
def test_no_message_gives_the_derivative_away(answer: str) -> None:
    verdict = judged(answer, tried=1)
    shown = (verdict.message + verdict.more).replace(" ", "")
    assert not any(form in shown for form in ("2x", "2·x", r"2\cdotx"))


def test_minus_signs_in_prose_are_minus_signs() -> None:
    assert "autograd measured −2" in judged("2|x|").message


def test_an_answer_right_on_the_domain_and_not_on_the_tensors_is_wrong() -> None:
    asked = question("x_i^2", "x_i", [Symbol(name="x_i", tensor="x", domain=[(0.5, 5.0)])], root="y")
    verdict = judged("2|x_i|", asked=asked)
    assert (verdict.ruling, verdict.slip) == ("wrong", "domain")
    assert "autograd measured −2" in verdict.message


def test_a_removable_gap_on_the_tensors_is_let_pass() -> None:
    assert 0.0 in XS
    assert judged("2x_i^2/x_i").right


def test_a_tiny_factor_is_wrong_though_autograd_cannot_show_it() -> None:
    verdict = judged("2.0000001x")
    assert (verdict.ruling, verdict.slip) == ("wrong", "const-factor")
    assert "4.0000002; the derivative there is 4." in verdict.message


@pytest.mark.parametrize(
    ("answer", "span"),
    [("2x +", (3, 4)), ("2x)", (2, 3)), ("2 foo", (2, 5)), ("x2", (0, 2)), ("", (0, 0))],
)
def test_what_cannot_be_read_is_unreadable_with_its_place(answer: str, span: tuple[int, int]) -> None:
    verdict = judged(answer)
    assert (verdict.ruling, verdict.span) == ("unreadable", span)


def test_a_derivative_that_is_not_carried_out_is_named() -> None:
    verdict = judged("d/dx x^2")
    assert (verdict.ruling, verdict.slip) == ("unreadable", "not-evaluated")


@pytest.mark.parametrize(
    "answer",
    [
        "9^9^9^9",
        "10^39^39",
        "x" + "^9" * 30,
        "sum_j " * 30 + "x_j",
        "sin(" * 55 + "x" + ")" * 55,
        "x*" * 140 + "x",
        "((" * 200,
        "1/" * 140 + "x",
        "exp(" * 9 + "x" + ")" * 9,
        "tr(x)",
        "__import__('os').system('id')",
    ],
)
def test_hostile_answers_are_ruled_on(answer: str) -> None:
    assert judged(answer).ruling in ("wrong", "unreadable")


def test_an_authors_wrong_answer_is_known_in_any_form() -> None:
    known = Wrong(answer="x_i", slip="power-without-factor", say="Where does the two go?")
    verdict = judged("x_i^2/x_i", asked=question("sum_i (x_i^2 + 5)", "x_i", [X], [known]))
    assert verdict.slip == "power-without-factor"
    assert verdict.message.startswith("Where does the two go? At ")


def test_an_authors_words_for_a_slip_of_ours_are_followed_by_our_nudge() -> None:
    known = Wrong(answer="x_i", slip="power-no-coeff", say="Count the factors of $x_i$.")
    asked = question("sum_i (x_i^2 + 5)", "x_i", [X], [known])
    verdict = judged("x_i + 0", asked=asked, tried=1)
    assert verdict.slip == "power-no-coeff"
    assert verdict.message.startswith("Count the factors of $x_i$. At ")
    assert verdict.more == "The power rule puts the old exponent in front, as a factor."


def test_an_authors_slip_may_be_one_that_no_rule_leads_to() -> None:
    known = Wrong(answer="7 + sin(x_i)", slip="from-the-lecture", say="That was the other example.")
    asked = question("sum_i (x_i^2 + 5)", "x_i", [X], [known])
    assert judged("sin(x_i) + 7", asked=asked).slip == "from-the-lecture"
    assert judged("sin(x_i) + 8", asked=asked).slip is None


def test_the_first_of_an_authors_wrong_answers_that_are_the_same_counts() -> None:
    known = [
        Wrong(answer="x_i", slip="one", say="One."),
        Wrong(answer="2x_i/2", slip="two", say="Two."),
    ]
    asked = question("sum_i (x_i^2 + 5)", "x_i", [X], known)
    assert judged("x_i", asked=asked).slip == "one"


def test_an_author_may_leave_the_words_to_the_tutor() -> None:
    known = Wrong(answer="x_i", slip="mine", say="")
    verdict = judged("x_i", asked=question("sum_i (x_i^2 + 5)", "x_i", [X], [known]))
    assert verdict.slip == "mine"
    assert "Where does the old exponent go?" in verdict.message


@pytest.mark.parametrize(("answer", "what"), [("x_i + x_i", "is right"), ("x_i +", "can't be read")])
def test_an_authors_wrong_answer_has_to_be_wrong_and_readable(answer: str, what: str) -> None:
    known = Wrong(answer=answer, slip="mine", say="")
    with pytest.raises(LessonError, match=what):
        judged("x_i", asked=question("sum_i (x_i^2 + 5)", "x_i", [X], [known]))


def test_a_key_that_autograd_contradicts_is_an_error_of_the_lesson() -> None:
    with pytest.raises(LessonError, match="The key and autograd disagree"):
        judged("2x", live=gradient([3 * x for x in XS]))


def test_what_rounding_leaves_of_large_terms_is_no_contradiction() -> None:
    assert judge_formula({"f": "x + (10^60 - 10^60)", "wrt": "x", "answer": "1"}).right
    assert judge_formula({"f": "x^2 + 10^60", "wrt": "x", "answer": "2x"}).right


def test_a_key_that_central_differences_contradict_is_an_error_of_the_lesson() -> None:
    of, key = parse("x^2", Names(["x"])), parse("2.001x", Names(["x"]))
    with pytest.raises(LessonError, match="central differences disagree: at x = "):
        prove(Ground(key, {}, "x", [of]), of)


def test_rounding_of_float32_is_no_contradiction() -> None:
    assert judged("2x", live=gradient([2 * x * (1 + 1e-6) for x in XS])).right


def test_a_kink_outside_the_domain_is_no_contradiction() -> None:
    asked = question("relu(x_i)", "x_i", [Symbol(name="x_i", tensor="x", domain=[(-5, 0), (0, 5)])])
    live = gradient([float(x > 0) for x in XS])
    assert judged("(1 + sign(x))/2", live=live, asked=asked).right


def test_entries_where_autograd_has_no_number_are_passed_over() -> None:
    asked = question("sqrt(x_i)", "x_i", [Symbol(name="x_i", tensor="x", domain=[(0, 5)])])
    values = [1 / (2 * x**0.5) if x > 0 else float("inf") if x == 0 else float("nan") for x in XS]
    verdict = judged("1/(2 sqrt x)", live=gradient(values), asked=asked)
    assert verdict.right
    assert "Autograd measures 0.25 at $x_{i} = 4$" in verdict.message


def test_a_gradient_in_trouble_is_no_witness() -> None:
    verdict = judged("x_i", live=gradient([], trouble="`l` is not a tensor here."))
    assert (verdict.ruling, "autograd" in verdict.message.lower()) == ("wrong", False)


def test_several_tensors_are_put_in_entry_by_entry() -> None:
    symbols = [Symbol(name=f"{name}_i", tensor=name, domain=WIDE) for name in "wx"]
    ws = [float(entry % 7 + 1) for entry in range(21)]
    asked = question("sum_j w_j^2 x_j", "w_i", symbols)
    live = gradient([2 * w * x for w, x in zip(ws, XS, strict=True)], x=XS, w=ws)
    assert judged("2 w_i x_i", live=live, asked=asked).right
    assert judged("w_i x_i", live=live, asked=asked).slip == "power-no-coeff"
    assert "autograd measured" in judged("w_i x_i", live=live, asked=asked).message


def test_numbers_that_are_tensors_of_one_entry_count_for_all() -> None:
    symbols = [Symbol(name=name, tensor=name, domain=[]) for name in ("w", "x", "b")]
    asked = question("(w x + b)^2", "w", symbols)
    live = gradient([2 * 2 * (3 * 2 + 1)], w=[3.0], x=[2.0], b=[1.0])
    verdict = judged("2x(w x + b)", live=live, asked=asked)
    assert "Autograd measures 28 at $w = 3$" in verdict.message


def test_a_mean_may_be_written_with_n_or_with_its_count() -> None:
    asked = question("mean(x_i^2)", "x_i", [X])
    live = gradient([2 * x / 21 for x in XS])
    for answer in ("2x/21", "2x/n", "2x/sum_j 1"):
        assert judged(answer, live=live, asked=asked).right
    assert judged("2x", live=live, asked=asked).slip == "dropped-param"


def test_the_count_of_entries_is_a_sum_that_was_kept() -> None:
    asked = question("sum_i x_i", "x_i", [X])
    live = gradient([1.0] * 21)
    assert judged("1", live=live, asked=asked).right
    assert judged("21", live=live, asked=asked).slip == "sum-kept"


def test_softmax_is_shown_with_all_its_entries() -> None:
    verdict = judge_formula({"f": "ln sum_j e^{x_j}", "wrt": "x_i", "answer": "e^{x_i}"})
    assert verdict.ruling == "wrong"
    assert "$x_{1} = " in verdict.message
    assert "$i = 2$" in verdict.message


@pytest.mark.parametrize(
    ("of", "what"),
    [
        ("x_i +", "`of` can't be read"),
        ("ln(-1 - x_i^2)", "no real value"),
        ("9^9^9^9 x_i", "vast"),
        ("tr(x_i)", "isn't read"),
        ("x_i^T x_i", "isn't read"),
        ("sum_i " * 9 + "x_i", "too many parts"),
        ("relu6(x_i)", "between `relu` and its brackets"),
    ],
)
def test_a_formula_that_cannot_be_differentiated_is_an_error_of_the_lesson(of: str, what: str) -> None:
    with pytest.raises(LessonError, match=what):
        judged("2x", live=None, asked=question(of, "x_i", [X]))


def test_names_that_nobody_declared_are_read_in_the_formula_and_in_answers() -> None:
    assert judge_formula({"f": "a x^n + lr", "wrt": "x", "answer": "n a x^{n-1}"}).right
    assert judge_formula({"f": "k_i x", "wrt": "x", "answer": "k_i"}).right
    assert judge_formula({"f": "log_a(x)", "wrt": "x", "answer": "1/(x ln a)"}).right
    assert judge_formula({"f": "log_{b}(x) + a", "wrt": "x", "answer": "1/(x ln b)"}).right


def test_a_function_that_is_not_known_is_no_known_one_with_a_name_behind_it() -> None:
    with pytest.raises(LessonError, match="don't know the name `c`"):
        judge_formula({"f": "sinc(x)", "wrt": "x", "answer": "c cos(c x)"})


def test_a_request_gives_names_domains_and_wrong_answers() -> None:
    request: dict[str, Any] = {
        "f": "ln x",
        "wrt": "x",
        "symbols": ["x"],
        "domain": {"x": [[None, 0], [0, 5]], "a": [[1, 2]]},
        "answer": "1/|x|",
    }
    asked = question_of(request)
    assert asked["symbols"][0]["domain"] == [(-float("inf"), 0.0), (0.0, 5.0)]
    assert [one["name"] for one in asked["symbols"]] == ["x", "a"]
    assert judge_formula(request).right
    assert judge_formula({**request, "f": "ln|x|"}).slip == "domain"


@pytest.mark.parametrize(
    "change",
    [
        {"f": 3},
        {"wrt": None},
        {"symbols": "x"},
        {"symbols": [3]},
        {"domain": [[0, 1]]},
        {"domain": {"x": [[1, 0]]}},
        {"domain": {"x": [["a", "b"]]}},
        {"domain": {"x": []}},
        {"wrong": ["x"]},
        {"wrt": "2"},
        {"symbols": ["2x"]},
    ],
)
def test_a_request_of_another_form_is_an_error_that_says_so(change: dict[str, Any]) -> None:
    with pytest.raises(LessonError):
        judge_formula({"f": "x^2", "wrt": "x", "answer": "2x", **change})


def test_what_cannot_be_shown_either_way_is_undecided() -> None:
    request = {"f": "sqrt(x - 2.45)", "wrt": "x", "domain": {"x": [[0, 2.5]]}}
    machin = "(16 arctan(1/5) - 4 arctan(1/239))/(2 pi sqrt(x - 2.45))"
    assert judge_formula({**request, "answer": machin}).ruling == "undecided"


PROGRAM = """
import json
from agtutor.formula.deciding.ground import Ground
from agtutor.formula.parser import Names, parse
from agtutor.judge.derivative import judge_formula
asked = [("x^2 sin(x y)", "x", "2x cos(x y)"), ("ln|x|", "x", "1/|x|"), ("e^{-x^2}", "x", "x y"),
         ("ln sum_j e^{x_j}", "x_i", "e^{x_i}"), ("x^x", "x", "x^x")]
requests = [{"f": f, "wrt": w, "answer": a, "symbols": ["y"]} for f, w, a in asked]
print(json.dumps([judge_formula(request).to_wire() for request in requests]))
"""


def test_the_same_answer_has_the_same_verdict_in_every_process() -> None:
    outputs = []
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment
        )
        outputs.append(json.loads(done.stdout))
    assert outputs[0] == outputs[1] == outputs[2]
    assert [verdict["ruling"] for verdict in outputs[0]] == ["wrong"] * 5
