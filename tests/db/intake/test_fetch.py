"""Fetching a page from a real server: results, refused answers, redirects."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.errors import NeedsExtra, NotFetched
from db.intake import http as wire
from db.intake.fetch import Redirect, fetch
from db.text.normalize import normalize_line
from tests.support.fetching import HTML, WORDS, fetch_local, fetch_refusal
from tests.support.server import LocalServer, Visit, chunk, head


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


# A page


def test_page_with_its_headers(server: LocalServer) -> None:
    url = server.page("/a?b=c", WORDS, media_type="Text/HTML; Charset=UTF-8", headers=[("X-One", "1"), ("X-One", "2")])
    fetched = fetch_local(f"{url}#part")
    assert fetched.body == WORDS
    assert (fetched.url, fetched.final_url, fetched.redirects, fetched.status) == (f"{url}#part", url, (), 200)
    assert (fetched.media_type, fetched.charset) == ("text/html", "utf-8")
    assert [pair for pair in fetched.headers if pair[0] == "X-One"] == [("X-One", "1"), ("X-One", "2")]
    assert timedelta(0) <= datetime.now(UTC) - fetched.fetched_at < timedelta(minutes=1)


def test_site_learns_no_person(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr(wire, "installed_version", lambda _: "1.2.3")
    fetch_local(server.page("/"))
    (asked,) = server.asked
    assert asked.headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert asked.headers["user-agent"] == "onrecord/1.2.3"
    assert asked.headers["accept-encoding"] == "gzip, deflate"


def test_progress_to_the_length(server: LocalServer) -> None:
    page = bytes(100_000)
    seen: list[tuple[int, int | None]] = []
    threads: set[threading.Thread] = set()

    def note(came: int, total: int | None) -> None:
        seen.append((came, total))
        threads.add(threading.current_thread())

    fetch(server.page("/", page), allow_private=True, progress=note)
    assert seen[0] == (0, 100_000)
    assert seen[-1] == (100_000, 100_000)
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert threads == {threading.current_thread()}


def test_progress_without_total(server: LocalServer) -> None:
    seen: list[tuple[int, int | None]] = []
    url = server.page("/", WORDS, length=None)
    fetch(url, allow_private=True, progress=lambda *numbers: seen.append(numbers))
    assert seen[0] == (0, None)
    assert seen[-1] == (len(WORDS), None)


def test_failing_progress_ends_it(server: LocalServer) -> None:
    def fail(came: int, total: int | None) -> None:
        raise RuntimeError("the bar broke")

    with pytest.raises(RuntimeError, match="the bar broke"):
        fetch(server.page("/"), allow_private=True, progress=fail)


def test_chunked_page(server: LocalServer) -> None:
    sent = head("200 OK", [HTML, ("Transfer-Encoding", "chunked")]) + chunk(b"one ") + chunk(b"two") + chunk(b"")
    assert fetch_local(server.play("/", lambda visit: visit.send(sent))).body == b"one two"


def test_no_wait_for_hang_up(server: LocalServer) -> None:
    def stay(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Length", "5")]) + b"words and more than was announced")
        visit.hold()

    assert fetch_local(server.play("/", stay)).body == b"words"


@pytest.mark.parametrize(
    ("said", "media_type", "charset"),
    [
        (None, "", ""),
        ("text/html; charset=klingon", "text/html", ""),
        ("text/html; charset=hex", "text/html", ""),
        ('text/html; x=y; charset="Windows-1256"', "text/html", "windows-1256"),
        ("application/pdf", "application/pdf", ""),
        ("application/octet-stream", "application/octet-stream", ""),
        ("text/markdown", "text/markdown", ""),
        ("application/rss+xml;charset=ISO-8859-1", "application/rss+xml", "iso-8859-1"),
    ],
)
def test_media_type_passed_on(server: LocalServer, said: str | None, media_type: str, charset: str) -> None:
    fetched = fetch_local(server.page("/", WORDS, media_type=said))
    assert (fetched.media_type, fetched.charset, fetched.body) == (media_type, charset, WORDS)


def test_wrong_charset_same_bytes(server: LocalServer) -> None:
    fetched = fetch_local(server.page("/", WORDS, media_type="text/html; charset=utf-16"))
    assert (fetched.charset, fetched.body) == ("utf-16", WORDS)


def test_headers_cleaned(server: LocalServer) -> None:
    hostile = [("X-Bad", "a\x1b[2Jb\x9bc\r\n folded"), ("Set-Cookie", "session=secret")]
    headers = dict(fetch_local(server.page("/", headers=hostile)).headers)
    assert headers["X-Bad"] == "a[2Jbc folded"
    assert "Set-Cookie" not in headers


# No page


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Nothing \x1b[2J here", "There is no page at this address (404 Not Found)."),
        ("410 Gone", "There is no page at this address (410 Gone)."),
        ("403 Forbidden", "The site does not serve this page to programs (403 Forbidden)."),
        ("429 Too Many Requests", "The site does not serve this page to programs (429 Too Many Requests)."),
        ("400 Bad Request", "The site refuses to serve this page (400 Bad Request)."),
        ("500 Oops", "The site failed to serve the page (500 Internal Server Error)."),
        ("503 Busy", "The site failed to serve the page (503 Service Unavailable)."),
        ("599 Odd", "The site failed to serve the page (599)."),
        ("206 Partial Content", "The site gave only a part of the page (206 Partial Content)."),
        ("204 No Content", "The site answered without a page (204 No Content)."),
        ("304 Not Modified", "The site answered without a page (304 Not Modified)."),
        ("202 Accepted", "The site answered without a page (202 Accepted)."),
        ("300 Multiple Choices", "The site answered without a page (300 Multiple Choices)."),
        ("999 Denied", "The site failed to serve the page (999)."),
        ("302 Found", "The site redirects without an address (302 Found)."),
    ],
)
def test_error_status_is_told(server: LocalServer, status: str, said: str) -> None:
    assert fetch_refusal(server.page("/", status=status)) == said


def test_empty_page_refused(server: LocalServer) -> None:
    assert "empty page" in fetch_refusal(server.page("/", b""))
    assert "empty page" in fetch_refusal(server.page("/gzip", b"", headers=[("Content-Encoding", "gzip")]))
    assert "empty page" in fetch_refusal(
        server.page("/packed", gzip.compress(b""), headers=[("Content-Encoding", "gzip")])
    )


@pytest.mark.parametrize(
    "media_type",
    ["video/mp4", "image/png", "application/zip", "application/json", "text/css", "VIDEO/MP4;x", "a\x1b[2J"],
)
def test_wrong_kind_refused_early(server: LocalServer, media_type: str) -> None:
    def announce(visit: Visit) -> None:
        visit.send(head("200 OK", [("Content-Type", media_type), ("Content-Length", "99999")]))
        visit.hold()

    assert "has no article" in fetch_refusal(server.play("/", announce))


@given(
    st.binary(max_size=60),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type:", b"HTTP/1."]),
)
@example(b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"HTTP/1.1 200 OK\r\n")
@example(b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 30 + b"\r\nab", b"HTTP/1.1 200 OK\r\n")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_page_or_error(server: LocalServer, answered: bytes, front: bytes) -> None:
    url = server.play("/", lambda visit: visit.send(front + answered))
    try:
        fetched = fetch_local(url)
    except NotFetched as refused:
        shown = [refused.message]
    else:
        shown = [fetched.media_type, fetched.charset, *(part for header in fetched.headers for part in header)]
    assert shown == [normalize_line(text) for text in shown]


def test_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "urllib3", None)
    with pytest.raises(NeedsExtra) as missing:
        fetch("http://example.org/")
    assert "pip install 'onrecord[intake]'" in missing.value.hint


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_recorded(server: LocalServer, status: int) -> None:
    first = server.page("/a/", status=f"{status} Moved", headers=[("Location", "../b")])
    second = server.page("/b", status="302 Found", headers=[("Location", server.url("/c#part"))])
    last = server.page("/c", WORDS)
    fetched = fetch_local(first)
    assert fetched.body == WORDS
    assert (fetched.url, fetched.final_url) == (first, last)
    assert fetched.redirects == (Redirect(first, status), Redirect(second, 302))
    assert all("referer" not in asked.headers and "cookie" not in asked.headers for asked in server.asked)


def test_endless_redirects_left(server: LocalServer) -> None:
    for step in range(20):
        server.page(f"/{step}", status="302 Found", headers=[("Location", f"/{step + 1}"), ("Set-Cookie", "a=b")])
    assert fetch_refusal(server.url("/0")) == "The site redirects more than 10 times."
    assert len(server.asked) == 11
    assert all("cookie" not in asked.headers for asked in server.asked)


def test_allowed_redirects_followed(server: LocalServer) -> None:
    for step in range(10):
        server.page(f"/{step}", status="302 Found", headers=[("Location", f"/{step + 1}")])
    server.page("/10", WORDS)
    assert len(fetch_local(server.url("/0")).redirects) == 10


def test_redirect_circle_left(server: LocalServer) -> None:
    server.page("/a", status="302 Found", headers=[("Location", "/b")])
    server.page("/b", status="302 Found", headers=[("Location", "/a#again")])
    assert "round in a circle" in fetch_refusal(server.url("/a"))
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://a/", "data:text/html,a", "javascript:a()", "http://a:b@c/"]
)
def test_bad_redirect_refused(server: LocalServer, location: str) -> None:
    url = server.page("/", status="302 Found", headers=[("Location", location)])
    assert "The site redirects to an address that can't be fetched" in fetch_refusal(url)
