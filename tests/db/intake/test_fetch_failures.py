"""Fetching from servers that break off, stall or never end, and cancelling a fetch."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from db.errors import NotFetched
from db.intake import fetch as fetching
from db.intake import http as wire
from db.intake.fetch import fetch
from tests.support.fetching import HTML, WORDS, fetch_local, fetch_refusal
from tests.support.patience import HANG
from tests.support.server import LocalServer, Visit, chunk, head


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


# Not whole


@pytest.mark.parametrize(
    "sent",
    [
        head("200 OK", [HTML, ("Content-Length", "100")]) + b"half",
        head("200 OK", [HTML, ("Transfer-Encoding", "chunked")]) + chunk(b"half"),
        head("200 OK", [HTML, ("Transfer-Encoding", "chunked")]) + b"100\r\nhalf",
        head("200 OK", [HTML, ("Transfer-Encoding", "chunked")]) + b"no number\r\nhalf",
    ],
    ids=["short-of-its-length", "without-last-chunk", "within-a-chunk", "within-a-chunk's-size"],
)
def test_cut_connection(server: LocalServer, sent: bytes) -> None:
    assert "broke off before the page was complete" in fetch_refusal(server.play("/", lambda visit: visit.send(sent)))


def test_reset_connection(server: LocalServer) -> None:
    def reset(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML]) + b"half")
        visit.reset()

    assert "broke off before the page was complete" in fetch_refusal(server.play("/", reset))


def test_hang_up_is_no_answer(server: LocalServer) -> None:
    assert "closed the connection without an answer" in fetch_refusal(server.play("/", lambda _: None))


def test_not_http_refused(server: LocalServer) -> None:
    url = server.play("/", lambda visit: visit.send(b"220 mail.example ESMTP \x1b[2J\r\n"))
    assert "no web site at" in fetch_refusal(url)


def test_two_lengths_refused(server: LocalServer) -> None:
    assert fetch_refusal(server.page("/", WORDS, headers=[("Content-Length", "5")]))


@pytest.mark.parametrize("length", ["-5", "many", "", "1e3"])
def test_bad_length_ignored(server: LocalServer, length: str) -> None:
    url = server.page("/", WORDS, headers=[("Content-Length", length)], length=None)
    assert fetch_local(url).body == WORDS


def test_nobody_listening() -> None:
    with LocalServer() as gone:
        url = gone.url("/")
    assert "can't be reached" in fetch_refusal(url)


# Slow


def test_silent_site_times_out(server: LocalServer) -> None:
    assert "within 0.2 seconds" in fetch_refusal(server.play("/", Visit.hold), seconds=0.2)


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", head("200 OK", [HTML]), head("200 OK", [HTML, ("Content-Length", "9999")])],
)
def test_slow_drip_times_out(server: LocalServer, first: bytes) -> None:
    def drip(visit: Visit) -> None:
        visit.send(first)
        visit.drip(b"a", most=250)

    assert "within 0.3 seconds" in fetch_refusal(server.play("/", drip), seconds=0.3)


def test_redirects_share_the_time(server: LocalServer) -> None:
    def late(visit: Visit) -> None:
        visit.drip(b"HTTP/1.1 100 Continue\r\n\r\n", every=0.01)

    server.play("/late", late)
    url = server.page("/", status="302 Found", headers=[("Location", "/late")])
    assert "within 0.3 seconds" in fetch_refusal(url, seconds=0.3)


def test_name_lookup_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()
    monkeypatch.setattr(fetching, "resolve", lambda *_: found.wait(HANG) and ())
    assert "within 0.2 seconds" in fetch_refusal("http://slow.test/", seconds=0.2)
    found.set()


# Cancelled


def assert_cancelled(url: str, busy: threading.Event) -> None:
    """Cancel a fetch once ``busy`` is set; it ends long before its own time is up."""
    cancel = threading.Event()
    at: list[float] = []

    def press() -> None:
        busy.wait(HANG)
        at.append(time.monotonic())
        cancel.set()

    person = threading.Thread(target=press)
    person.start()
    with pytest.raises(NotFetched, match="Fetching was cancelled"):
        fetch(url, allow_private=True, most_seconds=HANG, cancelled=cancel)
    left = time.monotonic()
    person.join()
    assert left - at[0] < HANG / 2


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200", head("200 OK", [HTML]) + b"half"])
def test_cancel_while_waiting(server: LocalServer, first: bytes) -> None:
    busy, gone = threading.Event(), threading.Event()

    def wait(visit: Visit) -> None:
        visit.send(first)
        busy.set()
        visit.hold()
        gone.set()

    assert_cancelled(server.play("/", wait), busy)
    assert gone.wait(HANG), "the connection stays open after the fetch was left"


def test_cancel_in_name_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    busy, found = threading.Event(), threading.Event()

    def look_up(host: str, port: int) -> tuple[str, ...]:
        busy.set()
        found.wait(HANG)
        return ("127.0.0.1",)

    dialled: list[str] = []
    monkeypatch.setattr(fetching, "resolve", look_up)
    monkeypatch.setattr(wire, "connect_to", lambda place, *_: dialled.append(place))
    assert_cancelled("http://slow.test/", busy)
    (worker,) = [thread for thread in threading.enumerate() if thread.name == "fetching a page"]
    found.set()
    worker.join(HANG)
    assert dialled == [], "a fetch that was left goes on to connect"


def test_cancel_in_connecting(monkeypatch: pytest.MonkeyPatch) -> None:
    busy, over = threading.Event(), threading.Event()

    def dial(place: str, port: int, seconds: float) -> None:
        busy.set()
        over.wait(HANG)
        raise TimeoutError

    monkeypatch.setattr(wire, "connect_to", dial)
    assert_cancelled("http://127.0.0.1/", busy)
    over.set()


def test_cancelled_asks_nobody(server: LocalServer) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(NotFetched, match="cancelled"):
        fetch(server.page("/"), allow_private=True, cancelled=cancel)
    assert server.asked == []
