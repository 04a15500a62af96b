"""A page of HTML to an article: its main text, its headline, and what it says of itself."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.html_text import visible_text, without_unseen
from db.intake.language import guessed_language
from db.intake.metadata import Facts, facts
from db.intake.optional import library, version
from db.model.enums import Method
from db.text.normalize import casefold_words, normalize_line, normalize_text

_MUCH_LEFT_OUT = 5
"""A main text under one in so many of the page's letters is worth a note."""
_SHORT = 250
_MOST_ELEMENTS, _MOST_LETTERS = 8_000, 2_000_000
"""Of larger pages all words are kept: looking for the main text takes time that grows with the square of the tags."""


_PICTURE = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]{500,}+")
"""Pictures that a saved page carries within itself: megabytes that hold no words."""


def read_page(raw: bytes, markup: str, *, url: str | None = None, notes: tuple[str, ...] = ()) -> Article:
    """Read a saved or fetched page.

    :param raw: its bytes, which are kept.
    :param markup: the same, decoded.
    :param url: the address it came from, if it came from one.
    :param notes: what is known of it so far.
    :raises UnreadableArticle: it shows no words.
    :raises NeedsExtra: the library that reads HTML is not installed.
    """
    markup = _PICTURE.sub("", markup)
    tree, whole = _parsed(markup)
    seen = visible_text(markup)
    small = len(seen) <= _MOST_LETTERS and sum(1 for _ in tree.iter()) <= _MOST_ELEMENTS
    known = facts(tree, url, searched=small)
    without_unseen(tree)
    headline = _headline(tree, known)
    text, said = _chosen(_main_text(tree, url) if whole and small else "", seen, known.body)
    text = headed(text, headline)
    lang, guess = (known.lang, ()) if known.lang else guessed_language(text)
    return Article(
        text=text,
        title=known.title,
        outlet=known.outlet,
        author=known.author,
        published=known.published,
        lang=lang,
        url=known.url,
        method=Method.HTTP if url else Method.FILE,
        tool="trafilatura",
        tool_version=version("trafilatura"),
        raw=raw,
        notes=(*notes, *said, *known.notes, *guess),
    )


def headed(text: str, headline: str | None) -> str:
    """The text with its headline as the first paragraph, since a headline is a statement that has to be quoted.

    :param text: the words below it, which may begin with it already.
    :param headline: the headline as shown.
    """
    beginnings = (
        casefold_words(normalize_line(line)) for line in text[: 2 * len(headline or "") + _SHORT].split("\n\n")[:3]
    )
    if not headline or any(line.startswith(casefold_words(headline)) for line in beginnings):
        return text
    return f"{headline}\n\n{text}" if text else headline


def _parsed(markup: str) -> tuple[Any, bool]:
    """The page as a tree, and whether the tree holds all of it: the parser stops where tags nest too deeply."""
    html, etree = library("lxml.html", "HTML"), library("lxml.etree", "HTML")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = html.document_fromstring(normalize_text(markup).encode(), parser=parser)
    except etree.LxmlError as error:
        raise _no_words() from error
    return tree, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _main_text(tree: Any, url: str | None) -> str:
    """The main text, paragraphs apart by a blank line; empty when there is none to be told from the rest."""
    try:
        marks = _veiled(tree)
        found = library("trafilatura", "HTML").bare_extraction(tree, url=url, include_comments=False)
    except (RecursionError, ValueError, AttributeError, TypeError, LookupError):
        return ""  # what its heuristics stumble over is kept whole instead, with a note
    lines = (found.text or "").split("\n") if found else []
    text = "\n\n".join(line.strip(" \t") for line in lines if line.strip())
    return normalize_text(text.translate(marks) if marks else text)


def _veiled(tree: Any) -> dict[int, str]:
    """Put rare letters for the soft hyphens, joiners and direction marks that trafilatura would drop.

    :returns: how to translate them back.
    """
    spots = [
        (e, part) for e in tree.iter() for part in ("text", "tail") if (getattr(e, part) or "x").isprintable() is False
    ]
    letters = set("".join(tree.itertext())) if spots else set()
    odd = sorted(c for c in letters if not (c.isprintable() or c.isspace() or unicodedata.category(c) == "Cc"))
    rare = (chr(code) for code in range(*_RARE) if chr(code) not in letters)
    veil = dict(zip(map(ord, odd), rare, strict=False))
    for element, part in spots if veil else ():
        setattr(element, part, getattr(element, part).translate(veil))
    return {ord(letter): chr(code) for code, letter in veil.items()}


_RARE = (0x10600, 0x10737)
"""Linear A, which no newsroom writes in: letters to every library, and normalisation leaves them alone."""


def _headline(tree: Any, known: Facts) -> str | None:
    """The first-order heading that readers see, when it is surely the title."""
    shown = [line for element in tree.iter("h1") if (line := normalize_line("".join(element.itertext())))]
    if known.title is None:
        return shown[0] if len(shown) == 1 and shown[0] != known.outlet else None
    title = casefold_words(known.title)
    return next((line for line in shown if casefold_words(line) in title or title in casefold_words(line)), None)


def _chosen(main: str, seen: str, body: str) -> tuple[str, tuple[str, ...]]:
    """The article's words, of the three places they may be in, with what to know of the choice.

    :param main: the main text that was found.
    :param seen: all words that readers see.
    :param body: the words the page gives to machines.
    """
    lines = (line.strip() for line in normalize_text(body).split("\n"))
    told = visible_text(body) if _TAG.search(body) else "\n\n".join(filter(None, lines))
    if len(main) < _SHORT and len(told) > 2 * len(main):
        return told, (
            "The text is the one the page gives to machines (schema.org): without its scripts it shows less.",
        )
    if not main and not seen:
        raise _no_words()
    if not main:
        return seen, ("The main text could not be told from the rest: all words the page shows are kept.",)
    if len(main) < _SHORT:
        return main, (f"Only {len(main)} letters of main text were found: look whether they are the article.",)
    if _MUCH_LEFT_OUT * len(main) < len(seen):
        return main, (
            f"The main text is {len(main):,} of the {len(seen):,} letters the page shows: look whether it is all.",
        )
    return main, ()


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def _no_words() -> UnreadableArticle:
    return UnreadableArticle(
        "The page shows no words; it may need its scripts to show any.",
        "Open it in a browser, copy the article and paste it.",
    )
