"""A plot is judged by its series; every style is right."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agtutor.case.evidence import Series
from agtutor.case.verdict import Verdict
from tests.builders import evidence, figure_of, question, series, tensor
from tests.judge.judge_factory import XS, YS, ZS, leaf, result, rule

GRAD = [2 * value for value in XS]
NAMES = {"x": leaf(XS, grad=tensor(GRAD)), "y": result(YS), "z": result(ZS)}
UPSIDE = [-z for z in ZS]


def draw(*drawn: Series, code: str = "plt.plot(a, b)", want: Sequence[Series] = ()) -> Verdict:
    """Judge curves where ``z`` against ``x`` is asked for."""
    model = evidence(dict(NAMES), figures=[figure_of(*(want or [series(XS, ZS)]))])
    got = evidence(dict(NAMES), figures=[figure_of(*drawn)] if drawn else [])
    return rule(question(kind="plot", figure=True), code, got, model)


@pytest.mark.parametrize(
    "curve",
    [
        series(XS, ZS),
        series(XS, ZS, "scatter"),
        series(XS[::-1], ZS[::-1]),
        series(XS[5:] + XS[:5], ZS[5:] + ZS[:5], "scatter"),
        series([x * (1 + 1e-7) for x in XS], ZS),
    ],
)
def test_the_same_picture_is_right(curve: Series) -> None:
    assert draw(curve).right


@pytest.mark.parametrize(
    ("curve", "slip", "words"),
    [
        (series(ZS, XS), "axes-swapped", "with `z` to the right"),
        (series(XS, YS), "wrong-series", "You drew `y` upwards. The step asks for `z`"),
        (series(YS, ZS), "wrong-series", "You drew `y` to the right. The step asks for `x`"),
        (series(XS, GRAD), "wrong-series", "`x.grad`"),
        (series(range(21), ZS), "drawn-against-places", "from 0 to 20"),
        (series(XS, UPSIDE), "upside-down", "`z` is drawn upside down"),
        (series(XS, [z + 1 for z in ZS]), "wrong-series", "yours is 31"),
        (series(XS[:10], ZS[:10]), "wrong-points", "10 points; the step asks for 21"),
        (series(XS[5:] + XS[:5], ZS[5:] + ZS[:5]), "wrong-series", "horizontal"),
    ],
)
def test_another_picture_is_told_by_what_it_shows(curve: Series, slip: str, words: str) -> None:
    verdict = draw(curve)
    assert verdict.slip == slip
    assert words in verdict.message


@pytest.mark.parametrize(
    ("code", "slip", "word"),
    [
        ("plt.plot", "not-called", "nothing has called it"),
        ("plt.plot()", "nothing-drawn", "nothing to draw"),
        ("plt.title('z')", "nothing-drawn", "Nothing was drawn"),
    ],
)
def test_an_empty_figure_is_told_why(code: str, slip: str, word: str) -> None:
    verdict = draw(code=code)
    assert verdict.slip == slip
    assert word in verdict.message


def test_one_curve_is_asked_for() -> None:
    verdict = draw(series(XS, ZS), series(XS, YS))
    assert verdict.slip == "several-drawn"
    assert "2 curves" in verdict.message


def test_two_curves_may_come_in_any_order() -> None:
    want = [series(XS, ZS), series(XS, YS)]
    assert draw(series(XS, YS), series(XS, ZS), want=want).right
    assert draw(series(XS, YS), want=want).slip == "curve-missing"


def test_a_plot_must_not_damage_what_is_kept() -> None:
    asked = question(kind="plot", figure=True, kept=["x"])
    model = evidence(dict(NAMES), figures=[figure_of(series(XS, ZS))])
    got = evidence({**NAMES, "x": tensor(XS)}, figures=[figure_of(series(XS, ZS))])
    assert rule(asked, "x = x.detach()", got, model, dict(NAMES)).slip == "rebuilt"
