"""A real browser without a window: Debian's Chromium, driven over the DevTools protocol on a pair of pipes.

    with chromium() as browser:
        page = browser.open(path.as_uri())
        page.press("n")
        page.wait_for("document.title == 'step 2'")
        assert page.requests == [] and page.errors == []

Each page has cookies of its own and no network but this machine. https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.support.patience import HANG, wait_until

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
"""What the browser is called on the systems that have it."""

MODIFIERS = {"alt": 1, "ctrl": 2, "meta": 4, "shift": 8}
"""Bits of the protocol for keys that are held."""

NAMED_KEYS = {
    "backspace": ("Backspace", 8),
    "tab": ("Tab", 9),
    "enter": ("Enter", 13),
    "escape": ("Escape", 27),
    "pageup": ("PageUp", 33),
    "pagedown": ("PageDown", 34),
    "end": ("End", 35),
    "home": ("Home", 36),
    "left": ("ArrowLeft", 37),
    "up": ("ArrowUp", 38),
    "right": ("ArrowRight", 39),
    "down": ("ArrowDown", 40),
    "delete": ("Delete", 46),
}
"""Keys without a character, as Textual names them: the protocol's name and the code that pages see."""


class BrowserError(Exception):
    """What Chromium refused, or an exception of the page's own script."""


@dataclass(slots=True)
class PageRequest:
    """One request that a page made, also one that was blocked before it left."""

    url: str
    method: str
    kind: str
    """Such as Document, Script, Font, Fetch or WebSocket."""
    status: int | None = None
    """The status of the answer; None where none came."""
    failure: str = ""
    """Why it failed, such as ``net::ERR_NAME_NOT_RESOLVED`` or ``csp``."""


@dataclass(slots=True)
class ProtocolSession:
    """What one page has reported so far."""

    requests: dict[str, PageRequest] = field(default_factory=dict)
    """Requests by their id."""
    errors: list[str] = field(default_factory=list)
    """Errors and warnings of the console, exceptions that nothing caught, and refusals by a content security policy."""
    received: bytearray = field(default_factory=bytearray)
    """What sockets received, one message after the other."""
    loaded: int = 0
    """How many documents were loaded."""


class Page:
    """One open page, with a profile of its own."""

    def __init__(self, browser: Chromium, target: str, session: str, context: str) -> None:
        self._browser = browser
        self._target = target
        self._session = session
        self._context = context
        self._heard = browser.hear(session)

    @property
    def requests(self) -> list[PageRequest]:
        """Every request so far but that for a file or for data in the address, in order."""
        return [each for each in list(self._heard.requests.values()) if not each.url.startswith(("file:", "data:"))]

    @property
    def errors(self) -> list[str]:
        """What the console holds but plain messages: errors, warnings, uncaught exceptions, blocked resources."""
        return list(self._heard.errors)

    @property
    def received(self) -> bytes:
        """What sockets received so far, text and bytes alike."""
        return bytes(self._heard.received)

    def wait_for_bytes(self, words: str, since: int = 0) -> int:
        """Wait until a socket has received some words.

        :param since: the number of bytes to skip.
        :returns: the number of bytes received so far.
        """
        try:
            wait_until(lambda: words.encode() in self.received[since:])
        except AssertionError:
            raise AssertionError(f"“{words}” never came: {self.received[since:][-2000:]!r}") from None
        return len(self.received)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call the protocol for this page.

        :raises BrowserError: Chromium refused.
        """
        return self._browser.call(method, self._session, **parameters)

    def go(self, address: str) -> None:
        """Load an address in place of the page, and wait until it and what it needs has loaded."""
        before = self._heard.loaded
        self.call("Page.navigate", url=address)
        wait_until(lambda: self._heard.loaded > before)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page; a promise is awaited.

        :raises BrowserError: the expression threw.
        """
        done = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in done:
            raise BrowserError(_describe_exception(done["exceptionDetails"]))
        return done["result"].get("value")

    def wait_for(self, expression: str) -> Any:
        """Wait until a JavaScript expression is true; return its value. It may throw while a page is loaded."""
        found: list[Any] = []

        def is_so() -> bool:
            with suppress(BrowserError):
                found[:] = [self.evaluate(expression)]
            return bool(found and found[0])

        try:
            wait_until(is_so)
        except AssertionError:
            raise AssertionError(
                f"“{expression}” never came: {found} on {self.evaluate('document.body?.innerText')}"
            ) from None
        return found[0]

    def press(self, *keys: str) -> None:
        """Press keys: characters, or names as Textual's, such as ``enter``, ``ctrl+p`` or ``shift+tab``."""
        for key in keys:
            *held, name = key.split("+") if len(key) > 1 else [key]
            bits = sum(MODIFIERS[each] for each in held)
            code, number = NAMED_KEYS.get(name, (name, ord(name.upper()[0])))
            text = {"enter": "\r"}.get(name, name if name not in NAMED_KEYS and not bits & ~MODIFIERS["shift"] else "")
            pressed: dict[str, object] = {"key": code, "windowsVirtualKeyCode": number, "modifiers": bits}
            self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **pressed)
            self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def paste(self, text: str) -> None:
        """Enter text at once, as an input method does."""
        self.call("Input.insertText", text=text)

    def click(self, x: float, y: float) -> None:
        """Click at a point of the window, in CSS pixels."""
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def resize(self, width: int, height: int) -> None:
        """Resize the window, in CSS pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def clipboard(self) -> str:
        """What the page finds on the clipboard."""
        allowed = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        self._browser.call("Browser.grantPermissions", permissions=allowed, browserContextId=self._context)
        return str(self.evaluate("navigator.clipboard.readText()"))

    def cookies(self) -> list[dict[str, Any]]:
        """The cookies of the page's address, with those that scripts can't read."""
        found: list[dict[str, Any]] = self.call("Network.getCookies")["cookies"]
        return found

    def screenshot(self, path: Path) -> Path:
        """Save the window as a PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
        return path

    def print_pdf(self) -> bytes:
        """The page as it prints, on the paper that its style asks for, else on A4."""
        printed = self.call(
            "Page.printToPDF", printBackground=True, preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69
        )
        return base64.b64decode(printed["data"])

    def close(self) -> None:
        """Close the page and forget its profile."""
        self._browser.call("Target.closeTarget", targetId=self._target)
        self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)


