"""Messages between a process and the one that reads for it: JSON and bytes, each with its length in front.

What comes back has been in a process that foreign bytes may have taken over: it is bounded, checked and cleaned.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from db.intake.article import Article, require_short_text
from db.intake.formats import MOST_BYTES
from db.intake.language import language_tag
from db.model.enums import Method
from db.model.times import When
from db.text.normalize import normalize_line, normalize_text

_LENGTHS = struct.Struct(">II")
_MOST_JSON_BYTES = 96 << 20
_LONGEST_LINE = 2_000
_LONGEST_URL = 4_096
_MOST_NOTES = 50
_TEXTS = ("title", "outlet", "author", "source_outlet")


class BrokenFrame(Exception):
    """What came is not a message, or one beyond the limits."""


def write_frame(stream: BinaryIO, head: Mapping[str, Any], bodies: Iterable[bytes] = ()) -> None:
    """Write a message.

    :param head: what JSON can hold.
    :param bodies: bytes, which are joined.
    """
    parts = list(bodies)
    text = json.dumps(head, ensure_ascii=False).encode(errors="replace")
    stream.write(_LENGTHS.pack(len(text), sum(map(len, parts))))
    stream.write(text)
    for part in parts:
        stream.write(part)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read a message; None at the end of the stream.

    :raises BrokenFrame: it is not a message, or too large.
    """
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise BrokenFrame
    head_length, body_length = _LENGTHS.unpack(lengths)
    if head_length > _MOST_JSON_BYTES or body_length > 2 * MOST_BYTES:
        raise BrokenFrame
    text, body = stream.read(head_length), stream.read(body_length)
    if len(text) < head_length or len(body) < body_length:
        raise BrokenFrame
    try:
        head = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame from error
    if not isinstance(head, dict):
        raise BrokenFrame
    return head, body


def encode_articles(articles: Iterable[Article], raw: bytes) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Articles as JSON, and the bytes of those that were read from a part of what was sent.

    :param raw: the bytes that were sent.
    """
    heads, bodies = [], []
    for article in articles:
        is_whole = article.raw == raw
        if not is_whole:
            bodies.append(article.raw)
        heads.append(
            {
                **{name: getattr(article, name) for name in (*_TEXTS, "text", "lang", "url", "tool", "tool_version")},
                "published": [article.published.raw, article.published.edtf],
                "method": article.method.value,
                "notes": list(article.notes),
                "raw": None if is_whole else len(article.raw),
            }
        )
    return heads, bodies


def decode_articles(heads: object, body: bytes, raw: bytes) -> list[Article]:
    """Articles that came back, checked and cleaned.

    :param heads: the JSON of :func:`encode_articles`.
    :param body: the bytes that came with it.
    :param raw: the bytes that were sent.
    :raises BrokenFrame: they are not articles.
    :raises UnreadableArticle: a text is too long.
    """
    if not isinstance(heads, list) or not heads:
        raise BrokenFrame
    articles, at = [], 0
    for head in heads:
        if not isinstance(head, dict):
            raise BrokenFrame
        length = head.get("raw")
        if length is None:
            part = raw
        elif type(length) is int and 0 <= length <= len(body) - at:
            part = body[at : at + length]
            at += length
        else:
            raise BrokenFrame
        articles.append(_decode_article(head, part))
    return articles


def _decode_article(head: dict[str, Any], raw: bytes) -> Article:
    text, published, notes = head.get("text"), head.get("published"), head.get("notes")
    if not isinstance(text, str) or not isinstance(published, list) or len(published) != 2:
        raise BrokenFrame
    if not isinstance(notes, list) or head.get("method") not in list(Method):
        raise BrokenFrame
    require_short_text(text)
    url = _line(head.get("url"))
    return Article(
        text=normalize_text(text),
        **{name: _line(head.get(name)) for name in _TEXTS},
        published=When(_line(published[0]), _line(published[1])),
        lang=language_tag(_line(head.get("lang"))),
        url=url if url and url.startswith(("http://", "https://")) and len(url) < _LONGEST_URL else None,
        method=Method(head["method"]),
        tool=_line(head.get("tool")) or "",
        tool_version=_line(head.get("tool_version")) or "",
        raw=raw,
        notes=tuple(filter(None, map(_line, notes[:_MOST_NOTES]))),
    )


def _line(value: object) -> str | None:
    """One line of text; None for nothing.

    :raises BrokenFrame: it is not text.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise BrokenFrame
    return normalize_line(value[: _LONGEST_URL + _LONGEST_LINE])[:_LONGEST_URL] or None
