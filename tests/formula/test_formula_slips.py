"""Slips: the wrong derivatives that a formula invites, each once, and none of them right."""

from __future__ import annotations

import re
import string

import pytest

from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.deciding.decide import held
from agtutor.formula.deciding.ground import Ground
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.slips.bank import Bank, Entry
from agtutor.formula.slips.diagnosis import Diagnosis, diagnose
from agtutor.formula.slips.parens import MOST, regrouped
from agtutor.formula.slips.sentences import SENTENCES
from agtutor.formula.slips.variants import variants
from agtutor.formula.tree import Tree
from agtutor.formula.values.evaluate import value
from agtutor.formula.values.expand import name_of
from agtutor.formula.values.functions import Value
from agtutor.formula.values.points import Point

FORMULAS = [
    ("x^2", "x"),
    ("3x^4 - 2x + 7", "x"),
    ("sin(x^2)", "x"),
    ("e^{-x^2} cos x", "x"),
    ("x^2/(1 + x^2)", "x"),
    ("2^x + x^x", "x"),
    ("ln(ln(x + 3))", "x"),
    ("tanh(a x + b)^2", "x"),
    ("a sin(w x) + b", "w"),
    ("sqrt(1 + sigmoid(x))", "x"),
    ("arctan(x)/x", "x"),
    ("sum_j w_j x_j", "w_i"),
    ("ln sum_j e^{x_j}", "x_i"),
    ("mean((x_j - y_j)^2)", "x_i"),
]


def read(text: str) -> Tree:
    names = ["x_i", "w_i", "y_i"] if "_" in text else ["x", "a", "b", "w"]
    return parse(text, Names(names))


def bank_of(of: str, wrt: str) -> Bank:
    tree, name = read(of), symbol(wrt)
    slope = differentiate(apart(tree, name), name)
    return Bank(tree, slope, name, Ground(slope, {}, name_of(name), [tree]))


def diagnosed(of: str, wrt: str, answer: str) -> Diagnosis | None:
    bank, tree = bank_of(of, wrt), read(answer)
    return diagnose(bank, tree, answer, held(bank.ground, tree), read)


def ids(entries: list[Entry]) -> set[str]:
    return {slip.id for entry in entries for slip in entry.slips}


@pytest.mark.parametrize(("of", "wrt"), FORMULAS)
def test_no_slip_is_the_right_derivative(of: str, wrt: str) -> None:
    bank = bank_of(of, wrt)
    for entry in bank.entries:
        assert held(bank.ground, entry.slips[0].tree).outcome == "different"


@pytest.mark.parametrize(("of", "wrt"), FORMULAS)
def test_every_slip_is_found_by_what_it_gives(of: str, wrt: str) -> None:
    bank = bank_of(of, wrt)
    assert bank.entries
    for entry in bank.entries:
        assert bank.find(entry.slips[0].tree) == entry


@pytest.mark.parametrize(("of", "wrt"), FORMULAS[:4])
def test_slips_that_coincide_are_one_entry(of: str, wrt: str) -> None:
    bank = bank_of(of, wrt)
    entries = bank.entries
    for place, entry in enumerate(entries):
        ground = bank.ground.beside(entry.slips[0].tree)
        assert all(
            held(ground, other.slips[0].tree).outcome != "equal" for other in entries[place + 1 :]
        )


@pytest.mark.parametrize(("of", "wrt"), FORMULAS)
def test_the_slips_of_a_problem_are_made_once_and_kept(of: str, wrt: str) -> None:
    bank = bank_of(of, wrt)
    assert bank.ground.probes
    entries = bank.entries
    assert bank.entries is entries


@pytest.mark.parametrize(("of", "wrt"), FORMULAS)
def test_every_slip_has_words_for_all_its_parts(of: str, wrt: str) -> None:
    bank = bank_of(of, wrt)
    for slip in variants(apart(bank.of, bank.wrt), bank.wrt):
        words = SENTENCES[slip.id]
        fields = {name for _, name, _, _ in string.Formatter().parse(words.say + words.more) if name}
        assert fields <= slip.parts.keys() | {"var", "node"}


def test_one_slip_at_one_node_is_right_everywhere_else() -> None:
    bank = bank_of("sin(x^2) + x^3", "x")
    entry = bank.find(read("cos(x^2) + 3x^2"))
    assert entry is not None
    assert entry.slips[0].id == "chain-no-inner"
    assert entry.slips[0].parts["node"] == read("sin(x^2)")


