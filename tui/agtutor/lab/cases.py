"""What a judge process replies to a case, whichever back end started it."""

from __future__ import annotations

from agtutor.case.question import DeriveQuestion
from agtutor.errors import AgtutorError
from agtutor.judge import judge
from agtutor.lab.wire import Message


def load_ahead() -> None:
    """Load what formulas need."""
    import sympy  # noqa: F401

    import agtutor.judge.derivative  # noqa: F401


class Docket:
    """What one judge process has before it."""

    def __init__(self) -> None:
        self._laid: Message = {}

    def answered(self, message: Message) -> Message:
        """Return the reply to a message of the interface's judge.

        Args:
            message: "op" is "lay" with a "case" whose run has not ended yet, "decide" with what the
                run of that case has "got", or with a whole "case", "formula" with a "request", or
                "derivative" or "sample" with a "question".

        Returns:
            A message with "verdict", "derivative" or "sample"; or with "error" and "fix", where it
            can't be judged.
        """
        match message["op"]:
            case "lay":
                self._laid = message["case"]
                return {"event": "laid"}
            case "decide" if "got" in message:
                return _answered({"op": "decide", "case": {**self._laid, "got": message["got"]}})
        return _answered(message)


def _answered(message: Message) -> Message:
    try:
        if message["op"] == "derivative":
            return {"derivative": _derivative(message["question"])}
        if message["op"] == "sample":
            from agtutor.judge.sampling import sample

            return {"sample": sample(message["question"])}
        if message["op"] == "formula":
            from agtutor.judge.derivative import judge_formula

            return {"verdict": judge_formula(message["request"]).to_wire()}
        return {"verdict": judge(message["case"]).to_wire()}
    except AgtutorError as error:
        return {"error": error.what, "fix": error.fix}


def _derivative(question: DeriveQuestion) -> str:
    """Return a derivative as a learner would type it."""
    from agtutor.judge.revealing import revealed

    return revealed(question)
