"""Parse an article's bytes in this process, whatever they do to a library. Within limits: :mod:`db.intake.read`."""

from __future__ import annotations

import re
from pathlib import PurePath

from db.errors import UnreadableArticle
from db.intake.article import Article, require_short_text
from db.intake.encoding import decode_bytes
from db.intake.language import guess_language
from db.intake.optional import installed_version
from db.intake.sniff import Shape, sniff_shape
from db.model.enums import Method
from db.text.normalize import normalize_text

MOST_BYTES = 64 << 20
"""The largest file of an article. A PDF and the pictures in a saved page may fill it."""

_MOST_MARKUP_BYTES = 20 << 20
"""More bytes of text, of HTML without its pictures or of a feed are refused before they are decoded."""

_EMBEDDED_PICTURE = re.compile(rb"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]{500,}+")
"""Pictures embedded in a saved page: decoded, they could take four times their size in memory."""

_LONGEST_HEADLINE = 120


def parse_bytes(
    raw: bytes, *, name: str = "", media_type: str | None = None, charset: str | None = None, url: str | None = None
) -> list[Article]:
    """Parse an article, or all entries of a feed. :func:`db.intake.sniff.sniff_shape` finds its format.

    :param raw: its bytes: plain text, Markdown, HTML, PDF, RSS or Atom.
    :param name: the name of its file; may be empty.
    :param media_type: as the server declares it ("text/html").
    :param charset: the encoding that the server declares.
    :param url: the address it was fetched from, if any.
    :raises UnreadableArticle: it can't be read; the message says why.
    :raises NeedsExtra: a library for its format is not installed; plain text needs none.
    """
    if len(raw) > MOST_BYTES:
        raise too_large_error(name or url or "This", len(raw))
    articles = _parse_format(raw, name, media_type, charset, url)
    for article in articles:
        require_short_text(article.text)
    return articles


def _parse_format(raw: bytes, name: str, media_type: str | None, charset: str | None, url: str | None) -> list[Article]:
    shape = sniff_shape(raw, name or (PurePath(url.partition("?")[0]).name if url else ""), media_type)
    # Each reader is imported only when needed, to keep start-up short.
    if shape is Shape.PDF:
        from db.intake.pdf import read_pdf  # needs a library of the extra

        return [read_pdf(raw)]
    markup = _EMBEDDED_PICTURE.sub(b"", raw) if shape is Shape.HTML else raw
    _require_few_bytes(markup)
    decoded = decode_bytes(markup, charset, markup=shape in (Shape.HTML, Shape.FEED))
    if shape is Shape.FEED:
        from db.intake.feed import read_feed  # needs a library of the extra

        return read_feed(raw, decoded.text, url=url, notes=decoded.notes)
    if shape is Shape.HTML:
        from db.intake.html import read_page  # needs a library of the extra

        return [read_page(raw, decoded.text, url=url, notes=decoded.notes)]
    if shape is Shape.MARKDOWN:
        from db.intake.markdown import read_markdown  # needs a library of the extra

        return [read_markdown(raw, decoded.text, url=url, notes=decoded.notes)]
    return [_read_plain_text(raw, decoded.text, Method.HTTP if url else Method.FILE, decoded.notes)]


def plain_text(raw: bytes) -> str:
    """Decode a plain text file without cleaning, so that positions in the text are those in the file.

    :param raw: its bytes.
    :raises UnreadableArticle: they are not text, or too many.
    """
    _require_few_bytes(raw)
    text = decode_bytes(raw).text
    require_short_text(text)
    return text


def parse_text(text: str) -> Article:
    """Parse pasted text as an article.

    :param text: the text.
    :raises UnreadableArticle: it is blank or too large.
    """
    if not text.strip():
        raise UnreadableArticle("It is empty.", "Copy the article's text, and paste it.")
    require_short_text(text)
    return _read_plain_text(text.encode(errors="surrogatepass"), text, Method.PASTE, ())


def _require_few_bytes(raw: bytes) -> None:
    if len(raw) > _MOST_MARKUP_BYTES:
        raise too_large_error("The text", len(raw), _MOST_MARKUP_BYTES)


def _read_plain_text(raw: bytes, text: str, method: Method, notes: tuple[str, ...]) -> Article:
    require_short_text(text)
    normalized = normalize_text(text)
    if not normalized.strip():
        raise UnreadableArticle("It is empty.", "Check that the file was saved or copied completely.")
    lang, guess = guess_language(normalized)
    return Article(
        text=normalized,
        title=_guess_headline(normalized),
        lang=lang,
        method=method,
        tool="onrecord",
        tool_version=installed_version("onrecord"),
        raw=raw,
        notes=(*notes, *guess),
    )


def _guess_headline(text: str) -> str | None:
    """The first line, if it is short, followed by a blank line, and does not end like a sentence."""
    first, _, rest = text.lstrip()[:500].partition("\n")
    line = " ".join(first.split())
    alone = bool(rest.strip()) and not rest.partition("\n")[0].strip()
    return line if alone and len(line) <= _LONGEST_HEADLINE and not line.endswith((".", ",", ";", ":")) else None


def too_large_error(what: str, size: int, most: int = MOST_BYTES) -> UnreadableArticle:
    """The error for more bytes than a limit.

    :param what: the name of what is too large.
    """
    much = (
        f"more than {most >> 20} MB"
        if size <= most + 1
        else f"{size / (1 << 20):,.0f} MB, where {most >> 20} MB are the most"
    )
    return UnreadableArticle(f"{what} is too large: {much}.", "Save only the article, and import that.")
