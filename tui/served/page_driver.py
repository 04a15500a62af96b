"""The driver of a desk that a browser shows: Textual's own, which ends with its server and bounds the window's size."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual import events, messages
from textual.drivers.web_driver import WebDriver
from textual.message import Message

MOST_COLUMNS = 500
MOST_ROWS = 200
"""The largest window: a browser that asks for more would only take memory."""


class PageDriver(WebDriver):
    """Draws into packets on standard output and reads packets from standard input, for :mod:`tui.served.session`."""

    def run_input_thread(self) -> None:
        """Read keys until the server closes the pipe, then leave: nobody is there any more."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())

    def process_message(self, message: Message) -> None:
        """Hand on a key, a click or a report of the terminal; one that resizes is not the page's own."""
        if not isinstance(message, events.Resize):
            super().process_message(message)

    def on_meta(self, packet_type: str, payload: dict[str, Any]) -> None:
        """Take a report of the page, such as its size."""
        if packet_type == "resize":
            width, height = int(payload["width"]), int(payload["height"])
            payload = {**payload, "width": min(width, MOST_COLUMNS), "height": min(height, MOST_ROWS)}
        super().on_meta(packet_type, payload)

    def stop_application_mode(self) -> None:
        """Say that the desk ends, unless the server is gone."""
        with suppress(OSError):
            super().stop_application_mode()
