"""LaTeX as it stands in prose, to a layout tree. Every command is known, or refused with its place.

The grammar is TeX's own where it matters here: braces group, ``^`` and ``_`` take one item, blanks
don't count. Nothing is guessed: what isn't understood is an error, never another formula.
"""

from __future__ import annotations

from agtutor.formula.typesetting import glyphs
from agtutor.formula.typesetting.brackets import grouped
from agtutor.formula.typesetting.dressing import accented, in_face
from agtutor.formula.typesetting.grids import ENVIRONMENTS, grid
from agtutor.formula.typesetting.mathtree import (
    Atom,
    Brace,
    Fence,
    Frac,
    Layout,
    Root,
    Row,
    Script,
    Space,
    Words,
    walk,
)
from agtutor.formula.typesetting.scanner import Scanner, refusal, unknown
from agtutor.formula.typesetting.spacing import alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 8000
"""Characters that one formula may have: what the longest answer comes to in LaTeX, and more."""
DEEPEST = 130
"""How deep arguments and groups may nest while they are read."""
DEEPEST_TREE = 190
"""How deep a layout may nest; one level of an answer's tree takes three of its at most."""
_DEPTH_OF_A_GRID = 5
"""Levels that a matrix counts for: it takes more of the stack than other groups."""
MOST_CELLS = 1000
"""Entries that one matrix may have."""

_FRACTIONS = {"frac": False, "dfrac": False, "cfrac": False, "tfrac": True}
_CLOSERS = ("}", "\\right", "\\end")
_PARTERS = ("&", "\\\\")
_SHRINKS = frozenset(
    f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)
"""Sizes of brackets, which find their own here."""
_RAISED = {small: sign for sign, small in glyphs.SUPERSCRIPTS.items() if small not in "′°"}
_LOWERED = {small: sign for sign, small in glyphs.SUBSCRIPTS.items()}


def parse(source: str) -> Row:
    """Return the layout of a piece of LaTeX, without the dollar signs around it.

    Raises:
        FormulaError: with the span, in the source, of what isn't known or isn't closed.
    """
    if len(source) > LONGEST:
        raise refusal(f"A formula may have {LONGEST} characters.", LONGEST, len(source))
    reader = _Reader(source)
    row = reader.row()
    if reader.place < len(source):
        reader.peek()
        start = reader.place
        piece = reader.take()
        if piece in _PARTERS:
            raise refusal(f"`{piece}` stands outside of rows and columns.", start, reader.place)
        raise refusal(f"`{piece}` closes what nothing opened.", start, reader.place)
    if all(isinstance(item, Space) for item in row.items):
        raise refusal("There is nothing to typeset here.", 0, len(source), "Write a formula.")
    if any(depth > DEEPEST_TREE for _, depth in walk(row)):
        raise refusal("Groups nest too deep.", 0, len(source), "Give a part of it a name.")
    return row


