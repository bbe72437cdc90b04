"""An editor for code: Tab completes names from what stands in the lab."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from agtutor.app.colouring import NAME, colours, grammar
from agtutor.app.complete import is_complete
from agtutor.app.keys import meant
from agtutor.app.messages import LookWanted
from agtutor.app.widgets.editor import Editor
from agtutor.app.widgets.offers import Offers
from agtutor.app.words import BRACKETS, Word, name_at, partner, word_before

if TYPE_CHECKING:
    from agtutor.case.looking import Look, Offer

_MOVES = {"older": -1, "newer": 1}

UNDERLINED = Style(underline=True, bold=True)
"""How the place of an error looks. No colour: in a terminal without any, it is marked all the same."""

NOTHING = "Nothing that is known begins like that."


class CodeEditor(Editor):
    """An editor for code.

    Attributes:
        offers: the list of names, to be placed beside this editor.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text, complete=is_complete, language=grammar())
        self.offers = Offers()
        self._wrong: tuple[str, int, int] | None = None  # a text, and where in it Python met an error
        self._word: Word | None = None  # the one that was looked up
        self._known: Sequence[Offer] = ()  # what was found for it

    def word_here(self) -> Word | None:
        """Return the name that stands before the cursor."""
        row, column = self.cursor_location
        return word_before(self.get_text_range((0, 0), (row, column)))

    def name_here(self) -> tuple[str, ...] | None:
        """Return the dotted name that the cursor is on."""
        row, column = self.cursor_location
        return name_at(self.document.get_line(row), column)

    def on_mount(self) -> None:
        """Take up the colours of the app's theme, now and when it changes."""
        self._recolour()
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._recolour())

    def mark_error(self, line: int, column: int) -> None:
        """Underline the place of an error until the text changes.

        Args:
            line: from 1; 0 where it isn't known, and nothing is underlined.
            column: in characters, from 1; 0 where it isn't known, and the whole line is underlined.
        """
        if 0 < line <= self.document.line_count:
            source = self.document.get_line(line - 1)
            first = len(source) - len(source.lstrip())
            last = max(first, len(source.rstrip()) - 1)
            self._wrong = self.text, line - 1, min(max(column - 1, first), last)
            self._redraw()

    def get_line(self, line_index: int) -> Text:
        """Return a line with what is marked in it: an error, and brackets that belong together."""
        line = super().get_line(line_index)
        style = self._theme.bracket_matching_style
        for row, column in self._pair_before_cursor() if style else ():
            if row == line_index and style:
                line.stylize(style, column, column + 1)
        if self._wrong is not None and self._wrong[1] == line_index:
            line.stylize(UNDERLINED, self._wrong[2], max(len(line.plain.rstrip()), 1))
        return line

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Return where the other bracket stands; those in strings and comments belong to nothing."""
        if not bracket:
            return None
        found = partner(self.text, len(self.get_text_range((0, 0), search_from)))
        if found is None:
            return None
        before = self.text[:found].split(self.document.newline)
        return len(before) - 1, len(before[-1])

    async def on_key(self, event: events.Key) -> None:
        """Take Tab after a name, and the keys of the list where it is open. Enter is never taken."""
        meaning = meant(event.key, "editor")
        word = self.word_here() if meaning == "complete" and self.selection.is_empty else None
        if event.key == "escape" and self.offers.display:
            self.close_offers()
        elif self.offers.open and meaning in _MOVES:
            self.offers.move(_MOVES[meaning], self._under())
        elif self.offers.open and meaning == "complete":
            self._take(self.offers.name_taken)
        elif word is not None:
            self.close_offers()
            self._word = word
            self.post_message(LookWanted(word.path, word.start, partial(self._found, word)))
        else:
            if meaning == "submit" or not self.offers.open:
                self.close_offers()
            return
        event.prevent_default()
        event.stop()

    def on_blur(self) -> None:
        """Close the list when the cursor goes elsewhere."""
        self.close_offers()

    @on(TextArea.Changed)
    def _edited(self) -> None:
        """Take the mark of an error away: the text isn't the one that raised it."""
        if self._wrong is not None and self._wrong[0] != self.text:
            self._wrong = None
            self._redraw()

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        """Narrow the list down to what is typed, or close it where the cursor left the name."""
        if not self.offers.open:
            return
        word = self.word_here()
        fitting = self._fitting(word) if word is not None else []
        if word is None or [one["name"] for one in fitting] in ([], [word.start]):
            self.close_offers()
        elif fitting != self.offers.offers:
            self.offers.show(fitting, self._under())

    def close_offers(self) -> None:
        """Offer nothing; what is still being looked up comes too late."""
        self._word, self._known = None, ()
        self.offers.close()

    def _found(self, asked: Word, found: Look | None) -> None:
        """Complete what has one way to go on, and offer the names where there are several."""
        word = self.word_here()
        if asked is not self._word or word is None or not asked.goes_on(word):
            return
        self._known = found["names"] if found is not None else ()
        fitting = self._fitting(word)
        if not fitting:
            self._word = None
            self.offers.say(NOTHING, self._under())
        elif len(fitting) == 1:
            self._take(fitting[0]["name"])
        else:
            self._type(_common([one["name"] for one in fitting])[len(word.start) :])
            self.offers.show(fitting, self._under())

    def _take(self, name: str) -> None:
        word = self.word_here()
        self.close_offers()
        if word is not None:
            self._type(name[len(word.start) :])

    def _fitting(self, word: Word) -> list[Offer]:
        """Return what is known of a word that goes on as the one that was looked up."""
        goes_on = self._word is not None and self._word.goes_on(word)
        return [one for one in self._known if goes_on and one["name"].startswith(word.start)]

    def _type(self, text: str) -> None:
        self.move_cursor(self.replace(text, *self.selection).end_location)

    def _pair_before_cursor(self) -> list[Location]:
        """Return both brackets where one ends at the cursor, and none stands under it."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column][-1:]
        if self._matching_bracket_location is not None or not before or before not in BRACKETS:
            return []
        other = self.find_matching_bracket(before, (row, column - 1))
        return [(row, column - 1), other] if other is not None else []

    def _recolour(self) -> None:
        self.register_theme(colours(self.app.theme_variables))
        self.theme = NAME
        self._set_theme(NAME)
        self._redraw()

    def _redraw(self) -> None:
        self.notify_style_update()  # which empties the cache of lines
        self.refresh()

    def _under(self) -> Offset:
        """Return where the name begins that is being typed."""
        word = self.word_here()
        return self.cursor_screen_offset - Offset(len(word.start) if word else 0, 0)


def _common(names: Sequence[str]) -> str:
    """Return what all names begin with."""
    first, last = min(names), max(names)
    size = sum(last.startswith(first[:end]) for end in range(1, len(first) + 1))
    return first[:size]
