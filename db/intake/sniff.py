"""Format detection for articles: by their first bytes, then the media type, then the file name."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from db.errors import UnreadableArticle


class Shape(StrEnum):
    """The format of an article."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    FEED = "feed"


_SIGNATURES = (
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a picture, a sound or a film (RIFF)"),
    (b"ID3", "a sound (MP3)"),
    (b"OggS", "a sound or a film (Ogg)"),
    (b"\x1a\x45\xdf\xa3", "a film (Matroska)"),
    (b"PK\x03\x04", "a zip archive, or a document of Word, OpenDocument or EPUB"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"BZh", "compressed (bzip2)"),
    (b"\xfd7zXZ\0", "compressed (xz)"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)"),
    (b"Rar!", "an archive (RAR)"),
    (b"SQLite format 3\0", "a SQLite file"),
    (b"\xd0\xcf\x11\xe0", "a document of old Microsoft Office"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"bplist00", "a web archive of Safari"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"%!PS", "a PostScript document"),
)
"""First bytes of files that are not articles, and the words for what they are."""

_TEXT_SIGNATURES = (b"{\\rtf", b"%!PS")

_PROLOG = re.compile(rb"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)\s*)*", re.DOTALL)
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_FEED = re.compile(rb"<(?:\w+:)?(rss|feed|rdf)\b")
_PAGE = re.compile(rb"<(?:html|head|body|meta|title|script|link|style|article|section|main|div|table)\b")
_TAG = re.compile(rb"<(?:/?[a-z][a-z0-9]*[\s/>]|!--|!doctype)")
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}
_FEED_NAMES, _PAGE_NAMES = {".rss", ".atom"}, {".html", ".htm", ".xhtml", ".shtml"}
_MARKDOWN_NAMES = {".md", ".markdown", ".mdown", ".mkd"}
_HEAD = 1 << 13


def sniff_shape(raw: bytes, name: str = "", media_type: str | None = None) -> Shape:
    """Detect the format of an article.

    :param raw: its bytes.
    :param name: the name of the file or the last part of the address; may be empty.
    :param media_type: as the server declares it ("text/html; charset=utf-8").
    :raises UnreadableArticle: it is empty, or of a known format that is not an article.
    """
    if not raw.strip(b" \t\r\n\f\v\0\xef\xbb\xbf\xff\xfe"):
        raise UnreadableArticle("It is empty.", "Check that the file was saved or copied completely.")
    if b"%PDF-" in raw[:1024]:
        return Shape.PDF
    _refuse_other_formats(raw)
    head = raw[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lower()
    suffix = PurePath(name).suffix.lower()
    declared = (media_type or "").partition(";")[0].strip().lower()
    prolog = _PROLOG.match(head)
    start = head[prolog.end() :] if prolog else head
    if _FEED.match(start):
        return Shape.FEED
    if declared == "text/markdown" or (suffix in _MARKDOWN_NAMES and declared not in _PAGE_TYPES):
        return Shape.MARKDOWN
    if _PAGE.match(start) or head.lstrip().startswith((b"<!doctype html", b"<?xml")):
        return Shape.FEED if suffix in _FEED_NAMES or declared in _FEED_TYPES else Shape.HTML
    if declared in _FEED_TYPES or suffix in _FEED_NAMES:
        return Shape.FEED
    has_tags = _TAG.search(raw[: _HEAD * 8].replace(b"\0", b"").lower()) is not None
    is_page = declared in _PAGE_TYPES or suffix in _PAGE_NAMES or _TAG.match(start)
    return Shape.HTML if has_tags and is_page else Shape.TEXT


def _refuse_other_formats(raw: bytes) -> None:
    for signature, what in _SIGNATURES:
        if raw.startswith(signature) and (signature in _TEXT_SIGNATURES or not _is_plain_text(raw[:512])):
            raise UnreadableArticle(
                f"This is {what}, not an article.", "Import the article as text, HTML, PDF or a feed."
            )
    if _WEB_ARCHIVE.search(raw[:2_000]):
        raise UnreadableArticle("This is a web archive (MHTML), not a page.", "Save the page once more, as HTML.")
    if raw[4:8] == b"ftyp":
        raise UnreadableArticle("This is a film or a picture, not an article.", "Import an article about it.")


def _is_plain_text(head: bytes) -> bool:
    """Whether a file begins as plain text: words, too, may begin with "BM" or "MZ"."""
    return all(byte >= 0x20 or byte in b"\t\n\r\f" for byte in head) and (head.isascii() or b"\xff" not in head)
