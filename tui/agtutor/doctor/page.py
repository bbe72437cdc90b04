"""The examination as a page of text: a sign and a word on each line, and what to do below weak ones."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from agtutor.doctor.finding import Finding, Group, Level

_SIGNS: dict[Level, tuple[str, str]] = {"ok": ("✓", "+"), "weak": ("~", "~"), "missing": ("✗", "x")}
_WORD, _NAME = 8, 16  # cells of a level's word, and of a finding's name
_INDENT = " " * (2 + 2 + _WORD + _NAME)


@dataclass(frozen=True, slots=True)
class Page:
    """How the page is set.

    Attributes:
        columns: cells in a line.
        ascii: whether signs have to be plain, because the terminal's encoding has no others.
    """

    columns: int = 80
    ascii: bool = False

    def group(self, group: Group) -> str:
        """Return one area: its title, and a line for each finding."""
        lines = [group.title]
        for finding in _joined(group.findings):
            lines += self._finding(finding)
        return self._plain("\n".join(lines))

    def closing(self, groups: Sequence[Group], can_run: bool) -> str:
        """Return the last line: whether the tutor can run, and how much is weak."""
        weak = sum(one.level != "ok" for group in groups for one in group.findings)
        if not can_run:
            return self._plain(
                "agtutor can't run here yet: see what is marked missing, and what to do below it."
            )
        if not weak:
            return "agtutor can run here, and all is well."
        return f"agtutor can run here. {weak} of these could be better; what to do stands below each."

    def _finding(self, finding: Finding) -> list[str]:
        sign = _SIGNS[finding.level][self.ascii]
        head = f"  {sign} {finding.level:<{_WORD}}{finding.name:<{_NAME}}"
        return [
            *self._wrapped(finding.found, head),
            *(self._wrapped(finding.advice, _INDENT) if finding.advice else ()),
        ]

    def _wrapped(self, text: str, head: str) -> list[str]:
        width = max(self.columns, len(_INDENT) + 20)
        return textwrap.wrap(
            text, width, initial_indent=head, subsequent_indent=_INDENT, break_on_hyphens=False
        )

    def _plain(self, text: str) -> str:
        return text.replace("×", "x").replace("…", "...") if self.ascii else text


def _joined(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, those that are well and belong together as one."""
    for together, some in groupby(findings, key=lambda one: one.together):
        several = list(some)
        if not together:
            yield from several
            continue
        first = several[0]
        found = ", ".join(one.found if one.found != "there" else one.name for one in several)
        yield replace(first, name=together, found=found)
