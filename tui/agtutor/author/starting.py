"""A lesson to start from: small, right, and named after its file."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from agtutor.errors import LibraryError, Place
from agtutor.lesson.library import Library
from agtutor.lesson.scalars import quoted, resolve

_STARTER = "starter.yaml"
_ID, _TITLE = "new-lesson", "New lesson"
_SUFFIXES = (".yaml", ".yml")
_LONGEST = 60
_GAPS = re.compile(r"[^a-z0-9]+")


def begin(name: str) -> Path:
    """Write a lesson to start from, and return its file.

    Args:
        name: the path of the file; ``.yaml`` is added where it has no such end.

    Raises:
        LibraryError: the file is there already, its name makes no id, the course has that id, or the
            file can't be written.
    """
    path = Path(name).expanduser()
    path = path if path.suffix in _SUFFIXES else path.with_name(f"{path.name}.yaml")
    text = starter(ident_of(path))
    if path.exists() or path.is_symlink():
        what = "There is a file of that name, and it stays as it is."
        raise LibraryError(what, where=Place(str(path)), fix="Choose another name.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LibraryError(f"It can't be written: {reason}.", where=Place(str(path))) from None
    return path


def ident_of(path: Path) -> str:
    """Return the id that a file's name makes: lower case, with hyphens between its words.

    Raises:
        LibraryError: it makes none, or one that a lesson of the course has.
    """
    ident = _GAPS.sub("-", path.stem.lower()).strip("-")
    if not ident[:1].isalpha() or len(ident) > _LONGEST:
        what = f"`{path.stem}` makes no id: an id begins with a letter, and has at most {_LONGEST} "
        what += "characters, each of a-z, 0-9 and -."
        raise LibraryError(what, fix="Choose another name for the file.")
    if ident in Library().ids:
        what = f"`{ident}` is the id of a lesson of the course, and progress is kept by it."
        raise LibraryError(what, fix="Choose another name for the file.")
    return ident


def starter(ident: str) -> str:
    """Return the text of a small lesson that is right, with that id."""
    text = (resources.files("agtutor.author") / _STARTER).read_text(encoding="utf-8")
    title = ident.replace("-", " ").capitalize()
    for key, old, new in (("id", _ID, ident), ("title", _TITLE, title)):
        text = text.replace(f"\n{key}: {old}\n", f"\n{key}: {_plain(new)}\n", 1)
    return text


def _plain(text: str) -> str:
    """Return a text as YAML reads it: in quotes where it would be something else without."""
    return text if resolve(text) == text else quoted(text)
