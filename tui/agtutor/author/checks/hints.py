"""Hints: whatever code or formula one holds is tried as an answer, and none may pass."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator, Iterator

from agtutor.author.checks.answers import first, trial
from agtutor.author.claims import Claim
from agtutor.author.stage import Stage
from agtutor.author.trial import Trial
from agtutor.lesson.model import ChoiceStep, CodeStep, DeriveStep, OrderStep, PlotStep, Step

_CODE = re.compile(r"`([^`]+)`")
_FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")
_PLAIN = re.compile(r"\w+|[-−]?\d+(?:\.\d+)?")


async def hint(stage: Stage, claim: Claim) -> AsyncIterator[Trial]:
    """Try what a hint shows."""
    step, asked = stage.step(claim.place), stage.asked(claim.place)
    number = claim.path[-1]
    assert isinstance(number, int)
    text = step.hints[number]
    if isinstance(step, ChoiceStep):
        if _says(step.answer, text):
            told = stage.fault(claim.path, "This hint says the right choice, word for word.")
            yield Trial(claim.step, "hint", "fault", text, fault=told)
        return
    for snippet in dict.fromkeys(_snippets(step, text)):
        verdict = (await stage.answer(claim.place, asked, snippet)).verdict
        fault = None
        if verdict.right:
            what = f"This hint holds a whole answer: {first(snippet)} is accepted."
            fault = stage.fault(claim.path, what, "Leave the last step to the learner.")
        yield trial(claim, "hint", snippet, verdict, fault)


def _snippets(step: Step, text: str) -> Iterator[str]:
    """Yield what a hint shows that could be an answer to its step."""
    codes = _CODE.findall(text)
    match step:
        case CodeStep() | PlotStep():
            runnable = [code for code in codes if _runs(code)]
            yield from runnable
            if len(runnable) > 1:
                yield "\n".join(runnable)
        case DeriveStep():
            # a bare name or number can't be kept out of a hint
            yield from (part for part in _FORMULA.findall(text) + codes if not _PLAIN.fullmatch(part))
        case OrderStep():
            if len(codes) == len(step.items):
                yield "\n".join(codes)
        case _:
            yield from codes


def _runs(code: str) -> bool:
    """Whether a piece of code could be a whole answer: it parses, and is more than a name."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(body) and not re.fullmatch(r"\w+", code.strip())


def _says(answer: str, text: str) -> bool:
    said, whole = (" ".join(re.sub(r"[`$*]", "", part).casefold().split()) for part in (answer, text))
    return len(said.split()) > 1 and said in whole
