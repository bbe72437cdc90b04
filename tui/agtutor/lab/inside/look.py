"""Looking a name up for whoever types it. Nothing runs: see ``static``."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Mapping, Sequence
from types import ModuleType

from agtutor.case.looking import Look, Offer, Sort
from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.signatures import first_sentence, is_ufunc, says, told
from agtutor.lab.inside.static import FUNCTIONS, Member, ancestry, follow, stored


def look(namespace: Mapping[str, Value], path: Sequence[str], start: str = "") -> Look | None:
    """Return what stands behind a dotted name, and what may follow it.

    Args:
        namespace: where it is looked up; Python's own names stand behind it.
        path: the parts of the name; none at all for the names that the namespace has.
        start: how the names that may follow have to begin; with none, private ones are left out.

    Returns:
        None where that can't be told without running code.
    """
    if not path:
        return Look(sort="value", told="", says="", names=_everywhere(namespace, start))
    found = follow({**vars(builtins), **namespace}, path)
    if found is None:
        return None
    names = _offers(stored(found.value), start)
    return Look(sort=_sort(found.value), told=told(found), says=says(found), names=names)


def _everywhere(namespace: Mapping[str, Value], start: str) -> list[Offer]:
    """Return the learner's own names, then Python's words, then what Python brings along."""
    own = {name: Member(value) for name, value in namespace.items()}
    words = [word for word in keyword.kwlist if word.startswith(start)]
    brought = {
        name: Member(value)
        for name, value in vars(builtins).items()
        if name not in own and name not in words
    }
    return [
        *_offers(own, start),
        *(Offer(name=word, sort="keyword", told="", says="") for word in words),
        *_offers(brought, start),
    ]


def _offers(found: Mapping[str, Member], start: str) -> list[Offer]:
    """Return what begins in a way, in the order of the alphabet."""
    return [
        Offer(
            name=name,
            sort=_sort(member.value),
            told=told(member),
            says=first_sentence(says(member)),
        )
        for name, member in sorted(found.items(), key=lambda pair: pair[0].lower())
        if name.startswith(start) and name.isidentifier() and _is_public(name, start)
    ]


def _is_public(name: str, start: str) -> bool:
    """Tell whether a name is offered: private ones are to those who ask for them."""
    return not name.startswith("_") or (start.startswith("_") and not name.startswith("__"))


def _sort(value: Value) -> Sort:
    kinds = ancestry(type(value))
    if ModuleType in kinds:
        return "module"
    if type in kinds:
        return "class"
    return "function" if type(value) in FUNCTIONS or is_ufunc(value) else "value"
