"""The base of both importers: rows of a chunk, their result, and what earlier runs brought."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeVar

from db.csv_import.mapping import Columns, TableRowKind, format_mappings
from db.csv_import.rows import TableReader, TableRow
from db.csv_import.values import RejectedRow
from db.dataclass import dataclass
from db.journal.writer import Writer
from db.model.ids import CaseId
from db.store.reader import Reader, Row, pages, placeholders
from db.text.normalize import normalize_line, normalize_text

T = TypeVar("T")


@dataclass(slots=True)
class RowResult:
    """The result of importing a chunk of rows."""

    added: int
    already_there: int
    rejected: list[tuple[TableRow, RejectedRow]]
    rows_added: Counter[str]
    """Rows added to the record, by table."""
    repeated: int = 0
    """Those of ``already_there`` that an earlier row of this run brought."""


class RowImporter(ABC):
    """Imports chunks of rows. Reading a row needs no store; a chunk is written as one part of one action."""

    rows_are: TableRowKind

    def __init__(self, case: CaseId, table: TableReader, columns: Columns, *, dry: bool) -> None:
        """Set up the import into a case.

        :param columns: which columns of the table are which fields.
        :param dry: whether nothing is written; new rows then go to a temporary table, so that repeats are noticed.
        :raises WrongUse: the table has no such columns.
        """
        self.case = case
        self.dry = dry
        self.name = normalize_line(table.path.name)
        self.at = {name: table.column(each.column) for name, each in columns.items()}
        """The index of each field's column."""
        self._mapping = normalize_text(format_mappings({self.rows_are: columns}))
        self._run_id: int | None = None

    @abstractmethod
    def read(self, row: TableRow) -> object:
        """Parse a row without the store.

        :raises Rejected: it can't be imported, whatever is on record.
        """

    @abstractmethod
    def add_rows(self, writer: Writer, rows: Sequence[tuple[TableRow, object]]) -> RowResult:
        """Add the rows of a chunk, inside an action."""

    def where(self, key: str, line: int, run: int) -> str:
        """The place of an earlier row; for a row of this run it begins with its line."""
        return f"line {line}, {key}" if run == self._run_id else f"{key}, line {line}"

    @abstractmethod
    def prepare(self, writer: Writer) -> None:
        """Create the temporary table of a dry run."""

    def ensure_run(self, writer: Writer) -> int:
        """Id of this run in ``tables_brought``; its row is added with the first row that is imported."""
        if self._run_id is None:
            (last,) = writer.column("SELECT coalesce(max(id), 0) FROM tables_brought")
            self._run_id = int(last) + 1
            values = (self._run_id, self.case, self.name, self.rows_are.value, self._mapping, writer.who, utc_now())
            writer.replace_many("tables_brought", ("id", "case", "name", "rows_are", "mapping", "who", "at"), [values])
        return self._run_id


def is_of_run(where: str) -> bool:
    """Whether the place of an earlier row is in this run."""
    return where.startswith("line ")


def utc_now() -> str:
    """The current time as it is stored."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_header(row: TableRow, header: Sequence[str]) -> bool:
    """Whether a row repeats the header, as in concatenated files."""
    return [cell.strip() for cell in row.cells] == list(header)


def identity_hash(*words: str) -> bytes:
    """A hash of some words in that order, 16 bytes."""
    return blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def read_by_keys(record: Reader, sql: str, case: CaseId, keys: Sequence[T]) -> Iterator[Row]:
    """Read rows by their keys, one page of keys at a time.

    :param sql: with a placeholder for the case, and after it ``{keys}`` for those of the keys.
    """
    for page in pages(list(dict.fromkeys(keys))):
        yield from record.rows(sql.format(keys=placeholders(page)), case, *page)


def is_undone(record: Reader, table: str, id: int) -> bool:
    """Whether a row is gone because its action was undone. Removed rows are not imported again, undone ones are."""
    last = record.row(
        """SELECT a.undoes IS NOT NULL FROM journal j JOIN actions a ON a.id = j.action
           WHERE j."table" = ? AND j."row" = ? AND j.op = 'delete' ORDER BY j.seq DESC LIMIT 1""",
        table,
        id,
    )
    return last is None or bool(last[0])
