"""Read articles from bytes, a file, a fetched page or pasted text. Uses neither the store nor the network."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from db.errors import NotAllowed, UnreadableArticle
from db.intake.article import Article
from db.intake.encoding import decode_bytes
from db.intake.language import guess_language
from db.intake.optional import installed_version
from db.intake.sniff import Shape, sniff_shape
from db.model.enums import Method
from db.store.files import open_regular_file
from db.text.normalize import normalize_text

if TYPE_CHECKING:
    from db.intake.fetch import FetchedPage

MOST_BYTES = 64 << 20
"""The largest article; a larger file is refused before it is read."""

_LONGEST_HEADLINE = 120


def read_bytes(
    raw: bytes, *, name: str = "", media_type: str | None = None, charset: str | None = None, url: str | None = None
) -> list[Article]:
    """Read an article, or all entries of a feed. :func:`db.intake.sniff.sniff_shape` finds its format.

    :param raw: its bytes: plain text, Markdown, HTML, PDF, RSS or Atom.
    :param name: the name of its file; may be empty.
    :param media_type: as the server declares it ("text/html").
    :param charset: the encoding that the server declares.
    :param url: the address it was fetched from, if any.
    :raises UnreadableArticle: it can't be read; the message says why.
    :raises NeedsExtra: a library for its format is not installed; plain text needs none.
    """
    if len(raw) > MOST_BYTES:
        raise _too_large_error(name or url or "This", len(raw))
    shape = sniff_shape(raw, name or (PurePath(url.partition("?")[0]).name if url else ""), media_type)
    # Each reader is imported only when needed, to keep start-up short.
    if shape is Shape.PDF:
        from db.intake.pdf import read_pdf  # needs a library of the extra

        return [read_pdf(raw)]
    decoded = decode_bytes(raw, charset, markup=shape in (Shape.HTML, Shape.FEED))
    if shape is Shape.FEED:
        from db.intake.feed import read_feed  # needs a library of the extra

        return read_feed(raw, decoded.text, url=url, notes=decoded.notes)
    if shape is Shape.HTML:
        from db.intake.html import read_page  # needs a library of the extra

        return [read_page(raw, decoded.text, url=url, notes=decoded.notes)]
    if shape is Shape.MARKDOWN:
        from db.intake.markdown import read_markdown  # needs a library of the extra

        return [read_markdown(raw, decoded.text, url=url, notes=decoded.notes)]
    return [_read_plain_text(raw, decoded.text, Method.HTTP if url else Method.FILE, decoded.notes)]


def read_fetched(page: FetchedPage) -> list[Article]:
    """Read a fetched page, or all entries of a fetched feed.

    :param page: the result of :func:`db.intake.fetch.fetch`.
    :raises UnreadableArticle: as :func:`read_bytes`.
    :raises NeedsExtra: as :func:`read_bytes`.
    """
    return read_bytes(page.body, media_type=page.media_type or None, charset=page.charset or None, url=page.final_url)


def read_file(path: Path | str) -> list[Article]:
    """Read a file. A folder, a device, a pipe or too large a file is refused before it is read.

    :param path: its path.
    :raises UnreadableArticle: there is no such file, or it can't be read as an article.
    :raises NotAllowed: the system denies access.
    :raises NeedsExtra: a library for its format is not installed.
    """
    path = Path(path)
    return read_bytes(read_raw(path), name=path.name)


def read_raw(path: Path) -> bytes:
    """Read the bytes of a file, under the rules of :func:`read_file`.

    :param path: its path.
    :raises UnreadableArticle: there is no such file, it is not a regular file, or it is too large.
    :raises NotAllowed: the system denies access.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES and path.is_file():
            raise _too_large_error(str(path), size)
        with open_regular_file(path) as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise _too_large_error(str(path), len(raw))
        return raw
    except FileNotFoundError as error:
        raise UnreadableArticle(f"There is no file {path}.", "Look at its name and folder.") from error
    except IsADirectoryError as error:
        raise UnreadableArticle(f"{path} is a folder.", "Name the files in it.") from error
    except PermissionError as error:
        raise NotAllowed(f"The system does not let you read {path}.", "Look at its permissions.") from error
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableArticle(
            f"{path} cannot be read: {words}.", "Save it as a file in another place first."
        ) from error


def plain_text(raw: bytes) -> str:
    """Decode a plain text file without cleaning, so that positions in the text are those in the file.

    :param raw: its bytes.
    :raises UnreadableArticle: they are not text, or too many.
    """
    if len(raw) > MOST_BYTES:
        raise _too_large_error("This", len(raw))
    return decode_bytes(raw).text


def read_text(text: str) -> Article:
    """Read pasted text as an article.

    :param text: the text.
    :raises UnreadableArticle: it is blank or too large.
    """
    if not text.strip():
        raise UnreadableArticle("There is nothing in it.", "Copy the article's words, and paste them.")
    raw = text.encode(errors="surrogatepass")
    if len(raw) > MOST_BYTES:
        raise _too_large_error("The text", len(raw))
    return _read_plain_text(raw, text, Method.PASTE, ())


def _read_plain_text(raw: bytes, text: str, method: Method, notes: tuple[str, ...]) -> Article:
    normalized = normalize_text(text)
    if not normalized.strip():
        raise UnreadableArticle("There is nothing in it.", "Look whether the file was saved or copied whole.")
    lang, guess = guess_language(normalized)
    return Article(
        text=normalized,
        title=_guess_headline(normalized),
        lang=lang,
        method=method,
        tool="onrecord",
        tool_version=installed_version("onrecord"),
        raw=raw,
        notes=(*notes, *guess),
    )


def _guess_headline(text: str) -> str | None:
    """The first line, if it is short, followed by a blank line, and does not end like a sentence."""
    first, _, rest = text.lstrip()[:500].partition("\n")
    line = " ".join(first.split())
    alone = bool(rest.strip()) and not rest.partition("\n")[0].strip()
    return line if alone and len(line) <= _LONGEST_HEADLINE and not line.endswith((".", ",", ";", ":")) else None


def _too_large_error(what: str, size: int) -> UnreadableArticle:
    return UnreadableArticle(
        f"{what} is too large: {size / (1 << 20):,.0f} MB, where {MOST_BYTES >> 20} MB are the most.",
        "Save the article alone, and bring that.",
    )
