"""Copies: to the terminal's clipboard, and into a file, as no terminal says whether it took one."""

from __future__ import annotations

import asyncio
import os

from textual.app import App

from agtutor.folder import state_folder

NAME = "copied.txt"
"""The file, in the state folder; it holds the last copy."""

KEPT = "Copied. Where this terminal takes no copies, find it in `{path}`."
UNKEPT = "Copied, if this terminal takes copies: no file of it can be written ({reason})."


class CopyingApp(App[None]):
    """An app that keeps in a file what it copies, from whichever screen."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text to the terminal (OSC 52) and into the file, and say where that is."""
        super().copy_to_clipboard(text)
        self.run_worker(self._keep(text))

    async def _keep(self, text: str) -> None:
        self.notify(await asyncio.to_thread(keep, text), markup=False)


def keep(text: str) -> str:
    """Write a text into the file, for its owner alone; return what to say."""
    path = state_folder() / NAME
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="backslashreplace", opener=_private) as file:
            file.write(text)
    except OSError as error:
        return UNKEPT.format(reason=error.strerror or type(error).__name__)
    return KEPT.format(path=path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
