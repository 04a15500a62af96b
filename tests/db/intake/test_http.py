"""Connections go only to the address that was checked, under the name that was requested, never to a private one."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.errors import NotFetched
from db.intake import fetch as fetching
from db.intake import http as wire
from db.intake import urls as addresses
from db.intake.fetch import Redirect, fetch
from tests.support.patience import HANG
from tests.support.server import LocalServer

PUBLIC = "93.184.216.34"
DEAD = "93.184.216.35"
Names = dict[str, list[tuple[str, ...]]]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Names:
    """Answers of a name server, one for each look-up; the last one stays."""
    names: Names = {}

    def resolve(host: str, port: int) -> tuple[str, ...]:
        if host not in names:
            return addresses.resolve(host, port)
        return names[host].pop(0) if len(names[host]) > 1 else names[host][0]

    monkeypatch.setattr(fetching, "resolve", resolve)
    return names


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numeric addresses that were connected to; the public one leads to the local server."""
    seen: list[str] = []
    dial = wire.connect_to

    def divert(place: str, port: int, seconds: float) -> socket.socket:
        seen.append(place)
        if place == DEAD:
            raise ConnectionRefusedError
        return dial("127.0.0.1" if place == PUBLIC else place, port, seconds)

    monkeypatch.setattr(wire, "connect_to", divert)
    return seen


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "[::]", "0.0.0.0", "127.1", "2130706433", "0177.0.0.1", "0x7f000001"),
        *("[::ffff:127.0.0.1]", "[64:ff9b::127.0.0.1]", "１２７.0.0.1", "LOCALHOST.", "169.254.169.254", "10.0.0.1"),
    ],
)
def test_private_refused_unasked(host: str, server: LocalServer, dialled: list[str]) -> None:
    with pytest.raises(NotFetched, match="this machine or a private network") as refused:
        fetch(f"http://{host}:{server.port}/", most_seconds=HANG)
    assert refused.value.hint == "--allow-private fetches it anyway."
    assert dialled == []
    assert server.asked == []


def test_private_name_refused(resolver: Names, dialled: list[str]) -> None:
    resolver["news.test"] = [(PUBLIC, "192.168.0.7")]
    with pytest.raises(NotFetched, match=r"a private network \(192\.168\.0\.7\)"):
        fetch("http://news.test/", most_seconds=HANG)
    assert dialled == []


def test_private_redirect_refused(server: LocalServer, resolver: Names, dialled: list[str]) -> None:
    resolver["news.test"] = [(PUBLIC,)]
    server.page("/", status="302 Found", headers=[("Location", f"http://127.0.0.1:{server.port}/secret")])
    server.page("/secret")
    with pytest.raises(NotFetched, match="The site redirects to an address that leads to this machine"):
        fetch(server.url("/", "news.test"), most_seconds=HANG)
    assert dialled == [PUBLIC]
    assert [asked.target for asked in server.asked] == ["/"]


def test_name_looked_up_once(server: LocalServer, resolver: Names, dialled: list[str]) -> None:
    resolver["news.test"] = [(PUBLIC,), ("127.0.0.1",)]
    server.page("/")
    fetched = fetch(server.url("/", "news.test"), most_seconds=HANG)
    assert fetched.final_url == server.url("/", "news.test")
    assert dialled == [PUBLIC]
    assert server.asked[0].headers["host"] == f"news.test:{server.port}"


def test_name_turning_private(server: LocalServer, resolver: Names, dialled: list[str]) -> None:
    resolver["news.test"] = [(PUBLIC,), ("127.0.0.1",)]
    server.page("/", status="302 Found", headers=[("Location", "/secret")])
    with pytest.raises(NotFetched, match="The site redirects to an address that leads to this machine"):
        fetch(server.url("/", "news.test"), most_seconds=HANG)
    assert dialled == [PUBLIC]


def test_next_address_is_tried(server: LocalServer, resolver: Names, dialled: list[str]) -> None:
    resolver["news.test"] = [(DEAD, PUBLIC)]
    server.page("/")
    fetch(server.url("/", "news.test"), most_seconds=HANG)
    assert dialled == [DEAD, PUBLIC]


