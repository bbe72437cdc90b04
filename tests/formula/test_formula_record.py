"""Frozen values: what trees, tokens and places are made of."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction

import pytest

from agtutor.errors import Place
from agtutor.formula.tree import Add, Mul, Num, Sym, Tree
from agtutor.record import Record

TWO_X: Tree = Mul((Num(Fraction(2)), Sym("x")))


class Point(Record):
    across: int
    up: int = 0


def test_records_are_equal_by_value_and_kind() -> None:
    assert Mul((Num(Fraction(2)), Sym("x"))) == TWO_X
    assert Add((Num(Fraction(2)), Sym("x"))) != TWO_X
    assert len({TWO_X, Mul((Num(Fraction(2)), Sym("x")))}) == 1


def test_a_record_is_shown_as_it_is_made() -> None:
    assert repr(Sym("x", ("i",))) == "Sym(name='x', index=('i',))"


def test_fields_may_be_named_and_have_defaults() -> None:
    assert Point(up=2, across=1) == Point(1, 2)
    assert Point(1) == Point(1, 0)
    assert str(Place("a.yaml", 3, 1)) == "a.yaml:3:1"


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"across": 1}), ((1,), {"left": 1})]
)
def test_wrong_fields_are_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="Point takes across, up"):
        Point(*values, **named)


def test_a_record_never_changes() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="frozen"):
        point.across = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del point.across
    with pytest.raises(AttributeError):
        point.other = 2


def test_a_record_is_copied_and_pickled() -> None:
    assert pickle.loads(pickle.dumps(TWO_X)) == TWO_X == copy.deepcopy(TWO_X)


def test_a_record_is_matched_by_place() -> None:
    match TWO_X:
        case Mul((Num(value), Sym(name))):
            assert (value, name) == (Fraction(2), "x")
        case _:
            pytest.fail("not matched")