def test_coinciding_slips_are_worded_for_both() -> None:
    found = diagnosed("e^{2x}", "x", "e^{2x}")
    assert found is not None
    assert found.id == "chain-no-inner"
    assert "The same comes out if" in found.more


def test_the_deepest_node_is_named() -> None:
    found = diagnosed("e^{sin(x^2)}", "x", "cos(x^2) e^{sin(x^2)}")
    assert found is not None
    assert (found.id, r"\sin" in found.say) == ("chain-no-inner", True)
    assert "e^" not in found.say


def test_an_answer_that_is_off_by_no_constant_is_seen_so_at_few_points(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Tree] = []

    def counted(tree: Tree, point: Point) -> Value:
        asked.append(tree)
        return value(tree, point)

    monkeypatch.setattr("agtutor.formula.slips.diagnosis.value", counted)
    assert diagnosed("x^2", "x", "+".join(["erf(x + 9)"] * 40)) is None
    assert 2 <= len(asked) <= 6


def test_what_is_no_known_slip_is_not_guessed_at() -> None:
    assert diagnosed("x^2", "x", "sin x + 1/x") is None


def test_an_answer_that_is_right_on_one_side_is_told_which() -> None:
    found = diagnosed("ln|x|", "x", "1/|x|")
    assert found is not None
    assert (found.id, "$x > 0$" in found.say) == ("domain", True)


def test_agreeing_where_nothing_moves_says_less_than_the_slip() -> None:
    found = diagnosed("relu(3x)", "x", "(1 + sign(x))/2")
    assert found is not None
    assert found.id == "chain-no-inner"
    found = diagnosed("relu(3x)", "x", "3")
    assert found is not None
    assert found.id == "domain"


def test_a_constant_factor_is_told_only_on_the_second_miss() -> None:
    found = diagnosed("x^2", "x", "3x")
    assert found is not None
    assert found.id == "const-factor"
    assert "3/2" not in found.say
    assert "3/2 times" in found.more


def test_constants_of_no_human_size_are_no_slip() -> None:
    assert diagnosed("x^2", "x", "2x + 10^-30") is None
    assert diagnosed("x^2", "x", "10^30 x") is None


def test_the_integral_of_its_own_derivative_is_called_unchanged() -> None:
    found = diagnosed("e^x + x", "x", "e^x + x")
    assert found is not None
    assert found.id == "unchanged"


@pytest.mark.timeout(60)
def test_a_hostile_formula_has_a_bounded_bank() -> None:
    nested = "x"
    for _ in range(9):
        nested = f"sin({nested} + x)"
    assert len(bank_of(nested, "x").entries) < 600


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1/1+x^2", "1/(1+x^2)"),
        ("2x+1^3", "2(x+1)^3"),
        ("3*x+1", "3*(x+1)"),
        ("sin x+1", "sin (x+1)"),
        ("e^x+1", "e^(x+1)"),
        ("x+1 cos x", "(x+1) cos x"),
        ("1/2sqrt(x)", "1/(2sqrt(x))"),
        ("-1/xx", "-1/(xx)"),
        ("1/2x^2 + 1", "1/(2x^2) + 1"),
        ("e^kt", "e^(kt)"),
        ("x^-3/2 + 1", "x^(-3/2) + 1"),
        ("1/(ln10 x)", "1/(ln(10) x)"),
        ("1/cos x^2", "1/cos (x)^2"),
        ("sum_j x_j (1 - y)", "(sum_j x_j) (1 - y)"),
        (r"\sum_{j} x_j \cdot y", r"(\sum_{j} x_j) \cdot y"),
    ],
)
def test_a_missing_pair_of_brackets_is_tried(text: str, meant: str) -> None:
    tried = {other.replace(" ", "") for other in regrouped(text)}
    assert meant.replace(" ", "") in tried
    assert len(tried) <= MOST


def test_texts_without_a_loose_part_have_no_brackets_to_miss() -> None:
    assert list(regrouped("2x cos(x^2)")) == []
    assert list(regrouped("-x")) == []
    assert len(list(regrouped("1/x+" * 70 + "1"))) == 0
    assert len(list(regrouped("1/2x^3y" * 11))) <= MOST


@pytest.mark.parametrize("ident", sorted(SENTENCES))
def test_words_follow_the_house_voice(ident: str) -> None:
    words = SENTENCES[ident]
    for sentence in (words.say, words.more):
        assert sentence[0].isupper() or sentence[0] == "{"
        assert sentence[-1] in ".?"
        assert "!" not in sentence
        assert not re.search(r"\b(simply|just|obviously|oops|wrong)\b", sentence, re.IGNORECASE)
    assert words.also[-1] not in ".?"
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", ident)
