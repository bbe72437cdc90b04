"""Keys that the learner moved: a small file of lines such as ``lesson.hint = f10``.

What can't be taken is told with its line, and leaves that key where it was.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agtutor.app.keys import MOVED, TABLES, id_of, shown
from agtutor.app.screens.room import Room
from agtutor.errors import AgtutorError, Place
from agtutor.folder import state_folder

if TYPE_CHECKING:
    from textual.app import App

NAME = "keys.conf"
LONGEST = 64 * 1024
"""Bytes of the file that are read."""

_PANES = ("plot", "tensors")
_TOGETHER = (
    *((one, "lesson") for one in ("editor", "pick", *_PANES)),
    *((one, "app") for one in TABLES if one != "app"),
    ("ask", "sheet"),
)
"""The rooms whose keys can be used at the same time."""

_TYPING = ("lesson", "editor", "sheet", "app")
"""The rooms beside which something is typed."""

_SENT_FOR = {"h": "Backspace", "i": "Tab", "j": "Enter", "m": "Enter", "[": "Esc"}
_EDITORS = frozenset(
    "up down left right home end pageup pagedown delete insert ctrl+a ctrl+d ctrl+e ctrl+f ctrl+k "
    "ctrl+l ctrl+u ctrl+v ctrl+w ctrl+x ctrl+y ctrl+z shift+tab".split()
)
PICKING = frozenset("123456789abcdefghi")
"""The keys that pick an option by what it is marked with."""

_ARROWS = frozenset("up down home end".split())
_TYPED = frozenset({"enter", "tab", "space", "backspace"})
_KEY = re.compile(
    r"(?:(?:ctrl|shift)\+)?f(?:[1-9]|1\d|2[0-4])|ctrl\+[a-z\[]|shift\+tab|[a-z0-9]"
    r"|(?:up|down|left|right|home|end|pageup|pagedown|delete|insert|escape|enter|tab|space|backspace|plus|minus)"
)
_LINE = re.compile(r"\s*(?P<id>[\w.]+)\s*=\s*(?P<key>\S+)\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class KeyMap:
    """What a file says.

    Attributes:
        keys: the new key of each action that is moved, by the action's id.
        troubles: what can't be taken, in words, each with its place.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    troubles: Sequence[str] = ()


def path() -> Path:
    """Return where the file is."""
    return state_folder() / NAME


def load() -> KeyMap:
    """Return what the learner's file says; where it can't be read, why not."""
    place = path()
    try:
        with place.open("rb") as file:
            text = file.read(LONGEST).decode()
    except FileNotFoundError:
        return KeyMap()
    except OSError as error:
        return KeyMap(troubles=[_said(f"It can't be read: {error.strerror}.", place, 0)])
    except UnicodeDecodeError:
        return KeyMap(troubles=[_said("It is no text in UTF-8.", place, 0)])
    return read(text, place)


def read(text: str, place: Path) -> KeyMap:
    """Return what a text says.

    Args:
        text: lines of ``id = key``; a ``#`` begins a comment.
        place: the file, for what is told.
    """
    known = known_keys()
    keys: dict[str, str] = {}
    lines: dict[str, int] = {}
    troubles: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.partition("#")[0].strip():
            continue
        found = _LINE.fullmatch(line)
        ident, key = (found["id"], found["key"].lower()) if found else ("", "")
        trouble = _trouble(ident, key, known) if found else "A line is `action = key`."
        if trouble:
            troubles.append(_said(trouble, place, number))
        else:
            keys[ident], lines[ident] = key, number
    while clash := next(_clashes(keys, known), None):
        ident, other = clash
        said = f"{shown(keys.pop(ident))} is the key of `{other}`."
        troubles.append(_said(said, place, lines[ident]))
    return KeyMap(keys, troubles)


def known_keys() -> dict[str, str]:
    """Return the usual key of each action that can be moved, by the action's id."""
    return {id_of(key, room): key.key for room, keys in TABLES.items() for key in keys}


async def move_keys(app: App[Any]) -> None:
    """Put an app's keys where the learner's file has them, and tell what can't be taken of it."""
    found = await asyncio.to_thread(load)
    MOVED.get().clear()
    MOVED.get().update(found.keys)  # footer, help and palette show them by it
    app.set_keymap({**found.keys})
    for room in app.screen_stack:
        if found.keys and isinstance(room, Room):
            room.call_after_refresh(room.refresh_keys)
    for trouble in found.troubles:
        app.notify(trouble, title="The key file", timeout=20, markup=False)


def _trouble(ident: str, key: str, known: Mapping[str, str]) -> str:
    if ident not in known:
        from difflib import get_close_matches

        near = get_close_matches(ident, known, 1)
        return f"There is no action `{ident}`.{f' Did you mean `{near[0]}`?' if near else ''}"
    return refused(key, ident.partition(".")[0])


def refused(key: str, room: str) -> str:
    """Return why an action of a room can't have a key; empty where it can."""
    usual = {one.key for one in TABLES[room]}
    modifiers, _, last = key.rpartition("+")
    if modifiers == "ctrl" and last in _SENT_FOR:
        return f"{shown(key)} can't be told from {_SENT_FOR[last]}: terminals send the same for both."
    if set(modifiers.split("+")) & {"alt", "cmd", "meta", "super", "option"} or key == "ctrl+enter":
        return f"{shown(key)} doesn't reach the tutor on every terminal."
    if not _KEY.fullmatch(key):
        return f"`{key}` is no key that every terminal has."
    if room in _TYPING and (len(key) == 1 or key in _TYPED) and key not in usual:
        return f"{shown(key)} is for typing."
    if room in _TYPING and key in _EDITORS and key not in usual:
        return f"{shown(key)} moves or changes what is typed."
    if room == "pick" and (key in PICKING or key in _ARROWS):
        return f"{shown(key)} picks an option."
    return ""


def _clashes(keys: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each moved action whose key another one has where both can be used, the last one first."""
    now = {**known, **keys}
    for ident in reversed(list(keys)):
        room = ident.partition(".")[0]
        for other, key in now.items():
            near = _near(room, other.partition(".")[0])
            if other != ident and near and key == now[ident]:
                yield ident, other


def _near(one: str, other: str) -> bool:
    return one == other or (one, other) in _TOGETHER or (other, one) in _TOGETHER


def _said(what: str, place: Path, line: int) -> str:
    where = Place(str(place), line, 1) if line else Place(str(place))
    return str(AgtutorError(what, where=where))
