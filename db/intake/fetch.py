"""Fetching one page from the web, safely: what is asked, where redirects lead, and which answers are pages.

The work is done in a thread of its own, so that the caller can leave at any moment, even while a name is
looked up. Nothing is kept of a fetch that did not come to its end.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from db.errors import NeedsExtra, NotFetched
from db.intake.http import FetchDeadline, answer, body, too_large
from db.intake.optional import INSTALL
from db.intake.urls import Address, read_address, read_redirect, refuse_private, resolve
from db.text.normalize import normalize_line

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

MOST_BYTES = 64_000_000
MOST_SECONDS = 60.0
MOST_REDIRECTS = 10

Progress = Callable[[int, int | None], None]
"""Told the bytes that came over the wire so far, and how many are to come when the site says so."""

_GLANCE = 0.1
"""Seconds between two looks at whether the caller has cancelled."""

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PAGES = frozenset((200, 203))
_TURNED_AWAY = frozenset((401, 402, 403, 405, 406, 407, 418, 429, 451))
_GONE = frozenset((404, 410))

_READ = frozenset(
    (
        "application/atom+xml",
        "application/markdown",
        "application/pdf",
        "application/rdf+xml",
        "application/rss+xml",
        "application/x-pdf",
        "application/xhtml+xml",
        "application/xml",
    )
)
_NOT_READ = frozenset(("text/calendar", "text/css", "text/ecmascript", "text/javascript", "text/vcard"))
_UNNAMED = frozenset(("", "application/octet-stream", "binary/octet-stream"))
"""Media types that say nothing. Their bytes are for the reader to look at: many a PDF is sent so."""

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_BROWSER = "Open it in a browser, save the page, and import the file."


@dataclass(frozen=True, slots=True)
class Hop:
    """An address that answered with a redirect."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole page, and how it was come by."""

    url: str
    """The address that was asked for, as it was given."""
    final_url: str
    """The address that gave the page: percent-encoded, its host in ASCII, without what comes after ``#``."""
    redirects: tuple[Hop, ...]
    """The addresses that led there, in order."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """The page's own headers, in order, cleaned. ``Set-Cookie``, which can let a reader in, is left out."""
    media_type: str
    """As the site says, in lower case, without parameters; empty when it says none."""
    charset: str
    """As the site says, in lower case; empty when it says none or one that Python can't decode."""
    body: bytes
    """The page as it was before the site packed it."""
    fetched_at: datetime
    """When the site's answer began, in UTC."""


@dataclass(frozen=True, slots=True)
class _Limits:
    allow_private: bool
    most_bytes: int
    most_redirects: int


def no_progress(came: int, total: int | None) -> None:
    """Tell nobody."""


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
    most_redirects: int = MOST_REDIRECTS,
    progress: Progress = no_progress,
    cancelled: threading.Event | None = None,
) -> Fetched:
    """Fetch one page over http or https.

    Names are looked up here, every address they lead to is checked, and the connection goes to what was
    checked. No proxy, cookie, password or referrer is used, whatever the environment says.

    :param url: the address.
    :param allow_private: whether addresses of this machine and of private networks are fetched too.
    :param most_bytes: the largest page, over the wire and unpacked.
    :param most_seconds: how long it may take in all, redirects and name look-ups included.
    :param most_redirects: how many redirects are followed.
    :param progress: called in the caller's thread as bytes come.
    :param cancelled: set by another thread to leave within a fraction of a second.
    :raises NotFetched: for whatever reason there is no whole page.
    :raises NeedsExtra: the library that speaks HTTP is not installed.
    """
    address = read_address(url)
    _need_urllib3()
    if cancelled is not None and cancelled.is_set():
        raise _cancelled()
    line = FetchDeadline(most_seconds)
    limits = _Limits(allow_private, most_bytes, most_redirects)
    told: SimpleQueue[tuple[int, int | None] | Fetched | BaseException] = SimpleQueue()

    def follow() -> None:
        try:
            told.put(_followed(url, address, limits, line, lambda came, total: told.put((came, total))))
        except BaseException as error:  # whatever it is, it belongs to the thread that waits
            told.put(error)

    threading.Thread(target=follow, name="fetching a page", daemon=True).start()
    try:
        while True:
            if cancelled is not None and cancelled.is_set():
                raise _cancelled()
            left = line.left()
            if left <= 0:
                raise line.too_slow()
            try:
                news = told.get(timeout=min(_GLANCE, left))
            except Empty:
                continue
            if isinstance(news, Fetched):
                return news
            if isinstance(news, BaseException):
                raise news
            progress(*news)
    finally:
        line.cut()


