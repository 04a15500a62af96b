"""Check a store: the schema, the file, foreign keys, text, keys, quotes, captures, the journal, and the index of words.

It only reads. Comparing rows with the journal: :mod:`db.maintenance.check_journal`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Container, Iterator
from hashlib import sha256

from db.dataclass import dataclass
from db.maintenance.check_journal import journal_findings, row_findings
from db.maintenance.findings import CheckPart, Finding, name_row, read_all_rows, table_columns
from db.model.keys import KEY_LETTERS, is_well_formed
from db.model.things import thing_name
from db.store.bad_rows import bad_rows, describe_bad_row, name_stored_row
from db.store.column_rules import TableRules, rules_of_tables
from db.store.damage import SIGNS_OF_DAMAGE
from db.store.fts import verify_index
from db.store.reader import Reader

MOST = 100
"""The most findings of one part to list; the rest are counted."""

_SAID = {
    CheckPart.SCHEMA: "that the schema is onrecord's",
    CheckPart.FILE: "the file, as SQLite checks it",
    CheckPart.VALUES: "that each column holds what it may",
    CheckPart.REFERENCES: "that what rows name is there",
    CheckPart.TEXT: "that all text is UTF-8",
    CheckPart.KEYS: "that keys are letters and numbers",
    CheckPart.ANCHORS: "that quotes stand in their captures",
    CheckPart.CAPTURES: "that captures have the hashes they were kept with",
    CheckPart.JOURNAL: "that the journal is whole",
    CheckPart.ROWS: "that rows are as the journal says",
    CheckPart.SEARCH: "the index of words",
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of a check."""

    parts: tuple[CheckPart, ...]
    findings: tuple[Finding, ...]
    actions: int
    """The number of actions in the journal."""

    @property
    def is_whole(self) -> bool:
        """Whether there are no findings."""
        return not self.findings


Step = Callable[[int, int, str], None]
"""Called before each part with its number, the number of parts, and its name."""


def check(
    record: Reader,
    step: Step = lambda _now, _of, _words: None,
    *,
    only: Container[CheckPart] = frozenset(CheckPart),
    accept_schema: bool = False,
) -> CheckResult:
    """Check one snapshot of a store, part by part.

    :param record: the store, opened for reading with ``rules``.
    :param step: called before each part.
    :param only: the parts to check.
    :param accept_schema: whether the parts that read tables are checked where the schema is not onrecord's.
    """
    parts: dict[CheckPart, Callable[[Reader], Iterator[Finding]]] = {
        CheckPart.SCHEMA: _check_schema,
        CheckPart.FILE: _check_file,
        CheckPart.VALUES: _check_values,
        CheckPart.REFERENCES: _check_references,
        CheckPart.TEXT: _check_text,
        CheckPart.KEYS: _check_keys,
        CheckPart.ANCHORS: _check_anchors,
        CheckPart.CAPTURES: _check_captures,
        CheckPart.JOURNAL: journal_findings,
        CheckPart.ROWS: row_findings,
        CheckPart.SEARCH: _check_search,
    }
    is_read = accept_schema or not record.foreign_parts
    parts = {
        part: findings for part, findings in parts.items() if part in only and (is_read or part == CheckPart.SCHEMA)
    }
    found: list[Finding] = []
    with record.as_of_now():
        for number, (part, findings) in enumerate(parts.items()):
            step(number, len(parts), _SAID[part])
            found += _first_findings(part, findings(record))
        step(len(parts), len(parts), "")
        actions = _count_rows(record, "SELECT count(*) FROM actions") if is_read else 0
    if CheckPart.VALUES in parts:
        found = [each for each in found if not _CONSTRAINT.fullmatch(each.sentence)]
    return CheckResult(tuple(parts), tuple(found), actions)


_CONSTRAINT = re.compile(r"SQLite says: (CHECK constraint failed in|[A-Za-z-]+ value in) \S+\.")
"""What SQLite says of a row against the rules of its table. It names no row; the values' own findings do."""


def _first_findings(part: CheckPart, findings: Iterator[Finding]) -> list[Finding]:
    """The first findings, and the number of the rest. An error while reading is a finding too."""
    found: list[Finding] = []
    more = 0
    try:
        for each in findings:
            if len(found) < MOST:
                found.append(each)
            else:
                more += 1
    except SIGNS_OF_DAMAGE as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise
        found.append(Finding(part, f"It can't be read to the end: {error}."))
    if more:
        found.append(Finding(part, f"{more:,} more of this kind."))
    return found


def _count_rows(record: Reader, sql: str) -> int:
    try:
        return int(record.column(sql)[0])
    except SIGNS_OF_DAMAGE:
        return 0


