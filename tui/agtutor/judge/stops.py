"""Words for a run that was ended from outside. None of these counts as an attempt."""

from __future__ import annotations

import re
from collections.abc import Callable

from agtutor.case.evidence import Evidence, Failure, Stop
from agtutor.case.verdict import Verdict
from agtutor.judge.words import number, short

SAFE = "Your tensors are as they were before."

_ALLOCATION = re.compile(
    r"DefaultCPUAllocator|(?:can't|cannot) allocate memory|not enough memory|std::bad_alloc",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:line )?(?P<line>\d+)\s*[:,]?\s*`?(?P<code>.*?)`?", re.DOTALL)


def stopped(got: Evidence, deadline: float) -> Verdict:
    """Return the verdict for evidence that ended "stopped".

    Args:
        got: the run's evidence; its ``stop`` says why, its ``detail`` where or by what.
        deadline: seconds that the run was given.
    """
    reason = got["stop"] or "lost"
    message, more = _WORDS[reason](got["detail"], deadline)
    return Verdict("stopped", f"{message} {SAFE}", slip=f"stopped-{reason}", more=more)


def out_of_memory(failure: Failure) -> bool:
    """Tell whether an exception is torch's for want of memory; Python's own ends a run as a stop."""
    return failure["type"] == "RuntimeError" and _ALLOCATION.search(failure["message"]) is not None


def stopped_for_memory(failure: Failure) -> Verdict:
    """Return the verdict for such an exception, as for a run that was stopped for want of memory."""
    detail = f"line {failure['line']}, `{failure['source'].strip()}`" if failure["line"] else ""
    message, more = _memory(detail, 0.0)
    return Verdict("stopped", f"{message} {SAFE}", slip="stopped-memory", more=more)


def _where(detail: str) -> str:
    """Return `` in line 3, `while True:` `` for what the lab says of the running line."""
    found = _PLACE.fullmatch(detail.strip())
    if found is None:
        return f" in `{short(detail)}`" if detail.strip() else ""
    code = short(found["code"])
    return f" in line {found['line']}" + (f", `{code}`" if code else "")


def _deadline(detail: str, seconds: float) -> tuple[str, str]:
    more = "What makes the loop end?" if re.search(r"\b(while|for)\b", detail) else ""
    return f"Stopped after {number(seconds)} s{_where(detail)}.", more


def _interrupt(detail: str, _seconds: float) -> tuple[str, str]:
    return f"You stopped it{_where(detail)}.", ""


def _flood(detail: str, _seconds: float) -> tuple[str, str]:
    return (
        f"Stopped{_where(detail)}: it printed more than anybody can read.",
        "Print less, or less often.",
    )


def _exit(detail: str, _seconds: float) -> tuple[str, str]:
    how = f" ({short(detail)})" if detail else ""
    return (
        f"Your code ended the process that it ran in{how}, so its result is gone.",
        "Leave out what quits Python: code here ends by reaching its last line.",
    )


_SIGNALS = {
    "SIGSEGV": "it reached for memory that isn't its own",
    "SIGABRT": "a library gave up",
    "SIGKILL": "it was killed from outside, perhaps for want of memory",
    "SIGTERM": "it was told to end",
    "SIGBUS": "it reached for memory that isn't there",
    "SIGFPE": "a division of whole numbers by zero in a library",
    "SIGXCPU": "its time on the processor was used up",
}


def _signal(detail: str, _seconds: float) -> tuple[str, str]:
    name = next((name for name in _SIGNALS if name in detail), "")
    why = f": {_SIGNALS[name]}" if name else ""
    return f"The process that ran your code died{f' of {short(detail)}' if detail else ''}{why}.", ""


def _memory(detail: str, _seconds: float) -> tuple[str, str]:
    where = _where(detail) if _PLACE.fullmatch(detail.strip()) else ""
    return (
        f"Stopped{where}: your code asked for more memory than there is for it.",
        "How many entries does the largest tensor have?",
    )


def _lost(_detail: str, _seconds: float) -> tuple[str, str]:
    return "The run was lost before it could be judged. Run it again.", ""


_WORDS: dict[Stop, Callable[[str, float], tuple[str, str]]] = {
    "deadline": _deadline,
    "interrupt": _interrupt,
    "flood": _flood,
    "exit": _exit,
    "signal": _signal,
    "memory": _memory,
    "lost": _lost,
}
