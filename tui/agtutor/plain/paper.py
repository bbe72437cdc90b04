"""Where all that plain mode says is written: wrapped lines of text, and nothing that moves a cursor."""

from __future__ import annotations

import errno
import textwrap
from collections.abc import Iterable
from typing import TextIO

from agtutor.app.paragraphs import Paragraph, Piece, paragraphs, pieces
from agtutor.app.spelling import spelled
from agtutor.app.terminal import is_unicode
from agtutor.lab.text import sanitise

NARROWEST = 20
"""Columns that a line may take in any case, however few a terminal says it has."""

_INDENT = "    "
_GLUE = "\u00a0"  # stands for a blank at which a line isn't broken


class Unwritable(Exception):  # noqa: N818 - it says all
    """The stream takes no more.

    Attributes:
        error: why not.
        is_gone: whether whoever read it has gone, as ``head`` does, or a terminal that was closed.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error
        self.is_gone = error.errno in (errno.EPIPE, errno.EIO)


class Paper:
    """A stream of text."""

    def __init__(self, stream: TextIO, encoding: str, columns: int) -> None:
        """Take the stream, the encoding to keep to, and how many cells a line may have."""
        self._stream = stream
        self._encoding = encoding
        self._columns = max(NARROWEST, columns)
        self.ascii = not is_unicode(encoding)

    def say(self, prose: str) -> None:
        """Write prose as a lesson has it: its paragraphs wrapped, its formulas in the line."""
        for found in paragraphs(prose, ascii=self.ascii):
            self._write("\n".join(self._block(found)))

    def note(self, text: str) -> None:
        """Write text wrapped and otherwise as it stands: what is the learner's may look like prose."""
        for line in sanitise(text).split("\n"):
            self._write("\n".join(self._wrapped(line)))

    def tell(self, prose: str) -> None:
        """Write prose, with a blank line behind each paragraph, but not within a list."""
        before = ""
        for found in paragraphs(prose, ascii=self.ascii):
            if before and not before == found.kind == "item":
                self.gap()
            self._write("\n".join(self._block(found)))
            before = found.kind
        if before:
            self.gap()

    def item(self, mark: str, prose: str) -> None:
        """Write one thing of a list behind its mark, such as a number."""
        text = " ".join("".join(self._plain(pieces(prose, ascii=self.ascii))).split("\n"))
        self._write("\n".join(self._wrapped(text, f"{mark} ")))

    def show(self, text: str) -> None:
        """Write text as it stands, such as what code printed."""
        if text:
            self._write(text)

    def code(self, text: str) -> None:
        """Write code as it stands, set in."""
        self._write(textwrap.indent(text, _INDENT))

    def gap(self) -> None:
        """Write an empty line."""
        self._write("")

    def prompt(self, text: str) -> None:
        """Write what stands before what is typed, and leave the line open."""
        self._put(text)

    def close_line(self, text: str = "") -> None:
        """End a line that a prompt left open, where no terminal did so: with what was typed."""
        self._write(text)

    def _block(self, found: Paragraph) -> list[str]:
        text = "".join(self._plain(found.pieces, bare=found.kind == "code"))
        match found.kind:
            case "code":
                return textwrap.indent(text, _INDENT).split("\n")
            case "display":
                return [_INDENT + text.replace(_GLUE, " ")]
            case "item":
                mark, _, rest = text.partition(" ")
                return self._wrapped(rest, "- " if mark == "•" else f"{mark} ")
            case _:
                return [line for part in text.split("\n") for line in self._wrapped(part)]

    def _plain(self, found: Iterable[Piece], *, bare: bool = False) -> Iterable[str]:
        """Yield the pieces as text; code and formulas that are short aren't broken over lines."""
        for text, look in found:
            shown = f"`{text}`" if look == "code" and not bare else text
            whole = look in ("code", "math") and not bare and len(shown) <= self._columns // 2
            yield shown.replace(" ", _GLUE) if whole else shown

    def _wrapped(self, text: str, mark: str = "") -> list[str]:
        lines = textwrap.wrap(
            text,
            self._columns,
            initial_indent=mark,
            subsequent_indent=" " * len(mark),
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line.replace(_GLUE, " ") for line in lines] or [mark.rstrip()]

    def _write(self, text: str) -> None:
        self._put(text + "\n")

    def _put(self, text: str) -> None:
        """Write and flush: what is said has to be there before anything is waited for."""
        try:
            self._stream.write(spelled(sanitise(text), self._encoding))
            self._stream.flush()
        except OSError as error:
            raise Unwritable(error) from error
