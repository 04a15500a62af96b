"""One question to one site: a connection to an address that was checked, and the answer's headers and body.

What to ask, where a redirect leads and which answers are pages is :mod:`db.intake.fetch`'s.
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
from db.intake.content_encoding import ACCEPTED, unpacking
from db.intake.optional import version
from db.intake.urls import Address
from db.text.normalize import normalize_line

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,text/*;q=0.9,*/*;q=0.1"

_PIECE = 16_384
_BROWSER = "Open it in a browser, save the page, and import the file."


class FetchDeadline:
    """The time and the connection of one fetch, which the thread that waits for it may cut.

    :param seconds: how long the whole fetch may take.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._cut = False
        self._held: socket.socket | None = None

    def left(self) -> float:
        """Seconds left; zero or less when the time is over."""
        return self._until - time.monotonic()

    def check(self) -> float:
        """Seconds left, more than zero.

        :raises NotFetched: the time is over, or the line is cut.
        """
        left = 0.0 if self._cut else self.left()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> NotFetched:
        """What is said when the time is over."""
        return NotFetched(
            f"The site did not give the page within {self.seconds:g} seconds.",
            "Try again later, or save the page in a browser and import the file.",
        )

    def hold(self, connected: socket.socket) -> None:
        """Make a connection one that :meth:`cut` ends, in the place of the one before."""
        # TLS takes the socket over; a duplicate goes on standing for the same connection.
        twin = connected.dup()
        with self._lock:
            before, self._held = self._held, twin
        if before is not None:
            before.close()
        if self._cut:
            self.cut()

    def release(self) -> None:
        """Forget the connection."""
        with self._lock:
            before, self._held = self._held, None
        if before is not None:
            before.close()

    def cut(self) -> None:
        """End the connection from another thread: whoever reads from it goes on at once, with an error."""
        with self._lock:
            self._cut = True
            if self._held is not None:
                with suppress(OSError):
                    self._held.shutdown(socket.SHUT_RDWR)


def dial(place: str, port: int, seconds: float) -> socket.socket:
    """A connection to a numeric address; nothing is looked up.

    :param place: the address that was checked.
    :param port: the port.
    :param seconds: how long connecting may take.
    :raises OSError: it can't be reached.
    """
    return socket.create_connection((place, port), timeout=seconds)


@contextmanager
def answer(address: Address, places: tuple[str, ...], line: FetchDeadline) -> Iterator[BaseHTTPResponse]:
    """Ask a site for a page, and give its answer with the body still to be read.

    :param address: what is asked for; its host is named in the ``Host`` header and to TLS.
    :param places: the numeric addresses of that host, checked; they are tried in order.
    :param line: the fetch's time and connection.
    :raises NotFetched: no connection, no valid certificate, or no whole answer, here or while the body is read.
    """
    from urllib3.connection import HTTPConnection  # a part of the extra, and needed only to fetch
    from urllib3.exceptions import HTTPError

    connection = HTTPConnection(address.host, address.port)
    try:
        connection.sock = _connected(address, places, line)
        connection.timeout = line.check()
        connection.request(
            "GET", address.target, headers=_headers(address), preload_content=False, decode_content=False
        )
        with connection.getresponse() as response:
            yield response
    except (OSError, http.client.HTTPException, HTTPError) as error:
        raise _broken(error, address, line) from error
    finally:
        connection.close()
        line.release()


def body(response: BaseHTTPResponse, most: int, line: FetchDeadline, came: Callable[[int], None]) -> bytes:
    """The whole body of an answer, unpacked.

    :param response: an answer of :func:`answer`, while it is open.
    :param most: bytes that may come over the wire, and bytes they may unpack to.
    :param line: the fetch's time.
    :param came: told the bytes that came over the wire so far, after each piece.
    :raises NotFetched: it is larger, packed wrongly, in an encoding that was not asked for, or cut short.
    """
    packed = unpacking(response.headers.get("content-encoding", ""))
    pieces: list[bytes] = []
    wire = unpacked = 0
    while True:
        line.check()
        # Early releases of Python 3.11 read on beyond the announced length unless they are told how much is left.
        raw = response.read1(min(_PIECE, response.length_remaining or _PIECE), decode_content=False)
        if not raw:
            break
        try:
            piece = packed.piece(raw, most - unpacked)
        except zlib.error as error:
            raise NotFetched("The page came packed in a way that can't be undone.", _BROWSER) from error
        wire += len(raw)
        unpacked += len(piece)
        if max(wire, unpacked) > most:
            raise too_large(most)
        pieces.append(piece)
        came(wire)
    if wire and not packed.whole():
        raise _cut_short()
    return b"".join(pieces)


def too_large(most: int) -> NotFetched:
    """What is said of a page beyond the limit.

    :param most: the limit in bytes.
    """
    size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most:,} bytes"
    return NotFetched(f"The page is larger than {size}.", "Save the part that matters as a file and import that.")


def _headers(address: Address) -> dict[str, str]:
    """The few things a site is told. It learns of no cookie, no language and no page one came from."""
    return {
        "Host": address.authority,
        "User-Agent": f"onrecord/{version('onrecord')}".removesuffix("/"),
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
    }


def _connected(address: Address, places: tuple[str, ...], line: FetchDeadline) -> socket.socket:
    """A connection to the first place that takes it, with TLS on it for https."""
    refusal: OSError | None = None
    for index, place in enumerate(places):
        try:
            connected = dial(place, address.port, line.check() / (len(places) - index))
        except OSError as error:
            refusal = error
            continue
        try:
            line.hold(connected)
            connected.settimeout(line.check())
            return _secured(connected, address) if address.scheme == "https" else connected
        except BaseException:
            connected.close()
            raise
    message = f"{address.authority} can't be reached."
    raise NotFetched(message, "Check the address, and that this machine is online.") from refusal


def _secured(connected: socket.socket, address: Address) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context.wrap_socket(connected, server_hostname=address.host)


def _broken(error: Exception, address: Address, line: FetchDeadline) -> NotFetched:
    """What is said of a connection that did not work, by what went wrong in it."""
    from urllib3.exceptions import InvalidHeader, ReadTimeoutError  # a part of the extra

    match error:
        case TimeoutError() | ReadTimeoutError():
            return line.too_slow()
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
            return _cut_short()
        case http.client.LineTooLong():
            return _headers_too_large()
        case http.client.HTTPException() if "headers" in str(error):
            return _headers_too_large()
        case http.client.HTTPException() | InvalidHeader():
            return NotFetched(f"What answers at {address.authority} is no web site.", "Check the address.")
    return _cut_short()


def _headers_too_large() -> NotFetched:
    return NotFetched("The headers of the site's answer are too large.", _BROWSER)


def _cut_short() -> NotFetched:
    return NotFetched("The connection broke off before the page was whole.", "Nothing was kept. Try again.")
