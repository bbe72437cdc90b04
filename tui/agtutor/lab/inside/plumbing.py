"""What the tutor's own work in a process rests on: out of order while the learner's code runs, at most.

A notebook lets its user write ``json.dumps = None`` or ``os._exit = print``. Such changes stand while
code of the learner's runs, and at no other time: then these modules are as they were.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from agtutor.lab.inside.glance import Glance

_MODULES = """_thread contextlib faulthandler gc hashlib importlib._bootstrap io json json.decoder
json.encoder os posixpath queue random resource select signal socket struct sys threading time"""
_CLASSES = (("json.encoder", "JSONEncoder"), ("json.decoder", "JSONDecoder"), ("socket", "socket"))
_NO_FUNCTIONS = frozenset({"modules", "meta_path", "path_hooks"})
"""Of ``sys``, what imports rest on. Anything else that isn't called is the code's to change."""

_Change = tuple[Any, str, Any]
_MISSING = object()


class Plumbing(AbstractContextManager[None]):
    """Has what the learner's code changed stand, inside alone. There is one, and forks inherit it."""

    def __init__(self) -> None:
        self._kept: list[tuple[Any, dict[str, Any], Glance]] = []
        self._theirs: list[_Change] = []

    def bind(self) -> None:
        """Remember how things are, once."""
        if not self._kept:
            self._kept.extend((one, _called(one), Glance(one)) for one in _owners())

    def __enter__(self) -> None:
        self.bind()
        _put_all(self._theirs)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        changes = [
            change
            for owner, kept, glance in self._kept
            if not glance.holds
            for change in _changed(owner, kept)
        ]
        self._theirs = [(owner, name, now) for owner, name, now, _ in changes]
        _put_all([(owner, name, kept) for owner, name, _, kept in changes])


PLUMBING = Plumbing()


def _owners() -> Iterator[Any]:
    for name in _MODULES.split():
        module = sys.modules.get(name)
        if module is not None:  # None bars an import
            yield module
    for place, name in _CLASSES:
        yield getattr(importlib.import_module(place), name)


def _called(owner: Any) -> dict[str, Any]:  # noqa: ANN401 - a module or a class
    return {
        name: value
        for name, value in vars(owner).items()
        if (callable(value) or name in _NO_FUNCTIONS) and not name.startswith("__")
    }


def _changed(owner: Any, kept: dict[str, Any]) -> list[tuple[Any, str, Any, Any]]:  # noqa: ANN401
    now = vars(owner)
    return [
        (owner, name, now.get(name, _MISSING), value)
        for name, value in kept.items()
        if now.get(name, _MISSING) is not value
    ]


def _put_all(changes: list[_Change]) -> None:
    for owner, name, value in changes:
        if value is not _MISSING:
            setattr(owner, name, value)
        elif name in vars(owner):
            delattr(owner, name)
