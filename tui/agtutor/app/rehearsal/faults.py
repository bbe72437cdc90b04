"""What is wrong with a lesson file, where the lesson is shown."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.errors import LessonError

OLD = "The file doesn't hold a lesson as it stands. Below is the version before it."
NONE_YET = "The file doesn't hold a lesson yet."


def told(head: str, errors: Sequence[LessonError], most: int) -> Content:
    """Return a heading, and the faults with their places, each in a paragraph.

    Args:
        head: what follows from them.
        errors: the faults, in the order of the file.
        most: how many are told; how many more there are is said.
    """
    parts = [Content.styled(f"✗ {head}", LOOK["wrong"])]
    for error in errors[:most]:
        place = Content.styled(f"{error.where}: " if error.where else "", LOOK["name"])
        parts.append(place + inline(f"{error.what} {error.fix}".strip()))
    if len(errors) > most:
        more = len(errors) - most
        parts.append(Content.styled(f"… and {more} more. `agtutor check` lists all.", LOOK["quiet"]))
    return Content("\n").join(parts)


class Faults(Static):
    """What is wrong; takes no room while nothing is."""

    DEFAULT_CSS = """
    Faults { height: auto; max-height: 9; padding: 0 2; background: $surface; display: none; }
    Faults.-on { display: block; }
    Screen.-short Faults { max-height: 4; }
    """

    def show(self, head: str, errors: Sequence[LessonError], most: int = 3) -> None:
        """Show faults under a heading; none of them take it all away."""
        self.update(told(head, errors, most) if errors else "")
        self.set_class(bool(errors), "-on")
