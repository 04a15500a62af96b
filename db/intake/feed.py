"""Reader for feeds (RSS, Atom): one article for each entry, with its original publisher where the feed names one."""

from __future__ import annotations

import re
from collections import Counter
from html.entities import html5
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from db.dataclass import replace
from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.dates import parse_published
from db.intake.html import with_headline
from db.intake.html_text import raise_memory_error, visible_text
from db.intake.language import guess_language, language_tag
from db.intake.metadata import strip_outlet
from db.intake.optional import installed_version, load_library
from db.model.enums import Method
from db.model.times import When
from db.text.normalize import normalize_line, normalize_text

MOST_LETTERS, MOST_TAGS = 16 << 20, 500_000
"""Limits of a feed in characters and tags. Parsing time grows with the tags; no real feed comes near."""

MOST_ENTRIES = 2_000
"""Entries of a feed; each becomes a report, and real feeds have a hundred."""

_MOST_STORED_BYTES = 64 << 20
"""Bytes of all entries together, as they are stored."""

_LONGEST_LINE = 1_000

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_OWN_ENTITIES = re.compile(r"\s*+(?:(?><\?.*?\?>|<!--.*?-->)\s*+)*+<!DOCTYPE[^>\[]*\[", re.DOTALL | re.IGNORECASE)


def read_feed(raw: bytes, markup: str, *, url: str | None = None, notes: tuple[str, ...] = ()) -> list[Article]:
    """Read the entries of a feed, in their order.

    :param raw: its bytes; each article gets those of its entry.
    :param markup: the same, decoded.
    :param url: the address it was fetched from, if any.
    :param notes: notes so far, about its encoding.
    :raises UnreadableArticle: it is not a feed, has no entry with text, is too large, or defines entities of its own.
    :raises NeedsExtra: the library that reads feeds is not installed.
    """
    if _OWN_ENTITIES.match(markup):
        raise UnreadableArticle(
            "This feed defines its own entities, which could make it grow without end or read other files.",
            "Ask for a feed without them, or import its articles one by one.",
        )
    if len(markup) > MOST_LETTERS or markup.count("<") > MOST_TAGS:
        raise UnreadableArticle(f"The feed is too large: {len(markup):,} letters.", "Import its articles one by one.")
    _require_few_entries(len(re.findall(r"<(?:item|entry)[\s>]", markup)))
    xml, malformed = _well_formed_xml(markup)
    found = load_library("feedparser", "feeds").parse(BytesIO(xml), sanitize_html=False, resolve_relative_uris=False)
    if malformed:
        notes = (*notes, "The feed is malformed; only a part could be read.")
    _require_few_entries(len(found.entries))
    parts, feed = _entry_bytes(raw, markup, len(found.entries)), found.feed
    read = [_read_entry(entry, feed, part, url, notes) for entry, part in zip(found.entries, parts, strict=True)]
    articles = [article for article in read if article is not None]
    if not articles:
        raise _no_entries_error()
    shared = Counter(article.url for article in articles)
    return [_drop_shared_url(each) if each.url and shared[each.url] > 1 else each for each in articles]


def _require_few_entries(count: int) -> None:
    if count > MOST_ENTRIES:
        raise UnreadableArticle(
            f"The feed is too large: {count:,} entries, where {MOST_ENTRIES:,} are the most.",
            "Import its articles one by one.",
        )


def _drop_shared_url(article: Article) -> Article:
    """Drop an address that several entries share: it would make one report of them all."""
    note = f"Several entries of the feed have the same address, {article.url}; it was left out."
    return replace(article, url=None, notes=(*article.notes, note))


def _well_formed_xml(markup: str) -> tuple[bytes, bool]:
    """The feed as well-formed XML, and whether it had to be repaired.

    feedparser accepts malformed feeds, but takes minutes for some.

    :raises UnreadableArticle: it can't be parsed at all.
    """
    etree = load_library("lxml.etree", "feeds")
    xml = _ENTITY.sub(_entity_letter, _DECLARATION.sub("", normalize_text(markup), count=1)).strip().encode()
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, strip_cdata=False, encoding="utf-8")
    try:
        root = etree.fromstring(xml, parser=parser)
    except etree.LxmlError as error:
        raise_memory_error(error)
        root = None
    if root is None:
        raise _no_entries_error()
    return (etree.tostring(root, encoding="utf-8"), True) if len(parser.error_log) else (xml, False)


_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")


