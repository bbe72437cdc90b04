"""The catalogue itself: every entry is made somewhere, says what was done, and nudges."""

from __future__ import annotations

import pytest

from agtutor.case.question import DeriveQuestion, Interval, Symbol
from agtutor.judge.catalogue.book import BOOK
from agtutor.judge.catalogue.entry import Entry, Raised, Warned, Worked
from agtutor.judge.causes.deepest import CAUSES
from agtutor.judge.derivative import judge_derivative
from tests.builders import evidence
from tests.catalogue.catalogue_first import FIRST
from tests.catalogue.catalogue_formulas import FORMULAS
from tests.catalogue.catalogue_later import LATER
from tests.judge.judge_factory import failure

DOMAINS: dict[str, Interval] = {"x": (-5.0, 5.0), "y": (0.0, 25.0), "z": (5.0, 30.0)}
ENTRIES = list(BOOK.values())


def test_every_entry_is_made_in_some_step() -> None:
    made = {case[-1] for case in (*FIRST, *LATER, *FORMULAS)}
    assert made == BOOK.keys()


def test_every_cause_has_its_words_in_the_book() -> None:
    assert {cause.slip for cause in CAUSES} <= BOOK.keys()


@pytest.mark.parametrize("entry", ENTRIES, ids=BOOK)
def test_an_entry_says_what_was_done_and_nudges(entry: Entry) -> None:
    assert entry.signs
    assert entry.did.endswith(".")
    assert entry.nudge.endswith(("?", "."))
    for words in (entry.did, entry.nudge):
        assert len(words) < 200
        assert words.count("`") % 2 == 0
        assert not any(word in words.lower() for word in ("!", "simply", "obviously", "oops"))


@pytest.mark.parametrize(("of", "wrt", "answer", "slip"), [case[1:] for case in FORMULAS])
def test_a_slip_of_calculus_is_worked_out(of: str, wrt: str, answer: str, slip: str) -> None:
    symbols = [Symbol(name=f"{name}_i", tensor=name, domain=[at]) for name, at in DOMAINS.items()]
    asked = DeriveQuestion(kind="derive", id="q", of=of, wrt=wrt, root="", symbols=symbols, wrong=[])
    assert judge_derivative(asked, answer, None, 0).slip == slip
    assert Worked(slip) in BOOK[slip].signs


def test_an_exception_is_told_by_its_class_and_a_part_of_its_message() -> None:
    sign = Raised("(Type|Value)Error", r"not \w+able")
    run = evidence(ended="raised", failure=failure("TypeError", "this is\nnot callable"))
    assert sign.fits(run)
    assert not Raised("Error", "not").fits(run)
    assert not sign.fits(evidence())


def test_a_warning_is_told_by_a_part_of_it() -> None:
    assert Warned("reference cycle").fits(evidence(warnings=["UserWarning: a reference cycle"]))
    assert not Warned("reference cycle").fits(evidence())
