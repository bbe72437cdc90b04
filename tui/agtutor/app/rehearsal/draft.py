"""A lesson file that somebody is writing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from agtutor.errors import LibraryError, Place

if TYPE_CHECKING:
    from agtutor.lesson.reader import Loaded

Stamp = tuple[int, int, int] | None
"""When a file was written, how long it is, and which file it is; None where there is none."""


class Draft:
    """The file, and whether it was saved since it was last read.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        """Take a file, which need not hold a lesson yet."""
        self.path = path
        self._read: Stamp = None
        self._seen: Stamp = None

    @classmethod
    def find(cls, name: str) -> Draft:
        """Return the draft of a file, or of a lesson of the course by its id.

        Raises:
            LibraryError: there is no such file.
        """
        from agtutor.lesson.library import Library

        library = Library()
        path = library.path(name) if name in library.ids else Path(name).expanduser()
        if not path.is_file():
            fix = f"`agtutor new {path}` writes a lesson to start from."
            raise LibraryError("There is no such file.", where=Place(str(path)), fix=fix)
        return cls(path)

    async def read(self) -> Loaded:
        """Read the file as it is now.

        Raises:
            LessonErrors: with all that is wrong with it.
        """
        from agtutor.lesson.reader import read_lesson

        self._read = await asyncio.to_thread(self._stamp)
        return await asyncio.to_thread(read_lesson, self.path)

    async def saved(self) -> bool:
        """Tell whether the file has changed since it was read, and rests: two looks found it the same.

        An editor may empty or rename a file on the way to saving it.
        """
        now = await asyncio.to_thread(self._stamp)
        rests, self._seen = now == self._seen, now
        return rests and now != self._read

    def _stamp(self) -> Stamp:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
