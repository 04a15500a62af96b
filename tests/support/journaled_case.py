"""Rows of judgements before and after a change, its undo and its redo."""

from __future__ import annotations

from collections.abc import Callable

from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import PartRole
from db.model.ids import ClaimId
from db.store.reader import Reader
from db.write.claims import add_claim
from tests.support.factories import CaseFactory

DECISION_TABLES = ("claims", "assessments", "ratings", "tags", "notes", "tasks")


def decision_rows(record: Reader) -> dict[str, list[tuple[object, ...]]]:
    """Every row of judgements, notes, tags and tasks."""
    return {table: record.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in DECISION_TABLES}


def assert_undoable(writer: Writer, change: Callable[[], object]) -> None:
    """Make a change; assert that undo restores the rows before it, and redo those after."""
    before = decision_rows(writer)
    change()
    after = decision_rows(writer)
    assert after != before
    undo(writer)
    assert decision_rows(writer) == before
    redo(writer)
    assert decision_rows(writer) == after
    undo(writer)
    assert decision_rows(writer) == before


class CaseWithParts(CaseFactory):
    """A claim with necessary parts."""

    def part(self, of: ClaimId, how: PartRole = PartRole.NECESSARY) -> ClaimId:
        return add_claim(self.writer, self.case, "a part of it", parent=of, part=how)
