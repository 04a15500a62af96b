"""Reader for Markdown: its visible text in paragraphs, and the metadata in its front matter."""

from __future__ import annotations

import re

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.dates import parse_published
from db.intake.html_text import visible_text
from db.intake.language import guess_language, language_tag
from db.intake.optional import installed_version, load_library
from db.model.enums import Method
from db.text.normalize import normalize_line, normalize_text

MOST_LETTERS = 200_000
"""Longer files are read as plain text: parsing some rows of brackets takes quadratic time."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]{1,40}):[ \t]*(\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"<h1>(.{1,2000}?)</h1>", re.DOTALL)


def read_markdown(raw: bytes, source: str, *, url: str | None = None, notes: tuple[str, ...] = ()) -> Article:
    """Read a Markdown file.

    :param raw: its bytes.
    :param source: the same, decoded.
    :param url: the address it was fetched from, if any.
    :param notes: notes so far, about its encoding.
    :raises UnreadableArticle: it has no visible text.
    :raises NeedsExtra: a library that reads Markdown is not installed.
    """
    source = normalize_text(source)
    front = _FRONT_MATTER.match(source)
    fields = {name.lower(): value.strip(" \t\"'") for name, value in _FIELD.findall(front[1])} if front else {}
    if len(source) > MOST_LETTERS:
        page, text = "", source
        notes = (*notes, "The file is too long to read as Markdown: its marks stay in the text.")
    else:
        parser = load_library("markdown_it", "Markdown").MarkdownIt("commonmark").enable("table")
        page = parser.render(source[front.end() :] if front else source)
        text = visible_text(page)
    if not text.strip():
        raise UnreadableArticle("This Markdown has no text.", "Check that the file was saved completely.")
    heading = _HEADING.search(page)
    lang, guess = guess_language(text, language_tag(fields.get("lang") or fields.get("language")))
    return Article(
        text=text,
        title=normalize_line(fields.get("title") or (visible_text(heading[1]) if heading else "")) or None,
        author=normalize_line(fields.get("author") or "") or None,
        published=parse_published(fields.get("date")),
        lang=lang,
        method=Method.HTTP if url else Method.FILE,
        tool="markdown-it-py",
        tool_version=installed_version("markdown-it-py"),
        raw=raw,
        notes=(*notes, *guess),
    )
