"""What the learner chose for good: a small file in the state folder, which may break or be missing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from agtutor.folder import state_folder
from agtutor.record import Record

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 0.2
"""Seconds that the first frame waits for the file, at the most: a home may be slow."""

_NAME = "settings.json"
_LONGEST = 64 * 1024


class Settings(Record):
    """The learner's choices.

    Attributes:
        theme: the name of a theme; empty where none was chosen.
        low_bandwidth: whether as little as possible is sent to the terminal.
    """

    theme: str = ""
    low_bandwidth: bool = False

    @classmethod
    def read(cls, folder: Path | None = None) -> Settings:
        """Return what the file says; of what it says wrongly or not at all, the default.

        Args:
            folder: where the file is; the learner's state folder, if None.
        """
        try:
            with (folder or state_folder()).joinpath(_NAME).open("rb") as file:
                text = file.read(_LONGEST)
        except OSError:
            return cls()
        import json  # only where there is a file

        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(found, dict):
            return cls()
        theme, low_bandwidth = found.get("theme"), found.get("low_bandwidth")
        return cls(
            theme if isinstance(theme, str) else cls().theme,
            low_bandwidth if isinstance(low_bandwidth, bool) else cls().low_bandwidth,
        )

    def write(self, folder: Path | None = None) -> str:
        """Put the choices on disk, whole or not at all.

        Args:
            folder: where the file goes; the learner's state folder, if None.

        Returns:
            Why that failed; empty where it didn't.
        """
        import contextlib
        import json
        import os
        import tempfile
        from pathlib import Path

        place = folder or state_folder()
        chosen = {"theme": self.theme, "low_bandwidth": self.low_bandwidth}
        try:
            place.mkdir(parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(prefix=".settings-", dir=place)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    json.dump(chosen, file, indent=2)
                Path(path).replace(place / _NAME)
            except OSError:
                with contextlib.suppress(OSError):
                    Path(path).unlink()
                raise
        except OSError as error:
            return error.strerror or str(error)
        return ""


def remember(theme: str | None = None, low_bandwidth: bool | None = None) -> str:
    """Change what is given and keep all else; return why that failed, or nothing."""
    was = Settings.read()
    return Settings(
        was.theme if theme is None else theme,
        was.low_bandwidth if low_bandwidth is None else low_bandwidth,
    ).write()


class Early:
    """The settings, read while other things are imported."""

    def __init__(self) -> None:
        """Start to read them."""
        self._settings = Settings()
        self._thread = threading.Thread(target=self._read, daemon=True)  # a hung disk holds nothing up
        self._thread.start()

    def _read(self) -> None:
        self._settings = Settings.read()

    def get(self, patience: float = PATIENCE) -> Settings:
        """Return the settings, or the defaults where the disk takes longer than that many seconds."""
        self._thread.join(patience)
        return self._settings
