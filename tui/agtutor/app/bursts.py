"""Pastes on terminals that don't mark them: lines that come all at once were not typed."""

from __future__ import annotations

import os
import re
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from agtutor.app.sparing import SparingDriver

TOGETHER = 0.01
"""Seconds within which what follows several characters belongs to them: nobody types that fast."""

LONGEST = 64 * 1024
"""Characters that are taken as one paste, at the most."""

_PIECE = 4096
_TYPED = r"[^\x00-\x08\x0a-\x1f\x7f]"
_LINES = re.compile(rf"{_TYPED}+(?:[\r\n]+{_TYPED}*)+")
_GOES_ON = re.compile(r"[\r\n][^\r\n]*\S")


def marked(text: str) -> str:
    """Return what came at once; where it is several lines, as terminals mark a paste.

    One line with Enter behind it may have been typed over a slow line: it stays as it is.
    """
    if not _LINES.fullmatch(text) or not _GOES_ON.search(text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"\x1b[200~{lines}\x1b[201~"


class BurstDriver(LinuxDriver):
    """Textual's own driver, but what comes at once is read as one."""

    def run_input_thread(self) -> None:
        """Hand on what is typed and pasted, until the app ends."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    for event in parser.feed(marked(self._read(selector, decode))):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self, selector: selectors.BaseSelector, decode: Callable[[bytes], str]) -> str:
        """Return what there is to read; behind several characters, what comes with them too."""
        text = decode(os.read(self.fileno, _PIECE))
        while 1 < len(text) < LONGEST and "\x1b" not in text and selector.select(TOGETHER):
            piece = os.read(self.fileno, _PIECE)
            if not piece:
                break
            text += decode(piece)
        return text


class SparingBurstDriver(BurstDriver, SparingDriver):
    """The same for slow lines."""
