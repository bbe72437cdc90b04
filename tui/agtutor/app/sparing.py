"""The way to the terminal for slow lines: only the cells that differ are sent."""

from __future__ import annotations

from functools import cached_property

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from agtutor.app.glass import Glass


class SparingDriver(LinuxDriver):
    """Textual's own driver, with a glass before the terminal."""

    @cached_property
    def _glass(self) -> Glass:
        return Glass()

    def write(self, data: str) -> None:
        """Send what differs of a frame; send all else as it is."""
        sent = self._glass.through(data)
        if sent:
            super().write(sent)

    def send_message(self, message: Message) -> None:
        """Know nothing of the terminal once it has another size."""
        if isinstance(message, events.Resize):
            self._glass.forget()
        super().send_message(message)
