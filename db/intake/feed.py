"""A feed (RSS, Atom) to articles, one for each entry; who really published it is kept where the feed says so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.entities import html5
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.dates import published
from db.intake.html import headed
from db.intake.html_text import visible_text
from db.intake.language import guessed_language, language_tag
from db.intake.metadata import without_outlet
from db.intake.optional import library, version
from db.model.enums import Method
from db.model.times import When
from db.text.normalize import normalize_line, normalize_text

MOST_LETTERS, MOST_TAGS = 16 << 20, 500_000
"""What makes a feed larger is not articles; the tags bound the time."""

_LONGEST_LINE = 1_000

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_OWN_ENTITIES = re.compile(r"\s*+(?:(?><\?.*?\?>|<!--.*?-->)\s*+)*+<!DOCTYPE[^>\[]*\[", re.DOTALL | re.IGNORECASE)


def read_feed(raw: bytes, markup: str, *, url: str | None = None, notes: tuple[str, ...] = ()) -> list[Article]:
    """Read the entries of a feed, in its order.

    :param raw: its bytes; each article keeps those of its entry.
    :param markup: the same, decoded.
    :param url: the address it came from, if it came from one.
    :param notes: what is known of it so far.
    :raises UnreadableArticle: it is no feed, has no entry with words, or defines entities of its own.
    :raises NeedsExtra: the library that reads feeds is not installed.
    """
    if _OWN_ENTITIES.match(markup):
        raise UnreadableArticle(
            "This feed defines entities of its own, by which a small file can grow without end or read others.",
            "Ask for a feed without them, or bring its articles one by one.",
        )
    if len(markup) > MOST_LETTERS or markup.count("<") > MOST_TAGS:
        raise UnreadableArticle(f"The feed is too large: {len(markup):,} letters.", "Bring its articles one by one.")
    xml, malformed = _mended(markup)
    found = library("feedparser", "feeds").parse(BytesIO(xml), sanitize_html=False, resolve_relative_uris=False)
    if malformed:
        notes = (*notes, "The feed is malformed; what could be read of it is here.")
    pieces, feed = _pieces(raw, markup, len(found.entries)), found.feed
    read = [_article(entry, feed, piece, url, notes) for entry, piece in zip(found.entries, pieces, strict=True)]
    articles = [article for article in read if article is not None]
    if not articles:
        raise _nothing()
    shared = Counter(article.url for article in articles)
    return [_without_address(each) if each.url and shared[each.url] > 1 else each for each in articles]


def _without_address(article: Article) -> Article:
    """An entry whose address others have too: it is not the entry's own, and must not make one report of them."""
    said = f"Several entries of the feed give one address, {article.url}; none of them is known by it."
    return replace(article, url=None, notes=(*article.notes, said))


def _mended(markup: str) -> tuple[bytes, bool]:
    """The feed as XML that nests no deeper than feeds do, and whether it had to be mended for that.

    feedparser reads malformed feeds too, but some it reads for minutes.
    """
    etree = library("lxml.etree", "feeds")
    xml = _ENTITY.sub(_as_letter, _DECLARATION.sub("", normalize_text(markup), count=1)).strip().encode()
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, strip_cdata=False, encoding="utf-8")
    try:
        root = etree.fromstring(xml, parser=parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise _nothing()
    return (etree.tostring(root, encoding="utf-8"), True) if len(parser.error_log) else (xml, False)


_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")


def _as_letter(entity: re.Match[str]) -> str:
    """HTML's names for letters, which XML does not know; its own five stay."""
    return entity[0] if entity[1] in ("lt", "gt", "amp", "quot", "apos") else html5.get(f"{entity[1]};", entity[0])


def _nothing() -> UnreadableArticle:
    return UnreadableArticle("This feed has no entry with words in it.", "Look whether the address is that of a feed.")


def _article(entry: Any, feed: Any, raw: bytes, url: str | None, notes: tuple[str, ...]) -> Article | None:
    source = entry.get("source") or {}
    publisher = _line(source.get("title")) or _host(source.get("href") or source.get("url"))
    outlet = _line(feed.get("title"))
    title = without_outlet(without_outlet(_line(entry.get("title")) or "", publisher), outlet) or None
    words, said = _words(entry)
    text = headed(words, title)
    if not text:
        return None
    when, updated = _published(entry)
    lang = next(filter(None, map(language_tag, _languages(entry, feed))), None)
    lang, guess = (lang, ()) if lang else guessed_language(text)
    return Article(
        text=text,
        title=title,
        outlet=outlet,
        author=_line((entry.get("author_detail") or {}).get("name")) or _line(entry.get("author")),
        published=when,
        lang=lang,
        url=_address(entry.get("link"), url),
        method=Method.FEED,
        tool="feedparser",
        tool_version=version("feedparser"),
        raw=raw,
        notes=(*notes, *said, *updated, *guess),
        source_outlet=publisher,
    )


def _words(entry: Any) -> tuple[str, tuple[str, ...]]:
    """The entry's own text: its content where it has one, else its summary, with what to know of it."""
    contents = [_shown(content) for content in entry.get("content") or ()]
    content = max(contents, key=len, default="")
    if content:
        return content, ()
    summary = _shown(entry.get("summary_detail") or {})
    gives = "a summary" if summary else "only the title of this entry"
    rest = "open the address for the whole article" if entry.get("link") else "it gives no address of the whole article"
    return summary, (f"The feed gives {gives}; {rest}.",)


def _shown(detail: Any) -> str:
    said = detail.get("value") or ""
    if detail.get("type") == "text/plain" and "<" not in said and "&" not in said:
        return normalize_text(said).strip()
    return visible_text(said)


def _published(entry: Any) -> tuple[When, tuple[str, ...]]:
    raw = dict.get(entry, "published")
    if raw:
        return published(raw), ()
    raw = dict.get(entry, "updated")  # the library's own get answers it with other fields, and a warning
    return published(raw), ("The time is when the entry was last changed; the feed gives no other.",) if raw else ()


def _languages(entry: Any, feed: Any) -> list[str | None]:
    details = (*(entry.get("content") or ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {})
    return [*(detail.get("language") for detail in details), entry.get("language"), feed.get("language")]


def _line(said: str | None) -> str | None:
    """A name or a title on one line; feeds put tags and entities even there."""
    line = normalize_line((said or "")[:_LONGEST_LINE])
    return (normalize_line(visible_text(line)) if "<" in line or "&" in line else line) or None


def _address(link: str | None, url: str | None) -> str | None:
    try:
        address = urljoin(url or "", (link or "").strip())
        return address if urlsplit(address).scheme in ("http", "https") and address.isprintable() else None
    except ValueError:
        return None


def _host(link: str | None) -> str | None:
    try:
        return urlsplit(link or "").hostname
    except ValueError:
        return None


_ENTRY = re.compile(rb"<(/?)(?:\w{1,40}:)?(?:item|entry)(?:\s[^<>]{0,2000})?>")


def _pieces(raw: bytes, markup: str, entries: int) -> list[bytes]:
    """Each entry's own bytes, so that an entry that stays the same is the same capture when the feed grows.

    Where the entries can't be told apart in the bytes, each keeps the whole feed.
    """
    whole = markup.encode(errors="replace") if b"\0" in raw[:64] else raw
    found, start = [], None
    for tag in _ENTRY.finditer(whole):
        if not tag[1]:
            start = tag.start()
        elif start is not None:
            found.append(whole[start : tag.end()])
            start = None
    return found if len(found) == entries else [raw] * entries
