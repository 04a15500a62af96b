"""An HTTP server on this machine that can misbehave, with a thread for each connection."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Self

HTML = "text/html; charset=utf-8"
Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Request:
    """One request that was received."""

    method: str
    target: str
    headers: dict[str, str]
    """Names in lower case."""
    server_name: str | None
    """The server name in the TLS handshake (SNI)."""


class Visit:
    """One connection, after its request was read."""

    def __init__(self, connection: socket.socket, closing: threading.Event) -> None:
        self._connection = connection
        self._closing = closing

    def send(self, sent: bytes) -> bool:
        """Send bytes.

        :returns: False once the client has disconnected or the server is closing.
        """
        if self._closing.is_set():
            return False
        try:
            self._connection.sendall(sent)
        except OSError:
            return False
        return True

    def hold(self) -> None:
        """Send nothing until the client disconnects or the server closes."""
        with suppress(OSError):
            while self._connection.recv(1024):
                pass

    def drip(self, piece: bytes, every: float = 0.02, most: int | None = None) -> None:
        """Send the same few bytes repeatedly until the client disconnects or the server closes.

        :param most: how often at most; None for no limit.
        """
        numbers = count() if most is None else range(most)
        for _ in numbers:
            if not self.send(piece) or self._closing.wait(every):
                return

    def reset(self) -> None:
        """Reset the connection (TCP RST)."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


Play = Callable[[Visit], object]
"""What is done on a connection once its request was read; it is closed afterwards."""


class LocalServer:
    """A server for the duration of a ``with`` block.

    :param tls: what makes it an https server.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Request] = []
        self._plays: dict[str, Play] = {}
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._tls = tls
        self._names: dict[int, str] = {}
        if tls is not None:
            tls.sni_callback = self._note_server_name
        self._server = _Server(("127.0.0.1", 0), self._visit)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        for connection in list(self._open):
            with suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, target: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'http' if self._tls is None else 'https'}://{host}:{self.port}{target}"

    def page(
        self,
        target: str,
        body: bytes = b"<p>words</p>",
        *,
        status: str = "200 OK",
        media_type: str | None = HTML,
        headers: Headers = (),
        length: int | None = -1,
    ) -> str:
        """Serve a page at a target; return its address. ``length=None`` leaves Content-Length out."""
        fields = [*headers]
        if media_type is not None:
            fields.append(("Content-Type", media_type))
        if length is not None:
            fields.append(("Content-Length", str(len(body) if length == -1 else length)))
        sent = head(status, fields) + body
        return self.play(target, lambda visit: visit.send(sent))

    def play(self, target: str, play: Play) -> str:
        """Serve a target with a function of the connection; return its address."""
        self._plays[target] = play
        return self.url(target)

    def _visit(self, accepted: socket.socket) -> None:
        connection = accepted
        self._open.add(connection)
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(accepted, server_side=True)
                self._open.add(connection)
            asked = self._read_request(connection)
            if asked is not None:
                self.asked.append(asked)
                play = self._plays.get(asked.target)
                visit = Visit(connection, self._closing)
                visit.send(head("404 Not Found", [("Content-Length", "0")])) if play is None else play(visit)
        except OSError:
            pass
        finally:
            self._open -= {accepted, connection}
            connection.close()

    def _read_request(self, connection: socket.socket) -> Request | None:
        raw = b""
        while b"\r\n\r\n" not in raw:
            more = connection.recv(65_536)
            if not more:
                return None
            raw += more
        first, *fields = raw.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
        return Request(method, target, headers, self._names.get(connection.fileno()))

    def _note_server_name(self, connection: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if isinstance(connection, ssl.SSLSocket) and name is not None:
            self._names[connection.fileno()] = name


def head(status: str, fields: Headers) -> bytes:
    """The status line and the headers of a response."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def chunk(sent: bytes) -> bytes:
    """A chunk of a chunked body; an empty one ends the body."""
    return b"%x\r\n%b\r\n" % (len(sent), sent)


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = False  # so that closing waits for every connection
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], visit: Callable[[socket.socket], None]) -> None:
        self._visit = visit
        super().__init__(address, socketserver.BaseRequestHandler)

    def finish_request(self, request: object, _address: object) -> None:
        assert isinstance(request, socket.socket)
        self._visit(request)
