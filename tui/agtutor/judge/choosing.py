"""Picking one of several: by number, by letter, or by its text."""

from __future__ import annotations

import re
import string

from agtutor.case.question import Choice, ChoiceQuestion
from agtutor.case.verdict import Verdict
from agtutor.judge.words import count


def judge_choice(question: ChoiceQuestion, answer: str) -> Verdict:
    """Return the verdict on a choice of which the author knows the truth."""
    picked = pick(question["choices"], answer)
    if isinstance(picked, Verdict):
        return picked
    if picked == question["answer"]:
        return Verdict("right", "")
    return wrong_choice(question["choices"][picked], picked)


def wrong_choice(choice: Choice, place: int) -> Verdict:
    """Return the verdict on a wrong choice: the author's words where there are some."""
    said = (
        choice["say"] or f"It isn't “{choice['text']}”. What would have to be so for that to be right?"
    )
    return Verdict("wrong", said, slip=f"choice-{place + 1}")


def pick(choices: list[Choice], answer: str) -> int | Verdict:
    """Return which choice the answer names, from 0; "unreadable" where it names none or several.

    A number counts from 1, a letter from a; else the text decides, or as much of its start as tells it
    from the others. Capital letters, backticks, dollar signs and spaces don't matter. A choice whose
    text is itself the answer comes first.
    """
    said = plain(answer)
    if not said:
        return Verdict(
            "unreadable", f"Pick one of the {count(len(choices), 'choice')}.", slip="nothing-typed"
        )
    texts = [plain(choice["text"]) for choice in choices]
    if said in texts:
        return texts.index(said)
    mark = re.fullmatch(r"\(?(\d+|[a-z])[).:]?", said)
    place = _place(mark[1]) if mark else -1
    if 0 <= place < len(choices):
        return place
    starting = [i for i, text in enumerate(texts) if text.startswith(said)]
    if len(starting) == 1:
        return starting[0]
    return _unclear(choices, starting)


def plain(text: str) -> str:
    """Return the text without what only sets it: capitals, backticks, dollar signs, extra spaces."""
    return " ".join(re.sub(r"[`$]", "", text).replace("−", "-").casefold().split()).rstrip(".")


def _place(mark: str) -> int:
    return int(mark) - 1 if mark.isdecimal() else string.ascii_lowercase.index(mark)


def _unclear(choices: list[Choice], starting: list[int]) -> Verdict:
    if starting:
        numbers = " and ".join(str(i + 1) for i in starting)
        return Verdict(
            "unreadable", f"Choices {numbers} both start like that. Say its number.", slip="ambiguous"
        )
    return Verdict(
        "unreadable",
        f"Pick one by its number, 1 to {len(choices)}, or by its text.",
        slip="no-such-choice",
    )
