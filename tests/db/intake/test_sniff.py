"""Kinds of articles, recognised by bytes before names."""

from __future__ import annotations

import pytest

from db.errors import UnreadableArticle
from db.intake.sniff import Shape, sniff_shape


@pytest.mark.parametrize(
    ("raw", "name", "media_type", "expected"),
    [
        (b"<!DOCTYPE html><p>x", "a.txt", None, Shape.HTML),
        (b"\xef\xbb\xbf  <html><body>x", "", None, Shape.HTML),
        ("<html><body>x".encode("utf-16"), "", None, Shape.HTML),
        (b"<!-- saved --><div>x</div>", "", "text/plain", Shape.HTML),
        (b"Words with <b>tags</b> below", "a.html", None, Shape.HTML),
        (b"Words without any, 3 < 4", "a.html", "text/html", Shape.TEXT),
        (b"# Head\n\n<b>x</b>", "a.md", None, Shape.MARKDOWN),
        (b"# Head", "", "text/markdown; charset=utf-8", Shape.MARKDOWN),
        (b"# Head", "a.txt", None, Shape.TEXT),
        (b"<?xml version='1.0'?><!-- c --><rss version='2.0'>", "a.html", "text/html", Shape.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", None, Shape.FEED),
        (b"<rdf:RDF>", "", None, Shape.FEED),
        (b"<?xml version='1.0'?><html xmlns='x'>", "", "application/xhtml+xml", Shape.HTML),
        (b"junk %PDF-1.7 more", "a.txt", None, Shape.PDF),
        (b"The words came first.", "a.pdf", "application/pdf", Shape.TEXT),
        (b"BM and MZ are how some words begin.", "", None, Shape.TEXT),
    ],
)
def test_bytes_beat_type_and_name(raw: bytes, name: str, media_type: str | None, expected: Shape) -> None:
    assert sniff_shape(raw, name, media_type) is expected


@pytest.mark.parametrize("raw", [b"", b" \n\t \r\n", b"\xef\xbb\xbf\n", b"\xff\xfe \0\n\0", b"\0" * 500])
def test_empty_and_blank_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableArticle, match="is empty"):
        sniff_shape(raw, "a.html")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0", "Word"),
        (b"SQLite format 3\0\x10\0\x01\x01", "SQLite"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip"),
        (b"{\\rtf1\\ansi words}", "RTF"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "MHTML"),
        (b"bplist00\xd1\x01\x02", "Safari"),
        (b"\0\0\0\x20ftypisom\0\0", "film"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_non_article_is_named(raw: bytes, what: str, name: str) -> None:
    with pytest.raises(UnreadableArticle, match=what) as refusal:
        sniff_shape(raw, name, "text/html")
    assert refusal.value.hint
