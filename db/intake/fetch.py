"""Fetch one page over HTTP, safely: address checks, redirects, limits, and which responses count as pages.

A thread does the work, so that the caller can cancel at any moment, even during a name look-up. An incomplete page is
never returned. The connection itself: :mod:`db.intake.http`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from db.errors import NeedsExtra, NotFetched
from db.intake.http import BROWSER_HINT, FetchDeadline, open_response, read_body, too_large_error
from db.intake.optional import INSTALL
from db.intake.urls import WebAddress, read_address, read_redirect, refuse_private, resolve
from db.text.normalize import normalize_line

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

MOST_BYTES = 64_000_000
MOST_SECONDS = 15.0
"""With the time for reading the page, it is within the half minute that a person waits for any article."""

MOST_REDIRECTS = 10

FetchProgress = Callable[[int, int | None], None]
"""Called with the bytes received so far, as sent, and their total where the server declares it."""

_CANCEL_CHECK_SECONDS = 0.1
"""How often the caller's event is checked, in seconds."""

_REDIRECT_STATUSES = frozenset((301, 302, 303, 307, 308))
_PAGE_STATUSES = frozenset((200, 203))
_REFUSAL_STATUSES = frozenset((401, 402, 403, 405, 406, 407, 418, 429, 451))
_GONE_STATUSES = frozenset((404, 410))

_READABLE_MEDIA = frozenset(
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
_UNREADABLE_TEXT_MEDIA = frozenset(("text/calendar", "text/css", "text/ecmascript", "text/javascript", "text/vcard"))
_GENERIC_MEDIA = frozenset(("", "application/octet-stream", "binary/octet-stream"))
"""Media types without information, as many PDFs are sent with. :mod:`db.intake.sniff` looks at the bytes."""

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address whose response was a redirect."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A complete page, and how it was fetched."""

    url: str
    """The address as it was given."""
    final_url: str
    """The address after redirects: percent-encoded, its host in ASCII, without the fragment."""
    redirects: tuple[Redirect, ...]
    """The redirects that led there, in order."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """The headers of the final response, in order, cleaned, without ``Set-Cookie``: a cookie can be a secret."""
    media_type: str
    """As declared, in lower case, without parameters; may be empty."""
    charset: str
    """As declared, in lower case; empty for none and for one that Python can't decode."""
    body: bytes
    """The page, with its ``Content-Encoding`` decoded."""
    fetched_at: datetime
    """When the response began, in UTC."""


@dataclass(frozen=True, slots=True)
class _FetchLimits:
    allow_private: bool
    most_bytes: int
    most_redirects: int


def ignore_progress(received: int, total: int | None) -> None:
    """A progress callback that does nothing."""


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
    most_redirects: int = MOST_REDIRECTS,
    progress: FetchProgress = ignore_progress,
    cancelled: threading.Event | None = None,
) -> FetchedPage:
    """Fetch one page over http or https.

    Every numeric address of the host is checked, and the connection goes to one of those, so that a second look-up
    can't lead to a private one. No proxy, cookie, password or referrer is used, whatever the environment says.

    :param url: the address.
    :param allow_private: whether to fetch addresses of this machine and of private networks, too.
    :param most_bytes: the largest page, as sent and decoded.
    :param most_seconds: the time limit for all of it, with redirects and name look-ups.
    :param most_redirects: how many redirects to follow.
    :param progress: called in the caller's thread as bytes arrive.
    :param cancelled: set by another thread to cancel within :data:`_CANCEL_CHECK_SECONDS`.
    :raises NotFetched: there is no complete page, for whatever reason.
    :raises NeedsExtra: urllib3 is not installed.
    """
    address = read_address(url)
    _require_urllib3()
    if cancelled is not None and cancelled.is_set():
        raise _cancelled_error()
    deadline = FetchDeadline(most_seconds)
    limits = _FetchLimits(allow_private, most_bytes, most_redirects)
    results: SimpleQueue[tuple[int, int | None] | FetchedPage | BaseException] = SimpleQueue()

    def follow() -> None:
        def report(received: int, total: int | None) -> None:
            results.put((received, total))

        try:
            results.put(_follow_redirects(url, address, limits, deadline, report))
        except BaseException as error:  # any error is raised again in the caller's thread
            results.put(error)

    threading.Thread(target=follow, name="fetching a page", daemon=True).start()
    try:
        while True:
            if cancelled is not None and cancelled.is_set():
                raise _cancelled_error()
            left = deadline.seconds_left()
            if left <= 0:
                raise deadline.timeout_error()
            try:
                result = results.get(timeout=min(_CANCEL_CHECK_SECONDS, left))
            except Empty:
                continue
            if isinstance(result, FetchedPage):
                return result
            if isinstance(result, BaseException):
                raise result
            progress(*result)
    finally:
        deadline.cut()


