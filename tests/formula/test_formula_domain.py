"""Domains: what is written, and the open intervals that it means."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.case.question import Interval
from agtutor.errors import FormulaError
from agtutor.formula.domain import DEFAULT_DOMAIN, parse_domain

INF = math.inf


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("(-5, 5)", [(-5, 5)]),
        ("(-5, 0) U (0, 5)", [(-5, 0), (0, 5)]),
        ("(0, 5) ∪ (−5, 0)", [(-5, 0), (0, 5)]),
        (r"(-\infty, 0) \cup (0, \infty)", [(-INF, 0), (0, INF)]),
        ("(-inf, inf)", [(-INF, INF)]),
        ("(0, ∞)", [(0, INF)]),
        ("(-pi/2, pi/2)", [(-math.pi / 2, math.pi / 2)]),
        ("(0, 2π)", [(0, 2 * math.pi)]),
        ("(1/4, .5)", [(0.25, 0.5)]),
        ("x > 0", [(0, INF)]),
        ("0 < x", [(0, INF)]),
        ("x >= 1", [(1, INF)]),
        ("x_i < 3", [(-INF, 3)]),
        ("x != 0", [(-INF, 0), (0, INF)]),
        ("x ≠ 0", [(-INF, 0), (0, INF)]),
        ("0 < x < 1", [(0, 1)]),
        ("x > -1 and x != 0", [(-1, 0), (0, INF)]),
        ("x > 0, x < 5", [(0, 5)]),
        ("|x| < 1", [(-1, 1)]),
        ("|x| > 2", [(-INF, -2), (2, INF)]),
        ("u > 0", [(0, INF)]),
        ("(0, 2) U (1, 3)", [(0, 3)]),
    ],
)
def test_a_domain_is_read_as_open_intervals(text: str, intervals: list[Interval]) -> None:
    assert [end for one in parse_domain(text) for end in one] == pytest.approx(
        [end for one in intervals for end in one]
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("(5, -5)", "(5, -5)"),
        ("[0, 1]", "["),
        ("(0, 1", ""),
        ("(0; 1)", ";"),
        ("x > 0 and x < 0", "x > 0 and x < 0"),
        ("x = 3", "="),
        ("(0, 1) (2, 3)", "("),
        ("(0, 1/0)", "0"),
        ("x" * 300, "x" * 100),
    ],
)
def test_what_is_no_domain_is_refused_with_its_place(text: str, part: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_domain(text)
    start, end = caught.value.span
    assert caught.value.reason == "domain"
    assert text[start:end] == part
    assert caught.value.fix


def test_more_than_twelve_intervals_are_refused() -> None:
    text = " U ".join(f"({n},{n + 1})" for n in range(0, 26, 2))
    with pytest.raises(FormulaError, match="12 intervals"):
        parse_domain(text)


def test_the_default_domain_has_both_signs_and_not_zero() -> None:
    assert [low * high > 0 for low, high in DEFAULT_DOMAIN] == [True, True]


@given(st.text(alphabet="x0123456789.-+<>=!|(),Uinfπ/* ∪", max_size=40))
def test_any_text_gives_intervals_or_a_refusal_inside_it(text: str) -> None:
    try:
        intervals, span = parse_domain(text), (0, 0)
    except FormulaError as error:
        intervals, span = [], error.span
    assert 0 <= span[0] <= span[1] <= len(text)
    assert all(low < high for low, high in intervals)
    assert intervals == sorted(intervals)
