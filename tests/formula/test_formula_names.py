"""Names: what a lesson declares, and how runs of letters come apart."""

from __future__ import annotations

import pytest

from agtutor.errors import FormulaError
from agtutor.formula.names import Names, symbol
from agtutor.formula.parser import parse
from agtutor.formula.tree import Call, Const, Mul, Neg, Pow, Sym
from agtutor.formula.typeset import line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", Sym("x")),
        ("x_i", Sym("x", ("i",))),
        ("W_{ij}", Sym("W", ("i", "j"))),
        ("W_{i,j}", Sym("W", ("i", "j"))),
        ("x_1", Sym("x", ("1",))),
        ("x_{12}", Sym("x", ("12",))),
        ("xᵢ", Sym("x", ("i",))),
        ("lr", Sym("lr")),
        ("y_hat", Sym("y_hat")),
        ("y_hat_i", Sym("y_hat", ("i",))),
        ("dl_dx", Sym("dl_dx")),
        ("θ", Sym("θ")),
        ("\\theta", Sym("theta")),
        ("x1", Sym("x1")),
    ],
)
def test_a_symbol_is_read_as_lessons_write_it(text: str, expected: Sym) -> None:
    assert symbol(text) == expected


@pytest.mark.parametrize("text", ["", "2x", "x y", "x+1", "_", "x_", "x_{i+1}"])
def test_what_is_no_name_is_no_symbol(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        Names([text])
    assert caught.value.reason == "symbol"


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("xcos", ["x", "cos"]),
        ("wx", ["w", "x"]),
        ("lrx", ["lr", "x"]),
        ("xsinx", ["x", "sin", "x"]),
        ("expx", ["exp", "x"]),
        ("arcsinx", ["arcsin", "x"]),
        ("xe", ["x", "e"]),
        ("SINx", ["SIN", "x"]),
        ("tr", ["t", "r"]),
        ("αx", ["α", "x"]),
    ],
)
def test_letters_split_into_the_fewest_known_words(run: str, words: list[str]) -> None:
    pieces = Names(["x", "w", "lr", "l", "r", "t", "alpha"]).split(run)
    assert pieces is not None
    assert [typed for typed, _ in pieces] == words


@pytest.mark.parametrize("run", ["foo", "xfoo", "fox", "cosinus"])
def test_letters_that_are_no_words_do_not_split(run: str) -> None:
    assert Names(["x"]).split(run) is None


def test_trace_is_a_function_only_before_a_bracket() -> None:
    names = Names(["t", "r", "A"])
    assert parse("tr(A)", names) == Call("tr", (Sym("A"),))
    assert parse("tr A", names) == Mul((Sym("t"), Sym("r"), Sym("A")))


def test_a_symbol_wins_over_a_constant_and_a_function() -> None:
    assert parse("e^x", Names(["x"])) == Pow(Const("e"), Sym("x"))
    assert parse("e^x", Names(["x", "e"])) == Pow(Sym("e"), Sym("x"))
    assert parse("σ(x)", Names(["x"])) == Call("sigmoid", (Sym("x"),))
    assert parse("σ(x)", Names(["x", "sigma"])) == Mul((Sym("sigma"), Sym("x")))
    assert parse("Σx", Names(["x", "Sigma"])) == Mul((Sym("Sigma"), Sym("x")))


@pytest.mark.parametrize("declared", ["theta", "θ"])
@pytest.mark.parametrize("typed", ["theta", "θ", "\\theta", "\\vartheta", "ϑ", "𝜃"])
def test_a_greek_letter_is_one_name_however_it_is_typed(declared: str, typed: str) -> None:
    assert parse(f"-{typed}", Names([declared])) == Neg(Sym(declared))


def test_a_name_with_digits_is_one_name_where_it_is_declared() -> None:
    names = Names(["x1", "x2", "x"])
    assert line(parse("x1x2", names)) == "x1·x2"
    assert line(parse("2x1^2", names)) == "2·x1²"
    with pytest.raises(FormulaError):
        parse("x3", names)


def test_a_name_with_an_underscore_is_no_subscript() -> None:
    names = Names(["y_hat", "x", "x_max"])
    assert parse("y_hat - x", names) == parse("\\hat{y} - x", names)
    assert parse("x y_hat", names) == parse("xy_hat", names)
    assert parse("x_{max}", names) == Sym("x_max")


def test_a_name_that_is_declared_with_one_index_may_be_typed_without_it() -> None:
    assert parse("2x", Names(["x_i", "y_i"])) == parse("2x_i", Names(["x_i"]))
    assert parse("sum(x)", Names(["x_i"])) == parse("sum_i x_i", Names(["x_i"]))
    assert parse("x", Names(["x_i", "x"])) == Sym("x")


@pytest.mark.parametrize("declared", [["x_i", "w_j"], ["x_1", "x_2"], ["x_{ij}"]])
def test_a_name_without_its_index_is_refused_where_it_could_be_another(declared: list[str]) -> None:
    with pytest.raises(FormulaError) as caught:
        parse("2x", Names(declared))
    assert caught.value.reason == "index-missing"
    assert "`x_" in caught.value.fix


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        (["x_i", "n"], "x_in", "xᵢ·n"),
        (["x_i"], "x_ij", "xᵢⱼ"),
        (["W_ij"], "W_12", "W_{1,2}"),
        (["x_i"], "x_12", "x₁₂"),
        (["w_i", "x_i"], "w_ix_i", "wᵢ·xᵢ"),
        (["x"], "x_i_j", "xᵢⱼ"),
        (["x"], "x[i]", "xᵢ"),
        (["x"], "x[i,j]", "xᵢⱼ"),
    ],
)
def test_a_subscript_ends_where_the_names_say(declared: list[str], text: str, expected: str) -> None:
    assert line(parse(text, Names(declared))) == expected


def test_indices_may_be_others_or_none() -> None:
    assert parse("x_q", Names(["x"], indices="pq")) == Sym("x", ("q",))
    with pytest.raises(FormulaError) as caught:
        parse("x_i", Names(["x"], indices=()))
    assert caught.value.reason == "no-index"


def test_max_is_read_only_where_it_is_enabled() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("max(x, 0)", Names(["x"]))
    assert caught.value.reason == "not-here"
    assert line(parse("max(x, 0)", Names(["x"], functions=["max"]))) == "max(x, 0)"
    with pytest.raises(ValueError, match="max, min"):
        Names(functions=["floor"])


@pytest.mark.parametrize(
    ("text", "marked", "way"),
    [
        ("2 sen(x)", "sen", "`sec`"),
        ("2 softpluss(x)", "softpluss", "`softplus`"),
        ("2X", "X", "`x`"),
        ("xz", "z", "`x`"),
        ("xyz", "xyz", "`x`"),
        ("2 lambda", "lambda", "`x`"),
    ],
)
def test_an_unknown_name_is_shown_with_the_nearest_one(text: str, marked: str, way: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text, Names(["x"]))
    assert caught.value.reason == "unknown-name"
    assert text[slice(*caught.value.span)] == marked
    assert way in caught.value.fix