class Chromium:
    """A running browser; :func:`chromium` starts and ends it."""

    def __init__(self, commands: int, reports: int) -> None:
        self._commands = commands
        self._numbers = count(1)
        self._answers: dict[int, Queue[dict[str, Any]]] = {}
        self._sessions: dict[str, ProtocolSession] = {}
        self._listening = threading.Thread(target=self._listen, args=(reports,), daemon=True)
        self._listening.start()

    def open(self, address: str = "about:blank", *, script: bool = True, width: int = 1280, height: int = 800) -> Page:
        """Open an address with a fresh profile, and wait until it has loaded.

        :param script: whether the page may run scripts.
        """
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, target, session, context)
        for domain in ("Page", "Network", "Runtime", "Log"):
            page.call(f"{domain}.enable")
        page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        page.call("Emulation.setScriptExecutionDisabled", value=not script)
        page.resize(width, height)
        if address != "about:blank":
            page.go(address)
        return page

    def hear(self, session: str) -> ProtocolSession:
        """What a page has reported, from now on."""
        return self._sessions.setdefault(session, ProtocolSession())

    def call(self, method: str, session: str | None = None, **parameters: object) -> dict[str, Any]:
        """Call the protocol.

        :raises BrowserError: Chromium refused, or has ended.
        """
        number = next(self._numbers)
        waiting = self._answers[number] = Queue()
        sent: dict[str, object] = {"id": number, "method": method, "params": parameters}
        if session is not None:
            sent["sessionId"] = session
        unsent = json.dumps(sent).encode() + b"\0"
        while unsent:
            unsent = unsent[os.write(self._commands, unsent) :]
        try:
            answer = waiting.get(timeout=HANG)
        except Empty:
            raise BrowserError(f"{method}: no answer") from None
        finally:
            del self._answers[number]
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _listen(self, reports: int) -> None:
        """Hand on what Chromium reports, message by message; each ends with a zero byte."""
        unread = bytearray()
        while piece := os.read(reports, 1 << 20):
            *messages, last = piece.split(b"\0")
            for each in messages:
                self._take(json.loads(bytes(unread + each)))
                unread.clear()
            unread += last
        for waiting in list(self._answers.values()):
            waiting.put({"error": {"message": "Chromium has ended"}})

    def _take(self, message: dict[str, Any]) -> None:
        if waiting := self._answers.get(message.get("id", 0)):
            waiting.put(message)
        elif heard := self._sessions.get(message.get("sessionId", "")):
            _note_event(heard, message["method"], message["params"])


