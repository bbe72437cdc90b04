"""Code that is being typed, line after line, until it is complete."""

from __future__ import annotations

from dataclasses import dataclass, field

from agtutor.app.complete import is_complete
from agtutor.plain.keyboard import NEW_LINE


@dataclass(slots=True)
class Draft:
    """The lines typed so far.

    Attributes:
        lines: the lines.
        several: whether a complete line doesn't end it, but a blank one does.
    """

    lines: list[str] = field(default_factory=list)
    several: bool = False

    @property
    def open(self) -> bool:
        """Whether there is something that isn't sent yet."""
        return bool(self.lines) or self.several

    @property
    def text(self) -> str:
        """What was typed, without blank lines at its end."""
        return "\n".join(self.lines).rstrip()

    def add(self, typed: str) -> bool:
        """Take a line; return whether what stands there now can be sent.

        A line that ends with Ctrl+N goes on in the next.
        """
        self.lines += typed.split(NEW_LINE)
        if not typed.strip():
            return not self.text or is_complete(self.text + "\n")
        if typed.endswith(NEW_LINE):
            self.lines.pop()
            return False
        return not self.several and is_complete("\n".join(self.lines))

    def take(self) -> str:
        """Return what was typed, and be empty."""
        text = self.text
        self.clear()
        return text

    def clear(self) -> None:
        """Be empty."""
        self.lines, self.several = [], False

    def replace(self, number: int, text: str) -> bool:
        """Put a text in the place of a line, from 1, or add one at the end; False if it is neither."""
        if not 1 <= number <= len(self.lines) + 1:
            return False
        self.lines[number - 1 : number] = [text]
        return True

    def fill(self, code: str) -> None:
        """Take up code that stood elsewhere, to change it."""
        self.lines, self.several = code.rstrip("\n").split("\n"), True
