"""Rows of a CSV table: its header, then the cells of each row with the line it begins on."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from db.csv_import.formulas import is_exported_header, unmark_formula
from db.csv_import.rejects import is_rejects_header
from db.csv_import.text_lines import BROKEN, LONGEST_READ, PhysicalLines, RowTooLong
from db.dataclass import dataclass
from db.errors import UnreadableArticle, WrongUse
from db.text.normalize import normalize_line

LONGEST_ROW = 1 << 20
"""The longest row, in characters."""

_UNCLOSED_MOST = 200
"""Unclosed quotation marks after which lines are read again as rows; each costs a search for its end."""

_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "\\t": "\t"}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row."""

    line: int
    """The line of the file that it begins on; the header's is 1."""
    cells: list[str]
    """As in the file; for a row that can't be split into cells, its first line."""
    problem: str = ""
    """Why it can't be parsed; empty where it can."""
    kind: str = ""
    """The kind of problem, in words that many rows share."""


class TableReader:
    """An open table, read once from its first row to its last."""

    def __init__(self, path: Path, *, delimiter: str | None = None, encoding: str | None = None) -> None:
        """Open a table and read its header. In a file of rejects, and in a table that was exported, the
        marks before formulas are taken off again.

        :param delimiter: the character between cells, or its name; by default a tab in a file named .tsv or .tab, else
            a comma.
        :param encoding: as :class:`db.csv_import.text_lines.PhysicalLines` takes it.
        :raises OnRecordError: it can't be read as a table; see :class:`db.csv_import.text_lines.PhysicalLines`.
        """
        self.path = path
        self.delimiter = _resolve_delimiter(delimiter, path)
        self.lines = PhysicalLines(path, encoding)
        try:
            self.header = self._read_header()
            """The names of the columns, normalised, in order."""
        except BaseException:
            self.lines.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.lines.close()

    def column(self, name: str) -> int:
        """The index of a column.

        :raises WrongUse: no column has that name, or two have.
        """
        wanted = normalize_line(name)
        if self.header.count(wanted) > 1:
            raise WrongUse(
                f"{self.path.name} has {self.header.count(wanted)} columns named “{wanted}”: they can't be told apart.",
                "Give them different names in the file's first line.",
            )
        if wanted not in self.header:
            raise WrongUse(f"{self.path.name} has no column “{wanted}”.", self._columns_in_words())
        return self.header.index(wanted)

    def rows(self) -> Iterator[TableRow]:
        """Each row below the header; empty lines are skipped."""
        lines, width = self.lines, len(self.header)
        reader, unclosed = self._csv_reader(), 0
        while True:
            lines.begin()
            start = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except RowTooLong:
                reader = self._csv_reader()
                if len(lines.taken) == 1:
                    yield TableRow(start, _shortened_cells([lines.taken[0]]), *_TOO_LONG)
                    continue
                unclosed += 1
                yield self._unclosed_row(start, unclosed)
                continue
            except csv.Error as error:
                reader = self._csv_reader()
                unclosed += len(lines.taken) > 1
                if len(lines.taken) > 1 or "end of data" in str(error):
                    yield self._unclosed_row(start, unclosed)
                else:
                    yield TableRow(start, _shortened_cells([_stripped_line(lines.taken[0])]), _MISQUOTED, _QUOTES)
                continue
            if cells:
                if self._is_marked:
                    cells = [unmark_formula(cell) for cell in cells]
                yield _table_row(start, cells, width)

    def _read_header(self) -> list[str]:
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_READ + 1))
        reader = self._csv_reader()
        cells: list[str] = []
        try:
            while not cells:
                self.lines.begin()
                cells = next(reader)
        except StopIteration:
            raise UnreadableArticle("The file is empty.", "A table has a header, and rows below it.") from None
        except (csv.Error, RowTooLong) as error:
            raise UnreadableArticle(
                "The first line can't be split into column names: a quotation mark is not closed.",
                "Is it a table, and --delimiter the right one?",
            ) from error
        if BROKEN in "".join(cells):
            raise UnreadableArticle(
                f"The column names have bytes that are not {self.lines.encoding}.", "Say --encoding NAME."
            )
        names = [normalize_line(cell.replace("\ufeff", "")) for cell in cells]
        self._is_marked = is_rejects_header(names) or is_exported_header(names)
        return [unmark_formula(name) for name in names] if self._is_marked else names

    def _csv_reader(self) -> Iterator[list[str]]:
        return csv.reader(self.lines, delimiter=self.delimiter, strict=True)

    def _unclosed_row(self, start: int, count: int) -> TableRow:
        """The row of an unclosed quotation mark: its first line alone; the lines after it are read again."""
        lines = self.lines
        last, first = lines.number, _stripped_line(lines.taken[0])
        if count <= _UNCLOSED_MOST:
            lines.give_back()
            return TableRow(start, _shortened_cells([first]), _UNCLOSED, _QUOTES)
        return TableRow(
            start, _shortened_cells([first]), f"{_UNCLOSED} The lines down to {last} are lost with it.", _QUOTES
        )

    def _columns_in_words(self) -> str:
        names = ", ".join(f"“{name[:40]}”" for name in self.header[:12])
        more = " …" if len(self.header) > 12 else ""
        if len(self.header) == 1:
            other = next((name for name, mark in _NAMES.items() if mark in self.header[0]), None)
            other = other or next((name for name, mark in _NAMES.items() if mark in self.lines.taken[0]), None)
            if other is not None:
                return f"Its first line is one cell, {names}: say --delimiter {other}?"
        counted = Counter(self.header).most_common(1)[0]
        twice = f" “{counted[0]}” is there {counted[1]} times." if counted[1] > 1 else ""
        return f"It has {names}{more}.{twice}"


_QUOTES = "quotation marks out of place"
_UNCLOSED = "A quotation mark opens here and is not closed by the end of the row."
_MISQUOTED = "A quotation mark is inside a cell; write it twice, and put the cell in quotation marks."


_TOO_LONG = (f"The row is longer than {LONGEST_ROW:,} characters.", "the row is too long")


def _table_row(start: int, cells: list[str], width: int) -> TableRow:
    whole = "".join(cells)
    if len(whole) > LONGEST_ROW:
        return TableRow(start, _shortened_cells(cells), *_TOO_LONG)
    if "\0" in whole:
        return TableRow(start, cells, "A cell has a zero byte, so this is not text.", "not text")
    if not whole.isascii() and BROKEN in whole:
        return TableRow(start, cells, "A cell has bytes that are not valid in the file's encoding.", "not text")
    if len(cells) != width:
        return TableRow(
            start,
            cells,
            f"The row has {len(cells)} {'cell' if len(cells) == 1 else 'cells'}, the header {width}.",
            "too many or too few cells",
        )
    return TableRow(start, cells)


def _stripped_line(line: str) -> str:
    return line.rstrip("\r\n")


def _shortened_cells(cells: list[str]) -> list[str]:
    """The cells of a row that is too long, cut."""
    return [cell if len(cell) <= 1000 else f"{cell[:1000]}…" for cell in cells]


def _resolve_delimiter(said: str | None, path: Path) -> str:
    if said is None:
        return "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    found = _NAMES.get(said.lower(), said)
    if len(found) != 1 or found in '"\r\n\0' or not found.isascii():
        raise WrongUse(f"“{said}” can't separate cells.", "Say one character, or tab, comma, semicolon or pipe.")
    return found
