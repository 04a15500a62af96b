"""The driver of a desk that a browser shows: Textual's own, which ends with its server."""

from __future__ import annotations

from contextlib import suppress

from textual import events, messages
from textual.drivers.web_driver import WebDriver
from textual.message import Message


class PageDriver(WebDriver):
    """Draws into packets on standard output and reads packets from standard input, for :mod:`tui.served.session`."""

    def run_input_thread(self) -> None:
        """Read keys until the server closes the pipe, then leave: nobody is there any more."""
        self._app.call_from_thread(lambda: None)  # else the first size could come after one that the page sends now
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())

    def process_message(self, message: Message) -> None:
        """Hand on a key, a click or a report of the terminal; a size comes in a packet, where the server bounds it."""
        if not isinstance(message, events.Resize):
            super().process_message(message)

    def stop_application_mode(self) -> None:
        """Say that the desk ends, unless the server is gone."""
        with suppress(OSError):
            super().stop_application_mode()
