"""The web browser of the desktop: it opens the address of a report."""

from __future__ import annotations

import subprocess
import webbrowser
from urllib.parse import urlsplit

from db.errors import Refused

_NO_BROWSER = "There is no browser here that opens in a window of its own."


def open_in_browser(address: str) -> None:
    """Open an address in the browser. Call it from a thread: it may block.

    The address is one argument of the browser's program, never part of a shell's line.

    :raises Refused: it is no http or https address, or there is no browser with a window of its own.
    """
    require_web_address(address)
    hint = f"Copy it instead: {address}"
    try:
        browser = webbrowser.get()
    except webbrowser.Error as error:
        raise Refused(_NO_BROWSER, hint) from error
    if isinstance(browser, webbrowser.BackgroundBrowser):
        _start([browser.name, *(each.replace("%s", address) for each in browser.args)], hint)
    elif isinstance(browser, webbrowser.GenericBrowser):  # it would draw over the desk, as lynx does
        raise Refused(_NO_BROWSER, hint)
    elif not browser.open(address):
        raise Refused("The browser did not open it.", hint)


def require_web_address(address: str) -> None:
    """Check the address of a report before a browser gets it.

    :raises Refused: it is no http or https address.
    """
    if not _is_web_address(address):
        raise Refused(f"This is no web address: {address}.", "Only http and https are opened; e corrects it.")


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and address.isprintable()
    except ValueError:
        return False


def _start(command: list[str], hint: str) -> None:
    """Start a program whose messages would otherwise come out over the desk."""
    nothing = subprocess.DEVNULL
    try:
        subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    except OSError as error:
        raise Refused(_NO_BROWSER, hint) from error
