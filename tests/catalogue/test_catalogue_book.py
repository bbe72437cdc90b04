"""The catalogue itself: every entry is made somewhere, says what was done, and nudges."""

from __future__ import annotations

import pytest

from agtutor.formula.slips.sentences import SENTENCES
from agtutor.judge.catalogue.book import BOOK
from agtutor.judge.catalogue.entry import Entry, Raised, Warned, Worked
from agtutor.judge.causes.deepest import CAUSES
from tests.builders import evidence
from tests.catalogue.catalogue_first import FIRST
from tests.catalogue.catalogue_formulas import FORMULAS
from tests.catalogue.catalogue_later import LATER
from tests.judge.judge_factory import failure

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


def test_a_slip_of_calculus_has_the_words_of_formulas_too() -> None:
    worked = [sign.slip for entry in ENTRIES for sign in entry.signs if isinstance(sign, Worked)]
    assert {case[-1] for case in FORMULAS} == set(worked) <= SENTENCES.keys()


def test_an_exception_is_told_by_its_class_and_a_part_of_its_message() -> None:
    sign = Raised("(Type|Value)Error", r"not \w+able")
    run = evidence(ended="raised", failure=failure("TypeError", "this is\nnot callable"))
    assert sign.fits(run)
    assert not Raised("Error", "not").fits(run)
    assert not sign.fits(evidence())


def test_a_warning_is_told_by_a_part_of_it() -> None:
    assert Warned("reference cycle").fits(evidence(warnings=["UserWarning: a reference cycle"]))
    assert not Warned("reference cycle").fits(evidence())
