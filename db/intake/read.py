"""Read articles from bytes, a file, a fetched page or pasted text, in another process. Uses neither store nor network.

Any of them is read or refused within the time and the memory of :class:`db.intake.reading_process.ReadingLimits`.
"""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from db.errors import NotAllowed, UnreadableArticle, WrongUse
from db.intake.article import Article, require_short_text
from db.intake.formats import MOST_BYTES, too_large_error
from db.intake.reading_process import ReadingProcess
from db.store.files import open_regular_file
from db.text.normalize import normalize_line

if TYPE_CHECKING:
    from db.intake.fetch import FetchedPage


def read_bytes(
    raw: bytes,
    *,
    name: str = "",
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    process: ReadingProcess | None = None,
) -> list[Article]:
    """Read an article, or all entries of a feed. :func:`db.intake.sniff.sniff_shape` finds its format.

    :param raw: its bytes: plain text, Markdown, HTML, PDF, RSS or Atom.
    :param name: the name of its file; may be empty.
    :param media_type: as the server declares it ("text/html").
    :param charset: the encoding that the server declares.
    :param url: the address it was fetched from, if any.
    :param process: the process that reads; by default one that this process shares.
    :raises UnreadableArticle: it can't be read; the message says why.
    :raises NeedsExtra: a library for its format is not installed; plain text needs none.
    """
    if len(raw) > MOST_BYTES:
        raise too_large_error(name or url or "This", len(raw))
    request = {"read": "articles", "name": name, "media_type": media_type, "charset": charset, "url": url}
    return (process or shared_process()).articles(request, raw)


def read_fetched(
    page: FetchedPage, *, most_seconds: float = 12, process: ReadingProcess | None = None
) -> list[Article]:
    """Read a fetched page, or all entries of a fetched feed.

    :param page: the result of :func:`db.intake.fetch.fetch`.
    :param most_seconds: the limit of time; fetching took its part of what a person waits.
    :param process: as :func:`read_bytes`.
    :raises UnreadableArticle: as :func:`read_bytes`.
    :raises NeedsExtra: as :func:`read_bytes`.
    """
    request = {
        "read": "articles",
        "name": "",
        "media_type": page.media_type or None,
        "charset": page.charset or None,
        "url": page.final_url,
    }
    return (process or shared_process()).articles(request, page.body, most_seconds)


def read_file(path: Path | str, *, process: ReadingProcess | None = None) -> list[Article]:
    """Read a file. A folder, a device, a pipe or too large a file is refused before it is read.

    :param path: its path.
    :param process: as :func:`read_bytes`.
    :raises UnreadableArticle: there is no such file, or it can't be read as an article.
    :raises NotAllowed: the system denies access.
    :raises NeedsExtra: a library for its format is not installed.
    """
    path = Path(path)
    return read_bytes(read_raw(path), name=path.name, process=process)


def read_raw(path: Path) -> bytes:
    """Read the bytes of a file, under the rules of :func:`read_file`.

    :param path: its path.
    :raises UnreadableArticle: there is no such file, it is not a regular file, or it is too large.
    :raises NotAllowed: the system denies access.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES and path.is_file():
            raise too_large_error(str(path), size)
        with open_regular_file(path) as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise too_large_error(str(path), len(raw))
        return raw
    except FileNotFoundError as error:
        raise UnreadableArticle(f"There is no file {path}.", "Check its name and folder.") from error
    except IsADirectoryError as error:
        raise UnreadableArticle(f"{path} is a folder.", "Name the files in it.") from error
    except PermissionError as error:
        raise NotAllowed(f"The system does not let you read {path}.", "Check its permissions.") from error
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableArticle(
            f"{path} cannot be read: {words}.", "Save it as a file in another place first."
        ) from error


def read_text(text: str, *, process: ReadingProcess | None = None) -> Article:
    """Read pasted text as an article.

    :param text: the text.
    :param process: as :func:`read_bytes`.
    :raises UnreadableArticle: it is blank or too large.
    """
    require_short_text(text)
    raw = text.encode(errors="surrogatepass")
    (article,) = (process or shared_process()).articles({"read": "paste"}, raw)
    return article


def text_of_bytes(raw: bytes, name: str = "") -> str:
    """The text of a file in NFC. Plain text is not cleaned, so that positions in it are those in the file.

    :param raw: its bytes.
    :param name: the name of its file; may be empty.
    :raises UnreadableArticle: it can't be read.
    :raises NeedsExtra: as :func:`read_bytes`.
    :raises WrongUse: it is a feed of several articles.
    """
    if len(raw) > MOST_BYTES:
        raise too_large_error(name or "This", len(raw))
    reply, _ = shared_process().answer({"read": "text", "name": name}, raw)
    texts = reply.get("texts", [reply.get("text")])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts) or not texts:
        raise UnreadableArticle("The reader found no text.", "Save it as plain text, and import that.")
    if len(texts) > 1:
        raise WrongUse("This is a feed of several articles.", "onrecord import imports each as a report.")
    require_short_text(texts[0])
    return normalize("NFC", texts[0])


def read_toml(raw: bytes) -> dict[str, Any]:
    """Parse TOML: tables, lists, text and numbers. None stands for a date.

    :param raw: its bytes, in UTF-8.
    :raises UnreadableArticle: it is not TOML, or takes too long.
    """
    reply, _ = shared_process().answer({"read": "toml"}, raw)
    tables = reply.get("toml")
    return tables if isinstance(tables, dict) else {}


def encoding_notes(sample: bytes) -> tuple[str, ...]:
    """Notes about the encoding of a text's first bytes, as sentences; none where it is not text.

    :param sample: the bytes.
    """
    try:
        notes = shared_process().answer({"read": "notes"}, sample)[0].get("notes")
    except UnreadableArticle:
        return ()
    return tuple(normalize_line(str(note)[:500]) for note in notes[:10]) if isinstance(notes, list) else ()


@cache
def shared_process() -> ReadingProcess:
    """The reading process that this process shares; it ends with it."""
    process = ReadingProcess()
    atexit.register(process.close)
    return process
