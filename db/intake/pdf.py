"""A PDF to an article: the words of its text layer, page by page. Pictures of words are not read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from statistics import median
from typing import Any

from db.errors import NeedsExtra, UnreadableArticle
from db.intake.article import Article
from db.intake.language import guessed_language, language_tag
from db.intake.optional import INSTALL, library, version
from db.model.enums import Method
from db.text.normalize import normalize_line, normalize_text

MOST_PAGES = 2_000
MOST_LETTERS = 10_000_000
MOST_SECONDS = 30
"""Looked at between pages; one page is bounded by the limits below."""

_BROKEN_PAGES = 20
"""So many broken pages at the beginning, and the file is."""

_LIMITS = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_entries": 20_000,
    "page_tree_maximum_page_entries": 100_000,
    "xform_maximum_invocations_per_extraction": 500,
}
"""Below what the library allows: a page of words needs a fraction of it."""


def read_pdf(raw: bytes, *, most_pages: int = MOST_PAGES) -> Article:
    """Read a PDF that has a text layer.

    :param raw: its bytes, which are kept.
    :raises UnreadableArticle: it needs a password, has no text layer, or is broken.
    :raises NeedsExtra: the library that reads PDF, or the one that decrypts it, is not installed.
    """
    pypdf, errors = library("pypdf", "PDF files"), library("pypdf.errors", "PDF files")
    try:
        with _limited(pypdf):
            reader = _opened(pypdf, raw)
            pages, notes = _pages(reader, most_pages)
            title, author, lang, made = _facts(reader)
    except errors.DependencyError as error:
        raise NeedsExtra(
            "Decrypting this PDF needs a library that is not installed.", f"Install it: {INSTALL}"
        ) from error
    except UnreadableArticle:
        raise
    except Exception as error:  # the library raises whatever a broken file leads it to (its own documentation)
        raise _broken() from error
    text = "\n\n".join(filter(None, pages))
    if not text.strip():
        raise UnreadableArticle(
            f"This PDF has no text layer: {len(pages):,} {'page is' if len(pages) == 1 else 'pages are'} pictures.",
            "Run it through text recognition (OCR) first, or type out the words that matter.",
        )
    bare = sum(not page for page in pages)
    lang, guess = (lang, ()) if lang else guessed_language(text)
    return Article(
        text=text,
        title=title,
        author=author,
        lang=lang,
        method=Method.PDF,
        tool="pypdf",
        tool_version=version("pypdf"),
        raw=raw,
        notes=(*_bare_note(bare, len(pages)), *notes, *made, *guess),
    )


def _bare_note(bare: int, pages: int) -> tuple[str, ...]:
    return (f"{bare:,} of {pages:,} pages {'has' if bare == 1 else 'have'} no text layer.",) if bare else ()


def _broken() -> UnreadableArticle:
    return UnreadableArticle(
        "This PDF is broken, cut short, or made to exhaust what reads it.", "Fetch it again, or print it to a new PDF."
    )


def _limited(pypdf: Any) -> AbstractContextManager[object]:
    """The limits, where the installed version knows them; older ones have wider ones of their own."""
    if not hasattr(pypdf, "apply_configuration"):
        return nullcontext()
    known = pypdf.Configuration.__dataclass_fields__
    limited: AbstractContextManager[object] = pypdf.apply_configuration(
        **{name: limit for name, limit in _LIMITS.items() if name in known}
    )
    return limited


def _opened(pypdf: Any, raw: bytes) -> Any:
    """A reader of the file, decrypted where an empty password does."""
    reader = pypdf.PdfReader(BytesIO(raw), strict=False, root_object_recovery_limit=1_000)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableArticle("This PDF needs a password.", "Save a copy without the password, and bring that.")
    return reader


def _pages(reader: Any, most_pages: int) -> tuple[list[str], tuple[str, ...]]:
    """The words of each page, empty for a page without any."""
    total, texts, notes, letters = len(reader.pages), [], [], 0
    end = time.monotonic() + MOST_SECONDS
    failed = []
    for number in range(total):
        if number >= most_pages or letters > MOST_LETTERS or time.monotonic() > end:
            notes.append(f"Only the first {number:,} of {total:,} pages were read: the file is too large.")
            break
        try:
            text = _paragraphs(reader.pages[number].extract_text())
        except Exception:  # as above; the other pages are still worth having
            failed.append(number + 1)
            text = ""
        letters += len(text)
        texts.append(text)
        if len(failed) == len(texts) >= _BROKEN_PAGES:
            break
    if failed and len(failed) == len(texts):
        raise _broken()
    if failed:
        notes.append(f"{len(failed):,} pages could not be read, the first of them page {failed[0]}.")
    return texts, tuple(notes)


_ENDING = re.compile(r"[.!?…:。؟।][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


def _paragraphs(text: str) -> str:
    """A page's lines joined to paragraphs: one ends at an empty line, or at a short line that ends a sentence.

    A word broken by a hyphen at the end of a line keeps the hyphen, since nothing tells whether it belongs there.
    """
    lines = [line.strip() for line in normalize_text(text).split("\n")]
    widths = [len(line) for line in lines if line]
    short = 0.8 * median(widths) if len(widths) > 2 else 0
    return "\n\n".join(_joined(lines, short))


def _joined(lines: list[str], short: float) -> Iterator[str]:
    words: list[str] = []
    for line in [*lines, ""]:
        if line:
            words.append(line if not words or _BROKEN_WORD.search(words[-1]) else f" {line}")
        if words and (not line or (len(line) < short and _ENDING.search(line))):
            yield "".join(words)
            words.clear()


def _facts(reader: Any) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    """Title, author and language, and when the file was made, which is not when it was published."""
    try:
        known = reader.metadata
        title, author = (
            (normalize_line(str(said or ""))[:500] for said in (known.title, known.author)) if known else ("", "")
        )
        made = known.creation_date if known else None
    except Exception:  # a broken description must not cost the words
        title, author, made = "", "", None
    try:
        lang = language_tag(str(reader.root_object.get("/Lang") or ""))
    except Exception:  # as above
        lang = None
    if re.match(r"Microsoft \w+ - |untitled|.*\.(docx?|pdf|indd|qxd|rtf)$", title, re.IGNORECASE):
        title = ""  # what a program calls its file
    note = (f"The file was made on {made:%Y-%m-%d}, which need not be when it was published.",) if made else ()
    return title or None, author or None, lang, note
