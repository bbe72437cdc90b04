"""What lies over a screen: help, history, a question."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from agtutor.app.keys import key_of

Result = TypeVar("Result")


class Sheet(ModalScreen[Result], Generic[Result]):
    """A screen over another. Its styles are read when the first of its kind is opened."""

    CSS_PATH: ClassVar[Path] = Path(__file__).parents[1] / "styles" / "sheets.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", priority=True, id="sheet.close"),
    ]

    @staticmethod
    def closes() -> str:
        """Return how it is closed, in two words."""
        return f"{key_of('close', 'sheet')} closes"

    def action_close(self) -> None:
        """Close it, and give nothing back."""
        self.dismiss()