def test_dead_address_leaves_time(resolver: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def dial(place: str, port: int, seconds: float) -> socket.socket:
        given.append(seconds)
        raise TimeoutError

    monkeypatch.setattr(wire, "connect_to", dial)
    resolver["news.test"] = [(DEAD, PUBLIC)]
    with pytest.raises(NotFetched, match=r"news\.test can't be reached"):
        fetch("http://news.test/", most_seconds=HANG)
    assert given[0] <= HANG / 2 < given[1]


# TLS, under a throwaway authority


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], ssl.SSLContext]:
    """A factory of TLS contexts for the server; the authority is ``authority.pem`` beside it."""
    pytest.importorskip("cryptography", reason="certificates for the tests of https are made with cryptography")
    folder = tmp_path_factory.mktemp("tls")
    authority = _Authority(folder)
    return authority.context


@pytest.fixture
def trusted(
    certified: Callable[[str], ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], ssl.SSLContext]:
    """As ``certified``, with the authority trusted by this process."""
    authority = certified.__self__  # type: ignore[attr-defined]
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    return certified


def test_https_checks_the_name(trusted: Callable[[str], ssl.SSLContext], resolver: Names, dialled: list[str]) -> None:
    resolver["news.test"] = [(PUBLIC,)]
    with LocalServer(trusted("news.test")) as server:
        server.page("/", b"words over TLS")
        fetched = fetch(server.url("/", "news.test"), most_seconds=HANG)
        assert fetched.body == b"words over TLS"
        assert server.asked[0].server_name == "news.test"
    assert dialled == [PUBLIC]


def test_numeric_certificate(trusted: Callable[[str], ssl.SSLContext]) -> None:
    with LocalServer(trusted("127.0.0.1")) as server:
        server.page("/", b"words")
        assert fetch(server.url("/"), allow_private=True, most_seconds=HANG).body == b"words"


def test_other_name_refused(trusted: Callable[[str], ssl.SSLContext], resolver: Names, dialled: list[str]) -> None:
    resolver["news.test"] = [(PUBLIC,)]
    with LocalServer(trusted("other.test")) as server:
        server.page("/")
        with pytest.raises(NotFetched, match=r"certificate does not hold for news\.test"):
            fetch(server.url("/", "news.test"), most_seconds=HANG)
        assert server.asked == []


def test_unknown_authority_refused(
    certified: Callable[[str], ssl.SSLContext], resolver: Names, dialled: list[str]
) -> None:
    resolver["news.test"] = [(PUBLIC,)]
    with LocalServer(certified("news.test")) as server:
        server.page("/")
        with pytest.raises(NotFetched, match=r"certificate does not hold for news\.test"):
            fetch(server.url("/", "news.test"), most_seconds=HANG)
        assert server.asked == []


def test_no_tls_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mail:

        def greet() -> None:
            with mail.accept()[0] as connection:
                connection.sendall(b"220 mail.example ESMTP\r\n")
                connection.recv(1024)

        greeting = threading.Thread(target=greet)
        greeting.start()
        with pytest.raises(NotFetched, match=r"127\.0\.0\.1 makes no secure connection"):
            fetch(f"https://127.0.0.1:{mail.getsockname()[1]}/", allow_private=True, most_seconds=HANG)
        greeting.join()


def test_endless_handshake_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NotFetched, match=r"within 0\.2 seconds"):
        fetch(f"https://127.0.0.1:{silent.getsockname()[1]}/", allow_private=True, most_seconds=0.2)


def test_https_to_http_recorded(trusted: Callable[[str], ssl.SSLContext], server: LocalServer) -> None:
    plain = server.page("/plain", b"words")
    with LocalServer(trusted("127.0.0.1")) as secure:
        first = secure.page("/", status="301 Moved", headers=[("Location", plain)])
        fetched = fetch(first, allow_private=True, most_seconds=HANG)
    assert (fetched.redirects, fetched.final_url) == ((Redirect(first, 301),), plain)


class _Authority:
    """A throwaway certificate authority in a folder."""

    def __init__(self, folder: Path) -> None:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec

        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a throwaway authority")])
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        self._certificate = (
            self._begun(self._name, self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.path = folder / "authority.pem"
        self.path.write_bytes(_pem(self._certificate))

    def context(self, name: str) -> ssl.SSLContext:
        """The server's side of TLS for a name or a numeric address."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        try:
            alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
        except ValueError:
            alternative = x509.DNSName(name)
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        certificate = (
            self._begun(subject, key.public_key())
            .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = self._folder / f"{name}.pem"
        path.write_bytes(private + _pem(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _begun(self, subject, key):  # type: ignore[no-untyped-def]
        from cryptography import x509

        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )


def _pem(certificate) -> bytes:  # type: ignore[no-untyped-def]
    from cryptography.hazmat.primitives import serialization

    return bytes(certificate.public_bytes(serialization.Encoding.PEM))
