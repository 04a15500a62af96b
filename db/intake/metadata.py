"""The metadata of an HTML page: title, outlet, author, time, language, address. A guessed day gets a note."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from db.dataclass import dataclass
from db.intake.dates import parse_published
from db.intake.language import language_tag
from db.intake.optional import load_library
from db.model.times import When
from db.text.normalize import normalize_line

_LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page declares about itself."""

    title: str | None
    outlet: str | None
    author: str | None
    published: When
    lang: str | None
    url: str | None
    body: str
    """``articleBody`` (schema.org): the article's text, sometimes also where only a script would show it."""
    notes: tuple[str, ...]


def page_metadata(tree: Any, url: str | None, *, searched: bool = True) -> PageMetadata:
    """Read the metadata of a parsed page.

    :param tree: an lxml tree that still contains the scripts.
    :param url: the address the page was fetched from, if any.
    :param searched: whether to search the body for a title, a byline and a day that the head lacks.
    """
    metas = _meta_elements(tree)
    if searched:
        found = load_library("trafilatura", "HTML").extract_metadata(tree, extensive=False)
        title, author, day = found.title, found.author, found.date
    else:
        title, author, day = metas.get("og:title") or tree.findtext(".//title"), metas.get("author"), None
    articles = list(_json_ld_articles(tree))
    outlet = _first_line(
        metas.get("og:site_name"),
        *(_name_of(article.get("publisher")) for article in articles),
        *(metas.get(name) for name in ("application-name", "dc.publisher", "dcterms.publisher", "publisher")),
    )
    when, time_notes = _publication_time(tree, metas, articles, day)
    address, address_notes = _canonical_url(tree, metas, url)
    langs = (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang"))
    declared = (*langs, metas.get("content-language"), metas.get("og:locale"), *(a.get("inLanguage") for a in articles))
    return PageMetadata(
        title=strip_outlet(normalize_line(title or "")[:_LONGEST_LINE], outlet) or None,
        outlet=outlet,
        author=normalize_line(author or "")[:_LONGEST_LINE] or None,
        published=when,
        lang=next((tag for value in declared if isinstance(value, str) and (tag := language_tag(value))), None),
        url=address,
        body=next((body for a in articles if isinstance(body := a.get("articleBody"), str) and body.strip()), ""),
        notes=(*time_notes, *address_notes),
    )


def strip_outlet(title: str, outlet: str | None) -> str:
    """A title without the outlet's name, which pages and feeds put before or after it.

    :param title: "Drone lost – Example Times".
    :param outlet: "Example Times".
    """
    if not outlet:
        return title
    name = re.escape(outlet)
    bare = re.sub(rf"\s+[-–—|·•:»›/]+\s*{name}$|^{name}\s*[-–—|·•:»›/]+\s+", "", title, flags=re.IGNORECASE)
    return bare or title


def _first_line(*values: object) -> str | None:
    """The first value that is text and not blank, as one line."""
    lines = (normalize_line(value)[:_LONGEST_LINE] for value in values if isinstance(value, str))
    return next(filter(None, lines), None)


def _meta_elements(tree: Any) -> dict[str, str]:
    """Contents of the meta elements by name, property, ``itemprop`` or header; the first of each counts."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and content.strip() and (name := element.get(attribute)):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _json_ld_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles in the JSON-LD, top level only: nested ones are mostly teasers for other articles."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            parsed = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in parsed if isinstance(parsed, list) else [parsed]:
            graph = node.get("@graph") if isinstance(node, dict) else None
            for item in graph if isinstance(graph, list) else [node]:
                if isinstance(item, dict) and re.search(
                    r"(Article|Posting|Report)\b", str(item.get("@type", ""))[:200]
                ):
                    yield item


def _name_of(value: object) -> object:
    """The name in a JSON-LD value: an object, the first of a list, or the name itself."""
    first = value[0] if isinstance(value, list) and value else value
    return first.get("name") if isinstance(first, dict) else first


_TIME_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date"),
    *("sailthru.date", "citation_publication_date", "dcterms.issued", "dc.date.issued", "dc.date", "dcterms.created"),
    *("publish_date", "publishdate", "publish-date", "pubdate", "publication_date", "date"),
)


def _publication_time(
    tree: Any, metas: dict[str, str], articles: list[dict[str, Any]], day: str | None
) -> tuple[When, tuple[str, ...]]:
    declared = _first_line(
        *(article.get("datePublished") for article in articles),
        *(metas.get(name) for name in _TIME_NAMES),
        *(element.get("datetime") for element in tree.iter("time") if element.get("itemprop") == "datePublished"),
        *(element.get("datetime") for element in tree.iter("time") if element.get("pubdate") is not None),
        *_only_time_element(tree),
    )
    if declared:
        return parse_published(declared), ()
    if not day:
        return When(), ()
    return When(raw=day), (f"The day {day} is a guess from the page's address or its words; the page declares none.",)


def _only_time_element(tree: Any) -> list[str]:
    """The time element of an article, header or main part, where all agree; differing ones are ambiguous."""
    times = {
        element.get("datetime")
        for element in tree.iter("time")
        if element.get("datetime") and any(True for _ in element.iterancestors("article", "header", "main"))
    }
    return list(times) if len(times) == 1 else []


def _canonical_url(tree: Any, metas: dict[str, str], url: str | None) -> tuple[str | None, tuple[str, ...]]:
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    for value in (*links, metas.get("og:url")):
        try:
            address = urljoin(url or "", (value or "").strip())
            parts = urlsplit(address)
            host = urlsplit(url or "").hostname
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(address) < 4096 and address.isprintable():
            is_other_site = host and parts.hostname.removeprefix("www.") != host.removeprefix("www.")
            note = f"The page gives an address on another site as its own: {parts.hostname}."
            return address, (note,) if is_other_site else ()
    return None, ()
