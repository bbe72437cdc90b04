"""LaTeX as it stands in prose, to a layout tree. Every command is known, or refused with its place.

The grammar is TeX's own where it matters here: braces group, ``^`` and ``_`` take one item, blanks
don't count. Nothing is guessed: what isn't understood is an error, never another formula.
"""

from __future__ import annotations

from agtutor.errors import FormulaError
from agtutor.formula.typesetting import glyphs
from agtutor.formula.typesetting.mathtree import (
    Accent,
    Atom,
    Brace,
    Fence,
    Frac,
    Grid,
    Layout,
    Root,
    Row,
    Script,
    Space,
    Words,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2000
"""Characters that one formula may have."""
DEEPEST = 30
"""How deep groups may nest."""

_MATRICES = {
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "Bmatrix": ("{", "}"),
}
_FRACTIONS = {"frac": False, "dfrac": False, "tfrac": True}
_BEFORE_A_SIGN = ("", "open", "rel", "bin", "dot", "punct", "op", "big")


def refusal(what: str, start: int, end: int, fix: str = "") -> FormulaError:
    """Return the error for a piece of LaTeX that can't be typeset."""
    return FormulaError(what, reason="latex", span=(start, end), fix=fix)


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
        start = reader.place
        raise refusal(f"`{reader.take()}` closes what nothing opened.", start, reader.place)
    return row


class _Reader:
    """A place in the source, and the rules."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.depth = 0

    def peek(self) -> str:
        """Return the next token, or "" at the end: a command, or one character. Blanks are passed."""
        while self.place < len(self.source) and self.source[self.place].isspace():
            self.place += 1
        if self.place == len(self.source):
            return ""
        if self.source[self.place] != "\\":
            return self.source[self.place]
        end = self.place + 1
        while end < len(self.source) and self.source[end].isascii() and self.source[end].isalpha():
            end += 1
        if self.source[self.place : end] == "\\operatorname" and self.source[end : end + 1] == "*":
            end += 1
        return self.source[self.place : max(end, self.place + 2)]

    def take(self) -> str:
        """Return the next token and go past it."""
        piece = self.peek()
        self.place += len(piece)
        return piece

    def row(self, *ends: str) -> Row:
        """Read items up to, and not past, one of these tokens, or to what can't go on."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusal("Groups nest too deep.", self.place, self.place + 1)
        items: list[Layout] = []
        while (piece := self.peek()) and piece not in ends and piece not in _CLOSERS:
            items.append(self._scripted(self._item(items)))
        self.depth -= 1
        return Row(tuple(items))

    def _scripted(self, base: Layout) -> Layout:
        sub: Row | None = None
        sup: Row | None = None
        while (piece := self.peek()) in ("_", "^", "'", "′"):
            start = self.place
            self.take()
            if piece in ("'", "′"):
                sup = Row((*(sup.items if sup else ()), Atom("′", "'")))
            elif (sub if piece == "_" else sup) is not None:
                raise refusal(f"A second `{piece}` on the same base.", start, self.place, "Use braces.")
            elif piece == "_":
                sub = self.argument()
            else:
                sup = self.argument()
        return base if sub is None and sup is None else Script(base, sub, sup)

    def argument(self) -> Row:
        """Read one item: a group in braces, or a single token."""
        piece, start = self.peek(), self.place
        if piece == "{":
            return self.group()
        if not piece or piece in _CLOSERS or piece in ("&", "^", "_"):
            raise refusal("Something is missing here.", max(0, start - 1), start, "Use braces.")
        if piece.isdigit():  # \frac12 takes one digit for each
            self.take()
            return Row((Atom(piece, piece),))
        return Row((self._item([]),))

    def group(self) -> Row:
        """Read a group in braces."""
        start = self.place
        if self.peek() != "{":
            raise refusal("A group in braces is missing here.", max(0, start - 1), start)
        start = self.place
        self.take()
        row = self.row()
        if self.peek() != "}":
            raise refusal("This brace is never closed.", start, start + 1)
        self.take()
        return row

    def raw(self) -> str:
        """Read a group in braces as the text that it is."""
        if self.peek() != "{":
            raise refusal("A group in braces is missing here.", max(0, self.place - 1), self.place)
        end = self.source.find("}", self.place)
        if end < 0:
            raise refusal("This brace is never closed.", self.place, self.place + 1)
        text = self.source[self.place + 1 : end]
        if "{" in text or "\\" in text or "$" in text:
            raise refusal("Only plain text can stand here.", self.place, end + 1)
        self.place = end + 1
        return text

    def _item(self, before: list[Layout]) -> Layout:
        start, piece = self.place, self.peek()
        start = self.place
        self.take()
        if piece == "{":
            self.place = start
            return self.group()
        if piece.startswith("\\") and len(piece) > 1:
            return self._command(piece[1:], start, before)
        if piece.isdigit():
            return self._number(piece)
        if piece in glyphs.CHARACTERS:
            return _atom(glyphs.CHARACTERS[piece], before)
        if piece.isalpha():
            return _letter(piece)
        if piece in ("^", "_", "'", "′"):
            return self._bare_script(piece, start)
        raise refusal(f"`{piece}` can't be typeset.", start, self.place)

    def _bare_script(self, piece: str, start: int) -> Layout:
        if piece in ("'", "′"):
            self.place = start
            return Row(())
        raise refusal(f"`{piece}` hangs on nothing.", start, self.place, "Put its base before it.")

    def _number(self, digits: str) -> Atom:
        while self.place < len(self.source):
            here = self.source[self.place]
            point = here == "." and self.source[self.place + 1 : self.place + 2].isdigit()
            if not (here.isascii() and here.isdigit()) and not point:
                break
            digits += here
            self.place += 1
        return Atom(digits, digits)

    def _command(self, name: str, start: int, before: list[Layout]) -> Layout:
        sign = glyphs.SYMBOLS.get(name) or glyphs.FUNCTIONS.get(name)
        if sign:
            return _atom(sign, before)
        if name in glyphs.SPACES:
            return Space(glyphs.SPACES[name])
        if name in _FRACTIONS:
            return Frac(self.argument(), self.argument(), _FRACTIONS[name])
        if name in glyphs.WORDS:
            return Words(self.raw())
        if name in glyphs.NAMES:
            return self._name(name, start)
        if name in glyphs.FACES:
            return _in_face(self.argument(), glyphs.FACES[name])
        if name in glyphs.ACCENTS or name in glyphs.WIDE_ACCENTS:
            return Accent(glyphs.WIDE_ACCENTS.get(name, name), self.argument())
        builder = _BUILDERS.get(name)
        if builder is None:
            raise refusal(f"`\\{name}` is not known here.", start, self.place, "Write it another way.")
        return builder(self, start)

    def _name(self, name: str, start: int) -> Atom:
        text = self.raw().strip()
        if not text:
            raise refusal("The name is empty.", start, self.place)
        return Atom(text, glyphs.folded(text) or text, glyphs.NAMES[name])

    def root(self, start: int) -> Layout:
        """Read the rest of a root."""
        index = None
        if self.peek() == "[":
            self.take()
            index = self.row("]")
            if self.take() != "]":
                raise refusal("This bracket is never closed.", start, start + 1)
        return Root(self.argument(), index)

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
        sign = (
            glyphs.BRACKETS.get(piece[1:]) if piece.startswith("\\") else glyphs.CHARACTERS.get(piece)
        )
        if not sign or sign[2] not in ("open", "close", "bar"):
            raise refusal("A bracket has to stand here.", start if piece else start - 1, self.place)
        return sign[0]

    def environment(self, start: int) -> Layout:
        r"""Read from ``\begin`` to its ``\end``."""
        name = self.raw()
        if name not in _MATRICES and name not in ("cases", "aligned"):
            raise refusal(f"The environment `{name}` is not known here.", start, self.place)
        rows = self._rows()
        if self.peek() != "\\end":
            raise refusal(f"This `{name}` has no end.", start, start + 6)
        self.take()
        if (ended := self.raw()) != name:
            raise refusal(f"`{name}` ends as `{ended}`.", start, self.place)
        return _grid(name, rows)

    def _rows(self) -> list[list[Row]]:
        rows = [[self.row("&", "\\\\")]]
        while (piece := self.peek()) in ("&", "\\\\"):
            self.take()
            if piece == "&":
                rows[-1].append(self.row("&", "\\\\"))
            elif self.peek() != "\\end":
                rows.append([self.row("&", "\\\\")])
        return rows

    def brace(self, over: bool) -> Layout:
        """Read a body with a brace, and its label."""
        body, label = self.argument(), None
        if self.peek() == ("^" if over else "_"):
            self.take()
            label = self.argument()
        return Brace(body, label, over)

    def negated(self, start: int) -> Layout:
        r"""Read what ``\not`` strikes out."""
        piece = self.take()
        if piece != "=":
            raise refusal("`\\not` is known before `=` alone.", start, self.place)
        return Atom(*glyphs.SYMBOLS["ne"])


_CLOSERS = ("}", "\\right", "\\end")
_BUILDERS: dict[str, Callable[[_Reader, int], Layout]] = {
    "sqrt": _Reader.root,
    "left": _Reader.fence,
    "begin": _Reader.environment,
    "underbrace": lambda reader, _start: reader.brace(False),
    "overbrace": lambda reader, _start: reader.brace(True),
    "not": _Reader.negated,
    "displaystyle": lambda _reader, _start: Space(0),
}


def _atom(sign: glyphs.Sign, before: list[Layout]) -> Atom:
    """Return a sign; a plus or minus that has nothing before it belongs to what follows."""
    text, plain, kind = sign
    if kind == "bin" and text in "+−±∓" and kind_of(before[-1] if before else None) in _BEFORE_A_SIGN:
        return Atom(text, plain, "sign")
    return Atom(text, plain, kind)


def kind_of(node: Layout | None) -> str:
    """Return how a node behaves beside others; "" for none."""
    match node:
        case None:
            return ""
        case Atom():
            return node.kind
        case Script(base):
            return kind_of(base)
        case Space():
            return "space"
        case Frac():
            return "frac"
        case Fence() | Grid():
            return "fence"
        case _:
            return "ord"


def _letter(letter: str) -> Atom:
    return Atom(letter, letter if letter.isascii() else (glyphs.folded(letter) or letter))


def _in_face(row: Row, face: str) -> Layout:
    items: list[Layout] = []
    for item in row.items:
        if isinstance(item, Atom) and item.kind == "ord":
            items.append(Atom(item.text, item.plain, "ord", face))
        else:
            items.append(item)
    return items[0] if len(items) == 1 else Row(tuple(items))


def _grid(name: str, rows: list[list[Row]]) -> Grid:
    width = max(map(len, rows))
    cells = tuple(tuple(row) + (Row(()),) * (width - len(row)) for row in rows)
    if name == "cases":
        return Grid(cells, "{", "", "l" * width, "cases")
    if name == "aligned":
        return Grid(cells, "", "", "rl" * (width // 2) + "r" * (width % 2), "aligned")
    return Grid(cells, *_MATRICES[name], "c" * width)
