"""Fetching a page from a real server, one that behaves and one that does not."""

from __future__ import annotations

import gzip
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.clean import cleaned_line
from db.errors import NeedsExtra, NotFetched
from db.intake import fetching, wire
from db.intake.fetching import Fetched, Hop, fetch
from db.intake.unpacking import unpacking
from tests.serving import Serving, Visit, chunk, head

HTML = ("Content-Type", "text/html")
WORDS = b"<p>\xd8\xae\xd8\xa8\xd8\xb1 and words</p>"


@pytest.fixture
def server() -> Iterator[Serving]:
    with Serving() as running:
        yield running


def near(url: str, seconds: float = 5.0, most_bytes: int = 100_000) -> Fetched:
    return fetch(url, allow_private=True, most_seconds=seconds, most_bytes=most_bytes)


def refusal(url: str, seconds: float = 5.0, most_bytes: int = 100_000) -> str:
    """The sentence a fetch ends with."""
    with pytest.raises(NotFetched) as refused:
        near(url, seconds, most_bytes)
    assert refused.value.exit_code == 16
    assert refused.value.message.endswith(".")
    assert refused.value.hint
    assert refused.value.message.isprintable()
    return refused.value.message


# A page


def test_a_page_is_fetched_with_what_the_site_says_of_it(server: Serving) -> None:
    url = server.page("/a?b=c", WORDS, media_type="Text/HTML; Charset=UTF-8", headers=[("X-One", "1"), ("X-One", "2")])
    fetched = near(f"{url}#part")
    assert fetched.body == WORDS
    assert (fetched.url, fetched.final_url, fetched.redirects, fetched.status) == (f"{url}#part", url, (), 200)
    assert (fetched.media_type, fetched.charset) == ("text/html", "utf-8")
    assert [pair for pair in fetched.headers if pair[0] == "X-One"] == [("X-One", "1"), ("X-One", "2")]
    assert timedelta(0) <= datetime.now(UTC) - fetched.fetched_at < timedelta(minutes=1)


def test_the_site_learns_who_asks_and_nothing_of_the_person(server: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr(wire, "version", lambda _: "1.2.3")
    near(server.page("/"))
    (asked,) = server.asked
    assert asked.headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert asked.headers["user-agent"] == "onrecord/1.2.3"
    assert asked.headers["accept-encoding"] == "gzip, deflate"


def test_progress_counts_what_came_up_to_what_was_announced(server: Serving) -> None:
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


def test_progress_has_no_total_when_the_site_says_none(server: Serving) -> None:
    seen: list[tuple[int, int | None]] = []
    url = server.page("/", WORDS, length=None)
    fetch(url, allow_private=True, progress=lambda *numbers: seen.append(numbers))
    assert seen[0] == (0, None)
    assert seen[-1] == (len(WORDS), None)


def test_progress_that_fails_ends_the_fetch_with_its_own_error(server: Serving) -> None:
    def fail(came: int, total: int | None) -> None:
        raise RuntimeError("the bar broke")

    with pytest.raises(RuntimeError, match="the bar broke"):
        fetch(server.page("/"), allow_private=True, progress=fail)


def test_a_chunked_page_is_put_together(server: Serving) -> None:
    sent = head("200 OK", [HTML, ("Transfer-Encoding", "chunked")]) + chunk(b"one ") + chunk(b"two") + chunk(b"")
    assert near(server.play("/", lambda visit: visit.send(sent))).body == b"one two"


def test_a_whole_page_does_not_wait_for_the_site_to_hang_up(server: Serving) -> None:
    def stay(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Length", "5")]) + b"words and more than was announced")
        visit.hold()

    assert near(server.play("/", stay)).body == b"words"


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
def test_what_the_site_says_of_the_kind_is_passed_on_unless_it_means_nothing(
    server: Serving, said: str | None, media_type: str, charset: str
) -> None:
    fetched = near(server.page("/", WORDS, media_type=said))
    assert (fetched.media_type, fetched.charset, fetched.body) == (media_type, charset, WORDS)


def test_a_wrong_charset_changes_no_byte(server: Serving) -> None:
    fetched = near(server.page("/", WORDS, media_type="text/html; charset=utf-16"))
    assert (fetched.charset, fetched.body) == ("utf-16", WORDS)


def test_headers_are_cleaned_and_cookies_left_out(server: Serving) -> None:
    hostile = [("X-Bad", "a\x1b[2Jb\x9bc\r\n folded"), ("Set-Cookie", "session=secret")]
    headers = dict(near(server.page("/", headers=hostile)).headers)
    assert headers["X-Bad"] == "a[2Jbc folded"
    assert "Set-Cookie" not in headers


# Packed pages


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(WORDS)),
        ("x-gzip", gzip.compress(WORDS)),
        ("GZIP, identity", gzip.compress(WORDS)),
        ("gzip", gzip.compress(WORDS[:9]) + gzip.compress(WORDS[9:])),
        ("gzip", gzip.compress(WORDS) + b"\0\0\0 and other bytes"),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", zlib.compress(WORDS)[2:-4]),
        ("identity", WORDS),
    ],
    ids=["gzip", "x-gzip", "beside-identity", "two-members", "bytes-after", "zlib", "raw-deflate", "as-it-is"],
)
def test_a_packed_page_is_unpacked_however_it_is_cut_into_pieces(server: Serving, encoding: str, packed: bytes) -> None:
    fields = [HTML, ("Content-Encoding", encoding), ("Transfer-Encoding", "chunked")]
    by_byte = b"".join(chunk(packed[at : at + 1]) for at in range(len(packed))) + chunk(b"")
    assert near(server.page("/whole", packed, headers=[("Content-Encoding", encoding)])).body == WORDS
    assert near(server.play("/bytes", lambda visit: visit.send(head("200 OK", fields) + by_byte))).body == WORDS