@contextmanager
def chromium(hosts: Mapping[str, str] | None = None) -> Iterator[Chromium]:
    """Start Chromium with a fresh profile; skip the test where this machine has none.

    :param hosts: names that lead to an address, as a hostile name server would. No other name leads anywhere.
    """
    program = find_chromium()
    if program is None:
        pytest.skip("NOT TRIED IN A BROWSER: Chromium is not installed (apt-get install chromium)")
    named = [f"MAP {name} {address}" for name, address in (hosts or {}).items()]
    rules = ", ".join([*named, "MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1"])
    with TemporaryDirectory(prefix="onrecord-chromium-", ignore_cleanup_errors=True) as profile:
        theirs_in, commands = _high_pipe()
        reports, theirs_out = _high_pipe()
        process = subprocess.Popen(
            # Chromium takes its commands on descriptor 3 and answers on 4; sh can't redirect numbers of two digits.
            ["bash", "-c", f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}', program, *_options(profile, rules)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs_in, theirs_out),
            env={**os.environ, "HOME": profile, "XDG_CONFIG_HOME": profile, "XDG_CACHE_HOME": profile},
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        browser = Chromium(commands, reports)
        try:
            yield browser
            with suppress(BrowserError, OSError):
                browser.call("Browser.close")
        finally:
            with suppress(ProcessLookupError):  # its children are of the same group
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            browser._listening.join(HANG)
            os.close(commands)
            os.close(reports)


@cache
def find_chromium() -> str | None:
    """The path of the browser; None where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def _options(profile: str, rules: str) -> list[str]:
    return [
        "--headless=new",
        "--remote-debugging-pipe",
        f"--user-data-dir={profile}",
        f"--host-resolver-rules={rules}",
        "--no-sandbox",  # it needs rights that a container may not give; the pages are our own
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-extensions",
        "--disable-gpu",
        "--disable-sync",
        "--font-render-hinting=none",
        "--force-color-profile=srgb",
        "--hide-scrollbars",
        "--mute-audio",
        "about:blank",
    ]


def _high_pipe() -> tuple[int, int]:
    """A pipe whose ends are not among the numbers that Chromium has a use for."""
    ends = os.pipe()
    high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in ends]
    for each in ends:
        os.close(each)
    return high[0], high[1]


def _note_event(heard: ProtocolSession, method: str, given: dict[str, Any]) -> None:
    """Note what a page reports about its requests and its console."""
    requests = heard.requests
    match method:
        case "Network.requestWillBeSent":
            asked, kind = given["request"], given.get("type", "Other")
            sent_before = requests.pop(given["requestId"], None)
            if sent_before is not None:  # a redirect keeps the id
                sent_before.status = given.get("redirectResponse", {}).get("status")
                requests[f"{given['requestId']}-{len(requests)}"] = sent_before
            requests[given["requestId"]] = PageRequest(asked["url"], asked["method"], kind)
        case "Network.webSocketCreated":
            requests[given["requestId"]] = PageRequest(given["url"], "GET", "WebSocket")
        case "Network.responseReceived" | "Network.webSocketHandshakeResponseReceived":
            if asked := requests.get(given["requestId"]):
                asked.status = given["response"]["status"]
        case "Network.loadingFailed":
            if asked := requests.get(given["requestId"]):
                asked.failure = given.get("blockedReason") or given["errorText"]
        case "Network.webSocketFrameReceived":
            sent, is_text = given["response"]["payloadData"], given["response"]["opcode"] == 1
            heard.received += sent.encode() if is_text else base64.b64decode(sent)
        case "Network.webSocketFrameError":
            if asked := requests.get(given["requestId"]):
                asked.failure = given["errorMessage"]
        case "Page.loadEventFired":
            heard.loaded += 1
        case "Runtime.consoleAPICalled" if given["type"] in ("error", "warning", "assert"):
            heard.errors.append(" ".join(str(each.get("value", each.get("description"))) for each in given["args"]))
        case "Runtime.exceptionThrown":
            heard.errors.append(_describe_exception(given["exceptionDetails"]))
        case "Log.entryAdded" if given["entry"]["level"] in ("error", "warning"):
            heard.errors.append(f"{given['entry']['text']} {given['entry'].get('url', '')}".rstrip())
        case _:
            pass


def _describe_exception(details: dict[str, Any]) -> str:
    return str(details.get("exception", {}).get("description") or details["text"])
