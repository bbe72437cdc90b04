"""Which way to the terminal fits it. What isn't needed isn't imported: the first frame waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.app.terminal import marks_pastes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.driver import Driver


def fitting(usual: type[Driver], environment: Mapping[str, str], *, sparing: bool) -> type[Driver]:
    """Return the driver for a terminal.

    Args:
        usual: Textual's own, which stays where it isn't the one for terminals.
        environment: the process's environment.
        sparing: whether only what differs is sent, for slow lines.
    """
    if usual.__name__ != "LinuxDriver":
        return usual
    if not marks_pastes(environment):
        from agtutor.app.bursts import BurstDriver, SparingBurstDriver

        return SparingBurstDriver if sparing else BurstDriver
    if sparing:
        from agtutor.app.sparing import SparingDriver

        return SparingDriver
    return usual
