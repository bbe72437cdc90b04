"""Steps that are answered with code: the learner's run against the solution's, deepest cause first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import CodeQuestion, Wrong
from agtutor.case.verdict import Verdict
from agtutor.judge import calls, grads, kept, syntax
from agtutor.judge.causes.deepest import deepest
from agtutor.judge.causes.warned import right
from agtutor.judge.drawing import wrong_drawing
from agtutor.judge.foreseen import nudge
from agtutor.judge.names import compare
from agtutor.judge.raised import explained, raised
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.showing import not_shown
from agtutor.judge.stops import stopped
from agtutor.judge.unreadable import unreadable
from agtutor.judge.verdicts import wrong_verdict

BACKWARD = "backward"


def judge_code(
    question: CodeQuestion,
    answer: str,
    before: dict[str, Fact],
    expected: Evidence | None,
    got: Evidence | None,
) -> Verdict:
    """Return the verdict on code that ran once.

    Args:
        question: of kind code, plot or experiment.
        answer: the learner's text.
        before: facts about the names before either ran.
        expected: evidence of the solution's run; None for an experiment.
        got: evidence of the learner's run; None where there was none.
    """
    if not syntax.parse(answer).body and (got is None or got["ended"] != "unreadable"):
        return Verdict("unreadable", "There is no code here yet.", slip="nothing-typed")
    if got is None:
        return Verdict(
            "undecided", "Your code did not run, so there is nothing to judge. Run it again."
        )
    if got["ended"] == "unreadable" and got["failure"] is not None:
        return unreadable(got["failure"], answer)
    if got["ended"] in ("stopped", "unreadable"):
        return stopped(got, question["deadline"])
    if question["kind"] == "experiment":
        return _experiment(question, answer, before, got)
    if expected is None or expected["ended"] != "fine":
        return Verdict(
            "undecided", "The lesson's own solution did not run here, so this can't be judged."
        )
    scene = Scene(question, answer, before, expected, got)
    verdict = raised(scene) if got["ended"] == "raised" else _compare(scene)
    return authors_words(question["wrong"], answer, verdict, syntax.same_code)


def _experiment(question: CodeQuestion, answer: str, before: dict[str, Fact], got: Evidence) -> Verdict:
    """An experiment is passed by running it; an error is an outcome, and gets its words."""
    if got["ended"] != "raised":
        return Verdict("right", "")
    told = explained(Scene(question, answer, before, got, got))
    failure = got["failure"]
    name = failure["type"] if failure else "an error"
    return Verdict("right", f"It ended with {name}." + (f" {told.message}" if told else ""))


def _compare(scene: Scene) -> Verdict:
    for look in LOOKS:
        found = look(scene)
        if found:
            told = deepest(scene, found)
            return Verdict(told.ruling, told.message, slip=told.slip, more=told.more)
    return right(scene)


def _forbidden(scene: Scene) -> Difference | None:
    """Find a call that must not be made: what it changed is a consequence."""
    made = [call for call in scene.question["never"] if call in scene.got["calls"] and call != BACKWARD]
    if made:
        return calls.not_to_be_made(made[0])
    if BACKWARD not in scene.question["never"] or BACKWARD not in scene.got["calls"]:
        return None
    leaf = next(
        (name for name, fact in scene.got["names"].items() if fact.get("grad") is not None), None
    )
    if leaf is None:
        return Difference(
            "backward-too-soon",
            "You ran `backward`. This step is about what stands before it; your tensors are back as "
            "they were.",
        )
    return grads.filled(scene, leaf)


def _names(scene: Scene) -> Difference | None:
    return compare(scene, kept.wanted(scene))


def _calls(scene: Scene) -> Difference | None:
    """Find a call that had to be made. Without it a gradient is missing, or was put there by hand."""
    asked, made = Counter[str](scene.question["calls"]), Counter(scene.got["calls"])
    lacking = [call for call in asked if not made[call]]
    if lacking and lacking[0] != BACKWARD:
        return calls.lacking(scene, lacking[0])
    if lacking:
        return grads.no_backward(scene)
    found = grads.by_hand(scene) if asked[BACKWARD] else None
    few = [call for call, times in asked.items() if made[call] < times]
    return found or (calls.too_few(few[0], made[few[0]], asked[few[0]]) if few else None)


def _drawn(scene: Scene) -> Difference | None:
    return wrong_drawing(scene) if scene.question["figure"] else None


def _verdict(scene: Scene) -> Difference | None:
    return wrong_verdict(scene) if scene.question["verdict"] else None


LOOKS: tuple[Callable[[Scene], Difference | None], ...] = (
    _forbidden,
    kept.damaged,
    _names,
    _calls,
    _drawn,
    not_shown,
    _verdict,
)
"""What is compared, in the order of depth: the first that finds something is told."""


def authors_words(
    wrong: list[Wrong], answer: str, verdict: Verdict, same: Callable[[str, str], bool]
) -> Verdict:
    """Put the author's slip and words in the place of our own, where they foresaw this very answer.

    Only a wrong answer gets them: an author's claim that something is wrong is no proof of it.
    """
    if verdict.ruling != "wrong":
        return verdict
    for entry in wrong:
        if same(entry["answer"], answer):
            more = nudge(entry, verdict.slip, verdict.more)
            return Verdict("wrong", entry["say"] or verdict.message, entry["slip"], more, verdict.span)
    return verdict
