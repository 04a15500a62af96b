"""Reader for HTML pages: their main text, headline and metadata."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.html_text import raise_memory_error, remove_hidden, visible_text
from db.intake.language import guess_language
from db.intake.metadata import PageMetadata, page_metadata
from db.intake.optional import installed_version, load_library
from db.model.enums import Method
from db.text.normalize import casefold_words, normalize_line, normalize_text

_LEAST_SHARE = 5
"""A main text shorter than one in this many of the page's letters gets a note."""
_SHORT_TEXT = 250
_MOST_ELEMENTS, _MOST_LETTERS, _MOST_BRACKETS = 8_000, 2_000_000, 50_000
"""Larger pages keep their whole visible text: extracting the main text takes time quadratic in the tags, and searching
the metadata in the ``<``.
"""


_EMBEDDED_PICTURE = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]{500,}+")
"""Pictures embedded in a saved page, often megabytes."""


def read_page(raw: bytes, markup: str, *, url: str | None = None, notes: tuple[str, ...] = ()) -> Article:
    """Read a saved or fetched page.

    :param raw: its bytes.
    :param markup: the same, decoded.
    :param url: the address it was fetched from, if any.
    :param notes: notes so far, about its encoding.
    :raises UnreadableArticle: it has no visible text.
    :raises NeedsExtra: the library that reads HTML is not installed.
    """
    markup = _EMBEDDED_PICTURE.sub("", markup)
    tree, is_whole = _parse_page(markup)
    visible = visible_text(markup)
    is_small = (
        len(visible) <= _MOST_LETTERS
        and markup.count("<") <= _MOST_BRACKETS
        and sum(1 for _ in tree.iter()) <= _MOST_ELEMENTS
    )
    metadata = page_metadata(tree, url, searched=is_small)
    remove_hidden(tree)
    headline = _shown_headline(tree, metadata)
    main = _extract_main_text(tree, url) if is_whole and is_small else ""
    text, text_notes = _choose_text(main, visible, metadata.body)
    text = with_headline(text, headline)
    lang, guess = guess_language(text, metadata.lang)
    return Article(
        text=text,
        title=metadata.title,
        outlet=metadata.outlet,
        author=metadata.author,
        published=metadata.published,
        lang=lang,
        url=metadata.url,
        method=Method.HTTP if url else Method.FILE,
        tool="trafilatura",
        tool_version=installed_version("trafilatura"),
        raw=raw,
        notes=(*notes, *text_notes, *metadata.notes, *guess),
    )


def with_headline(text: str, headline: str | None) -> str:
    """The text with its headline as the first paragraph, since a headline is a statement that can be quoted.

    :param text: the text below it, which may begin with it already.
    :param headline: the headline as shown.
    """
    beginnings = (
        casefold_words(normalize_line(line)) for line in text[: 2 * len(headline or "") + _SHORT_TEXT].split("\n\n")[:3]
    )
    if not headline or any(line.startswith(casefold_words(headline)) for line in beginnings):
        return text
    return f"{headline}\n\n{text}" if text else headline


def _parse_page(markup: str) -> tuple[Any, bool]:
    """The page as an lxml tree, and whether the tree is complete: the parser stops at tags nested too deeply."""
    html, etree = load_library("lxml.html", "HTML"), load_library("lxml.etree", "HTML")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = html.document_fromstring(normalize_text(markup).encode(), parser=parser)
    except etree.LxmlError as error:
        raise_memory_error(error)
        raise _no_words_error() from error
    return tree, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _extract_main_text(tree: Any, url: str | None) -> str:
    """The main text, a blank line between paragraphs; empty where trafilatura finds none."""
    try:
        marks = _veil_format_characters(tree)
        found = load_library("trafilatura", "HTML").bare_extraction(tree, url=url, include_comments=False)
    except (RecursionError, ValueError, AttributeError, TypeError, LookupError):
        return ""  # trafilatura fails on some pages; their whole visible text is used instead, with a note
    lines = (found.text or "").split("\n") if found else []
    text = "\n\n".join(line.strip(" \t") for line in lines if line.strip())
    return normalize_text(text.translate(marks) if marks else text)


def _veil_format_characters(tree: Any) -> dict[int, str]:
    """Replace soft hyphens, joiners and direction marks, which trafilatura would drop, by rare letters.

    :param tree: an lxml tree, which is changed.
    :returns: the translation back, for :meth:`str.translate`.
    """
    texts = [
        (e, part) for e in tree.iter() for part in ("text", "tail") if (getattr(e, part) or "x").isprintable() is False
    ]
    letters = set("".join(tree.itertext())) if texts else set()
    invisible = sorted(c for c in letters if not (c.isprintable() or c.isspace() or unicodedata.category(c) == "Cc"))
    unused = (chr(code) for code in range(*_VEIL_LETTERS) if chr(code) not in letters)
    veil = dict(zip(map(ord, invisible), unused, strict=False))
    for element, part in texts if veil else ():
        setattr(element, part, getattr(element, part).translate(veil))
    return {ord(letter): chr(code) for code, letter in veil.items()}


_VEIL_LETTERS = (0x10600, 0x10737)
"""The code points of Linear A: no article uses them, every library takes them for letters, and NFC leaves them."""


def _shown_headline(tree: Any, metadata: PageMetadata) -> str | None:
    """The ``h1`` that matches the title, or the only one of a page without a title; else None."""
    shown = [line for element in tree.iter("h1") if (line := normalize_line("".join(element.itertext())))]
    if metadata.title is None:
        return shown[0] if len(shown) == 1 and shown[0] != metadata.outlet else None
    title = casefold_words(metadata.title)
    return next((line for line in shown if casefold_words(line) in title or title in casefold_words(line)), None)


def _choose_text(main: str, visible: str, body: str) -> tuple[str, tuple[str, ...]]:
    """Choose the article's text from the three found in a page, with a note where the choice may be wrong.

    :param main: the main text; may be empty.
    :param visible: all visible text; may be empty.
    :param body: ``articleBody`` of its metadata; may be empty.
    :raises UnreadableArticle: all are empty.
    """
    lines = (line.strip() for line in normalize_text(body).split("\n"))
    declared = visible_text(body) if _TAG.search(body) else "\n\n".join(filter(None, lines))
    if len(main) < _SHORT_TEXT and len(declared) > 2 * len(main):
        return declared, (
            "The text is the one the page gives to machines (schema.org): without its scripts it shows less.",
        )
    if not main and not visible:
        raise _no_words_error()
    if not main:
        return visible, ("The main text was not found: all text of the page is kept.",)
    if len(main) < _SHORT_TEXT:
        return main, (f"Only {len(main)} characters of main text were found: check that they are the article.",)
    if _LEAST_SHARE * len(main) < len(visible):
        return main, (
            f"The main text is {len(main):,} of the {len(visible):,} characters of the page: check that it is all.",
        )
    return main, ()


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def _no_words_error() -> UnreadableArticle:
    return UnreadableArticle(
        "The page has no text; it may need scripts to show any.",
        "Open it in a browser, copy the article and paste it.",
    )
