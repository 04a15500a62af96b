"""Where to open a search hit: the thing whose view shows it, and the row or the words in it."""

from __future__ import annotations

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.ids import CaptureId, CaseId
from db.model.things import ON_COLUMNS, parse_target
from db.search.search import SearchHit
from db.store.fts import IndexedKind
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class HitLocation:
    """The view to open, and the position in it."""

    case: CaseId | None
    """None for a source of no case."""
    table: str
    """Table of the thing to open: cases, sources, reports, claims or statements."""
    id: int
    at: tuple[str, int] | None = None
    """The row in that view, by table and id."""
    capture: CaptureId | None = None
    """The text to open instead of the view."""
    words: tuple[int, int] | None = None
    """The words in that text: code points, end exclusive."""


def locate_hit(record: Reader, hit: SearchHit) -> HitLocation:
    """Where to open a search hit.

    :raises NotFound: it has been removed since.
    """
    if hit.place in (IndexedKind.QUOTE, IndexedKind.CAPTURE) and hit.capture is not None:
        report = _require_id(record, "SELECT report FROM captures WHERE id = ?", hit.capture)
        return HitLocation(hit.case, "reports", report, capture=hit.capture, words=hit.at)
    if hit.place in (IndexedKind.NOTE, IndexedKind.TASK):
        row = record.row(f'SELECT {ON_COLUMNS} FROM "{hit.place.table}" WHERE id = ?', hit.id)
        if row is None:
            raise _gone_error()
        on = parse_target(row)
        return HitLocation(hit.case, on.kind.value, on.id, (hit.place.table, hit.id))
    if hit.place is IndexedKind.STATEMENT:
        row = record.row("SELECT report, source FROM statements WHERE id = ?", hit.id)
        if row is None:
            raise _gone_error()
        table, id = ("reports", row[0]) if row[0] is not None else ("sources", row[1])
        return HitLocation(hit.case, table, id, ("statements", hit.id))
    _require_id(record, f'SELECT id FROM "{hit.place.table}" WHERE id = ?', hit.id)
    return HitLocation(hit.case, hit.place.table, hit.id)


def _require_id(record: Reader, sql: str, id: int) -> int:
    row = record.row(sql, id)
    if row is None:
        raise _gone_error()
    return int(row[0])


def _gone_error() -> NotFound:
    return NotFound("It is no longer in the store.", "Somebody removed it; search again.")
