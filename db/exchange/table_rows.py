"""Rows of the lists of a record as JSON, and the columns that a table makes of them.

A row is what ``--json`` prints of a thing in that list, after its ULID and its case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

from db.analysis.alarms.model import Alarm
from db.analysis.alarms.pages import alarm_pages
from db.analysis.timeline import EventKind
from db.analysis.timeline_pages import timeline_of_any_case
from db.csv_import.formulas import EXPORTED
from db.exchange.export import Export, TableList
from db.exchange.selection import ScopeKind
from db.model.things import RowKind
from db.queries.assessments import claim_assessments
from db.queries.claim_order import ClaimOrder, sort_claims
from db.queries.claims import claims
from db.queries.denials import denials, denials_among
from db.queries.origins import origin_counts
from db.queries.ratings import source_letters
from db.queries.reports import reports
from db.queries.sources import sources
from db.serialize.encoder import Json, encode, field_at, field_paths
from db.serialize.records import encode_claim, encode_source, encode_statements
from db.store.reader import pages, placeholders

Id = TypeVar("Id", bound=int)

_WHEN = "{0}_raw={0}.raw {0}_edtf={0}.edtf {0}_lo={0}.lo {0}_hi={0}.hi"

_OWN_COLUMNS = {
    TableList.CLAIMS: (
        "text parent part background status verdict tags for_named=for.named for_anonymous=for.anonymous "
        "for_not_recorded=for.not_recorded for_withdrawn=for.withdrawn for_withdrawn_on=for.withdrawn_on "
        "against_named=against.named against_anonymous=against.anonymous against_not_recorded=against.not_recorded "
        "against_withdrawn=against.withdrawn against_withdrawn_on=against.withdrawn_on outlets "
        "open_parts=open_parts.claim"
    ),
    TableList.DENIALS: (
        "source outlet report denies silent_on elsewhere_claims=elsewhere.claim "
        "elsewhere_statements=elsewhere.statement elsewhere_polarities=elsewhere.polarity"
    ),
    TableList.SOURCES: "name kind naming boundary letter",
    TableList.REPORTS: f"outlet label title url author lang {_WHEN.format('published')} holding known_via",
    TableList.STATEMENTS: (
        f"source act beginning via report outlet teller voice basis {_WHEN.format('said')} summary quotes=quotes.exact "
        "forms=quotes.form langs=quotes.lang words_by=quotes.words_by read_in=quotes.read_in cues=quotes.cue "
        "translations=quotes.translation.text claims=stances.claim polarities=stances.polarity "
        "certainties=stances.certainty links=links.kind links_from=links.from links_to=links.to"
    ),
    TableList.TIMELINE: "kind label report raw edtf lo hi vague tightened_by contradicts",
    TableList.ALARMS: (
        "kind subject sentence claims statements settle set_aside_reason=set_aside.reason set_aside_by=set_aside.who "
        "set_aside_at=set_aside.at"
    ),
}

COLUMNS = {listing: f"{' '.join(EXPORTED)} {own}" for listing, own in _OWN_COLUMNS.items()}
"""The columns of each list, as :func:`db.serialize.encoder.field_paths` takes them."""


def table_rows(export: Export) -> Iterator[Json]:
    """The rows of the list that is exported, in its order, masked."""
    for row in _ROWS[export.listing](export):
        yield export.mask.apply(row)


def _claim_rows(export: Export) -> Iterator[Json]:
    record, ids = export.record, export.selection.claims
    if export.order is not ClaimOrder.KEY:
        ids = sort_claims(record, ids, export.order, progress=export.progress)
    for page in _pages(export, ids):
        numbers, decided = origin_counts(record, page), claim_assessments(record, page)
        names = _names(export, RowKind.CLAIM, page)
        for claim in claims(record, page):
            yield {**names[claim.id], **encode_claim(claim, numbers[claim.id], decided[claim.id])}


def _denial_rows(export: Export) -> Iterator[Json]:
    for page in _pages(export, _chosen(export, ScopeKind.DENIALS, export.selection.statements)):
        is_denial = set(denials_among(export.record, page))
        found = [id for id in page if id in is_denial]
        names = _names(export, RowKind.STATEMENT, found)
        for denial in denials(export.record, found, silences=-1):
            yield {**names[denial.statement], "key": denial.key, **encode(denial)}


def _source_rows(export: Export) -> Iterator[Json]:
    for page in _pages(export, _chosen(export, ScopeKind.SOURCES, export.selection.sources)):
        letters, names = source_letters(export.record, page), _names(export, RowKind.SOURCE, page)
        for source in sources(export.record, page):
            yield {**names[source.id], **encode_source(source, letters.get(source.id))}


def _report_rows(export: Export) -> Iterator[Json]:
    for page in _pages(export, _chosen(export, ScopeKind.REPORTS, export.selection.reports)):
        names = _names(export, RowKind.REPORT, page)
        for report in reports(export.record, page):
            yield {**names[report.id], "key": report.key, **encode(report)}


def _statement_rows(export: Export) -> Iterator[Json]:
    every = export.scope.rows is None
    for page in _pages(export, export.selection.statements):
        names = _names(export, RowKind.STATEMENT, page)
        selected = None if every else _selected_stances(export, page)
        for id, row in zip(page, encode_statements(export.record, page), strict=True):
            if selected is not None:
                row["stances"] = [each for each in row["stances"] if (id, each["claim"]) in selected]
            yield {**names[id], "key": row["statement"], **row}


def _selected_stances(export: Export, statements: Sequence[int]) -> set[tuple[int, str]]:
    """Which of some statements bear on which of the selected claims, by key."""
    rows = export.record.rows(
        f"""SELECT s.statement, c.id, c.key FROM stances s JOIN claims c ON c.id = s.claim
            WHERE s.statement IN ({placeholders(statements)})""",
        *statements,
    )
    return {(statement, key) for statement, claim, key in rows if export.has_claim(claim)}


_EVENT_KINDS = {EventKind.REPORT: RowKind.REPORT, EventKind.STATEMENT: RowKind.STATEMENT}


def _timeline_rows(export: Export) -> Iterator[Json]:
    is_part = export.scope.rows is not None
    selected: dict[EventKind, set[int]] = {
        EventKind.REPORT: set(export.selection.reports),
        EventKind.STATEMENT: set(export.selection.statements),
    }
    for case in export.selection.cases:
        for part in timeline_of_any_case(export.record, case):
            events = [each for each in part.events if not is_part or each.id in selected[each.kind]]
            export.progress.go_on(export.progress.done + len(events))
            for some in pages(events):
                names = {
                    kind: _names(export, of, [each.id for each in some if each.kind is kind])
                    for kind, of in _EVENT_KINDS.items()
                }
                for event in some:
                    yield {**names[event.kind][event.id], **encode(event)}


def _alarm_rows(export: Export) -> Iterator[Json]:
    is_part = export.scope.rows is not None
    selected: dict[str, set[int]] = {
        "claims": set(export.selection.claims),
        "statements": set(export.selection.statements),
    }
    keys: dict[int, str] = dict(export.record.rows("SELECT id, key FROM cases"))
    for case in export.selection.cases:
        for page in alarm_pages(export.record, case, progress=export.progress):
            for alarm in page.alarms:
                if not is_part or _is_selected(alarm, selected):
                    yield {"ulid": None, "case": keys[case], **encode(alarm)}


def _is_selected(alarm: Alarm, selected: dict[str, set[int]]) -> bool:
    """Whether an alarm is computed from something that is selected."""
    return any(row.id in selected.get(row.table, ()) for row in alarm.rows)


_ROWS: dict[TableList, Callable[[Export], Iterator[Json]]] = {
    TableList.CLAIMS: _claim_rows,
    TableList.DENIALS: _denial_rows,
    TableList.SOURCES: _source_rows,
    TableList.REPORTS: _report_rows,
    TableList.STATEMENTS: _statement_rows,
    TableList.TIMELINE: _timeline_rows,
    TableList.ALARMS: _alarm_rows,
}


def row_cells(row: Json, listing: TableList) -> list[Any]:
    """The cells of a row in the order of the columns; a cell may hold a list."""
    return [field_at(row, path) for _, path in field_paths(COLUMNS[listing])]


def _chosen(export: Export, kind: ScopeKind, selected: Sequence[Id]) -> Sequence[Id]:
    """The rows that a person chose, where they are of a kind; else all that are selected."""
    if export.scope.kind is kind and export.scope.rows is not None:
        return cast("Sequence[Id]", export.scope.rows)
    return selected


def _pages(export: Export, ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    export.progress.go_on(0, len(ids))
    for page in pages(ids):
        export.progress.go_on(export.progress.done + len(page))
        yield page


def _names(export: Export, kind: RowKind, ids: Sequence[int]) -> dict[int, Json]:
    """The ULID of each row, and the key of its case; None for a source that cases share."""
    rows = export.record.rows(
        f"""SELECT t.id, t.ulid, k.key FROM {kind} t LEFT JOIN cases k ON k.id = t."case"
            WHERE t.id IN ({placeholders(ids)})""",
        *ids,
    )
    return {id: {"ulid": ulid, "case": case} for id, ulid, case in rows}
