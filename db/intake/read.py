"""Reading articles: from bytes, a file, a fetched page, from what a person pastes. No store, no network."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from db.errors import NotAllowed, UnreadableArticle
from db.intake.article import Article
from db.intake.encoding import decoded
from db.intake.language import guessed_language
from db.intake.optional import version
from db.intake.sniff import Shape, shape
from db.model.enums import Method
from db.text.normalize import normalize_text

if TYPE_CHECKING:
    from db.intake.fetch import Fetched

MOST_BYTES = 64 << 20
"""Larger files are refused before they are read."""

_LONGEST_HEADLINE = 120


def read_bytes(
    raw: bytes, *, name: str = "", media_type: str | None = None, charset: str | None = None, url: str | None = None
) -> list[Article]:
    """Read an article, or all entries of a feed.

    What it is, is told by the bytes first, then by the media type and the name.

    :param raw: its bytes: plain text, Markdown, HTML, PDF, RSS or Atom.
    :param name: the name of its file; may be empty.
    :param media_type: what the server calls it ("text/html").
    :param charset: the encoding the server names.
    :param url: the address it came from, if it came from one.
    :raises UnreadableArticle: it is no article that can be read; the message says why.
    :raises NeedsExtra: a library for its kind is not installed; plain text needs none.
    """
    if len(raw) > MOST_BYTES:
        raise _too_large(name or url or "This", len(raw))
    kind = shape(raw, name or (PurePath(url.partition("?")[0]).name if url else ""), media_type)
    # Each kind imports its own reader only: they bring libraries of the extra, which may not be installed.
    if kind is Shape.PDF:
        from db.intake.pdf import read_pdf

        return [read_pdf(raw)]
    found = decoded(raw, charset, markup=kind in (Shape.HTML, Shape.FEED))
    if kind is Shape.FEED:
        from db.intake.feed import read_feed

        return read_feed(raw, found.text, url=url, notes=found.notes)
    if kind is Shape.HTML:
        from db.intake.html import read_page

        return [read_page(raw, found.text, url=url, notes=found.notes)]
    if kind is Shape.MARKDOWN:
        from db.intake.markdown import read_markdown

        return [read_markdown(raw, found.text, url=url, notes=found.notes)]
    return [_plain(raw, found.text, Method.HTTP if url else Method.FILE, found.notes)]


def read_fetched(page: Fetched) -> list[Article]:
    """Read a page as it was fetched, or all entries of a feed.

    :param page: what :func:`db.intake.fetch.fetch` brought.
    :raises UnreadableArticle: as :func:`read_bytes`.
    :raises NeedsExtra: as :func:`read_bytes`.
    """
    return read_bytes(page.body, media_type=page.media_type or None, charset=page.charset or None, url=page.final_url)


def read_file(path: Path | str) -> list[Article]:
    """Read a file. A folder, a device, a pipe or too large a file is refused before anything is read of it.

    :param path: where it is.
    :raises UnreadableArticle: there is no such file, or it is no article that can be read.
    :raises NotAllowed: the system refuses it.
    :raises NeedsExtra: a library for its kind is not installed.
    """
    path = Path(path)
    return read_bytes(read_raw(path), name=path.name)


def read_raw(path: Path) -> bytes:
    """The bytes of a file that may be an article, under the rules of :func:`read_file`.

    :param path: where it is.
    :raises UnreadableArticle: there is no such file, it is none of the ordinary kind, or it is too large.
    :raises NotAllowed: the system refuses it.
    """
    try:
        _ordinary(path, path.stat())
        with open(path, "rb", opener=_without_waiting) as file:
            _ordinary(path, os.fstat(file.fileno()))
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise _too_large(str(path), len(raw))
        return raw
    except FileNotFoundError as error:
        raise UnreadableArticle(f"There is no file {path}.", "Look at its name and folder.") from error
    except PermissionError as error:
        raise NotAllowed(f"The system does not let you read {path}.", "Look at its permissions.") from error
    except (OSError, ValueError) as error:
        raise UnreadableArticle(
            f"{path} cannot be read: {error}.", "Copy it to another place, and bring that."
        ) from error


def plain_text(raw: bytes) -> str:
    """The text of a plain file with nothing changed in it, for positions that are those of the file.

    :param raw: its bytes.
    :raises UnreadableArticle: they are no text, or too many.
    """
    if len(raw) > MOST_BYTES:
        raise _too_large("This", len(raw))
    return decoded(raw).text


def read_text(text: str) -> Article:
    """Read what a person pastes, as it is.

    :param text: the words.
    :raises UnreadableArticle: there are none.
    """
    if not text.strip():
        raise UnreadableArticle("There is nothing in it.", "Copy the article's words, and paste them.")
    raw = text.encode(errors="surrogatepass")
    if len(raw) > MOST_BYTES:
        raise _too_large("The text", len(raw))
    return _plain(raw, text, Method.PASTE, ())


def _plain(raw: bytes, text: str, method: Method, notes: tuple[str, ...]) -> Article:
    """Plain text stays letter by letter as it is, so that a position in it is a position in the file."""
    words = normalize_text(text)
    if not words.strip():
        raise UnreadableArticle("There is nothing in it.", "Look whether the file was saved or copied whole.")
    lang, guess = guessed_language(words)
    return Article(
        text=words,
        title=_headline(words),
        lang=lang,
        method=method,
        tool="onrecord",
        tool_version=version("onrecord"),
        raw=raw,
        notes=(*notes, *guess),
    )


def _headline(words: str) -> str | None:
    """A first line that stands alone and ends no sentence."""
    first, _, rest = words.lstrip()[:500].partition("\n")
    line = " ".join(first.split())
    alone = bool(rest.strip()) and not rest.partition("\n")[0].strip()
    return line if alone and len(line) <= _LONGEST_HEADLINE and not line.endswith((".", ",", ";", ":")) else None


def _ordinary(path: Path, about: os.stat_result) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise UnreadableArticle(f"{path} is a folder.", "Name the files in it.")
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableArticle(f"{path} is no file but a device or a pipe.", "Save what it gives to a file first.")
    if about.st_size > MOST_BYTES:
        raise _too_large(str(path), about.st_size)


def _without_waiting(path: str, flags: int) -> int:
    """A pipe put in the file's place meanwhile must not be waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _too_large(what: str, size: int) -> UnreadableArticle:
    return UnreadableArticle(
        f"{what} is too large: {size / (1 << 20):,.0f} MB, where {MOST_BYTES >> 20} MB are the most.",
        "Save the article alone, and bring that.",
    )
