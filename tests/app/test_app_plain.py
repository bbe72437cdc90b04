"""What the app works out apart from any screen: completeness, numbers, curves, graphs, facts, keys."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.app import facts, plotting
from agtutor.app.complete import indentation, is_complete
from agtutor.app.keys import EVERYWHERE, HOME, LESSON, shown
from agtutor.app.numbers import BARS, figure, span, spark
from agtutor.app.outline import outline
from agtutor.app.reading import read_series
from agtutor.app.recall import Recall
from agtutor.app.widgets.footer import fitting
from agtutor.app.widgets.progress import bar
from agtutor.case.evidence import Fact, Graph, Node, Series
from tests.builders import altered, figure_of, series, tensor

NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "",
        "x = (1 +\n2)",
        "for i in x: print(i)",
        "for i in x:\n    print(i)\n",
        "x = = 1",
        "f(]",
    ],
)
def test_enter_runs_what_is_complete_or_beyond_repair(source: str) -> None:
    assert is_complete(source)


@pytest.mark.parametrize(
    "source",
    [
        "x = (",
        "for i in x:",
        "for i in x:\n    print(i)",
        "s = '''a",
        "with a as b:\n    c\n    d",
        "x = \\",
    ],
)
def test_enter_opens_a_line_in_what_goes_on(source: str) -> None:
    assert not is_complete(source)


@given(st.text(max_size=60))
def test_completeness_is_decided_for_any_text(source: str) -> None:
    assert is_complete(source) in (True, False)


def test_a_new_line_keeps_the_indentation_and_a_colon_deepens_it() -> None:
    assert indentation("    x = 1") == "    "
    assert indentation("  for i in x:  # each") == "      "
    assert indentation("        return x") == "    "
    assert indentation("x = 1") == ""


def test_recall_goes_back_through_answers_and_returns_to_the_draft() -> None:
    recall = Recall()
    recall.fill(["a", "b", "a", " "])
    assert recall.older("draft") == "a"
    assert recall.older("a") == "b"
    assert recall.older("b") is None
    assert recall.newer() == "a"
    assert recall.newer() == "draft"
    assert recall.newer() is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(-5.0, "−5"), (0.1 + 0.2, "0.3"), (1.2345678e6, "1.235e6"), (-0.0, "0"), (INF, "∞"), (NAN, "nan")],
)
def test_numbers_have_the_digits_that_matter(value: float, text: str) -> None:
    assert figure(value) == text


def test_a_range_names_what_is_not_finite() -> None:
    assert span([1.0, 3.0]) == "1 … 3"
    assert span([2.0, 2.0]) == "2"
    assert span([1.0, NAN, INF]) == "1, 2 not finite"
    assert span([NAN]) == "1 not finite"
    assert span([]) == "no entries"


def test_a_spark_line_rises_with_the_values() -> None:
    assert spark([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]) == BARS
    assert spark([3.0] * 20) == "▄" * 8
    assert spark([NAN, 1.0]) == "?▄"


@given(st.lists(st.floats(), max_size=40))
def test_a_spark_line_is_drawn_for_any_values(values: list[float]) -> None:
    assert len(spark(values)) == min(8, len(values))


XS = [place / 2 - 5 for place in range(21)]


def test_a_parabola_is_read_as_curved_with_its_lowest_point() -> None:
    words = read_series(series(XS, [x * x + 5 for x in XS]))
    assert words == (
        "21 points: x from −5 to 5, y from 5 to 30. Lowest: 5 at x = 0. "
        "Highest: 30 at x = −5 and 5. No zeros. Curved."
    )


@pytest.mark.parametrize(
    ("y", "words"),
    [
        ([2 * x for x in XS], "Zero at x = 0. Straight."),
        ([3.0] * 21, "21 points: x from −5 to 5, y is 3. No zeros. Flat."),
        ([x * (x - 1.25) for x in XS], "Zeros at x = 0, between x = 1 and 1.5. Curved."),
        ([x - 0.25 for x in XS], "Zero between x = 0 and 0.5. Straight."),
    ],
)
def test_lines_are_read_as_straight_or_flat(y: list[float], words: str) -> None:
    assert read_series(series(XS, y)).endswith(words)


def test_what_cant_be_drawn_is_counted() -> None:
    assert read_series(series([1, 2, 3], [NAN, INF, 1])).startswith("1 point: x is 3, y is 1. 2 more")
    assert read_series(series([], [])) == "No points to draw."


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=30))
def test_any_series_is_read(points: list[tuple[float, float]]) -> None:
    assert read_series(series([x for x, _ in points], [y for _, y in points]))


def test_a_drawing_has_the_size_of_its_pane() -> None:
    drawing = plotting.draw(figure_of(series(XS, [x * x for x in XS])), 100, 40)
    lines = drawing.text.splitlines()
    assert len(lines) == 40


@pytest.mark.parametrize(
    "part",
    [
        series([], []),
        series([NAN], [1.0]),
        series([1.0], [INF]),
        series([0.0, 1.0], [1e308, -1e308]),
        series([1.0], [2.0]),
        series([1.0, 1.0], [2.0, 2.0]),
    ],
)
def test_odd_series_are_drawn_or_told_and_print_nothing(
    part: Series, capfd: pytest.CaptureFixture[str]
) -> None:
    drawing = plotting.draw(figure_of(part), 50, 12)
    assert drawing.reading
    assert capfd.readouterr() == ("", "")


def test_a_figure_of_many_points_is_thinned_with_its_peaks_kept() -> None:
    points = [(float(x), 9.0 if x == 70_001 else float(x % 7)) for x in range(100_000)]
    kept = plotting.thinned(points)
    assert len(kept) <= plotting.MOST_POINTS
    assert (70_001.0, 9.0) in kept


def test_the_numbers_of_a_series_are_a_table() -> None:
    assert plotting.table(series([-5, 10], [25, 0.5])) == ["−5  25", "10  0.5"]
    assert plotting.table(series([1, 2, 3], [1, 2, 3]), limit=2)[-1] == "and 1 more"


def node(ident: int, name: str, tensors: list[str], *inputs: int) -> Node:
    return {"id": ident, "name": name, "tensors": tensors, "inputs": list(inputs)}


def drawn(*nodes: Node) -> list[str]:
    graph: Graph = {"nodes": list(nodes), "cut": False}
    return [
        f"{twig.stem}{'/'.join(twig.tensors)}{'*' if twig.again else ''}" for twig in outline(graph)
    ]


def test_a_chain_runs_straight_down_from_root_to_leaf() -> None:
    chain = [
        node(0, "SumBackward0", ["l"], 1),
        node(1, "PowBackward0", ["y"], 2),
        node(2, "AccumulateGrad", ["x"]),
    ]
    assert drawn(*chain) == ["┬ l", "│ y", "└ x"]


def test_paths_part_and_a_shared_node_is_named_again() -> None:
    parting = [
        node(0, "MulBackward0", ["l"], 1, 2),
        node(1, "SinBackward0", ["s"], 3),
        node(2, "CosBackward0", ["c"], 3),
        node(3, "AccumulateGrad", ["x"]),
    ]
    assert drawn(*parting) == ["┬ l", "├─┬ s", "│ └ x", "└─┬ c", "  └ x*"]


@given(st.lists(st.sets(st.integers(0, 14), max_size=3), min_size=1, max_size=15))
def test_each_node_is_drawn_once_and_only_once_in_full(edges: list[set[int]]) -> None:
    below = [
        sorted(one for one in inputs if place < one < len(edges)) for place, inputs in enumerate(edges)
    ]
    nodes = [node(place, "N", [str(place)], *inputs) for place, inputs in enumerate(below)]
    twigs = outline({"nodes": nodes, "cut": False})
    assert sorted(twig.tensors[0] for twig in twigs if not twig.again) == sorted(
        map(str, range(len(nodes)))
    )


def test_a_deep_chain_is_drawn_without_recursion() -> None:
    nodes = [
        node(place, "AddBackward0", [], *([place + 1] if place < 4999 else [])) for place in range(5000)
    ]
    assert len(outline({"nodes": nodes, "cut": True})) == 5000


def test_facts_of_a_leaf_say_that_no_backward_has_run() -> None:
    [row] = facts.rows({"x": tensor([1.0, 2.0], requires_grad=True)})
    assert (row.what, row.kind, row.extent) == ("float32 (2,)", "leaf, tracked", "1 … 2")
    assert row.grad == ("", "None: no backward pass has run")


def test_facts_of_modules_are_left_to_one_line() -> None:
    torch = tensor([], kind="module")
    assert facts.rows({"torch": torch}) == []
    assert facts.modules({"torch": torch}) == ["torch"]


ONE = tensor([1.0])


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, ONE, "new"),
        (ONE, ONE, ""),
        (ONE, tensor([1.0]), "made anew"),
        (ONE, tensor([2.0], identity=ONE["identity"]), "values, in place"),
        (ONE, tensor([2.0]), "values"),
        (ONE, altered(ONE, requires_grad=True), "tracked now"),
        (ONE, altered(ONE, retains_grad=True), "keeps its grad"),
        (ONE, altered(ONE, grad=tensor([3.0])), "grad: None → values"),
        (altered(ONE, grad=tensor([3.0])), altered(ONE, grad=tensor([6.0])), "grad: other values"),
    ],
)
def test_what_a_run_changed_is_said(before: Fact, after: Fact, words: str) -> None:
    assert facts.change(before, after) == words


def test_keys_are_written_as_people_write_them() -> None:
    assert shown("ctrl+q") == "Ctrl+Q"
    assert shown("f1") == "F1"
    assert shown("pageup, pagedown") == "PgUp, PgDn"
    assert shown("1 … 9, a … i") == "1 … 9, a … i"


def test_no_key_is_bound_that_a_terminal_sends_for_another() -> None:
    bound = {key.key for key in (*LESSON, *HOME, *EVERYWHERE)}
    assert not bound & {f"ctrl+{letter}" for letter in "hijm["} | {"ctrl+enter"} & bound
    assert not [key for key in bound if key.startswith(("alt+", "super+"))]


def test_every_key_has_a_line_in_the_help() -> None:
    assert all(key.help.endswith(".") for key in (*LESSON, *HOME, *EVERYWHERE))


def test_a_narrow_footer_drops_what_matters_least() -> None:
    keys = [key for key in LESSON if key.label]
    kept, _ = fitting(keys, 40)
    assert kept == sorted(kept, key=keys.index)
    assert {key.label for key in kept} <= {key.label for key in keys}
    assert "help" in {key.label for key in kept}


@pytest.mark.parametrize(
    ("done", "total", "text"), [(0, 9, "▱▱▱▱"), (1, 900, "▰▱▱▱"), (899, 900, "▰▰▰▱"), (9, 9, "▰▰▰▰")]
)
def test_a_bar_is_full_only_at_the_end(done: int, total: int, text: str) -> None:
    assert bar(done, total, 4) == text