def _entity_letter(entity: re.Match[str]) -> str:
    """Replace a named entity of HTML, which XML doesn't know; the five of XML stay."""
    return entity[0] if entity[1] in ("lt", "gt", "amp", "quot", "apos") else html5.get(f"{entity[1]};", entity[0])


def _no_entries_error() -> UnreadableArticle:
    return UnreadableArticle("This feed has no entry with text.", "Check that the address is a feed's.")


def _read_entry(entry: Any, feed: Any, raw: bytes, url: str | None, notes: tuple[str, ...]) -> Article | None:
    source = entry.get("source") or {}
    publisher = _single_line(source.get("title")) or _host_of_url(source.get("href") or source.get("url"))
    outlet = _single_line(feed.get("title"))
    title = strip_outlet(strip_outlet(_single_line(entry.get("title")) or "", publisher), outlet) or None
    words, entry_notes = _entry_text(entry)
    text = with_headline(words, title)
    if not text:
        return None
    when, time_notes = _publication_time(entry)
    lang = next(filter(None, map(language_tag, _declared_languages(entry, feed))), None)
    lang, guess = guess_language(text, lang)
    return Article(
        text=text,
        title=title,
        outlet=outlet,
        author=_single_line((entry.get("author_detail") or {}).get("name")) or _single_line(entry.get("author")),
        published=when,
        lang=lang,
        url=_entry_url(entry.get("link"), url),
        method=Method.FEED,
        tool="feedparser",
        tool_version=installed_version("feedparser"),
        raw=raw,
        notes=(*notes, *entry_notes, *time_notes, *guess),
        source_outlet=publisher,
    )


def _entry_text(entry: Any) -> tuple[str, tuple[str, ...]]:
    """The text of an entry, with notes: its longest content, else its summary."""
    contents = [_text_of_detail(content) for content in entry.get("content") or ()]
    content = max(contents, key=len, default="")
    if content:
        return content, ()
    summary = _text_of_detail(entry.get("summary_detail") or {})
    gives = "a summary" if summary else "only the title of this entry"
    rest = "open the address for the whole article" if entry.get("link") else "it gives no address of the whole article"
    return summary, (f"The feed gives {gives}; {rest}.",)


def _text_of_detail(detail: Any) -> str:
    value = detail.get("value") or ""
    if detail.get("type") == "text/plain" and "<" not in value and "&" not in value:
        return normalize_text(value).strip()
    return visible_text(value)


def _publication_time(entry: Any) -> tuple[When, tuple[str, ...]]:
    raw = dict.get(entry, "published")
    if raw:
        return parse_published(raw), ()
    raw = dict.get(entry, "updated")  # feedparser's own get falls back on "published", with a warning
    return parse_published(raw), (
        "The time is when the entry was last changed; the feed gives no other.",
    ) if raw else ()


def _declared_languages(entry: Any, feed: Any) -> list[str | None]:
    details = (*(entry.get("content") or ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {})
    return [*(detail.get("language") for detail in details), entry.get("language"), feed.get("language")]


def _single_line(value: str | None) -> str | None:
    """A name or title as one line of plain text; feeds put tags and entities even there."""
    line = normalize_line((value or "")[:_LONGEST_LINE])
    return (normalize_line(visible_text(line)) if "<" in line or "&" in line else line) or None


def _entry_url(link: str | None, url: str | None) -> str | None:
    try:
        address = urljoin(url or "", (link or "").strip())
        return address if urlsplit(address).scheme in ("http", "https") and address.isprintable() else None
    except ValueError:
        return None


def _host_of_url(link: str | None) -> str | None:
    try:
        return urlsplit(link or "").hostname
    except ValueError:
        return None


_ENTRY = re.compile(rb"<(/?)(?:\w{1,40}:)?(?:item|entry)(?:\s[^<>]{0,2000})?>")


def _entry_bytes(raw: bytes, markup: str, entries: int) -> list[bytes]:
    """The bytes of each entry, so that an unchanged entry stays the same capture when the feed grows.

    :param entries: how many feedparser found; if the tags give another number, each entry gets the whole feed.
    """
    whole = markup.encode(errors="replace") if b"\0" in raw[:64] else raw
    found, start = [], None
    for tag in _ENTRY.finditer(whole):
        if not tag[1]:
            start = tag.start()
        elif start is not None:
            found.append(whole[start : tag.end()])
            start = None
    if len(found) != entries and len(raw) * entries > _MOST_STORED_BYTES:
        raise UnreadableArticle(
            f"The {entries:,} entries of this feed can't be told apart in its bytes.", "Import its articles one by one."
        )
    return found if len(found) == entries else [raw] * entries
