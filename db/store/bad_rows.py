"""Find rows that break the rules of their columns (:mod:`db.store.column_rules`) or lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.dataclass import dataclass
from db.model.things import thing_name, thing_name_with_article
from db.store.column_rules import ColumnRule, TableRules, rules_of_tables
from db.store.reader import Reader

_PAGE = 500
_SHOWN = 40
"""The most characters of a bad value that a sentence shows."""

_LOOPS_ALLOWED = frozenset({"actions"})
"""Tables whose rows name each other without being parts of each other."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row with a value that onrecord can't read."""

    table: str
    id: object
    column: str
    """The column of that value."""
    why: str
    """What is wrong with it, as the end of a sentence."""
    id_column: str = "id"
    """The column that numbers the table's rows."""

    @property
    def number(self) -> int | None:
        """Its id, if that can be read."""
        return self.id if isinstance(self.id, int) else None


def bad_rows(record: Reader, among: Mapping[str, range] | None = None) -> Iterator[BadRow]:
    """Every row with a value that its column may not hold, table by table; each table is read once.

    :param among: the ids to look at, by table; None for all rows.
    """
    for rules in rules_of_tables(record):
        if among is None:
            yield from _rows_breaking(record, rules)
        elif ids := among.get(rules.table):
            yield from _rows_breaking(record, rules, f"{rules.id} BETWEEN {ids[0]} AND {ids[-1]}")
    if among is None:
        yield from _rows_in_loops(record)


def describe_bad_row(record: Reader, bad: BadRow) -> str:
    """A sentence that names the row, the column and the value."""
    name = name_stored_row(record, bad.table, bad.id, bad.id_column)
    if not bad.why:
        return f"{name} leads back to itself by {bad.column}."
    sql = f'SELECT "{bad.column}" FROM main."{bad.table}" WHERE "{bad.id_column}" IS ? LIMIT 1'
    found = record.row(sql, bad.id)
    return f"{name} holds {_in_words(found[0] if found else None)} in {bad.column}: {bad.why}."


def _rows_breaking(record: Reader, table: TableRules, among: str = "TRUE") -> Iterator[BadRow]:
    """The bad rows of a table among those for which some SQL is true."""
    decided = [rule for rule in table.rules if rule.is_good is None]
    marks = ", ".join(f"coalesce({rule.broken}, 0)" for rule in decided)
    any_of = " OR ".join(f"({rule.broken})" for rule in decided)
    sql = f'SELECT "{table.id}", {marks} FROM main."{table.table}" WHERE {among} AND ({any_of})'
    for page in record.row_pieces(sql, _PAGE):
        for id, *broken in page:
            named = {rule.column: rule for rule, is_broken in zip(decided, broken, strict=True) if is_broken}
            yield from (BadRow(table.table, id, each.column, each.why, table.id) for each in named.values())
    for rule in table.rules:
        if rule.is_good is not None:
            yield from _rows_with_bad_text(record, table, rule, among)


def _rows_with_bad_text(record: Reader, table: TableRules, rule: ColumnRule, among: str) -> Iterator[BadRow]:
    """Rows with a text that only Python can judge. Each text is judged once."""
    assert rule.is_good is not None
    texts = record.column(
        f"""SELECT DISTINCT CAST("{rule.column}" AS BLOB) FROM main."{table.table}"
            WHERE {among} AND typeof("{rule.column}") = 'text' AND {rule.broken}"""
    )
    for text in texts:
        if not rule.is_good(text.decode("utf-8", "replace")):
            sql = f'SELECT "{table.id}" FROM main."{table.table}" WHERE {among} AND CAST("{rule.column}" AS BLOB) = ?'
            for id in record.column(sql, text):
                yield BadRow(table.table, id, rule.column, rule.why, table.id)


def _in_words(value: object) -> str:
    """A stored value as a part of a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    text = str(value)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"“{shown}”" if isinstance(value, str) else f"the number {shown}"


def name_stored_row(record: Reader, table: str, id: object, column: str = "id") -> str:
    """A row as the subject of a sentence: "Claim C3", "A stance (row 7 of stances)", "Row 7 of actions".

    :param column: the column that numbers the table's rows.
    """
    if "key" in {str(row[1]) for row in record.rows(f'PRAGMA main.table_info("{table}")')}:
        found = record.row(f'SELECT key FROM main."{table}" WHERE "{column}" IS ?', id)
        if found and isinstance(found[0], str) and found[0]:
            return f"{thing_name(table).capitalize()} {found[0][:_SHOWN]}"
    if thing_name(table) == table:
        return f"Row {id} of {table}"
    return f"{thing_name_with_article(table).capitalize()} (row {id} of {table})"


def _rows_in_loops(record: Reader) -> Iterator[BadRow]:
    """Rows that belong to themselves by way of others, where a table's rows form trees."""
    keys = record.foreign_keys
    for table in keys.tables:
        own = [key for key in keys.of(table) if key.names == table and not key.is_required]
        for key in own if table not in _LOOPS_ALLOWED else ():
            column = f'"{key.column}"'
            above = record.rows(
                f"SELECT id, {column} FROM main.\"{table}\" WHERE typeof({column}) = 'integer' ORDER BY id"
            )
            yield from (BadRow(table, id, key.column, "") for id in _in_loops(dict(above)))


def _in_loops(above: dict[int, int]) -> Iterator[int]:
    """The ids from which a walk up comes back."""
    settled: set[int] = set()
    for start in above:
        walked: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in settled and at not in walked:
            walked[at] = None
            at = above.get(at)
        if at in walked:
            loop = list(walked)
            yield from loop[loop.index(at) :]
        settled.update(walked)
