"""Cases: the incidents under triage."""

from __future__ import annotations

from db.dataclass import dataclass
from db.errors import NotFound, TooLarge, WrongUse
from db.model.ids import CaseId
from db.store.reader import Reader, Row


@dataclass(frozen=True, slots=True)
class Case:
    """One incident under triage."""

    id: CaseId
    key: str
    """K1, K2 …"""
    title: str
    place: str | None
    tz: str
    """IANA time zone of the place."""
    day: str | None
    """Day of the incident, EDTF."""
    summary: str | None
    """What it is about, in the desk's words."""
    is_archived: bool = False
    """Whether it is archived, and so left out of lists unless asked for."""


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """The size of a case."""

    claims: int
    denials: int
    reports: int
    to_get: int
    """Reports known only through another: originals to get."""


_COLUMNS = "SELECT id, key, title, place, tz, day_edtf, summary, archived FROM cases"


def cases(record: Reader) -> list[Case]:
    """All cases of the store, the newest first."""
    return [case_from_row(row) for row in record.rows(f"{_COLUMNS} ORDER BY id DESC")]


def case(record: Reader, key: str | None = None) -> Case:
    """The case with a key, or the only one of the store.

    :param key: K1, K2 …; None where the store holds one case.
    :raises NotFound: no case has that key, or the store holds none.
    :raises WrongUse: no key is given, and there are several.
    """
    if key is not None:
        found = record.row(f"{_COLUMNS} WHERE key = ?", key.upper())
        if not found:
            raise NotFound(f"There is no case {key} in this store.", "onrecord cases lists them.")
        return case_from_row(found)
    rows = record.rows(f"{_COLUMNS} ORDER BY id LIMIT 2")
    if not rows:
        raise NotFound("This store holds no case yet.", "onrecord demo opens the example case.")
    if len(rows) > 1:
        raise WrongUse("This store holds several cases.", "Say which with --case; onrecord cases lists them.")
    return case_from_row(rows[0])


def case_by_id(record: Reader, id: CaseId) -> Case | None:
    """The case with an id; None if it was deleted."""
    found = record.row(f"{_COLUMNS} WHERE id = ?", id)
    return case_from_row(found) if found else None


def count_cases(record: Reader, most: int = 2) -> int:
    """The number of cases in the store, with archived ones.

    :param most: stop counting there.
    """
    return len(record.rows("SELECT 1 FROM cases LIMIT ?", most))


def case_counts(record: Reader, case: CaseId) -> CaseCounts:
    """How much a case holds."""
    row = record.row(
        """SELECT (SELECT count(*) FROM claims WHERE "case" = :case AND joined_into IS NULL),
                  (SELECT count(*) FROM denial_statements WHERE "case" = :case),
                  (SELECT count(*) FROM reports WHERE "case" = :case),
                  (SELECT count(*) FROM reports WHERE "case" = :case AND holding = 'cited')""",
        case=case,
    )
    assert row is not None
    return CaseCounts(*row)


def originals_to_get(record: Reader, case: CaseId) -> int:
    """Reports known only through another: originals to get."""
    return int(record.column("""SELECT count(*) FROM reports WHERE "case" = ? AND holding = 'cited'""", case)[0])


SMALL_CASE = 2_000
"""The most claims, reports and statements, each, of a case whose ids are all read at once."""


def is_small(record: Reader, case: CaseId, most: int = SMALL_CASE) -> bool:
    """Whether a case is small enough to read all its ids at once.

    :param most: the most claims, reports and statements, each.
    """
    return all(
        record.column(f'SELECT count(*) FROM (SELECT 1 FROM {table} WHERE "case" = ? LIMIT ?)', case, most + 1)[0]
        <= most
        for table in ("claims", "reports", "statements")
    )


AT_A_LOOK = 20_000
"""The most claims, reports and statements, each, of a case that one screen reads as a whole."""


def require_small_case(record: Reader, case: CaseId, what: str, instead: str, most: int = AT_A_LOOK) -> None:
    """Refuse a case that is too large to be read as a whole while a person waits.

    :param what: the subject of the error message: what was asked for.
    :param instead: the hint: what to do instead.
    :param most: the most claims, reports and statements, each.
    :raises TooLarge: the case has more.
    """
    if not is_small(record, case, most):
        raise TooLarge(f"{what} goes through a whole case, and this one holds more than {most:,} statements.", instead)


def case_from_row(row: Row) -> Case:
    """Make a case from its columns, in the order of :class:`Case`."""
    id, key, title, place, tz, day, summary, archived = row
    return Case(id, key, title, place, tz, day, summary, bool(archived))
