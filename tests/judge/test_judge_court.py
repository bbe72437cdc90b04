"""Each kind of question reaches its judge; what can't be judged is said to be undecided."""

from __future__ import annotations

from tests.builders import evidence, expect, question, tensor
from tests.imports import modules_after
from tests.judge.judge_factory import failure, rule

WRONG = [
    {"answer": "t = f( 2 )  # two", "slip": "two", "say": "That is two."},
    {"answer": "t = f(3)", "slip": "three", "say": ""},
]


def test_no_code_is_no_attempt() -> None:
    for text in ("", "  \n", "# only a comment"):
        verdict = rule(question(), text, evidence(), evidence())
        assert (verdict.ruling, verdict.slip) == ("unreadable", "nothing-typed")


def test_code_that_did_not_run_is_undecided() -> None:
    assert rule(question(), "x = 1", None, evidence()).ruling == "undecided"


def test_a_solution_that_did_not_run_leaves_it_undecided() -> None:
    broken = evidence(ended="raised", failure=failure("ValueError", "no"))
    assert rule(question(), "x = 1", evidence(), broken).ruling == "undecided"
    assert rule(question(), "x = 1", evidence(), None).ruling == "undecided"


def test_an_answer_that_the_author_foresaw_gets_their_slip_and_words() -> None:
    asked = question(expect={"t": expect()}, wrong=WRONG)
    model, got = evidence({"t": tensor([1.0])}), evidence({"t": tensor([9.0])})
    foreseen = rule(asked, "t = f(2)", got, model)
    assert (foreseen.slip, foreseen.message) == ("two", "That is two.")
    silent = rule(asked, "t = f(3)", got, model)
    assert silent.slip == "three"
    assert "`t`" in silent.message
    assert rule(asked, "t = f(4)", got, model).slip not in ("two", "three", None)


def test_an_author_can_not_make_a_right_answer_wrong() -> None:
    asked = question(expect={"t": expect()}, wrong=WRONG)
    model = evidence({"t": tensor([1.0])})
    assert rule(asked, "t = f(2)", evidence({"t": tensor([1.0])}), model).right


def test_an_error_that_the_author_foresaw_gets_their_words() -> None:
    got = evidence(ended="raised", failure=failure("ValueError", "no", "t = f(2)"))
    verdict = rule(question(wrong=WRONG), "t = f(2)", got, evidence())
    assert (verdict.slip, verdict.message) == ("two", "That is two.")


def test_a_forbidden_call_comes_first() -> None:
    asked = question(expect={"t": expect()}, never=["backward"])
    verdict = rule(
        asked, "l.backward()", evidence({}, calls=["backward"]), evidence({"t": tensor([1.0])})
    )
    assert verdict.slip == "backward-too-soon"


def test_an_experiment_is_passed_by_running_it() -> None:
    asked = question(kind="experiment")
    assert rule(asked, "x = 1", evidence()).right
    failed = evidence(
        ended="raised",
        failure=failure(
            "RuntimeError", "Trying to backward through the graph a second time", "l.backward()"
        ),
    )
    verdict = rule(asked, "l.backward()", failed)
    assert verdict.right
    assert "RuntimeError" in verdict.message
    assert "one pass" in verdict.message
    stopped = evidence(ended="stopped", stop="deadline")
    assert rule(asked, "while True: pass", stopped).ruling == "stopped"


def test_reading_is_right() -> None:
    assert rule({"kind": "read", "id": "welcome"}, "").right


def test_the_judge_imports_no_heavy_module() -> None:
    found = modules_after("import agtutor.judge")
    assert not found & {"torch", "numpy", "sympy", "mpmath", "textual", "pydantic"}
