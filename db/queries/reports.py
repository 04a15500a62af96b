"""Reports: published works, what we have of them, and the captures of their text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.enums import Holding, Method, QuoteForm
from db.model.ids import CaptureId, CaseId, ReportId, SourceId, StatementId
from db.model.times import When
from db.queries.sources import SOURCE_COLUMNS, Source, source_from_row
from db.store.reader import Reader, Row, order_by_ids, pages, placeholders


@dataclass(frozen=True, slots=True)
class Report:
    """One published work by an outlet."""

    id: ReportId
    key: str
    """R1, R2 …, within the case."""
    outlet: Source
    label: str
    """Its name on a chain: the outlet, or "INA statement" if the outlet publishes another's statement."""
    title: str | None
    url: str | None
    lang: str | None
    published: When
    holding: Holding
    known_via: str | None
    """Key of the report through which we know it."""
    known_via_label: str | None
    """The label of that report."""
    known_via_id: ReportId | None
    author: str | None
    """Its byline."""


@dataclass(frozen=True, slots=True)
class Capture:
    """An immutable copy of a report's text."""

    id: CaptureId
    captured_at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    method: Method
    text: str
    text_sha256: str
    raw_sha256: str | None
    """Of the bytes it was made from, if they are stored."""
    tool: str | None
    """The library that extracted the text."""
    tool_version: str | None
    final_url: str | None
    """The address that answered, if it was fetched."""
    status: int | None
    """The HTTP status."""
    redirects: tuple[tuple[str, int], ...]
    """The addresses that redirected, each with its status."""


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """A quote's place in a capture, in code points, end exclusive."""

    start: int
    end: int
    statement: StatementId
    statement_key: str
    form: QuoteForm
    carried: bool = False
    """Whether the quote was taken from an earlier capture."""


_COLUMNS = f"""
re.id, re.key, re.title, re.url, re.lang, re.published_raw, re.published_edtf, re.published_lo, re.published_hi,
re.holding, re.author, via.key, coalesce(vo.short, vo.name), via.id,
EXISTS (SELECT 1 FROM statements st WHERE st.report = re.id)
  AND NOT EXISTS (SELECT 1 FROM statements st WHERE st.report = re.id AND st.source = re.outlet),
{SOURCE_COLUMNS}"""

_TABLES = """
reports re JOIN sources so ON so.id = re.outlet
LEFT JOIN reports via ON via.id = re.known_via LEFT JOIN sources vo ON vo.id = via.outlet"""


def reports(record: Reader, ids: Sequence[ReportId]) -> list[Report]:
    """A page of reports, in the order of the ids."""
    rows = record.rows(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE re.id IN ({placeholders(ids)})", *ids)
    return order_by_ids(ids, {row[0]: _report_from_row(row) for row in rows})


def report(record: Reader, case: CaseId, key: str) -> Report:
    """The report with a key.

    :param key: R1, R2 …
    :raises NotFound: the case has no such report.
    """
    row = record.row(f'SELECT {_COLUMNS} FROM {_TABLES} WHERE re."case" = ? AND re.key = ?', case, key.upper())
    if not row:
        raise NotFound(f"There is no report {key} in this case.", "onrecord chain lists the reports of the chain.")
    return _report_from_row(row)


def captures(record: Reader, report: ReportId, most: int = -1) -> list[Capture]:
    """The captures of a report, the newest first.

    :param most: the most to return; -1 for all.
    """
    rows = record.rows(
        """SELECT id, captured_at, method, text, text_sha256, raw_sha256, tool, tool_version, final_url, status,
                  redirects
           FROM captures WHERE report = ? ORDER BY id DESC LIMIT ?""",
        report,
        most,
    )
    return [_capture_from_row(row) for row in rows]


def capture_words(record: Reader, capture: CaptureId, first: int, last: int) -> str:
    """Words of a capture; empty if it was deleted.

    :param first: the code point where they begin.
    :param last: the code point where they end, exclusive.
    """
    found = record.row("SELECT substr(text, ? + 1, ? - ?) FROM captures WHERE id = ?", first, last, first, capture)
    return str(found[0]) if found else ""


def capture_count(record: Reader, report: ReportId) -> int:
    """The number of captures of a report."""
    return int(record.column("SELECT count(*) FROM captures WHERE report = ?", report)[0])


def quote_marks(record: Reader, capture: CaptureId) -> list[MarkedQuote]:
    """The quotes in a capture, in the order of the text: taken from it, or found again from an earlier one.

    Undecided places are left out.
    """
    rows = record.rows(
        """SELECT q.start, q."end", st.id, st.key, q.form, 0 FROM quotes q JOIN statements st ON st.id = q.statement
           WHERE q.capture = :capture
           UNION ALL
           SELECT p.start, p."end", st.id, st.key, q.form, 1 FROM quote_places p
           JOIN quotes q ON q.id = p.quote JOIN statements st ON st.id = q.statement
           WHERE p.capture = :capture AND p.start IS NOT NULL AND p.decided IN ('machine', 'accepted')
           ORDER BY 1, 2 DESC""",
        capture=capture,
    )
    return [
        MarkedQuote(start, end, statement, key, QuoteForm(form), bool(carried))
        for start, end, statement, key, form, carried in rows
    ]


def reports_known_via(record: Reader, report: ReportId) -> list[Report]:
    """The reports known only through this one."""
    return reports(record, record.column("SELECT id FROM reports WHERE known_via = ? ORDER BY id", report))


def reports_by_outlet(record: Reader, case: CaseId, outlet: SourceId, most: int = -1) -> list[Report]:
    """The reports of an outlet in a case, in the order they were added.

    :param most: the most to return; -1 for all.
    """
    ids = record.column(
        'SELECT id FROM reports WHERE outlet = ? AND "case" = ? ORDER BY id LIMIT ?', outlet, case, most
    )
    return [report for page in pages(ids) for report in reports(record, page)]


def _capture_from_row(row: Row) -> Capture:
    id, at, method, text, digest, raw, tool, version, url, status, redirects = row
    hops = tuple(_redirects(json.loads(redirects) if redirects else []))
    return Capture(id, at, Method(method), text, digest, raw, tool, version, url, status, hops)


def _redirects(told: object) -> Iterator[tuple[str, int]]:
    """Addresses with their status; malformed entries, which another program may have written, are skipped."""
    for hop in told if isinstance(told, list) else ():
        match hop:
            case [str(url), int(status)]:
                yield url, status


def _report_from_row(row: Row) -> Report:
    id, key, title, url, lang, raw, edtf, lo, hi, holding, author, via, via_label, via_id, publishes, *outlet = row
    publisher = source_from_row(tuple(outlet))
    label = f"{publisher.short} statement" if publishes else publisher.short
    return Report(
        id=id,
        key=key,
        outlet=publisher,
        label=label,
        title=title,
        url=url,
        lang=lang,
        published=When(raw, edtf, lo, hi),
        holding=Holding(holding),
        known_via=via,
        known_via_label=via_label,
        known_via_id=via_id,
        author=author,
    )