def test_a_gzip_bomb_is_left_before_it_fills_the_memory(server: Serving) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    came: list[int] = []
    url = server.page("/", bomb, headers=[("Content-Encoding", "gzip")])
    tracemalloc.start()
    try:
        with pytest.raises(NotFetched, match=r"larger than 1 MB"):
            fetch(url, allow_private=True, most_bytes=1_000_000, progress=lambda now, _: came.append(now))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert came[-1] < len(bomb) / 2
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", bytes(9_000)),
        ("gzip", gzip.compress(bytes(9_000))),
        ("gzip", gzip.compress(bytes(11)) + gzip.compress(bytes(9_000))),
        ("deflate", zlib.compress(bytes(9_000))),
    ],
    ids=["as-it-is", "gzip", "two-members", "deflate"],
)
def test_no_piece_unpacks_to_more_than_one_byte_beyond_what_it_may(encoding: str, packed: bytes) -> None:
    assert len(unpacking(encoding).piece(packed, 10)) == 11
    assert len(unpacking(encoding).piece(packed, 0)) == 1


def test_a_bomb_in_many_small_chunks_is_left_too(server: Serving) -> None:
    packer = zlib.compressobj(wbits=31)

    def send(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]))
        while visit.send(chunk(packer.compress(bytes(50_000)) + packer.flush(zlib.Z_SYNC_FLUSH))):
            pass

    assert "larger than 100,000 bytes" in refusal(server.play("/", send))


def test_a_stream_that_unpacks_to_nothing_ends_at_the_same_limit(server: Serving) -> None:
    nothing = gzip.compress(b"") * 1_000

    def send(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Encoding", "gzip")]))
        while visit.send(nothing):
            pass

    assert "larger than 100,000 bytes" in refusal(server.play("/", send))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "gzip, deflate", "compress", "\x1b[2J"])
def test_other_packings_and_nested_ones_are_refused(server: Serving, encoding: str) -> None:
    packed = gzip.compress(gzip.compress(WORDS))
    message = refusal(server.page("/", packed, headers=[("Content-Encoding", encoding)]))
    assert "in a way that was not asked for" in message


