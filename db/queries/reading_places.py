"""Where to read the words of a statement, or of a report: the text that has them, and their place in it.

A report that is known only through another has no text of its own; its words stand in the other's text.
"""

from __future__ import annotations

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.ids import CaptureId, ReportId, StatementId
from db.queries.reports import Report, reports
from db.store.reader import Reader, Row


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """A text, and the words in it to begin at."""

    report: ReportId
    """The report whose text it is."""
    words: tuple[CaptureId, tuple[int, int]] | None = None
    """Words of a capture of that report, in code points, end exclusive; None to begin at the top."""


def place_of_statement(record: Reader, statement: StatementId, read_in: str = "") -> ReadingPlace:
    """Where the words of a statement stand: in the text of its own report, else in any other.

    One without words of its own is read in those of a statement that it passes on, or that passes it on.

    :param read_in: the key of the report to read them in, where several have them.
    :raises NotFound: no words of it are on record, and its report has no text either.
    """
    found = record.row(
        f"""SELECT {_PLACE} {_QUOTE} JOIN reports re ON re.id = ca.report
            WHERE st.id = :statement ORDER BY re.key IS NOT :key, ca.report IS NOT st.report, q.start LIMIT 1""",
        statement=statement,
        key=read_in,
    )
    for this, other in ("child", "parent"), ("parent", "child"):
        found = found or record.row(
            f"""SELECT {_PLACE} FROM statements st JOIN relays r ON r.{this} = st.id
                JOIN quotes q ON q.statement = r.{other} JOIN captures ca ON ca.id = q.capture {_IN_NEWEST}
                WHERE st.id = :statement ORDER BY ca.report IS NOT st.report, q.start LIMIT 1""",
            statement=statement,
        )
    if found:
        return _place_from_row(found)
    own = record.row("SELECT key, report FROM statements WHERE id = ?", statement)
    if own and own[1] is not None and _has_text(record, own[1]):
        return ReadingPlace(own[1])
    name = own[0] if own else "this statement"
    raise NotFound(f"No words of {name} are on record.", "Read the report's text, and mark them there with m.")


def place_of_report(record: Reader, report: ReportId) -> ReadingPlace:
    """The text of a report; where none is held, its words in the text through which they are known.

    :raises NotFound: there is no text that has anything of it.
    """
    if _has_text(record, report):
        return ReadingPlace(report)
    quoted = record.row(
        f"SELECT {_PLACE} {_QUOTE} WHERE st.report = ? ORDER BY ca.report, q.start LIMIT 1",
        report,
    )
    if quoted:
        return _place_from_row(quoted)
    found = reports(record, [report])
    if found and found[0].known_via_id is not None and _has_text(record, found[0].known_via_id):
        return ReadingPlace(found[0].known_via_id)
    raise NotFound(f"We don't have the text of {_name(found)}.", _how_to_get(found))


def address_of_report(record: Reader, report: ReportId) -> str:
    """The web address of a report.

    :raises NotFound: none is on record.
    """
    found = reports(record, [report])
    if not found or not found[0].url:
        raise NotFound(f"No address of {_name(found)} is on record.", "e on the report adds one.")
    return found[0].url


def address_of_statement(record: Reader, statement: StatementId) -> str:
    """The web address of the report that a statement stands in; where it stands in none, of the one with its words.

    :raises NotFound: none is on record.
    """
    own = record.column("SELECT report FROM statements WHERE id = ? AND report IS NOT NULL", statement)
    return address_of_report(record, ReportId(own[0]) if own else place_of_statement(record, statement).report)


_PLACE = 'ca.report, coalesce(p.capture, q.capture), coalesce(p.start, q.start), coalesce(p."end", q."end")'

_IN_NEWEST = """
LEFT JOIN quote_places p ON p.quote = q.id AND p.decided IN ('machine', 'accepted') AND p.start IS NOT NULL
  AND p.capture = (SELECT max(id) FROM captures WHERE report = ca.report)"""
"""Joins the place of a quote in the newest capture of the report that it was taken from."""

_QUOTE = f"""
FROM statements st JOIN quotes q ON q.statement = st.id JOIN captures ca ON ca.id = q.capture {_IN_NEWEST}"""


def _place_from_row(row: Row) -> ReadingPlace:
    report, capture, start, end = row
    return ReadingPlace(report, (capture, (start, end)))


def _has_text(record: Reader, report: ReportId) -> bool:
    return record.row("SELECT 1 FROM captures WHERE report = ? LIMIT 1", report) is not None


def _name(found: list[Report]) -> str:
    return f"{found[0].key}, {found[0].label}" if found else "this report"


def _how_to_get(found: list[Report]) -> str:
    address = f" B opens {found[0].url}." if found and found[0].url else ""
    return f"Get the original: i on the desk, or onrecord import FILE|URL.{address}"
