"""One HTTP request: a connection to a checked numeric address, and the response with its body.

Redirects, and which responses count as pages: :mod:`db.intake.fetch`.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from db.errors import NotFetched
from db.intake.content_encoding import ACCEPTED_ENCODINGS, content_decoder
from db.intake.optional import installed_version
from db.intake.urls import WebAddress
from db.text.normalize import normalize_line

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,text/*;q=0.9,*/*;q=0.1"

_CHUNK_BYTES = 16_384
BROWSER_HINT = "Open it in a browser, save the page, and import the file."


class FetchDeadline:
    """The time limit of one fetch, and its connection, which another thread can end.

    :param seconds: the limit for the whole fetch.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._cut = False
        self._connection: socket.socket | None = None

    def seconds_left(self) -> float:
        """Seconds left; zero or less when the time is over."""
        return self._until - time.monotonic()

    def check(self) -> float:
        """Seconds left, more than zero.

        :raises NotFetched: the time is over, or the connection was cut.
        """
        left = 0.0 if self._cut else self.seconds_left()
        if left <= 0:
            raise self.timeout_error()
        return left

    def timeout_error(self) -> NotFetched:
        """The error for a page that took too long."""
        return NotFetched(
            f"The site did not answer within {self.seconds:g} seconds.",
            "Try again later, or save the page in a browser and import the file.",
        )

    def attach(self, connected: socket.socket) -> None:
        """Set the connection that :meth:`cut` ends, in place of any earlier one."""
        self._replace(connected.dup())  # TLS detaches the socket object; a duplicate stays valid
        if self._cut:
            self.cut()

    def detach(self) -> None:
        """Forget the connection."""
        self._replace(None)

    def cut(self) -> None:
        """End the connection from another thread: a blocked read then fails at once."""
        with self._lock:
            self._cut = True
            if self._connection is not None:
                with suppress(OSError):
                    self._connection.shutdown(socket.SHUT_RDWR)

    def _replace(self, connection: socket.socket | None) -> None:
        with self._lock:
            before, self._connection = self._connection, connection
        if before is not None:
            before.close()


def connect_to(place: str, port: int, seconds: float) -> socket.socket:
    """Connect to a numeric address, without a name look-up.

    :param place: the checked address.
    :param port: the port.
    :param seconds: the time limit.
    :raises OSError: it can't be reached.
    """
    return socket.create_connection((place, port), timeout=seconds)


@contextmanager
def open_response(address: WebAddress, places: tuple[str, ...], deadline: FetchDeadline) -> Iterator[BaseHTTPResponse]:
    """Send a GET request, and open the response with its body unread.

    :param address: the address; its host goes into the ``Host`` header and to TLS.
    :param places: the checked numeric addresses of that host, to be tried in order.
    :param deadline: the time limit of the fetch; it gets the connection.
    :raises NotFetched: no connection, no valid certificate, or no complete response, also while the body is read.
    """
    from urllib3.connection import HTTPConnection  # an optional extra, needed only to fetch
    from urllib3.exceptions import HTTPError

    connection = HTTPConnection(address.host, address.port)
    try:
        connection.sock = _connect_to_first(address, places, deadline)
        connection.timeout = deadline.check()
        connection.request(
            "GET", address.target, headers=_request_headers(address), preload_content=False, decode_content=False
        )
        with connection.getresponse() as response:
            yield response
    except (OSError, http.client.HTTPException, HTTPError) as error:
        raise _connection_error(error, address, deadline) from error
    finally:
        connection.close()
        deadline.detach()