def test_two_headers_are_a_nested_packing(server: Serving) -> None:
    twice = [("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")]
    assert "was not asked for" in refusal(server.page("/", gzip.compress(gzip.compress(WORDS)), headers=twice))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_page_that_is_not_packed_as_it_says_is_refused(server: Serving, encoding: str) -> None:
    message = refusal(server.page("/", b"words that nobody packed", headers=[("Content-Encoding", encoding)]))
    assert "can't be undone" in message


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_page_without_a_length_that_is_cut_is_not_kept(server: Serving, encoding: str) -> None:
    packed = gzip.compress(WORDS) if encoding == "gzip" else zlib.compress(WORDS)
    url = server.page("/", packed[:-9], headers=[("Content-Encoding", encoding)], length=None)
    assert "broke off before the page was whole" in refusal(url)


def test_a_page_packed_by_other_means_than_its_headers_say_is_refused(server: Serving) -> None:
    sent = head("200 OK", [HTML, ("Transfer-Encoding", "gzip, chunked")]) + chunk(gzip.compress(WORDS)) + chunk(b"")
    assert "was not asked for" in refusal(server.play("/", lambda visit: visit.send(sent)))


# Too large


def test_a_page_that_announces_too_much_is_refused_before_it_comes(server: Serving) -> None:
    def announce(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Length", "200000")]))
        visit.hold()

    assert "larger than 100,000 bytes" in refusal(server.play("/", announce))


def test_an_endless_page_is_left_at_the_limit(server: Serving) -> None:
    def pour(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML]))
        while visit.send(bytes(65_536)):
            pass

    assert "larger than 100,000 bytes" in refusal(server.play("/", pour))


def test_a_page_of_just_the_limit_is_whole(server: Serving) -> None:
    page = bytes(100_000)
    assert near(server.page("/", page)).body == page
    assert near(server.page("/gzip", gzip.compress(page), headers=[("Content-Encoding", "gzip")])).body == page
    assert "larger" in refusal(server.page("/more", page + b"!", length=None))


@pytest.mark.parametrize(
    "fields", [[("X-Long", "a" * 70_000)], [(f"X-{n}", "a") for n in range(150)]], ids=["one-long", "many"]
)
def test_headers_without_end_are_refused(server: Serving, fields: list[tuple[str, str]]) -> None:
    assert "headers" in refusal(server.page("/", headers=fields))


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
def test_a_connection_that_is_cut_keeps_nothing(server: Serving, sent: bytes) -> None:
    assert "broke off before the page was whole" in refusal(server.play("/", lambda visit: visit.send(sent)))


def test_a_connection_that_is_reset_keeps_nothing(server: Serving) -> None:
    def reset(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML]) + b"half")
        visit.reset()

    assert "broke off before the page was whole" in refusal(server.play("/", reset))


def test_a_site_that_hangs_up_is_said_to_give_no_answer(server: Serving) -> None:
    assert "closed the connection without an answer" in refusal(server.play("/", lambda _: None))


def test_what_does_not_speak_http_is_no_web_site(server: Serving) -> None:
    url = server.play("/", lambda visit: visit.send(b"220 mail.example ESMTP \x1b[2J\r\n"))
    assert "is no web site" in refusal(url)


def test_lengths_that_contradict_each_other_are_refused(server: Serving) -> None:
    assert refusal(server.page("/", WORDS, headers=[("Content-Length", "5")]))


@pytest.mark.parametrize("length", ["-5", "many", "", "1e3"])
def test_a_length_that_is_no_number_is_taken_for_none(server: Serving, length: str) -> None:
    url = server.page("/", WORDS, headers=[("Content-Length", length)], length=None)
    assert near(url).body == WORDS


def test_nobody_listening_is_a_sentence() -> None:
    with Serving() as gone:
        url = gone.url("/")
    assert "can't be reached" in refusal(url)


# Slow


def test_a_site_that_never_answers_is_left_when_the_time_is_over(server: Serving) -> None:
    assert "within 0.2 seconds" in refusal(server.play("/", Visit.hold), seconds=0.2)


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", head("200 OK", [HTML]), head("200 OK", [HTML, ("Content-Length", "9999")])],
)
def test_a_slow_drip_does_not_outlast_the_time(server: Serving, first: bytes) -> None:
    def drip(visit: Visit) -> None:
        visit.send(first)
        visit.drip(b"a")

    began = time.monotonic()
    assert "within 0.3 seconds" in refusal(server.play("/", drip), seconds=0.3)
    assert time.monotonic() - began < 3


