"""Compressed pages, and limits on the size of a page."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from db.errors import NotFetched
from db.intake.content_encoding import content_decoder
from db.intake.fetch import fetch
from tests.support.fetching import HTML, WORDS, fetch_local, fetch_refusal
from tests.support.server import LocalServer, Visit, chunk, head


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


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
def test_unpacked_in_any_pieces(server: LocalServer, encoding: str, packed: bytes) -> None:
    fields = [HTML, ("Content-Encoding", encoding), ("Transfer-Encoding", "chunked")]
    by_byte = b"".join(chunk(packed[at : at + 1]) for at in range(len(packed))) + chunk(b"")
    assert fetch_local(server.page("/whole", packed, headers=[("Content-Encoding", encoding)])).body == WORDS
    assert fetch_local(server.play("/bytes", lambda visit: visit.send(head("200 OK", fields) + by_byte))).body == WORDS


def test_gzip_bomb_is_left(server: LocalServer) -> None:
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
def test_piece_exceeds_by_one_byte(encoding: str, packed: bytes) -> None:
    assert len(content_decoder(encoding).decode(packed, 10)) == 11
    assert len(content_decoder(encoding).decode(packed, 0)) == 1


def test_chunked_bomb_is_left(server: LocalServer) -> None:
    packer = zlib.compressobj(wbits=31)

    def send(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]))
        while visit.send(chunk(packer.compress(bytes(50_000)) + packer.flush(zlib.Z_SYNC_FLUSH))):
            pass

    assert "larger than 100,000 bytes" in fetch_refusal(server.play("/", send))


def test_empty_stream_is_limited(server: LocalServer) -> None:
    nothing = gzip.compress(b"") * 1_000

    def send(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Encoding", "gzip")]))
        while visit.send(nothing):
            pass

    assert "larger than 100,000 bytes" in fetch_refusal(server.play("/", send))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "gzip, deflate", "compress", "\x1b[2J"])
def test_other_packings_refused(server: LocalServer, encoding: str) -> None:
    packed = gzip.compress(gzip.compress(WORDS))
    message = fetch_refusal(server.page("/", packed, headers=[("Content-Encoding", encoding)]))
    assert "in an unsupported encoding" in message


def test_two_headers_are_nested(server: LocalServer) -> None:
    twice = [("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")]
    assert "unsupported encoding" in fetch_refusal(server.page("/", gzip.compress(gzip.compress(WORDS)), headers=twice))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_mislabelled_packing_refused(server: LocalServer, encoding: str) -> None:
    message = fetch_refusal(server.page("/", b"words that nobody packed", headers=[("Content-Encoding", encoding)]))
    assert "can't be unpacked" in message


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_cut_packed_page_not_kept(server: LocalServer, encoding: str) -> None:
    packed = gzip.compress(WORDS) if encoding == "gzip" else zlib.compress(WORDS)
    url = server.page("/", packed[:-9], headers=[("Content-Encoding", encoding)], length=None)
    assert "broke off before the page was complete" in fetch_refusal(url)


def test_raw_packing_refused(server: LocalServer) -> None:
    sent = head("200 OK", [HTML, ("Transfer-Encoding", "gzip, chunked")]) + chunk(gzip.compress(WORDS)) + chunk(b"")
    assert "unsupported encoding" in fetch_refusal(server.play("/", lambda visit: visit.send(sent)))


# Too large


def test_announced_size_refused(server: LocalServer) -> None:
    def announce(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML, ("Content-Length", "200000")]))
        visit.hold()

    assert "larger than 100,000 bytes" in fetch_refusal(server.play("/", announce))


def test_endless_page_is_left(server: LocalServer) -> None:
    def pour(visit: Visit) -> None:
        visit.send(head("200 OK", [HTML]))
        while visit.send(bytes(65_536)):
            pass

    assert "larger than 100,000 bytes" in fetch_refusal(server.play("/", pour))


def test_exact_limit_is_whole(server: LocalServer) -> None:
    page = bytes(100_000)
    assert fetch_local(server.page("/", page)).body == page
    assert fetch_local(server.page("/gzip", gzip.compress(page), headers=[("Content-Encoding", "gzip")])).body == page
    assert "larger" in fetch_refusal(server.page("/more", page + b"!", length=None))


@pytest.mark.parametrize(
    "fields", [[("X-Long", "a" * 70_000)], [(f"X-{n}", "a") for n in range(150)]], ids=["one-long", "many"]
)
def test_endless_headers_refused(server: LocalServer, fields: list[tuple[str, str]]) -> None:
    assert "headers" in fetch_refusal(server.page("/", headers=fields))
