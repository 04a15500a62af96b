"""An export: the record as every format reads it, selected and masked, with its progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, TypeVar

from db.dataclass import dataclass
from db.exchange.formats import Format, load_writer
from db.exchange.masking import NO_MASK, Mask
from db.exchange.selection import Scope, Selection, select
from db.model.ids import ClaimId, SourceId, StatementId
from db.model.things import RowKind
from db.queries.cases import Case, case_by_id
from db.queries.claim_order import ClaimOrder
from db.queries.claims import Claim, claims
from db.queries.reports import Report, reports
from db.queries.sources import Source, sources
from db.queries.statements import Statement, statements
from db.store.files import name_output, unfinished_file
from db.store.outputs import check_output
from db.store.progress import Progress
from db.store.reader import Reader, pages, placeholders

T = TypeVar("T")
Id = TypeVar("Id", bound=int)


class ExportExtra(StrEnum):
    """What goes out only when it is asked for."""

    NOTES = "notes"
    TASKS = "tasks"
    DRAFTS = "drafts"
    JOURNAL = "journal"


class TableList(StrEnum):
    """The lists that a table can be made of."""

    CLAIMS = "claims"
    DENIALS = "denials"
    SOURCES = "sources"
    REPORTS = "reports"
    STATEMENTS = "statements"
    TIMELINE = "timeline"
    ALARMS = "alarms"


@dataclass(frozen=True, slots=True)
class StoreState:
    """The state of the store that an export was made from. It has the time of the last change, and no clock."""

    action: int
    """The number of the last action in the journal; 0 where there is none."""
    at: str
    """When that was, UTC, ``YYYY-MM-DDTHH:MM:SSZ``; empty where there is none."""

    @property
    def words(self) -> str:
        """In words: "the record after action 12, 2026-12-01T09:00:00Z"."""
        return f"the record after action {self.action}, {self.at}" if self.at else "a record without actions"


class Export:
    """What is exported, as formats read it. Every record that it gives is masked already."""

    def __init__(
        self,
        record: Reader,
        scope: Scope,
        *,
        mask: Mask = NO_MASK,
        extras: Iterable[ExportExtra] = (),
        listing: TableList = TableList.CLAIMS,
        order: ClaimOrder = ClaimOrder.KEY,
        progress: Progress | None = None,
    ) -> None:
        """Take what to export; nothing is read yet.

        :param record: the store. Read everything within one :meth:`Reader.as_of_now`.
        :param listing: the list that a table is made of.
        :param order: the order of claims.
        :param progress: moved on with each page of records; it can stop the export.
        """
        self.record = record
        self.scope = scope
        self.mask = mask
        self.extras = frozenset(extras)
        self.listing = listing
        self.order = order
        self.progress = progress or Progress()

    @cached_property
    def selection(self) -> Selection:
        """Ids of what is exported."""
        return select(self.record, self.scope)

    @cached_property
    def state(self) -> StoreState:
        """The state of the store."""
        found = self.record.row("SELECT id, at FROM actions ORDER BY id DESC LIMIT 1")
        return StoreState(*found) if found else StoreState(0, "")

    def cases(self) -> list[Case]:
        """The cases."""
        found = (case_by_id(self.record, id) for id in self.selection.cases)
        return [self.mask.apply(each) for each in found if each is not None]

    def claims(self) -> Iterator[Claim]:
        """The claims, in the order of the selection."""
        return self._read(self.selection.claims, claims)

    def statements(self) -> Iterator[Statement]:
        """The statements, with quotes, stances and links. Stances on claims that are not selected are among them."""
        return self._read(self.selection.statements, statements)

    def reports(self) -> Iterator[Report]:
        """The reports."""
        return self._read(self.selection.reports, reports)

    def sources(self) -> Iterator[Source]:
        """The sources."""
        return self._read(self.selection.sources, sources)

    def ulids(self, kind: RowKind, ids: Sequence[int]) -> dict[int, str]:
        """The ULIDs of some rows, which name them in any store, by their ids."""
        return {
            id: ulid
            for page in pages(ids)
            for id, ulid in self.record.rows(f"SELECT id, ulid FROM {kind} WHERE id IN ({placeholders(page)})", *page)
        }

    def of_list(self, listing: TableList) -> Export:
        """The same export, of another list."""
        other = copy(self)
        other.listing = listing
        return other

    def has_claim(self, claim: ClaimId) -> bool:
        """Whether a claim is selected."""
        return claim in self.selection.claims

    def has_statement(self, statement: StatementId) -> bool:
        """Whether a statement is selected."""
        return statement in self.selection.statements

    def has_source(self, source: SourceId) -> bool:
        """Whether a source is selected."""
        return source in self.selection.sources

    def _read(self, ids: Sequence[Id], read: Callable[[Reader, Sequence[Id]], list[T]]) -> Iterator[T]:
        for page in pages(ids):
            self.progress.go_on(self.progress.done + len(page))
            yield from map(self.mask.apply, read(self.record, page))


def write_export(export: Export, format: Format, out: BinaryIO) -> None:
    """Write an export from one snapshot of the store.

    :param out: a file that is empty, or standard output.
    :raises QueryStopped: the export was stopped.
    """
    write = load_writer(format)
    export.record.heed(export.progress)
    try:
        with export.record.as_of_now():
            write(export, out)
    finally:
        export.record.heed(None)


def export_to_file(export: Export, format: Format, path: Path, *, store: Path | None = None) -> int:
    """Write an export into a new file: whole, or not at all.

    :param store: the store that is exported, which is never replaced.
    :returns: the size in bytes.
    :raises OnRecordError: a file with that name exists, or it can't be written.
    :raises QueryStopped: the export was stopped.
    """
    check_output(path, store=store)
    with unfinished_file(path) as whole:
        with whole.open("wb") as out:
            write_export(export, format, out)
        name_output(whole, path, replace=False)
    return path.stat().st_size