def test_redirects_do_not_start_the_time_anew(server: Serving) -> None:
    def late(visit: Visit) -> None:
        visit.drip(b"HTTP/1.1 100 Continue\r\n\r\n", every=0.01)

    server.play("/late", late)
    url = server.page("/", status="302 Found", headers=[("Location", "/late")])
    assert "within 0.3 seconds" in refusal(url, seconds=0.3)


def test_a_name_that_is_never_found_does_not_outlast_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()
    monkeypatch.setattr(fetching, "resolve", lambda *_: found.wait(30) and ())
    assert "within 0.2 seconds" in refusal("http://slow.test/", seconds=0.2)
    found.set()


# Cancelled


def cancelled_during(url: str, busy: threading.Event) -> float:
    """Seconds it takes to leave a fetch that is cancelled once ``busy`` is set."""
    cancel = threading.Event()
    at: list[float] = []

    def press() -> None:
        busy.wait(10)
        at.append(time.monotonic())
        cancel.set()

    person = threading.Thread(target=press)
    person.start()
    with pytest.raises(NotFetched, match="Fetching was cancelled"):
        fetch(url, allow_private=True, most_seconds=30, cancelled=cancel)
    left = time.monotonic()
    person.join()
    return left - at[0]


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200", head("200 OK", [HTML]) + b"half"])
def test_cancelling_leaves_a_site_that_keeps_one_waiting(server: Serving, first: bytes) -> None:
    busy, gone = threading.Event(), threading.Event()

    def wait(visit: Visit) -> None:
        visit.send(first)
        busy.set()
        visit.hold()
        gone.set()

    assert cancelled_during(server.play("/", wait), busy) < 1
    assert gone.wait(5), "the connection stays open after the fetch was left"


def test_cancelling_leaves_while_a_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    busy, found = threading.Event(), threading.Event()

    def look_up(host: str, port: int) -> tuple[str, ...]:
        busy.set()
        found.wait(30)
        return ("127.0.0.1",)

    dialled: list[str] = []
    monkeypatch.setattr(fetching, "resolve", look_up)
    monkeypatch.setattr(wire, "dial", lambda place, *_: dialled.append(place))
    assert cancelled_during("http://slow.test/", busy) < 1
    (worker,) = [thread for thread in threading.enumerate() if thread.name == "fetching a page"]
    found.set()
    worker.join(5)
    assert dialled == [], "a fetch that was left goes on to connect"


def test_cancelling_leaves_while_a_connection_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    busy, over = threading.Event(), threading.Event()

    def dial(place: str, port: int, seconds: float) -> None:
        busy.set()
        over.wait(30)
        raise TimeoutError

    monkeypatch.setattr(wire, "dial", dial)
    assert cancelled_during("http://127.0.0.1/", busy) < 1
    over.set()


def test_a_fetch_cancelled_beforehand_asks_nobody(server: Serving) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(NotFetched, match="cancelled"):
        fetch(server.page("/"), allow_private=True, cancelled=cancel)
    assert server.asked == []


# No page


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Nothing \x1b[2J here", "There is no page at this address (404 Not Found)."),
        ("410 Gone", "There is no page at this address (410 Gone)."),
        ("403 Forbidden", "The site does not give this page to a program (403 Forbidden)."),
        ("429 Too Many Requests", "The site does not give this page to a program (429 Too Many Requests)."),
        ("400 Bad Request", "The site refuses to give this page (400 Bad Request)."),
        ("500 Oops", "The site failed to give the page (500 Internal Server Error)."),
        ("503 Busy", "The site failed to give the page (503 Service Unavailable)."),
        ("599 Odd", "The site failed to give the page (599)."),
        ("206 Partial Content", "The site gave only a part of the page (206 Partial Content)."),
        ("204 No Content", "The site answered without a page (204 No Content)."),
        ("304 Not Modified", "The site answered without a page (304 Not Modified)."),
        ("202 Accepted", "The site answered without a page (202 Accepted)."),
        ("300 Multiple Choices", "The site answered without a page (300 Multiple Choices)."),
        ("999 Denied", "The site failed to give the page (999)."),
        ("302 Found", "The site redirects without saying where (302 Found)."),
    ],
)
def test_an_answer_that_is_no_page_is_a_sentence_with_its_status(server: Serving, status: str, said: str) -> None:
    assert refusal(server.page("/", status=status)) == said


