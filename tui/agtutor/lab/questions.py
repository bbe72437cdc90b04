"""What the lab does with a question before anybody judges: which code runs, and what is measured."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from agtutor.case.evidence import Evidence, Fact, Gradient, cause
from agtutor.case.question import CodeQuestion, DeriveQuestion, PredictQuestion, Question
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.formula.names import symbol
from agtutor.lab.judges import STOPPED
from agtutor.lab.processes import Interrupted
from agtutor.lab.runs import Task
from agtutor.lab.text import sanitise
from agtutor.lab.wire import Message


def key(question: Question) -> str:
    """Return what tells a question from others, for remembering what was gathered for it."""
    return json.dumps(question, sort_keys=True)


def solution_task(question: CodeQuestion) -> Task:
    """Return how the solution is run."""
    return _task(question, question["solution"])


def answer_task(question: CodeQuestion, answer: str) -> Task:
    """Return how a learner's answer is run."""
    return _task(question, answer)


def answer_task_after(
    question: CodeQuestion, answer: str, sources: Sequence[Task], names: Mapping[str, Fact]
) -> Task:
    """Return how a learner's answer is run in a process that has run nothing.

    Args:
        question: what the step asks.
        answer: the learner's text.
        sources: what leads to what stands before the step.
        names: facts of what stands there, whose objects are to be recognised.
    """
    known = {name: _identities(fact) for name, fact in names.items()}
    return replace(answer_task(question, answer), after=tuple(sources), known=known)


def prediction_task(question: PredictQuestion) -> Task:
    """Return how the code is run whose outcome is foretold."""
    whens = tuple(choice["when"] for choice in question["choices"])
    return Task(
        question["run"],
        question["id"],
        question["seed"],
        question["deadline"],
        whens=whens,
        allow=tuple(question.get("allow", ())),
    )


def watched(question: CodeQuestion) -> tuple[str, ...]:
    """Return what a run is watched for: what must be read, and what its verdict must depend on."""
    independent = [name for expect in question["expect"].values() for name in expect["independent"]]
    wanted = [*question["reads"], question["verdict"], *independent]
    return tuple(dict.fromkeys(name for name in wanted if name))


def noted(question: CodeQuestion) -> tuple[str, ...]:
    """Return which calls of a run are noted."""
    names = (*question["calls"], *question["never"])
    return tuple(dict.fromkeys(name for name in names if name != "backward"))


def measured(question: DeriveQuestion) -> tuple[str, list[str]] | None:
    """Return the tensor to differentiate with respect to, and the other tensors of the formula.

    None where the question isn't about live tensors.
    """
    tensors = {one["name"]: one["tensor"] for one in question["symbols"] if one["tensor"]}
    wrt = tensors.get(question["wrt"]) or tensors.get(symbol(question["wrt"]).name)
    if not question["root"] or wrt is None:
        return None
    return wrt, sorted({tensor for tensor in tensors.values() if tensor != wrt})


def is_measured(case: Message) -> bool:
    """Whether autograd has measured a derivative on live tensors."""
    return case["gradient"] is not None and not case["gradient"]["trouble"]


def sampling_task(question: DeriveQuestion, code: str) -> Task:
    """Return how tensors are made for a derivative that has no live ones, and measured."""
    return Task(code, question["id"] or "derivative", seed=0)


def sampled(sample: Message, evidence: Evidence) -> Gradient | None:
    """Return what autograd measured on tensors made for the purpose; None where it measured nothing.

    Args:
        sample: the program and its tensors, as the judge gives them.
        evidence: what the program left behind.
    """
    fact = evidence["names"].get(sample["name"])
    values = fact.get("values") if fact else None
    if not values:
        return None
    gradient = Gradient(at=sample["at"], values=values, trouble="", sampled=True)
    if "shapes" in sample:
        gradient["shapes"] = sample["shapes"]
    return gradient


def foretold(question: PredictQuestion, truth: Evidence) -> str:
    """Return the right prediction, once the code has run."""
    for choice, holds in zip(question["choices"], truth["whens"], strict=False):
        if holds:
            return choice["text"]
    if truth["failure"] is not None:
        return truth["failure"]["type"]
    return truth["echo"] or truth["output"].strip()


def check_solution(question: CodeQuestion, evidence: Evidence) -> Evidence:
    """Return the evidence of a solution's run.

    Raises:
        LessonError: the solution doesn't run to its end.
    """
    if evidence["ended"] == "fine":
        return evidence
    raise LessonError(
        f"The solution of the step `{question['id']}` does not run to its end: {cause(evidence)}.",
        fix="Tell whoever wrote the lesson; skip the step to go on.",
    )


def verdict_of(reply: Message | None) -> Verdict:
    """Return the verdict in the judge's reply; "undecided" where the judge gave none.

    Raises:
        LessonError: the lesson asks something that can't be judged.
    """
    if reply is None:
        return Verdict(
            "undecided",
            "This could not be decided in the time that there is, so it doesn't count. "
            "Can you write it in a shorter way?",
            slip="judge-timeout",
        )
    if STOPPED in reply:
        return Verdict(
            "stopped",
            "You stopped this before it was decided, so it doesn't count, neither as right nor as a "
            "try. Hand it in again when you like.",
            slip="stopped-interrupt",
        )
    if "failed" in reply:
        why = reply["failed"].strip().splitlines()[-1]
        return Verdict(
            "undecided",
            f"The tutor broke down over this answer, so it doesn't count: `{why}`.",
            slip="judge-failed",
        )
    if "error" in reply:
        raise LessonError(reply["error"], fix=reply["fix"])
    verdict = Verdict.from_wire(reply["verdict"])
    # It quotes what the learner's code raised and printed, and goes to a terminal.
    return replace(verdict, message=sanitise(verdict.message), more=sanitise(verdict.more))


def not_judged(stopped: Interrupted) -> Verdict:
    """Return the verdict on an answer whose learner stopped what it would be compared with."""
    told = f"{stopped.what} Your answer is compared with what that leaves, so it isn't judged."
    return Verdict("stopped", sanitise(f"{told} {stopped.fix}"), slip="stopped-interrupt")


def _identities(fact: Fact) -> Message:
    """Return a fact without all but its identity and that of its gradient."""
    grad = fact.get("grad")
    return {"identity": fact["identity"], "grad": grad and _identities(grad)}


def _task(question: CodeQuestion, code: str) -> Task:
    return Task(
        code,
        question["id"],
        question["seed"],
        question["deadline"],
        shows=tuple(question["shows"]),
        watch=watched(question),
        notes=noted(question),
        allow=tuple(question.get("allow", ())),
    )