def _follow_redirects(
    url: str, first: WebAddress, limits: _FetchLimits, deadline: FetchDeadline, progress: FetchProgress
) -> FetchedPage:
    """The page at an address, after redirects.

    :param url: the address as it was given.
    :param first: the same, parsed.
    """
    address, redirects = first, list[Redirect]()
    seen = {first.url}
    while True:
        places = resolve(address.host, address.port)
        if not limits.allow_private:
            refuse_private(places, redirected=bool(redirects))
        with open_response(address, places, deadline) as response:
            if response.status not in _REDIRECT_STATUSES:
                return _page_of_response(
                    response, url, address, tuple(redirects), limits.most_bytes, deadline, progress
                )
            redirects.append(Redirect(address.url, response.status))
            address = read_redirect(address, _redirect_location(response))
        if address.url in seen:
            raise NotFetched("The site's redirects go round in a circle.", f"It may want a cookie. {BROWSER_HINT}")
        seen.add(address.url)
        if len(redirects) > limits.most_redirects:
            raise NotFetched(f"The site redirects more than {limits.most_redirects} times.", BROWSER_HINT)


def _page_of_response(
    response: BaseHTTPResponse,
    url: str,
    address: WebAddress,
    redirects: tuple[Redirect, ...],
    most_bytes: int,
    deadline: FetchDeadline,
    progress: FetchProgress,
) -> FetchedPage:
    """Read the page from a response that is not a redirect.

    :raises NotFetched: its status, media type or size rules it out, or it is incomplete.
    """
    fetched_at = datetime.now(UTC)
    if response.status not in _PAGE_STATUSES:
        raise _status_error(response.status)
    content_type = response.headers.get("content-type", "")
    media_type = _parse_media_type(content_type)
    _refuse_other_media(media_type)
    _refuse_other_transfer(response.headers.get("transfer-encoding", ""))
    total = response.length_remaining
    if total is not None and total > most_bytes:
        raise too_large_error(most_bytes)
    progress(0, total)
    page = read_body(response, most_bytes, deadline, lambda received: progress(received, total))
    if not page:
        raise NotFetched(f"The site answered with an empty page ({_describe_status(response.status)}).", BROWSER_HINT)
    return FetchedPage(
        normalize_line(url),
        address.url,
        redirects,
        response.status,
        tuple(
            (normalize_line(name), normalize_line(value))
            for name, value in response.headers.items()
            if name.lower() not in ("set-cookie", "set-cookie2")
        ),
        media_type,
        _parse_charset(content_type),
        page,
        fetched_at,
    )


def _redirect_location(response: BaseHTTPResponse) -> str:
    location = response.headers.get("location", "").strip()
    if not location:
        raise NotFetched(f"The site redirects without an address ({_describe_status(response.status)}).", BROWSER_HINT)
    return location


def _status_error(status: int) -> NotFetched:
    """The error for a status that means neither a page nor a redirect."""
    shown = _describe_status(status)
    if status in _GONE_STATUSES:
        return NotFetched(
            f"There is no page at this address ({shown}).", "Check the address; an archive may hold a copy."
        )
    if status in _REFUSAL_STATUSES:
        return NotFetched(f"The site does not serve this page to programs ({shown}).", BROWSER_HINT)
    if status == HTTPStatus.PARTIAL_CONTENT:
        return NotFetched(f"The site gave only a part of the page ({shown}).", BROWSER_HINT)
    if 400 <= status < 500:
        return NotFetched(f"The site refuses to serve this page ({shown}).", "Check the address.")
    if status >= 500:
        return NotFetched(f"The site failed to serve the page ({shown}).", "Try again later.")
    return NotFetched(f"The site answered without a page ({shown}).", BROWSER_HINT)


def _describe_status(status: int) -> str:
    """A status with its standard phrase; the server's own phrase is never shown."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _parse_media_type(content_type: str) -> str:
    return normalize_line(content_type.partition(";")[0]).lower()


def _parse_charset(content_type: str) -> str:
    found = _CHARSET.search(content_type)
    if found is None:
        return ""
    try:
        "".encode(found[1])
    except (LookupError, UnicodeError):
        return ""
    return found[1].lower()


def _refuse_other_media(media_type: str) -> None:
    readable_text = media_type.startswith("text/") and media_type not in _UNREADABLE_TEXT_MEDIA
    if not readable_text and media_type not in _GENERIC_MEDIA | _READABLE_MEDIA:
        raise NotFetched(
            f"This address has no article, but {media_type[:60]}.",
            "Web pages, plain text, Markdown, PDF and feeds can be fetched.",
        )


def _refuse_other_transfer(transfer_encoding: str) -> None:
    if transfer_encoding.strip().lower() not in ("", "identity", "chunked"):
        raise NotFetched("The site sends the page in an unsupported encoding.", BROWSER_HINT)


def _require_urllib3() -> None:
    try:
        import urllib3  # noqa: F401 - an optional extra: only whether it is installed counts
    except ImportError as error:
        message = "Fetching a page needs a library that is not installed."
        raise NeedsExtra(message, f"Install it: {INSTALL}") from error


def _cancelled_error() -> NotFetched:
    return NotFetched("Fetching was cancelled.", "Nothing was saved.")
