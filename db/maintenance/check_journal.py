"""Check the journal itself, and replay it to compare each row with its entries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from db.journal.entries import LEFT_OUT, Op, values_from_json
from db.maintenance.findings import CheckPart, Finding, name_row, record_tables, table_columns
from db.store.reader import Reader, Row, placeholders

_PAGE = 2_000
_LOOKED_UP = 400

_ULID = "*[^0-9A-HJKMNP-TV-Z]*"

_UNJOURNALED = {"proposals"}
"""Tables whose rows are also written without the journal, so that it has only a part of their changes."""


def journal_findings(record: Reader) -> Iterator[Finding]:
    """Check that numbers have no gaps, entries have actions, actions have entries, and values are readable."""
    yield from _number_gaps(record, "actions", "id", "action")
    yield from _number_gaps(record, "journal", "seq", "entry of the journal")
    for sql, sentence in _BROKEN:
        for number in record.column(sql):
            yield Finding(CheckPart.JOURNAL, sentence.format(number), "actions", number)


_BROKEN = (
    (
        "SELECT j.seq FROM journal j WHERE NOT EXISTS (SELECT 1 FROM actions a WHERE a.id = j.action)",
        "Entry {} of the journal belongs to an action that is not there.",
    ),
    (
        "SELECT a.id FROM actions a WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.action = a.id)",
        "Action {} has no entry in the journal: what it did is not known.",
    ),
    (
        f"SELECT id FROM actions WHERE length(ulid) <> 26 OR ulid GLOB '{_ULID}'",
        "Action {} has an identifier that is no ULID.",
    ),
    (
        "SELECT id FROM actions WHERE undoes >= id OR redoes >= id OR part_of >= id",
        "Action {} names one that came after it.",
    ),
    (
        "SELECT seq FROM journal WHERE json_valid(coalesce(before, '{}')) = 0 OR json_valid(coalesce(after, '{}')) = 0",
        "Entry {} of the journal is no JSON.",
    ),
)


def _number_gaps(record: Reader, table: str, id: str, name: str) -> Iterator[Finding]:
    """Find missing numbers. They are assigned in sequence and never reused, so a missing one was deleted."""
    (count, highest) = record.rows(f'SELECT count(*), coalesce(max("{id}"), 0) FROM "{table}"')[0]
    given = record.column("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
    last = max([highest, *given])
    if count == last:
        return
    before = 0
    for (here,) in [*record.rows(f'SELECT "{id}" FROM "{table}" ORDER BY "{id}"'), (last + 1,)]:
        if here > before + 1:
            which = f"{before + 1}" if here == before + 2 else f"{before + 1} to {here - 1}"
            yield Finding(CheckPart.JOURNAL, f"No {name} is numbered {which}: the journal was cut.", table, before + 1)
        before = here


def row_findings(record: Reader) -> Iterator[Finding]:
    """Replay the entries of each row, and compare the result with the row.

    A row that was not inserted through the journal is followed from its first entry on.
    """
    known = set(record_tables(record))
    waiting: list[tuple[int, dict[str, Any] | None]] = []
    for table, rows in groupby(_entries_by_row(record), key=lambda entry: str(entry[0])):
        if table not in known:
            continue
        meant = _column_defaults(record, table)
        for id, entries in groupby(rows, key=lambda entry: int(entry[1])):
            state, findings = _replay_entries(record, table, id, list(entries), meant)
            yield from findings
            waiting.append((id, state))
            if len(waiting) == _LOOKED_UP:
                yield from _compare_with_record(record, table, waiting)
                waiting = []
        yield from _compare_with_record(record, table, waiting)
        waiting = []


def _entries_by_row(record: Reader) -> Iterator[Row]:
    """The journal entries grouped by row, read page by page."""
    after: Row = ("", 0, 0)
    while page := record.rows(
        f"""SELECT "table", "row", seq, op, before, after FROM journal
            WHERE ("table", "row", seq) > (?, ?, ?) ORDER BY "table", "row", seq LIMIT {_PAGE}""",
        *after,
    ):
        yield from page
        after = page[-1][:3]


def _column_defaults(record: Reader, table: str) -> dict[str, Any]:
    """The default of each column, which an entry that lacks the column means."""
    given = {str(row[1]): row[4] or "NULL" for row in record.rows(f'PRAGMA table_info("{table}")')}
    if table in _UNJOURNALED or table in LEFT_OUT:
        return {}
    (values,) = record.rows(f"SELECT {', '.join(given.values())}")
    return dict(zip(given, values, strict=True))


def _replay_entries(
    record: Reader, table: str, id: int, entries: list[Row], meant: dict[str, Any]
) -> tuple[dict[str, Any] | None, list[Finding]]:
    """The values of a row after its entries, as far as they have them; None if it was deleted.

    :param meant: the default of each column.
    """
    findings: list[Finding] = []
    state: dict[str, Any] | None = {}
    first = True
    for _, _, seq, op, written_before, written_after in entries:
        try:
            before, after = values_from_json(written_before), values_from_json(written_after)
        except ValueError:
            return {}, findings  # a finding of the journal already
        fits = (state is None) if op == Op.INSERT and not first else state is not None
        if fits and state and before:
            fits = all(state[name] == value for name, value in before.items() if name in state)
        if not fits and table not in _UNJOURNALED:
            sentence = f"{name_row(record, table, id)}: entry {seq} of the journal does not follow from the one before."
            findings.append(Finding(CheckPart.ROWS, sentence, table, id))
        state = None if op == Op.DELETE else {**((state or {}) if op == Op.UPDATE else meant), **(after or {})}
        first = False
    return state, findings


def _compare_with_record(
    record: Reader, table: str, waiting: list[tuple[int, dict[str, Any] | None]]
) -> Iterator[Finding]:
    """Compare rows with the values that the journal gives them."""
    if not waiting:
        return
    names = [name for name in table_columns(record, table) if name not in LEFT_OUT.get(table, ())]
    listed = ", ".join(f'"{name}"' for name in names)
    ids = [id for id, _ in waiting]
    found = record.rows(f'SELECT id, {listed} FROM "{table}" WHERE id IN ({placeholders(ids)})', *ids)
    rows = {row[0]: dict(zip(names, row[1:], strict=True)) for row in found}
    for id, state in waiting:
        row = rows.get(id)
        if table in _UNJOURNALED and (row is None or state is None):
            continue
        if (row is None) != (state is None):
            sentence = (
                f"{name_row(record, table, id)} is gone, and the journal does not say so."
                if row is None
                else f"{name_row(record, table, id)} is there, and the journal says that it was removed."
            )
            yield Finding(CheckPart.ROWS, sentence, table, id)
        elif row is not None and state is not None:
            other = [name for name, value in state.items() if name in row and row[name] != value]
            if other:
                sentence = f"{name_row(record, table, id)} is not as the journal says: {', '.join(other)}."
                yield Finding(CheckPart.ROWS, sentence, table, id)
