"""The parser's complaints, in words that say what to mend."""

from __future__ import annotations

import re

import yaml

from agtutor.errors import LessonError, Place
from agtutor.lesson.places import Mark, Places
from agtutor.lesson.scalars import quoted

_QUOTE = "Quote the value, or put the text on the next lines, indented, under `|`."
_SINGLE = "Use single quotes, or a block under `|`: there a backslash is only a backslash."
_NO_ESCAPE = "In double quotes this backslash starts an escape that there isn't."
_WORDS = (
    (
        "mapping values are not allowed",
        "This colon makes a key where none can be: in an unquoted value, or too far to the right.",
        _QUOTE,
    ),
    ("could not find expected ':'", "This line is no `key: value` and continues none.", _QUOTE),
    ("found unexpected", "The quote that opens here is never closed.", "Close it, or use a block."),
    (
        "line break",
        "Behind `|` or `>` nothing else may stand in the line.",
        "Put the text on the next lines, indented.",
    ),
    ("indicators", "Behind `|` or `>` nothing else may stand in the line.", "Put a blank before `#`."),
    (
        "expected ',' or",
        "A comma or the closing bracket is missing here.",
        "Quote the value that begins with the bracket, if it is text.",
    ),
    ("node content", "A value is missing here.", "Quote it, if it is text."),
    ("incompatible YAML document", "This version of YAML isn't known.", "Take the `%YAML` line out."),
)
"""Part of the parser's message, what it means, and the way out."""

_FROM_CONTEXT = ("could not find expected ':'", "found unexpected")
"""Where the fault is at the start of what was being read, not where the parser gave up."""

_SIGNS = {"*": "a reference to another value", "&": "a name for a value", "!": "a tag"}


def stray(places: Places, mark: Mark) -> LessonError:
    """Return the error for an anchor, an alias or a tag."""
    return _sign(places.lines[mark.line - 1], places.place(mark))


def syntax_error(text: str, error: yaml.MarkedYAMLError, places: Places) -> LessonError:
    """Return the error for a text that isn't YAML.

    libyaml says less than the parser in Python, and places some faults elsewhere; so the text is read
    again by that one, and its words are taken where it stumbles over the same.
    """
    slow = _slowly(text)
    line = _marks(error, places)[0].line
    if slow and abs(_marks(slow, places)[0].line - line) <= 1:
        error = slow
    mark, context = _marks(error, places)
    problem = error.problem or ""
    if context and any(part in problem for part in _FROM_CONTEXT):
        mark = context
    return _worded(problem, places.lines[: mark.line], places.place(mark), context)


def _slowly(text: str) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


def _marks(error: yaml.MarkedYAMLError, places: Places) -> tuple[Mark, Mark | None]:
    """Return where the parser gave up, and where what it was reading began."""
    context = places.mark(error.context_mark) if error.context_mark else None
    mark = places.mark(error.problem_mark) if error.problem_mark else context or Mark(1, 1)
    return mark, context


def _worded(problem: str, lines: list[str], where: Place, context: Mark | None) -> LessonError:
    """Return the error for the parser's words; ``lines`` end with the line of the fault."""
    line = lines[-1]
    if "alphabetic or numeric" in problem or "URI" in problem or problem.startswith("expected ' '"):
        return _sign(line, Place(where.file, where.line, (context or where).column))
    if "escape" in problem:
        where = Place(where.file, where.line, line.rfind("\\", 0, where.column) + 1)
        return LessonError(_NO_ESCAPE, where=where, fix=_SINGLE)
    if "cannot start any token" in problem:
        return _no_start(line, where)
    for part, what, fix in _WORDS:
        if part in problem:
            return LessonError(what, where=where, fix=fix)
    if any(part in problem for part in ("<block end>", "expected key", "'-' indicator")):
        return _unaligned(lines, where)
    return LessonError(f"This can't be read as YAML: {problem}.", where=where)


def _sign(line: str, where: Place) -> LessonError:
    sign = line[where.column - 1 : where.column]
    begins = _SIGNS.get(sign, "no value")
    what = f"An unquoted `{sign}` begins {begins}, and a lesson holds no such thing."
    return LessonError(what, where=where, fix=_in_quotes(line, where.column))


def _no_start(line: str, where: Place) -> LessonError:
    char = line[where.column - 1 : where.column]
    if char == "\t":
        return LessonError("A tab stands here.", where=where, fix="Indent with spaces.")
    fix = _in_quotes(line, where.column)
    shown = "a backtick" if char == "`" else f"`{char}`"
    return LessonError(f"An unquoted value can't begin with {shown}.", where=where, fix=fix)


def _in_quotes(line: str, column: int) -> str:
    """Return the advice to quote the value that starts in this column."""
    before, rest = line[: column - 1], line[column - 1 :]
    inside = sum(before.count(sign) for sign in "[{") > sum(before.count(sign) for sign in "]}")
    text = re.split(r"\s#|[\],}]" if inside else r"\s#", rest)[0].strip()
    return f"If it is text, write {quoted(text)}."


def _unaligned(lines: list[str], where: Place) -> LessonError:
    if lines[-1][: where.column - 1].strip():
        what = "The line goes on here, after the end of the value."
        return LessonError(what, where=where, fix="Put the whole value in quotes of one kind.")
    what = "This line fits nothing above it: it is indented otherwise, or something ended before it."
    fix = "Align it with the keys that it belongs to."
    if re.search(r"\s#", "".join(lines[-2:-1])):
        fix = f"The `#` in line {where.line - 1} begins a comment, and so ends the value."
    return LessonError(what, where=where, fix=fix)
