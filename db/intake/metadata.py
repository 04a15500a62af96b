"""What a page says of itself: title, outlet, author, time, language, address. Declarations only; a guess is noted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from db.intake.dates import published
from db.intake.language import language_tag
from db.intake.optional import library
from db.model.times import When
from db.text.normalize import normalize_line

_LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page declares."""

    title: str | None
    outlet: str | None
    author: str | None
    published: When
    lang: str | None
    url: str | None
    body: str
    """The text it gives to machines (schema.org ``articleBody``), which may be what a script would show."""
    notes: tuple[str, ...]


def facts(tree: Any, url: str | None, *, searched: bool = True) -> Facts:
    """Read them off a parsed page.

    :param tree: an lxml tree with its scripts still in it.
    :param url: the address the page came from, if it came from one.
    :param searched: look through the page for a title, a byline and a day that its head does not give.
    """
    metas = _metas(tree)
    if searched:
        found = library("trafilatura", "HTML").extract_metadata(tree, extensive=False)
        title, author, day = found.title, found.author, found.date
    else:
        title, author, day = metas.get("og:title") or tree.findtext(".//title"), metas.get("author"), None
    articles = list(_articles(tree))
    outlet = _first(
        metas.get("og:site_name"),
        *(_name(article.get("publisher")) for article in articles),
        *(metas.get(name) for name in ("application-name", "dc.publisher", "dcterms.publisher", "publisher")),
    )
    when, guessed = _published(tree, metas, articles, day)
    address, elsewhere = _address(tree, metas, url)
    langs = (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang"))
    declared = (*langs, metas.get("content-language"), metas.get("og:locale"), *(a.get("inLanguage") for a in articles))
    return Facts(
        title=without_outlet(normalize_line(title or "")[:_LONGEST_LINE], outlet) or None,
        outlet=outlet,
        author=normalize_line(author or "")[:_LONGEST_LINE] or None,
        published=when,
        lang=next((tag for said in declared if isinstance(said, str) and (tag := language_tag(said))), None),
        url=address,
        body=next((body for a in articles if isinstance(body := a.get("articleBody"), str) and body.strip()), ""),
        notes=(*guessed, *elsewhere),
    )


def without_outlet(title: str, outlet: str | None) -> str:
    """A title without the outlet's name that pages and feeds hang on it.

    :param title: "Drone lost – Example Times".
    :param outlet: "Example Times".
    """
    if not outlet:
        return title
    name = re.escape(outlet)
    bare = re.sub(rf"\s+[-–—|·•:»›/]+\s*{name}$|^{name}\s*[-–—|·•:»›/]+\s+", "", title, flags=re.IGNORECASE)
    return bare or title


def _first(*said: object) -> str | None:
    lines = (normalize_line(words)[:_LONGEST_LINE] for words in said if isinstance(words, str))
    return next(filter(None, lines), None)


def _metas(tree: Any) -> dict[str, str]:
    """The page's meta elements by name, property, item or header; the first of each name counts."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and content.strip() and (name := element.get(attribute)):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles of its JSON-LD, the page's own only: what lies deeper is mostly other articles' teasers."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            said = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in said if isinstance(said, list) else [said]:
            graph = node.get("@graph") if isinstance(node, dict) else None
            for item in graph if isinstance(graph, list) else [node]:
                if isinstance(item, dict) and re.search(
                    r"(Article|Posting|Report)\b", str(item.get("@type", ""))[:200]
                ):
                    yield item


def _name(said: object) -> object:
    one = said[0] if isinstance(said, list) and said else said
    return one.get("name") if isinstance(one, dict) else one


_TIME_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date"),
    *("sailthru.date", "citation_publication_date", "dcterms.issued", "dc.date.issued", "dc.date", "dcterms.created"),
    *("publish_date", "publishdate", "publish-date", "pubdate", "publication_date", "date"),
)


def _published(
    tree: Any, metas: dict[str, str], articles: list[dict[str, Any]], day: str | None
) -> tuple[When, tuple[str, ...]]:
    said = _first(
        *(article.get("datePublished") for article in articles),
        *(metas.get(name) for name in _TIME_NAMES),
        *(element.get("datetime") for element in tree.iter("time") if element.get("itemprop") == "datePublished"),
        *(element.get("datetime") for element in tree.iter("time") if element.get("pubdate") is not None),
        *_only_time(tree),
    )
    if said:
        return published(said), ()
    if not day:
        return When(), ()
    return When(raw=day), (f"The day {day} is a guess from the page's address or its words; the page declares none.",)


def _only_time(tree: Any) -> list[str]:
    """The one time an article's own head or body is marked with; of several none is surely its publication."""
    times = {
        element.get("datetime")
        for element in tree.iter("time")
        if element.get("datetime") and any(True for _ in element.iterancestors("article", "header", "main"))
    }
    return list(times) if len(times) == 1 else []


def _address(tree: Any, metas: dict[str, str], url: str | None) -> tuple[str | None, tuple[str, ...]]:
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    for said in (*links, metas.get("og:url")):
        try:
            address = urljoin(url or "", (said or "").strip())
            parts = urlsplit(address)
            here = urlsplit(url or "").hostname
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(address) < 4096 and address.isprintable():
            away = here and parts.hostname.removeprefix("www.") != here.removeprefix("www.")
            return address, (
                f"The page gives an address on another site as its own: {parts.hostname}.",
            ) if away else ()
    return None, ()