class _Reader(Scanner):
    """The rules."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.depth = 0

    def row(self, *ends: str) -> Row:
        """Read items up to, and not past, one of these tokens, or to what can't go on."""
        self._deeper()
        items: list[Layout] = []
        while (piece := self.peek()) and piece not in ends and piece not in _CLOSERS + _PARTERS:
            items += self._scripted(piece)
        self.depth -= 1
        return grouped(items)

    def argument(self) -> Row:
        """Read one item: a group in braces, or a single token."""
        piece, start = self.peek(), self.place
        if piece == "{":
            return self.group()
        if not piece or piece in _CLOSERS + _PARTERS or piece in ("^", "_", "'", "′"):
            raise refusal("Something is missing here.", max(0, start - 1), start, "Use braces.")
        self._deeper()
        if piece.isascii() and piece.isdigit():  # \frac12 takes one digit for each
            self.take()
            row = Row((Atom(piece, piece),))
        else:
            row = Row((self._item(),))
        self.depth -= 1
        return row

    def group(self) -> Row:
        """Read a group in braces."""
        self.peek()
        start = self.place
        if self.take() != "{":
            raise refusal("A group in braces is missing here.", max(0, start - 1), start)
        row = self.row()
        if self.peek() != "}":
            raise refusal("This brace is never closed.", start, start + 1)
        self.take()
        return row

    def _deeper(self, by: int = 1) -> None:
        self.depth += by
        if self.depth > DEEPEST:
            end = min(self.place + 1, len(self.source))
            raise refusal("Groups nest too deep.", end - 1, end, "Give a part of it a name.")

    def _scripted(self, piece: str) -> tuple[Layout, ...]:
        """Read an item and what hangs on it. A group on which nothing hangs is but its items."""
        start = self.place
        if piece in ("^", "_", "\\limits"):
            self.take()
            raise refusal(f"`{piece}` hangs on nothing.", start, self.place, "Put its base before it.")
        base = Row(()) if piece in ("'", "′") else self._item()
        sub, sup = self._scripts()
        if isinstance(base, Row):
            base = alone(base) or base
        if sub or sup:
            return (Script(base, sub, sup),)
        if piece == "{" and isinstance(base, Atom) and base.kind != "ord":
            return (Atom(base.text, base.plain),)
        return base.items if isinstance(base, Row) else (base,)

    def _scripts(self) -> tuple[Row | None, Row | None]:
        """Read what hangs on a base: what is below it, and what is above it with the primes first."""
        primes: list[Layout] = []
        hung: dict[str, Row] = {}
        while piece := self.peek():
            start = self.place
            if piece == "\\limits":
                self.take()
            elif piece in ("'", "′") and "^" not in hung:
                self.take()
                primes.append(Atom("′", "'"))
            elif sign := self._script_sign(piece):
                if sign in hung:
                    raise self._twice(sign, start)
                hung[sign] = self._script(piece)
            else:
                break
        sup = (*primes, *(hung["^"].items if "^" in hung else ()))
        sub = hung.get("_", Row(()))
        return (sub if sub.items else None), (Row(sup) if sup else None)

    @staticmethod
    def _script_sign(piece: str) -> str:
        """Return which script a token begins, or ""; a prime after a power begins a second one."""
        if piece in ("^", "'", "′") or piece in _RAISED:
            return "^"
        return "_" if piece == "_" or piece in _LOWERED else ""

    def _script(self, piece: str) -> Row:
        if piece in ("^", "_"):
            self.take()
            return self.argument()
        table = _RAISED if piece in _RAISED else _LOWERED
        items: list[Layout] = []
        while (piece := self.peek()) in table:
            self.take()
            items.append(self._character(table[piece], self.place - 1))
        return grouped(items)

    def _twice(self, sign: str, start: int) -> Exception:
        self.take()
        return refusal(f"A second `{sign}` on the same base.", start, self.place, "Use braces.")

    def _item(self) -> Layout:
        piece = self.peek()
        start = self.place
        if piece == "{":
            return self.group()
        self.take()
        if piece.startswith("\\"):
            return self._command(piece, start)
        following = self.source[self.place : self.place + 1]
        if piece.isascii() and (piece.isdigit() or (piece == "." and following.isdigit())):
            return self._number(start)
        return self._character(piece, start)

    def _character(self, piece: str, at: int) -> Atom:
        if piece in glyphs.CHARACTERS:
            return Atom(*glyphs.CHARACTERS[piece])
        if piece.isascii() and piece.isalnum():
            return Atom(piece, piece)
        raise self.stranger(piece, at)

    def _number(self, start: int) -> Atom:
        pointed = self.source[start] == "."
        while self.place < len(self.source):
            here, following = self.source[self.place], self.source[self.place + 1 : self.place + 2]
            point = here == "." and not pointed and following.isascii() and following.isdigit()
            if not (here.isascii() and here.isdigit()) and not point:
                break
            pointed = pointed or point
            self.place += 1
        digits = self.source[start : self.place]
        return Atom(digits, digits)

    def _command(self, piece: str, start: int) -> Layout:
        name = piece[1:]
        sign = glyphs.SYMBOLS.get(name) or glyphs.FUNCTIONS.get(name)
        if sign:
            return Atom(*sign)
        if name in glyphs.SPACES or name.isspace():
            return Space(glyphs.SPACES.get(name, 1))
        if name in _FRACTIONS:
            return Frac(self.argument(), self.argument(), _FRACTIONS[name])
        if name in glyphs.WORDS:
            return Words(self.raw())
        if name in glyphs.NAMES:
            return self._name(name, start)
        if name in glyphs.FACES:
            return in_face(self.argument(), glyphs.FACES[name])
        if name in glyphs.ACCENTS or name in glyphs.WIDE_ACCENTS:
            return accented(glyphs.WIDE_ACCENTS.get(name, name), self.argument())
        if name in _SHRINKS or name == "displaystyle":
            return Row(())
        if name in _BUILDERS:
            return _BUILDERS[name](self, start)
        raise unknown(piece, start, self.place, sorted(KNOWN))

    def _name(self, name: str, start: int) -> Atom:
        text = self.raw().strip()
        plain = glyphs.folded(text)
        if not text or plain is None:
            raise refusal("The name is empty.", start, self.place)
        return Atom(text, plain, glyphs.NAMES[name])

    def root(self, _start: int) -> Layout:
        """Read the rest of a root."""
        index = None
        if self.peek() == "[":
            opened = self.place
            self.take()
            index = self.row("]")
            if self.take() != "]":
                raise refusal("This bracket is never closed.", opened, opened + 1)
        return Root(self.argument(), index if index and index.items else None)

    def fence(self, start: int) -> Layout:
        r"""Read from ``\left`` to its ``\right``."""
        left = self._delimiter()
        body = self.row()
        if self.peek() != "\\right":
            raise refusal("This `\\left` has no `\\right`.", start, start + 5)
        self.take()
        return Fence(left, body, self._delimiter())

    def _delimiter(self) -> str:
        self.peek()
        start = self.place
        piece = self.take()
        if piece == ".":
            return ""
        table = glyphs.BRACKETS if piece.startswith("\\") else glyphs.CHARACTERS
        sign = table.get({"<": "⟨", ">": "⟩"}.get(piece, piece.removeprefix("\\")))
        if not sign or sign[2] not in ("open", "close", "bar"):
            raise refusal("A bracket has to stand here.", start if piece else start - 1, self.place)
        return sign[0]

    def environment(self, start: int) -> Layout:
        r"""Read from ``\begin`` to its ``\end``."""
        name = self.raw()
        if name not in ENVIRONMENTS:
            known = ", ".join(f"`{one}`" for one in ENVIRONMENTS)
            raise refusal(
                f"The environment `{name}` is not known here.",
                start,
                self.place,
                f"These are: {known}.",
            )
        columns = self._columns() if name == "array" else ""
        self._deeper(_DEPTH_OF_A_GRID)
        rows = self._rows()
        self.depth -= _DEPTH_OF_A_GRID
        if self.peek() != "\\end":
            raise refusal(f"This `{name}` has no end.", start, start + 6)
        self.take()
        if (ended := self.raw()) != name:
            raise refusal(f"`{name}` ends as `{ended}`.", start, self.place)
        if len(rows) * max(map(len, rows)) > MOST_CELLS:
            raise refusal(f"A matrix may have {MOST_CELLS} entries.", start, self.place)
        return grid(name, rows, columns)

    def _columns(self) -> str:
        self.peek()
        start = self.place
        columns = self.raw().replace(" ", "")
        if not columns or set(columns) - set("lcr"):
            fix = "Write a letter for each column, such as `{lcr}`."
            raise refusal("An array says how its columns stand.", start, self.place, fix)
        return columns

    def _rows(self) -> list[list[Row]]:
        rows = [[self.row()]]
        while (piece := self.peek()) in _PARTERS:
            if piece == "&":
                self.take()
                rows[-1].append(self.row())
                continue
            self.row_end()
            if self.peek() != "\\end":
                rows.append([self.row()])
        return rows

    def brace(self, over: bool) -> Layout:
        """Read a body with a brace, and its label."""
        self._deeper()
        body, label = self.argument(), None
        if self.peek() == ("^" if over else "_"):
            self.take()
            label = self.argument()
        self.depth -= 1
        return Brace(body, label, over)

    def negated(self, start: int) -> Layout:
        r"""Read what ``\not`` strikes out."""
        piece = self.take()
        if piece not in ("=", "\\in"):
            raise refusal("`\\not` is known before `=` and `\\in` alone.", start, self.place)
        return Atom(*glyphs.SYMBOLS["ne" if piece == "=" else "notin"])


_BUILDERS: dict[str, Callable[[_Reader, int], Layout]] = {
    "sqrt": _Reader.root,
    "left": _Reader.fence,
    "begin": _Reader.environment,
    "underbrace": lambda reader, _start: reader.brace(False),
    "overbrace": lambda reader, _start: reader.brace(True),
    "not": _Reader.negated,
}

KNOWN = frozenset(
    (
        *glyphs.SYMBOLS,
        *glyphs.FUNCTIONS,
        *glyphs.SPACES,
        *glyphs.WORDS,
        *glyphs.NAMES,
        *glyphs.FACES,
        *glyphs.ACCENTS,
        *glyphs.WIDE_ACCENTS,
        *_FRACTIONS,
        *_BUILDERS,
        *_SHRINKS,
        "right",
        "end",
        "limits",
        "displaystyle",
    )
)
"""The names of all commands that can be typeset."""
