"""Lines of a table's file: its encoding, and its lines one by one, with no more than one row in memory."""

from __future__ import annotations

import codecs
import io
import os
from collections import deque
from pathlib import Path
from typing import BinaryIO

from db.errors import NotAllowed, UnreadableArticle, WrongUse
from db.intake.encoding import detect_utf16
from db.intake.read import encoding_notes
from db.store.files import open_regular_file

LONGEST_READ = 16 << 20
"""Characters read in search of a row's end; beyond, its quotation mark counts as unclosed."""

BROKEN = "\udcff"
"""Stands for bytes that are not valid in the encoding; no text file contains it."""

_SAMPLE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16, whose byte order mark is the beginning of the other's."""

_KNOWN = (
    (b"PK\x03\x04", "a spreadsheet or a zip archive", "Save it as CSV from the program that made it."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet of an older Office", "Save it as CSV from the program that made it."),
    (b"%PDF-", "a PDF", "onrecord import imports articles."),
    (b"SQLite format 3\0", "an SQLite file", "Write the table out as CSV first."),
)
_CONTROLS = bytes(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0C, 0x0D, 0x1B))


def _undecodable_character(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return BROKEN, error.end


codecs.register_error("onrecord.marked", _undecodable_character)


class RowTooLong(Exception):
    """A row is longer than :data:`LONGEST_READ`."""


class PhysicalLines:
    """The physical lines of a file, one at a time, each with its line end."""

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        """Open a text file.

        :param encoding: one of Python's names; by default that of the byte order mark, else UTF-8.
        :raises UnreadableArticle: there is no such file, it is not text, or its encoding must be given.
        :raises NotAllowed: the file may not be read.
        :raises WrongUse: there is no such encoding.
        """
        self.number = 0
        """Number of the last line that was read, from 1."""
        self.taken: list[str] = []
        """The lines of the current row."""
        self._length = 0
        self._again: deque[str] = deque()
        self._file = _open_file(path)
        try:
            found = os.fstat(self._file.fileno())
            self.size = found.st_size
            """Bytes of the file when it was opened."""
            self._as_opened = (found.st_size, found.st_mtime_ns)
            self.encoding = _resolve_encoding(self._file.read(_SAMPLE), encoding)
            """The encoding in use."""
            self._file.seek(0)
        except BaseException:
            self._file.close()
            raise
        self._text = io.TextIOWrapper(self._file, self.encoding, errors="onrecord.marked", newline="")

    def __iter__(self) -> PhysicalLines:
        return self

    def __next__(self) -> str:
        """The next line.

        :raises TooLong: the row is too long; the rest of the line is skipped.
        """
        line = self._again.popleft() if self._again else self._text.readline(LONGEST_READ)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self._length += len(line)
        if self._length < LONGEST_READ:
            return line
        while line and len(line) >= LONGEST_READ and line[-1] not in "\r\n":
            line = self._text.readline(LONGEST_READ)
        raise RowTooLong

    def begin(self) -> None:
        """Start a new row."""
        self.taken.clear()
        self._length = 0

    def give_back(self) -> None:
        """End the row after its first line; the others are read again."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1

    @property
    def read(self) -> int:
        """Bytes read so far."""
        return self._file.tell()

    @property
    def is_changed(self) -> bool:
        """Whether the file was changed since it was opened."""
        found = os.fstat(self._file.fileno())
        return (found.st_size, found.st_mtime_ns) != self._as_opened

    def close(self) -> None:
        """Close the file."""
        self._text.close()


def _open_file(path: Path) -> BinaryIO:
    try:
        return open_regular_file(path)
    except IsADirectoryError as error:
        raise UnreadableArticle(
            f"{path} is a folder, not a table.", "Name a file in it, such as claims.csv."
        ) from error
    except PermissionError as error:
        raise NotAllowed(f"{path} can't be read: permission denied.", "Copy it, or change its permissions.") from error
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else "no such file"
        raise UnreadableArticle(
            f"{path} can't be read: {words}.", "Save the table to a file, and check its path."
        ) from error


def _resolve_encoding(sample: bytes, said: str | None) -> str:
    """The encoding of a file by its first bytes; refused, with a hint, where it is not certain."""
    if not sample.strip():
        raise UnreadableArticle("The file is empty.", "A table has a header, and rows below it.")
    for start, what, hint in _KNOWN:
        if sample.startswith(start):
            raise UnreadableArticle(f"This is {what}, not a table as text, whatever its name.", hint)
    marked = next((name for bom, name in _BOMS if sample.startswith(bom)), None)
    if said is not None:
        return _require_encoding(said)
    if marked:
        return marked
    if guess := detect_utf16(sample):
        raise UnreadableArticle(
            f"The file doesn't say its encoding; it looks like {guess.upper()}.", f"Say --encoding {guess}."
        )
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in sample[:1024] or (controls > 8 and controls > len(sample) / 200):
        raise UnreadableArticle(
            "This is not text: it looks like a program, a picture or the like.",
            "A table is text: one row on each line, with commas or tabs between cells.",
        )
    text = codecs.getincrementaldecoder("utf-8")("onrecord.marked").decode(sample)
    broken = text.count(BROKEN)
    if broken and sum(not letter.isascii() for letter in text) < 11 * broken:
        raise UnreadableArticle(
            f"The file is not UTF-8.{_encoding_hint(sample)}", "Say --encoding NAME, such as windows-1252."
        )
    return "utf-8"


def _require_encoding(name: str) -> str:
    try:
        found = codecs.lookup(name.strip())
        b"".decode(found.name)
    except (LookupError, ValueError) as error:
        raise WrongUse(f"There is no encoding “{name}”.", "Say one such as utf-8, windows-1252 or gb18030.") from error
    return found.name


def _encoding_hint(sample: bytes) -> str:
    """A sentence on what the encoding may be."""
    return "".join(f" {note}" for note in encoding_notes(sample)[:1])
