"""Reader for PDF: the text layer, page by page. Scanned pages are not recognized."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from statistics import median
from typing import Any

from db.errors import NeedsExtra, UnreadableArticle
from db.intake.article import MOST_LETTERS, Article
from db.intake.language import guess_language, language_tag
from db.intake.optional import INSTALL, installed_version, load_library
from db.model.enums import Method
from db.text.normalize import normalize_line, normalize_text

MOST_PAGES = 2_000
MOST_SECONDS = 8
"""Checked between pages; the limits below bound the time for one page."""

_MOST_BROKEN_PAGES = 20
"""If this many pages at the beginning are broken, the file counts as broken."""

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
"""Stricter limits than pypdf's own; a page of text needs a fraction of them."""


def read_pdf(raw: bytes, *, most_pages: int = MOST_PAGES) -> Article:
    """Read a PDF that has a text layer.

    :param raw: its bytes.
    :param most_pages: the limit in pages; the rest is left out, with a note.
    :raises UnreadableArticle: it needs a password, has no text layer, or is broken.
    :raises NeedsExtra: the library that reads PDF, or the one that decrypts it, is not installed.
    """
    pypdf, errors = load_library("pypdf", "PDF files"), load_library("pypdf.errors", "PDF files")
    try:
        with _library_limits(pypdf):
            reader = _open_reader(pypdf, raw)
            pages, notes = _page_texts(reader, most_pages)
            title, author, lang, time_notes = _pdf_metadata(reader)
    except errors.DependencyError as error:
        raise NeedsExtra(
            "Decrypting this PDF needs a library that is not installed.", f"Install it: {INSTALL}"
        ) from error
    except (UnreadableArticle, MemoryError):
        raise
    except Exception as error:  # pypdf documents that a broken file can raise any exception
        raise _broken_error() from error
    text = "\n\n".join(filter(None, pages))
    if not text.strip():
        raise UnreadableArticle(
            f"This PDF has no text layer: {len(pages):,} {'page is' if len(pages) == 1 else 'pages are'} pictures.",
            "Run it through text recognition (OCR) first, or type out the words that matter.",
        )
    without_text = sum(not page for page in pages)
    lang, guess = guess_language(text, lang)
    return Article(
        text=text,
        title=title,
        author=author,
        lang=lang,
        method=Method.PDF,
        tool="pypdf",
        tool_version=installed_version("pypdf"),
        raw=raw,
        notes=(*_no_text_note(without_text, len(pages)), *notes, *time_notes, *guess),
    )


def _no_text_note(count: int, pages: int) -> tuple[str, ...]:
    return (f"{count:,} of {pages:,} pages {'has' if count == 1 else 'have'} no text layer.",) if count else ()


def _broken_error() -> UnreadableArticle:
    return UnreadableArticle(
        "This PDF is broken, cut short, or made to overload its reader.", "Fetch it again, or print it to a new PDF."
    )


def _library_limits(pypdf: Any) -> AbstractContextManager[object]:
    """Apply those of :data:`_LIMITS` that the installed version of pypdf knows; older ones keep their own."""
    if not hasattr(pypdf, "apply_configuration"):
        return nullcontext()
    known = pypdf.Configuration.__dataclass_fields__
    limited: AbstractContextManager[object] = pypdf.apply_configuration(
        **{name: limit for name, limit in _LIMITS.items() if name in known}
    )
    return limited


def _open_reader(pypdf: Any, raw: bytes) -> Any:
    """Open a PDF, decrypted if the empty password fits."""
    reader = pypdf.PdfReader(BytesIO(raw), strict=False, root_object_recovery_limit=1_000)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableArticle("This PDF needs a password.", "Save a copy without the password, and import that.")
    return reader


def _page_texts(reader: Any, most_pages: int) -> tuple[list[str], tuple[str, ...]]:
    """The text of each page, empty for a page without text; and notes about pages that are missing."""
    total, letters = len(reader.pages), 0
    texts: list[str] = []
    notes: list[str] = []
    end = time.monotonic() + MOST_SECONDS
    failed = []
    for number in range(total):
        if number >= most_pages or time.monotonic() > end:
            notes.append(_too_many_pages_note(number, total))
            break
        try:
            text = _paragraphs(reader.pages[number].extract_text())
        except MemoryError:
            raise
        except Exception:  # pypdf can raise anything; the other pages may still be readable
            failed.append(number + 1)
            text = ""
        letters += len(text) + 2
        if texts and letters > MOST_LETTERS:
            notes.append(_too_many_pages_note(number, total))
            break
        texts.append(text)
        if len(failed) == len(texts) >= _MOST_BROKEN_PAGES:
            break
    if failed and len(failed) == len(texts):
        raise _broken_error()
    if failed:
        notes.append(f"{len(failed):,} pages could not be read, the first of them page {failed[0]}.")
    return texts, tuple(notes)


def _too_many_pages_note(read: int, total: int) -> str:
    return f"Only the first {read:,} of {total:,} pages were read: the file is too large."


_SENTENCE_END = re.compile(r"[.!?…:。؟।][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


def _paragraphs(text: str) -> str:
    """Join the lines of a page to paragraphs, which end at an empty line or at a short line that ends a sentence.

    A word broken at the end of a line keeps its hyphen, which may belong to the word.
    """
    lines = [line.strip() for line in normalize_text(text).split("\n")]
    widths = [len(line) for line in lines if line]
    short = 0.8 * median(widths) if len(widths) > 2 else 0
    return "\n\n".join(_split_paragraphs(lines, short))


def _split_paragraphs(lines: list[str], short: float) -> Iterator[str]:
    """Paragraphs of a page.

    :param short: a line with fewer characters can be a paragraph's last one.
    """
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line:
            paragraph.append(line if not paragraph or _BROKEN_WORD.search(paragraph[-1]) else f" {line}")
        if paragraph and (not line or (len(line) < short and _SENTENCE_END.search(line))):
            yield "".join(paragraph)
            paragraph.clear()


def _pdf_metadata(reader: Any) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    """Title, author and language, and a note with the time the file was created."""
    try:
        info = reader.metadata
        title, author = (
            (normalize_line(str(value or ""))[:500] for value in (info.title, info.author)) if info else ("", "")
        )
        created = info.creation_date if info else None
    except Exception:  # pypdf can raise anything; broken metadata must not lose the text
        title, author, created = "", "", None
    try:
        lang = language_tag(str(reader.root_object.get("/Lang") or ""))
    except Exception:  # as above
        lang = None
    if re.match(r"Microsoft \w+ - |untitled|.*\.(docx?|pdf|indd|qxd|rtf)$", title, re.IGNORECASE):
        title = ""  # a file name that a program put in
    note = (f"The file was made on {created:%Y-%m-%d}, which need not be when it was published.",) if created else ()
    return title or None, author or None, lang, note
