"""Articles that take a reader long, or much memory, by kind. Each kind makes one of about a size in bytes."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable

from tests.support.article_files import LINES, compressed_pdf, page, paragraphs, pdf

Maker = Callable[[int, random.Random], bytes]


def many_attributes(count: int = 40_000) -> bytes:
    """A page with one element of many attributes: the parser compares each with all before it."""
    attributes = " ".join(f"a{number}='{number}'" for number in range(count))
    return page(f"<p {attributes}>Words.</p>{paragraphs(3)}").encode()


def metadata_of_brackets(count: int = 1_000_000) -> bytes:
    """A page whose metadata (JSON-LD) has many opening brackets in its headline."""
    data = f'{{"@type": "NewsArticle", "headline": "{"<" * count}"}}'
    return page(paragraphs(3), head=f'<script type="application/ld+json">{data}</script>').encode()


def _page_of(part: str) -> Maker:
    return lambda size, _: page(part * (size // len(part.encode()) + 1)).encode()


def _feed_of(part: str, before: str = "<item><title>x</title>") -> Maker:
    return lambda size, _: f"<rss><channel>{before}{part * (size // len(part) + 1)}</channel></rss>".encode()


def _repeated(part: bytes) -> Maker:
    return lambda size, _: part * (size // len(part) + 1)


def _deep_json(size: int, _: random.Random) -> bytes:
    data = "[" * (size // 2) + "]" * (size // 2)
    return page(paragraphs(2), head=f'<script type="application/ld+json">{data}</script>').encode()


def _entities(size: int, _: random.Random) -> bytes:
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, min(size, 20)))
    return f'<!DOCTYPE rss [<!ENTITY a0 "words">{nested}]><rss><item><title>&a9;</title></item></rss>'.encode()


def _damaged(make: Callable[[], bytes]) -> Maker:
    """A file with bytes changed, cut out and repeated at random places."""

    def damage(size: int, rng: random.Random) -> bytes:
        raw = bytearray(make())
        for _ in range(rng.randint(1, 60)):
            at = rng.randrange(len(raw))
            change = rng.random()
            if change < 0.6:
                raw[at] = rng.randrange(256)
            elif change < 0.8:
                del raw[at : at + rng.randrange(40)]
            else:
                raw[at:at] = raw[at : at + rng.randrange(400)] * rng.randrange(1, max(2, size // 20_000))
            raw = raw or bytearray(b"x")
        return bytes(raw)

    return damage


def _recursive_pdf(size: int, _: random.Random) -> bytes:
    """A PDF whose tree of pages has itself as its children."""
    kids = b"2 0 R " * (size // 6 + 1)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 99999999/Kids["
        + kids
        + b"]>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )


def _nested_objects_pdf(size: int, _: random.Random) -> bytes:
    return b"%PDF-1.4\n1 0 obj" + b"<</A" * (size // 4) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def _noise(codes: range, mark: bytes = b"") -> Maker:
    return lambda size, rng: mark + bytes(rng.choices(codes, k=size))


KINDS: dict[str, tuple[str, Maker]] = {
    "attributes of one element": ("a.html", lambda size, _: many_attributes(size // 16)),
    "brackets in metadata": ("a.html", lambda size, _: metadata_of_brackets(size)),
    "deep metadata": ("a.html", _deep_json),
    "deep elements": ("a.html", _page_of("<div>")),
    "unclosed inline elements": ("a.html", _page_of("<b>x")),
    "paragraphs": ("a.html", _page_of("<p>Some words of a paragraph.</p>")),
    "tables in tables": ("a.html", _page_of("<table><tr><td>x")),
    "links": ("a.html", _page_of("<a href='/x'>x</a> ")),
    "times": ("a.html", _page_of("<time datetime='2020-12-16'>x</time>")),
    "character references": ("a.html", _page_of("&amp;&#x301;")),
    "brackets": ("a.html", _repeated(b"<")),
    "unclosed comments": ("a.html", _repeated(b"<!--")),
    "long styles": ("a.html", lambda size, _: page(f"<p style='{'display : ' * (size // 10)}'>x</p>").encode()),
    "Markdown brackets": ("a.md", _repeated(b"[")),
    "Markdown quotations": ("a.md", _repeated(b">")),
    "Markdown links": ("a.md", _repeated(b"[a](<b")),
    "Markdown emphasis": ("a.md", _repeated(b"*a _b ")),
    "Markdown tables": ("a.md", lambda size, _: b"|a" * 500 + b"\n" + b"|-" * 500 + b"\n" + b"|x\n" * (size // 3)),
    "items of a feed": ("a.rss", _feed_of("<item><title>x</title></item>", "")),
    "unclosed items of a feed": ("a.rss", _feed_of("<item><title>x", "")),
    "deep elements of a feed": ("a.rss", _feed_of("<a>")),
    "sections of a feed": ("a.rss", _feed_of("<![CDATA[<b>]]>", "<item><description>")),
    "entities of a feed": ("a.rss", _entities),
    "pages of a PDF": ("a.pdf", lambda size, _: compressed_pdf(b" " * size, 100)),
    "words of a PDF": ("a.pdf", lambda size, _: compressed_pdf(b"BT /F1 9 Tf (" + b"a " * size + b") Tj ET", 20)),
    "commands of a PDF": ("a.pdf", lambda size, _: compressed_pdf(b"BT /F1 9 Tf (a) Tj ET " * (size // 10))),
    "pages of a PDF within themselves": ("a.pdf", _recursive_pdf),
    "nested objects of a PDF": ("a.pdf", _nested_objects_pdf),
    "one word": ("a.txt", _repeated(b"a")),
    "lines": ("a.txt", _repeated(b"a\n")),
    "sentences": ("a.txt", _repeated(b"He said that it fell. ")),
    "combining marks": ("a.txt", lambda size, _: ("a" + "\u0301\u0323" * (size // 4)).encode()),
    "joiners": ("a.txt", _repeated("\u200da".encode())),
    "noise of Latin letters": ("a.txt", _noise(range(0xA0, 0x100))),
    "noise in UTF-16": ("a.txt", _noise(range(256), b"\xff\xfe")),
    "noise in UTF-32": ("a.txt", _noise(range(256), b"\xff\xfe\0\0")),
    "noise": ("", _noise(range(256))),
    "escapes of ISO 2022": ("a.txt", _repeated(b"\x1b$B!!\x1b(B")),
    "UTF-7": ("a.html", lambda size, _: b"<meta charset=utf-7>" + b"+ADw-b+AD4-" * (size // 11)),
    "zeros": ("a.txt", _repeated(b"\0")),
    "a compressed file": ("a.txt", lambda size, _: gzip.compress(bytes(size))),
    "a damaged page": ("a.html", _damaged(lambda: page(paragraphs(20)).encode())),
    "a damaged PDF": ("a.pdf", _damaged(lambda: pdf([LINES] * 3))),
    "a damaged feed": ("a.rss", _damaged(lambda: b"<rss>" + b"<item><title>A</title></item>" * 9 + b"</rss>")),
}  # fmt: skip
"""The name of the file and the maker of each kind."""
