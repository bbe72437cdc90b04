"""The syntax tree of what a learner typed: what it names, calls, assigns and shows."""

from __future__ import annotations

import ast
import textwrap
import warnings
from collections.abc import Iterable, Iterator

from agtutor.case.evidence import Failure

DYNAMIC = {"globals", "locals", "vars", "eval", "exec"}
"""Calls that can reach any name without naming it."""

PURE = {
    "abs",
    "bool",
    "dict",
    "float",
    "format",
    "int",
    "list",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "zip",
}
"""Functions of Python's own that make of literals what they make of them anywhere."""

SHOWING = {"print", "display", "pprint"}


def parse(text: str) -> ast.Module:
    """Return the tree of the text; an empty one where Python can't parse it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for form in (text, textwrap.dedent(text)):
            try:
                return ast.parse(form)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return ast.Module(body=[], type_ignores=[])


def same_code(one: str, other: str) -> bool:
    """Whether two texts are the same code, but for spaces, comments and brackets."""
    first, second = parse(one), parse(other)
    return bool(first.body) and ast.dump(first) == ast.dump(second)


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in the tree."""
    return (part for part in ast.walk(node) if isinstance(part, ast.Call))


def called(node: ast.Call) -> str:
    """Return the last word of what is called: ``sum`` for ``z.sum()`` and for ``torch.sum(z)``."""
    match node.func:
        case ast.Name(id=word) | ast.Attribute(attr=word):
            return word
    return ""


def call_of(tree: ast.AST, *words: str) -> ast.Call | None:
    """Return the first call of one of these functions or methods."""
    return next((call for call in calls(tree) if called(call) in words), None)


def names(node: ast.AST) -> set[str]:
    """Return every name that is read or assigned in the tree."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def attributes(node: ast.AST) -> list[ast.Attribute]:
    """Return every attribute in the tree, in the order of the text."""
    found = [part for part in ast.walk(node) if isinstance(part, ast.Attribute)]
    return sorted(found, key=lambda part: (part.end_lineno or 0, part.end_col_offset or 0))


def attribute_of(tree: ast.AST, *words: str) -> ast.Attribute | None:
    """Return the first attribute of one of these names."""
    return next((part for part in attributes(tree) if part.attr in words), None)


def uncalled(tree: ast.AST, *words: str) -> ast.Attribute | None:
    """Return the first attribute of one of these names that stands there without being called."""
    made = {id(call.func) for call in calls(tree)}
    return next(
        (part for part in attributes(tree) if part.attr in words and id(part) not in made), None
    )


def last_expression(tree: ast.Module) -> ast.expr | None:
    """Return the last statement's expression, where it is one and is no ``print``."""
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return None
    value = tree.body[-1].value
    return None if _shows(value) else value


def _shows(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called(node) in SHOWING


def shown(tree: ast.Module) -> list[ast.expr]:
    """Return the expressions whose values the code shows: arguments of ``print``, the last one."""
    printed = [argument for call in calls(tree) if _shows(call) for argument in call.args]
    last = last_expression(tree)
    return printed if last is None else [*printed, last]


def source(node: ast.AST) -> str:
    """Return the code of a node, on one line."""
    return " ".join(ast.unparse(node).split())


def assigned(tree: ast.AST, name: str) -> ast.expr | None:
    """Return the last expression that is assigned to the name."""
    found = [value for target, value in assignments(tree) if target == name]
    return found[-1] if found else None


def assignments(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name with the expression that it gets; loops and ``with`` count as well."""
    for node in ast.walk(tree):
        for target, value in _pairs(node):
            for part in ast.walk(target):
                if isinstance(part, ast.Name):
                    yield part.id, value


def _pairs(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            return [pair for target in targets for pair in unpacked(target, value)]
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return [(target, value)]
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            return [(target, value)]
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            return [(target, value)]
    return []


def unpacked(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """Return what an assignment gives to what: of two tuples each part by itself."""
    if (
        isinstance(target, ast.Tuple)
        and isinstance(value, ast.Tuple)
        and len(target.elts) == len(value.elts)
    ):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def stored(tree: ast.AST, word: str) -> list[ast.Assign]:
    """Return the assignments to an attribute of this name, such as ``x.grad = …``."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Attribute) and target.attr == word for target in node.targets)
    ]


def unquoted(text: str) -> str:
    """Return the text that a string's repr stands for; anything else as it is."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    return value if isinstance(value, str) else text


def root_of(expression: str) -> str:
    """Return the name that an expression such as ``x.grad`` or ``x[0]`` starts with."""
    return expression.split(".")[0].split("[")[0]


def of_another(tree: ast.Module, wanted: str, known: Iterable[str]) -> str | None:
    """Return the code that shows the same attribute of another name, ``y.grad`` for ``x.grad``."""
    root, _, word = wanted.partition(".")
    others = set(known) - {root}
    for part in shown(tree):
        for node in attributes(part):
            named = isinstance(node.value, ast.Name) and node.value.id in others
            if named and (not word or node.attr == word):
                return source(node)
    return None


def reads_nothing(node: ast.AST) -> bool:
    """Whether an expression is made of literals alone: it would give the same on any tensor.

    Calls of Python's own functions on literals, such as ``list(range(3))``, make nothing else of them.
    """
    made = {id(call.func) for call in calls(node) if called(call) in PURE}
    return not any(
        isinstance(part, ast.Name | ast.Attribute) and id(part) not in made for part in ast.walk(node)
    )


def by_heart(tree: ast.Module) -> bool:
    """Whether all that the code shows is literals."""
    parts = shown(tree)
    return bool(parts) and all(reads_nothing(part) for part in parts)


def inside_with(tree: ast.AST, *words: str) -> ast.With | None:
    """Return the first ``with`` block whose context is one of these, such as ``no_grad``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            for item in node.items:
                if attribute_of(item.context_expr, *words) or names(item.context_expr) & set(words):
                    return node
    return None


def within(tree: ast.AST, node: ast.AST, kind: type[ast.AST]) -> bool:
    """Whether a node stands somewhere under a node of this kind."""
    return any(
        isinstance(outer, kind) and any(part is node for part in ast.walk(outer))
        for outer in ast.walk(tree)
    )


def is_text(node: ast.AST) -> bool:
    """Whether the node is a text in quotes."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def line_text(text: str, line: int) -> str:
    """Return a line of the text, from 1; empty where there is none."""
    lines = text.splitlines()
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def part_span(text: str, failure: Failure) -> tuple[int, int] | None:
    """Return start and end of the expression at a failure's line and column; None where not known."""
    lines = text.splitlines(keepends=True)
    number, column = failure["line"], failure["column"] - 1
    if column < 0 or not 0 < number <= len(lines):
        return None
    byte = len(lines[number - 1][:column].encode())
    ends = [
        node.end_col_offset or 0
        for node in ast.walk(parse(text))
        if isinstance(node, ast.expr)
        and not isinstance(getattr(node, "ctx", None), ast.Store)
        and (node.lineno, node.end_lineno, node.col_offset) == (number, number, byte)
    ]
    if not ends:
        return None
    start = sum(len(part) for part in lines[: number - 1])
    end = len(lines[number - 1].encode()[: max(ends)].decode(errors="replace"))
    return start + column, start + end


def line_span(text: str, line: int) -> tuple[int, int] | None:
    """Return start and end of a line's code in the text, without the spaces around it."""
    lines = text.splitlines(keepends=True)
    if not 0 < line <= len(lines):
        return None
    start = sum(len(part) for part in lines[: line - 1])
    code = lines[line - 1].rstrip()
    begin = start + len(code) - len(code.lstrip())
    return begin, start + len(code)
