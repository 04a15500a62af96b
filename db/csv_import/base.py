"""What landing claims and landing appearances share: the rows of a chunk, and what is known from earlier runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeVar

from db.csv_import.mapping import Columns, RowsAre, written
from db.csv_import.rows import TableReader, TableRow
from db.csv_import.values import Rejected
from db.journal.writer import Writer
from db.model.ids import CaseId
from db.store.reader import Reader, Row, among, pages

T = TypeVar("T")


@dataclass(slots=True)
class RowResult:
    """What became of the rows of a chunk."""

    landed: int
    there: int
    rejected: list[tuple[TableRow, Rejected]]
    made: Counter[str]
    """Rows of the record that came, by table."""
    twice: int = 0
    """Those of ``there`` that came in an earlier row of this run."""


class RowImporter(ABC):
    """Puts chunks of rows on record. Reading a row needs no store; landing a chunk is one part of one action."""

    rows_are: RowsAre

    def __init__(self, case: CaseId, table: TableReader, columns: Columns, *, dry: bool) -> None:
        """Land rows in a case.

        :param columns: what the table's columns are.
        :param dry: nothing is written; what would land is kept in a temporary table, so that repeats are told.
        :raises WrongUse: the table has no such columns.
        """
        self.case = case
        self.dry = dry
        self.name = table.path.name
        self.at = {name: table.column(each.column) for name, each in columns.items()}
        """Where the cell of each field is."""
        self._mapping = written({self.rows_are: columns})
        self._brought: int | None = None

    @abstractmethod
    def read(self, row: TableRow) -> object:
        """What a row says, before the store is asked.

        :raises Rejected: it can't land whatever the store holds.
        """

    @abstractmethod
    def land(self, writer: Writer, rows: Sequence[tuple[TableRow, object]]) -> RowResult:
        """Put the rows of a chunk on record, inside an action."""

    def where(self, key: str, line: int, brought: int) -> str:
        """Where an earlier row is: its line first where it is one of this run."""
        return f"line {line}, {key}" if brought == self._brought else f"{key}, line {line}"

    @abstractmethod
    def prepare(self, writer: Writer) -> None:
        """Make room for what a dry run keeps."""

    def brought(self, writer: Writer) -> int:
        """This run, as ``tables_brought`` has it from its first row that lands."""
        if self._brought is None:
            (last,) = writer.column("SELECT coalesce(max(id), 0) FROM tables_brought")
            self._brought = int(last) + 1
            values = (self._brought, self.case, self.name, self.rows_are.value, self._mapping, writer.who, utc_now())
            writer.keep_many("tables_brought", ("id", "case", "name", "rows_are", "mapping", "who", "at"), [values])
        return self._brought


def is_of_run(where: str) -> bool:
    """Whether an earlier row, by where it is, came in this run."""
    return where.startswith("line ")


def utc_now() -> str:
    """The time as the store has it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_header(row: TableRow, header: Sequence[str]) -> bool:
    """Whether a row is the header again, as where files were put together."""
    return [cell.strip() for cell in row.cells] == list(header)


def digest(*words: str) -> bytes:
    """Sixteen bytes that stand for some words, in that order."""
    return blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def known(record: Reader, sql: str, case: CaseId, keys: Sequence[T]) -> Iterator[Row]:
    """Rows by their keys, a page of keys at a time.

    :param sql: with a ``{keys}`` where the question marks go, after that of the case.
    """
    for page in pages(list(dict.fromkeys(keys))):
        yield from record.rows(sql.format(keys=among(page)), case, *page)


def is_undone(record: Reader, table: str, id: int) -> bool:
    """Whether a row that is gone went because an action was undone; what was removed stays removed."""
    last = record.row(
        """SELECT a.undoes IS NOT NULL FROM journal j JOIN actions a ON a.id = j.action
           WHERE j."table" = ? AND j."row" = ? AND j.op = 'delete' ORDER BY j.seq DESC LIMIT 1""",
        table,
        id,
    )
    return last is None or bool(last[0])
