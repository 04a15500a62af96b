"""Markdown to an article: the words it shows, in paragraphs, and what its front matter says."""

from __future__ import annotations

import re

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.dates import published
from db.intake.html_text import visible_text
from db.intake.language import guessed_language, language_tag
from db.intake.optional import library, version
from db.model.enums import Method
from db.text.normalize import normalize_line, normalize_text

MOST_LETTERS = 200_000
"""Of a longer file the marks stay in the text: an unlucky row of brackets takes time that grows with its square."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]{1,40}):[ \t]*(\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"<h1>(.{1,2000}?)</h1>", re.DOTALL)


def read_markdown(raw: bytes, source: str, *, url: str | None = None, notes: tuple[str, ...] = ()) -> Article:
    """Read a Markdown file.

    :param raw: its bytes, which are kept.
    :param source: the same, decoded.
    :param url: the address it came from, if it came from one.
    :param notes: what is known of it so far.
    :raises UnreadableArticle: it shows no words.
    :raises NeedsExtra: a library that reads Markdown is not installed.
    """
    source = normalize_text(source)
    front = _FRONT_MATTER.match(source)
    said = {name.lower(): value.strip(" \t\"'") for name, value in _FIELD.findall(front[1])} if front else {}
    if len(source) > MOST_LETTERS:
        page, text, notes = (
            "",
            source,
            (*notes, "The file is too long to read as Markdown: its marks are kept in the text."),
        )
    else:
        parser = library("markdown_it", "Markdown").MarkdownIt("commonmark").enable("table")
        page = parser.render(source[front.end() :] if front else source)
        text = visible_text(page)
    if not text.strip():
        raise UnreadableArticle("This Markdown shows no words.", "Look whether the file was saved whole.")
    heading = _HEADING.search(page)
    lang = language_tag(said.get("lang") or said.get("language"))
    guessed, guess = (lang, ()) if lang else guessed_language(text)
    return Article(
        text=text,
        title=normalize_line(said.get("title") or (visible_text(heading[1]) if heading else "")) or None,
        author=normalize_line(said.get("author") or "") or None,
        published=published(said.get("date")),
        lang=guessed,
        method=Method.HTTP if url else Method.FILE,
        tool="markdown-it-py",
        tool_version=version("markdown-it-py"),
        raw=raw,
        notes=(*notes, *guess),
    )
