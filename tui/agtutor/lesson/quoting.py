"""What YAML takes away from a text without a word: the part behind ``#``, and escapes in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agtutor.errors import LessonError
from agtutor.lesson.places import Mark, Path, Places, Scalar, within
from agtutor.lesson.scalars import quoted, resolve
from agtutor.lesson.yamlnodes import NOWHERE

_CLOSED = {"id", "kind", "slip", "tensor", "root", "requires", "calls", "never", "lessons"}
"""Keys whose values can't contain ``#``: what follows one is a comment, and nothing else."""

_FORMULAS = {"of", "wrt", "domain"}
"""Keys whose values are formulas: a comment stands well apart from one."""

_COMMENT = re.compile(r"(\s+)#.*")
_SWALLOWED = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:nabla|neq|ne|nu|not|theta|times|tau|tan|tanh|text|to|tfrac|top)(?![A-Za-z]))"
)
"""LaTeX commands that begin like an escape for a line feed or a tab."""


def swallowed(places: Places) -> Iterator[LessonError]:
    """Yield an error for each text that lost something on its way out of the file."""
    for path, scalar in places.scalars.items():
        if NOWHERE in path:
            continue
        if scalar.style == "plain" and isinstance(resolve(scalar.text), str):
            yield from _cut(places, path, scalar)
        elif scalar.style == '"' and "$" in scalar.text:
            yield from _escaped(places, scalar)


def _cut(places: Places, path: Path, scalar: Scalar) -> Iterator[LessonError]:
    comment = _COMMENT.fullmatch(places.after(scalar))
    key = next((piece for piece in reversed(path) if isinstance(piece, str)), "")
    if not comment or key in _CLOSED or (key in _FORMULAS and len(comment[1]) > 1):
        return
    where = places.place(Mark(scalar.end.line, scalar.end.column + len(comment[1])))
    whole = quoted((scalar.text + comment[0]).strip())
    fix = f"If it is text, write {whole}; if it is a comment, give it a line of its own."
    yield LessonError(f"The `#` begins a comment, and `{key}` ends before it.", where=where, fix=fix)


def _escaped(places: Places, scalar: Scalar) -> Iterator[LessonError]:
    source = places.source(scalar)
    for found in _SWALLOWED.finditer(source):
        where = places.place(within(scalar.start, source, found.start(1)))
        what = f"In double quotes, `{found[1][:2]}` is an escape, and so `{found[1]}` is lost."
        fix = "Use single quotes, or a block under `|`."
        yield LessonError(what, where=where, fix=fix)