def _check_schema(record: Reader) -> Iterator[Finding]:
    for part in record.foreign_parts:
        yield Finding(CheckPart.SCHEMA, f"{part[0].upper()}{part[1:]}.")


def _check_file(record: Reader) -> Iterator[Finding]:
    """Check pages, indexes, and each row against the constraints of its table."""
    for said in record.column(f"PRAGMA integrity_check({MOST})"):
        if said != "ok":
            yield Finding(CheckPart.FILE, f"SQLite says: {said}.")


def _check_values(record: Reader) -> Iterator[Finding]:
    """Check that columns hold what they may: their type, a term of their vocabulary, a time zone, a moment, JSON."""
    for number, bad in enumerate(bad_rows(record)):
        sentence = describe_bad_row(record, bad) if number < MOST else ""  # the others are only counted
        yield Finding(CheckPart.VALUES, sentence, bad.table, bad.number, bad.column)


def _check_references(record: Reader) -> Iterator[Finding]:
    for table, row, named, number in record.rows("PRAGMA foreign_key_check"):
        columns = {key.number: key.column for key in record.foreign_keys.of(table)}
        sentence = f"{name_row(record, table, row)} names a {thing_name(named)} that is not there"
        column = columns.get(number, "?")
        yield Finding(CheckPart.REFERENCES, f"{sentence} ({column}).", table, row, column)


def _check_text(record: Reader) -> Iterator[Finding]:
    """Check that text is UTF-8. Invalid bytes read as U+FFFD, so only rows with that are looked at again."""
    for table in rules_of_tables(record):
        names = [name for name, kind in table_columns(record, table.table).items() if kind == "TEXT"]
        listed = ", ".join(f'"{name}"' for name in [table.id, *names])
        sql = f'SELECT {listed} FROM main."{table.table}"'
        for rows in record.row_pieces(sql, 20 if table.table == "captures" else 2_000):
            for id, *values in rows:
                for name, value in zip(names, values, strict=True):
                    if isinstance(value, str) and "\ufffd" in value and not _is_utf8(record, table, id, name):
                        named = name_stored_row(record, table.table, id, table.id)
                        sentence = f"{named} has bytes in {name} that are no UTF-8."
                        yield Finding(CheckPart.TEXT, sentence, table.table, id, name)


def _is_utf8(record: Reader, table: TableRules, id: object, column: str) -> bool:
    sql = f'SELECT CAST("{column}" AS BLOB) FROM main."{table.table}" WHERE "{table.id}" IS ?'
    try:
        for kept in record.column(sql, id):
            kept.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_keys(record: Reader) -> Iterator[Finding]:
    for table in KEY_LETTERS:
        for id, key in read_all_rows(record, table, ["key"]):
            if not (isinstance(key, str) and is_well_formed(table, key)):
                sentence = f"{name_row(record, table, id)} (row {id} of {table}) has a malformed key: such keys"
                yield Finding(CheckPart.KEYS, f"{sentence} are a letter and a number.", table, id)


_MISPLACED = """
SELECT a.id FROM "{table}" a LEFT JOIN captures c ON c.id = a.capture
WHERE a.exact IS NOT NULL AND (a.exact IS NOT substr(c.text, a.start + 1, a."end" - a.start)
                               OR length(a.exact) <> a."end" - a.start) ORDER BY a.id"""


def _check_anchors(record: Reader) -> Iterator[Finding]:
    for table in ("quotes", "quote_places"):
        for id in record.column(_MISPLACED.format(table=table)):
            sentence = f"{name_row(record, table, id)} has words that are not in its capture at their place."
            yield Finding(CheckPart.ANCHORS, sentence, table, id)


def _check_captures(record: Reader) -> Iterator[Finding]:
    """Check the hashes of captures, one capture in memory at a time."""
    for id in record.column("SELECT id FROM captures ORDER BY id"):
        row = record.row("SELECT CAST(text AS BLOB), text_sha256, raw, raw_sha256 FROM captures WHERE id = ?", id)
        assert row is not None
        text, text_hash, raw, raw_hash = row
        for what, kept, hash in ("text", text, text_hash), ("bytes", raw, raw_hash):
            if (sha256(kept).hexdigest() if kept is not None else None) != hash:
                sentence = f"{name_row(record, 'captures', id)} has other {what} than were kept: the hash differs."
                yield Finding(CheckPart.CAPTURES, sentence, "captures", id)


def _check_search(record: Reader) -> Iterator[Finding]:
    for sentence in verify_index(record):
        yield Finding(CheckPart.SEARCH, sentence)