def test_an_empty_page_is_no_page(server: Serving) -> None:
    assert "empty page" in refusal(server.page("/", b""))
    assert "empty page" in refusal(server.page("/gzip", b"", headers=[("Content-Encoding", "gzip")]))
    assert "empty page" in refusal(server.page("/packed", gzip.compress(b""), headers=[("Content-Encoding", "gzip")]))


@pytest.mark.parametrize(
    "media_type",
    ["video/mp4", "image/png", "application/zip", "application/json", "text/css", "VIDEO/MP4;x", "a\x1b[2J"],
)
def test_what_is_no_article_is_refused_before_it_comes(server: Serving, media_type: str) -> None:
    def announce(visit: Visit) -> None:
        visit.send(head("200 OK", [("Content-Type", media_type), ("Content-Length", "99999")]))
        visit.hold()

    assert "is no article" in refusal(server.play("/", announce))


@given(
    st.binary(max_size=60),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type:", b"HTTP/1."]),
)
@example(b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"HTTP/1.1 200 OK\r\n")
@example(b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 30 + b"\r\nab", b"HTTP/1.1 200 OK\r\n")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_for_an_answer_are_a_page_or_a_sentence(server: Serving, answered: bytes, front: bytes) -> None:
    url = server.play("/", lambda visit: visit.send(front + answered))
    try:
        fetched = near(url)
    except NotFetched as refused:
        shown = [refused.message]
    else:
        shown = [fetched.media_type, fetched.charset, *(part for header in fetched.headers for part in header)]
    assert shown == [cleaned_line(text) for text in shown]


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "urllib3", None)
    with pytest.raises(NeedsExtra) as missing:
        fetch("http://example.org/")
    assert "pip install 'onrecord[intake]'" in missing.value.hint


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_recorded(server: Serving, status: int) -> None:
    first = server.page("/a/", status=f"{status} Moved", headers=[("Location", "../b")])
    second = server.page("/b", status="302 Found", headers=[("Location", server.url("/c#part"))])
    last = server.page("/c", WORDS)
    fetched = near(first)
    assert fetched.body == WORDS
    assert (fetched.url, fetched.final_url) == (first, last)
    assert fetched.redirects == (Hop(first, status), Hop(second, 302))
    assert all("referer" not in asked.headers and "cookie" not in asked.headers for asked in server.asked)


def test_redirects_without_end_are_left(server: Serving) -> None:
    for step in range(20):
        server.page(f"/{step}", status="302 Found", headers=[("Location", f"/{step + 1}"), ("Set-Cookie", "a=b")])
    assert refusal(server.url("/0")) == "The site redirects more than 10 times."
    assert len(server.asked) == 11
    assert all("cookie" not in asked.headers for asked in server.asked)


def test_as_many_redirects_as_are_allowed_are_followed(server: Serving) -> None:
    for step in range(10):
        server.page(f"/{step}", status="302 Found", headers=[("Location", f"/{step + 1}")])
    server.page("/10", WORDS)
    assert len(near(server.url("/0")).redirects) == 10


def test_redirects_in_a_circle_are_left_at_once(server: Serving) -> None:
    server.page("/a", status="302 Found", headers=[("Location", "/b")])
    server.page("/b", status="302 Found", headers=[("Location", "/a#again")])
    assert "round in a circle" in refusal(server.url("/a"))
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://a/", "data:text/html,a", "javascript:a()", "http://a:b@c/"]
)
def test_a_redirect_to_what_is_never_fetched_is_refused(server: Serving, location: str) -> None:
    url = server.page("/", status="302 Found", headers=[("Location", location)])
    assert "The site redirects to an address that can't be fetched" in refusal(url)