def _followed(url: str, first: Address, limits: _Limits, line: FetchDeadline, progress: Progress) -> Fetched:
    """The page that an address leads to, by however many redirects are allowed."""
    address, hops = first, list[Hop]()
    seen = {first.url}
    while True:
        places = resolve(address.host, address.port)
        if not limits.allow_private:
            refuse_private(places, redirected=bool(hops))
        with answer(address, places, line) as response:
            if response.status not in _REDIRECTS:
                return _page(response, url, address, tuple(hops), limits.most_bytes, line, progress)
            hops.append(Hop(address.url, response.status))
            address = read_redirect(address, _location(response))
        if address.url in seen:
            raise NotFetched("The site's redirects go round in a circle.", f"It may want a cookie. {_BROWSER}")
        seen.add(address.url)
        if len(hops) > limits.most_redirects:
            raise NotFetched(f"The site redirects more than {limits.most_redirects} times.", _BROWSER)


def _page(
    response: BaseHTTPResponse,
    url: str,
    address: Address,
    hops: tuple[Hop, ...],
    most_bytes: int,
    line: FetchDeadline,
    progress: Progress,
) -> Fetched:
    """What an answer that is no redirect gives, when it is a whole page of a kind that is read."""
    fetched_at = datetime.now(UTC)
    if response.status not in _PAGES:
        raise _no_page(response.status)
    content_type = response.headers.get("content-type", "")
    media_type = _media_type(content_type)
    _refuse_other_media(media_type)
    _refuse_other_transfer(response.headers.get("transfer-encoding", ""))
    total = response.length_remaining
    if total is not None and total > most_bytes:
        raise too_large(most_bytes)
    progress(0, total)
    page = body(response, most_bytes, line, lambda came: progress(came, total))
    if not page:
        raise NotFetched(f"The site answered with an empty page ({_said(response.status)}).", _BROWSER)
    return Fetched(
        normalize_line(url),
        address.url,
        hops,
        response.status,
        tuple(
            (normalize_line(name), normalize_line(value))
            for name, value in response.headers.items()
            if name.lower() not in ("set-cookie", "set-cookie2")
        ),
        media_type,
        _charset(content_type),
        page,
        fetched_at,
    )


def _location(response: BaseHTTPResponse) -> str:
    location = response.headers.get("location", "").strip()
    if not location:
        raise NotFetched(f"The site redirects without saying where ({_said(response.status)}).", _BROWSER)
    return location


def _no_page(status: int) -> NotFetched:
    """What is said of an answer that is neither a page nor a redirect."""
    said = _said(status)
    if status in _GONE:
        return NotFetched(
            f"There is no page at this address ({said}).", "Check the address; an archive may hold a copy."
        )
    if status in _TURNED_AWAY:
        return NotFetched(f"The site does not give this page to a program ({said}).", _BROWSER)
    if status == HTTPStatus.PARTIAL_CONTENT:
        return NotFetched(f"The site gave only a part of the page ({said}).", _BROWSER)
    if 400 <= status < 500:
        return NotFetched(f"The site refuses to give this page ({said}).", "Check the address.")
    if status >= 500:
        return NotFetched(f"The site failed to give the page ({said}).", "Try again later.")
    return NotFetched(f"The site answered without a page ({said}).", _BROWSER)


def _said(status: int) -> str:
    """A status with the standard's words for it; the site's own are not shown."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _media_type(content_type: str) -> str:
    return normalize_line(content_type.partition(";")[0]).lower()


def _charset(content_type: str) -> str:
    found = _CHARSET.search(content_type)
    if found is None:
        return ""
    try:
        "".encode(found[1])
    except (LookupError, UnicodeError):
        return ""
    return found[1].lower()


def _refuse_other_media(media_type: str) -> None:
    named = media_type not in _UNNAMED
    text = media_type.startswith("text/") and media_type not in _NOT_READ
    if named and not text and media_type not in _READ:
        raise NotFetched(
            f"What is at this address is no article but {media_type[:60]}.",
            "Web pages, plain text, Markdown, PDF and feeds can be fetched.",
        )


def _refuse_other_transfer(transfer_encoding: str) -> None:
    if transfer_encoding.strip().lower() not in ("", "identity", "chunked"):
        raise NotFetched("The site sends the page in a way that was not asked for.", _BROWSER)


def _need_urllib3() -> None:
    try:
        import urllib3  # noqa: F401 - whether it is there is the question
    except ImportError as error:
        message = "Fetching a page needs a library that is not installed."
        raise NeedsExtra(message, f"Install it: {INSTALL}") from error


def _cancelled() -> NotFetched:
    return NotFetched("Fetching was cancelled.", "Nothing was kept.")
