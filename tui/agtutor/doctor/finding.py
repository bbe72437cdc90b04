"""The one shape of what was found, and how anything is looked at without hanging or raising."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, TypeVar

Level = Literal["ok", "weak", "missing"]
"""``weak``: it works, and is less good than it could be. ``missing``: it isn't there."""

Value = str | int | float | bool | None | dict[str, "Value"] | list["Value"]
"""What JSON can hold."""

PATIENCE = 3.0
"""Seconds that one look may take: a dead network file system answers never."""

_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        key: its name for scripts; never changes.
        name: its name for people.
        level: how good it is.
        found: what is there, in a few words.
        advice: what that means for the learner and what to do; empty where all is well.
        value: what is there, for scripts.
        vital: whether the tutor can't run where this is missing.
        together: the name under which it shares a line with others, where all is well.
    """

    key: str
    name: str
    level: Level
    found: str
    advice: str = ""
    value: Value = None
    vital: bool = False
    together: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in one area: its name for scripts, its title, and the findings in order."""

    key: str
    title: str
    findings: tuple[Finding, ...]


class _Guard(AbstractContextManager["_Guard"]):
    """Keeps what a look raises: an odd system is a finding, and no reason to stop."""

    error: Exception | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


def attempt(look: Callable[[], _Seen], seconds: float = PATIENCE) -> _Seen | None:
    """Return what a look gives; None where it raises, or takes longer than so many seconds.

    Where this user can start no thread, it may take as long as it takes.
    """
    seen: list[_Seen] = []

    def into() -> None:
        with _Guard():
            seen.append(look())

    thread = threading.Thread(target=into, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no more of them for this user: then without a limit of time
        into()
    else:
        thread.join(seconds)
    return seen[0] if seen else None


def guarded(key: str, title: str, judge: Callable[[], list[Finding]]) -> Group:
    """Return a group of findings; one that says so, where they can't be had on this system."""
    found: list[Finding] = []
    with _Guard() as guard:
        found = judge()
    if guard.error is not None:
        why = f"{type(guard.error).__name__}: {guard.error}"
        advice = "The tutor may run all the same. Tell its makers what system this is."
        found = [Finding("unseen", title, "weak", f"can't be looked at here ({why})", advice)]
    return Group(key, title, tuple(found))


def amount(size: float) -> str:
    """Return a number of bytes in the unit that fits it."""
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "bytes" or size >= 10 else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} TiB"