def read_body(response: BaseHTTPResponse, most: int, deadline: FetchDeadline, progress: Callable[[int], None]) -> bytes:
    """Read the whole body of a response, and decode its ``Content-Encoding``.

    :param response: an open response of :func:`open_response`.
    :param most: the limit in bytes, both as sent and decoded.
    :param deadline: the time limit of the fetch.
    :param progress: called after each chunk with the bytes received so far, as sent.
    :raises NotFetched: it is too large, wrongly encoded, in an encoding that was not asked for, or incomplete.
    """
    decoder = content_decoder(response.headers.get("content-encoding", ""))
    chunks: list[bytes] = []
    received = decoded = 0
    while True:
        deadline.check()
        # Early releases of Python 3.11 read beyond the declared length unless the remaining length is passed.
        raw = response.read1(min(_CHUNK_BYTES, response.length_remaining or _CHUNK_BYTES), decode_content=False)
        if not raw:
            break
        try:
            chunk = decoder.decode(raw, most - decoded)
        except zlib.error as error:
            raise NotFetched("The page was compressed in a way that can't be unpacked.", BROWSER_HINT) from error
        received += len(raw)
        decoded += len(chunk)
        if max(received, decoded) > most:
            raise too_large_error(most)
        chunks.append(chunk)
        progress(received)
    if received and not decoder.is_complete():
        raise _cut_short_error()
    return b"".join(chunks)


def too_large_error(most: int) -> NotFetched:
    """The error for a page beyond the size limit.

    :param most: the limit in bytes.
    """
    size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most:,} bytes"
    return NotFetched(f"The page is larger than {size}.", "Save the part that matters as a file and import that.")


def _request_headers(address: WebAddress) -> dict[str, str]:
    """The request headers: as few as possible, with no cookie, language or referrer."""
    return {
        "Host": address.authority,
        "User-Agent": f"onrecord/{installed_version('onrecord')}".removesuffix("/"),
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPTED_ENCODINGS,
        "Connection": "close",
    }


def _connect_to_first(address: WebAddress, places: tuple[str, ...], deadline: FetchDeadline) -> socket.socket:
    """Connect to the first address that accepts, with TLS for https.

    :raises NotFetched: none accepts.
    """
    refusal: OSError | None = None
    tls = _tls_context() if address.scheme == "https" else None  # it takes long, and the site would wait for it
    for index, place in enumerate(places):
        try:
            connected = connect_to(place, address.port, deadline.check() / (len(places) - index))
        except OSError as error:
            refusal = error
            continue
        try:
            deadline.attach(connected)
            connected.settimeout(deadline.check())
            return connected if tls is None else tls.wrap_socket(connected, server_hostname=address.host)
        except BaseException:
            connected.close()
            raise
    message = f"{address.authority} can't be reached."
    raise NotFetched(message, "Check the address, and that this machine is online.") from refusal


def _tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _connection_error(error: Exception, address: WebAddress, deadline: FetchDeadline) -> NotFetched:
    """The error to show for a failed connection."""
    from urllib3.exceptions import InvalidHeader, ReadTimeoutError  # an optional extra

    match error:
        case TimeoutError() | ReadTimeoutError():
            return deadline.timeout_error()
        case ssl.SSLCertVerificationError():
            why = normalize_line(error.verify_message)
            return NotFetched(
                f"The site's certificate does not hold for {address.host}: {why}.",
                "Somebody else may be answering in its name. Look at it in a browser first.",
            )
        case ssl.SSLError():
            return NotFetched(f"{address.host} makes no secure connection.", "Try the address in a browser.")
        case http.client.RemoteDisconnected():
            return NotFetched("The site closed the connection without an answer.", "Try again later.")
        case http.client.IncompleteRead():
            return _cut_short_error()
        case http.client.LineTooLong():
            return _headers_too_large_error()
        case http.client.HTTPException() if "headers" in str(error):
            return _headers_too_large_error()
        case http.client.HTTPException() | InvalidHeader():
            return NotFetched(f"There is no web site at {address.authority}.", "Check the address.")
    return _cut_short_error()


def _headers_too_large_error() -> NotFetched:
    return NotFetched("The headers of the site's answer are too large.", BROWSER_HINT)


def _cut_short_error() -> NotFetched:
    return NotFetched("The connection broke off before the page was complete.", "Nothing was saved. Try again.")
