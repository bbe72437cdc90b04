"""Settings for the app's tests: nothing moves, so that each screen is what it is at once."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import TYPE_CHECKING

import pytest
from textual import app, constants, pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.document._syntax_aware_document import SyntaxAwareDocument

from tests.app.app_quiet import Quiet

if TYPE_CHECKING:  # it may be missing, as colours for code are an extra
    from tree_sitter import Query

_prepare, _queries = SyntaxAwareDocument.prepare_query, dict[str, "Query | None"]()
_parse, _rules = Stylesheet._parse_rules, dict[Hashable, list[RuleSet]]()


def prepared(document: SyntaxAwareDocument, query: str) -> Query | None:
    """Return the same query for every editor: each would take 50 ms to prepare one, for each text."""
    if query not in _queries:
        _queries[query] = _prepare(document, query)
    return _queries[query]


def parsed(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Return the same rules for every app of the same colours: each would parse thousands of words."""
    where = read_from, is_default_rules, tie_breaker, scope
    key = css, where, tuple(sheet._variables.items())
    if key not in _rules:
        _rules[key] = _parse(sheet, css, *where)
    return _rules[key]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turn animations off, draw in all colours whatever the terminal has, and wait for events alone."""
    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")
    monkeypatch.setattr(SyntaxAwareDocument, "prepare_query", prepared)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)
    quiet = Quiet()
    monkeypatch.setattr(asyncio, "to_thread", quiet.to_thread)
    for module in (app, pilot):
        monkeypatch.setattr(module, "wait_for_idle", quiet.wait)
