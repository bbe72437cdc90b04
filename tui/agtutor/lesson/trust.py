"""Whether the learner said yes to a lesson from outside the course: once for each content, by its hash.

The code of a lesson runs on the learner's machine, so opening a file that came from elsewhere is a
decision, and a changed file is another one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agtutor.errors import LibraryError, Place
from agtutor.lesson.library import Library

if TYPE_CHECKING:
    from agtutor.lesson.reader import Loaded


def is_trusted(loaded: Loaded, store_dir: Path, library: Library | None = None) -> bool:
    """Tell whether a lesson's code may run: it is of the course, or was said yes to as it is now.

    Args:
        loaded: the lesson.
        store_dir: the learner's state folder.
        library: the course; the installed one by default.
    """
    return (library or Library()).holds(loaded) or _mark(loaded, store_dir).is_file()


def trust(loaded: Loaded, store_dir: Path) -> None:
    """Remember that the learner said yes to a lesson's content.

    Raises:
        LibraryError: where that can't be written down.
    """
    mark = _mark(loaded, store_dir)
    try:
        mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark.write_text(f"{loaded.lesson.id}\n{loaded.path}\n", encoding="utf-8", errors="replace")
    except OSError as error:
        what = f"That you trust this lesson can't be written down: {error.strerror}."
        fix = "You will be asked again next time."
        raise LibraryError(what, where=Place(str(mark)), fix=fix) from None


def _mark(loaded: Loaded, store_dir: Path) -> Path:
    """Return the file that stands for a yes: one for each content, so that two writers never meet."""
    return store_dir / "trusted" / loaded.digest
