"""What each column may hold: its type and its table's constraints, read from the schema, and what text in it means.

SQLite enforces the first two when a row is written. A file that came from somewhere else may hold other rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from db.dataclass import dataclass
from db.errors import Refused
from db.model.times import When, parse_edtf_bounds
from db.store.reader import Reader

NOT_OURS = ("sqlite_", "_sqlite", "words")
"""Beginnings of the tables of SQLite, of sqlite-utils and of the index of words."""


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a column may hold."""

    column: str
    broken: str
    """SQL that is true of a row that breaks it."""
    why: str
    """What is wrong with such a value, as the end of a sentence: "not text"."""
    is_good: Callable[[str], bool] | None = None
    """Where SQL can't decide: whether a text for which ``broken`` is true is good all the same."""


@dataclass(frozen=True, slots=True)
class TableRules:
    """The rules of one table's columns."""

    table: str
    id: str
    """The column that numbers its rows."""
    rules: tuple[ColumnRule, ...]


def rules_of_tables(record: Reader) -> Iterator[TableRules]:
    """The rules of every table of the record, and of those about it."""
    tables = record.rows("SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' ORDER BY name")
    for table, sql in tables:
        if str(table).startswith(NOT_OURS):
            continue
        columns = record.rows(f'PRAGMA main.table_info("{table}")')
        names = [str(row[1]) for row in columns]
        keys = [str(row[1]) for row in columns if row[5]]
        id = "id" if "id" in names else next((each for each in ("claim", "statement") if each in keys), keys[0])
        rules = [rule for _, name, kind, required, _, _ in columns for rule in _rules_of_type(name, kind, required)]
        rules += [rule for check in _checks(str(sql)) for rule in _rules_of_check(check, names)]
        rules += [rule for name in names for rule in _rules_of_meaning(str(table), name)]
        yield TableRules(str(table), id, tuple(rules))


_TYPES = {
    "TEXT": ("'text'", "not text"),
    "INTEGER": ("'integer'", "not a whole number"),
    "REAL": ("'real', 'integer'", "not a number"),
    "BLOB": ("'blob'", "not bytes"),
}
"""By declared type: the storage classes of SQLite that fit, and what is wrong with others."""


def _rules_of_type(name: str, kind: str, required: int) -> Iterator[ColumnRule]:
    if required:  # IS NULL would always be false: SQLite trusts that the column holds a value
        yield ColumnRule(name, f"""typeof("{name}") = 'null'""", "it must hold something")
    if kind in _TYPES:
        fitting, why = _TYPES[kind]
        yield ColumnRule(name, f"""typeof("{name}") NOT IN ({fitting}, 'null')""", why)


_COMMENT = re.compile(r"--[^\n]*")
_TERMS = re.compile(r'"?(\w+)"? IN \((.*)\)', re.DOTALL)


def _checks(sql: str) -> Iterator[str]:
    """The CHECK constraints of a table's definition, without their brackets."""
    sql = _COMMENT.sub("", sql)
    for found in re.finditer(r"\bCHECK \(", sql):
        depth, is_quoted = 1, False
        for at in range(found.end(), len(sql)):
            is_quoted ^= sql[at] == "'"
            depth += 0 if is_quoted else {"(": 1, ")": -1}.get(sql[at], 0)
            if depth == 0:
                yield " ".join(sql[found.end() : at].split())
                break


def _rules_of_check(check: str, names: list[str]) -> Iterator[ColumnRule]:
    bare = re.sub("'[^']*'", "", check)
    named = [name for name in names if re.search(rf"\b{name}\b", bare)]
    terms = _TERMS.fullmatch(check)
    why = f"none of {terms[2].replace(chr(39), '')}" if terms else f"not allowed there ({check})"
    yield ColumnRule(named[0], f"NOT ({check})", why)
    if "GLOB '????-??-??T" in check:
        year_one = f"""strftime('%Y-%m-%dT%H:%M:%SZ', "{named[0]}") IS NOT "{named[0]}" OR "{named[0]}" < '0001'"""
        yield ColumnRule(
            named[0], f'"{named[0]}" IS NOT NULL AND ({year_one})', "not a moment such as 2020-12-16T18:45:00Z"
        )
    elif "GLOB '????-??-??'" in check:
        yield ColumnRule(
            named[0],
            f'"{named[0]}" IS NOT NULL AND date("{named[0]}") IS NOT "{named[0]}"',
            "not a day such as 2020-12-16",
        )


def _rules_of_meaning(table: str, name: str) -> Iterator[ColumnRule]:
    if name == "tz":
        yield ColumnRule(name, f'"{name}" IS NOT NULL', "not a time zone such as Asia/Baghdad", _is_time_zone)
    elif name.endswith("_edtf"):
        yield ColumnRule(name, f'"{name}" IS NOT NULL AND date("{name}") IS NOT "{name}"', "not an EDTF date", _is_edtf)
    elif (table, name) in _JSON:
        fits, why = _JSON[table, name]
        broken = f'CASE WHEN json_valid("{name}") THEN NOT ({fits.format(name)}) ELSE "{name}" IS NOT NULL END'
        yield ColumnRule(name, broken, why)


_PAIRS = """json_type("{0}") = 'array' AND NOT EXISTS (SELECT 1 FROM json_each("{0}") e
WHERE e.type <> 'array' OR json_array_length(e.value) <> 2 OR """
_OBJECT = """json_type("{0}") = 'object'"""
_TEXTS = f"{_PAIRS} e.value ->> 0 IS NULL OR e.value ->> 1 IS NULL)"
_PLACES = f"""{_PAIRS} json_type(e.value, '$[0]') <> 'integer' OR json_type(e.value, '$[1]') <> 'integer'
OR NOT (e.value ->> 0 BETWEEN 0 AND e.value ->> 1))"""

_JSON = {
    ("captures", "headers"): (_TEXTS, "not JSON of pairs of texts"),
    ("captures", "redirects"): (_TEXTS, "not JSON of addresses with numbers"),
    ("proposals", "content"): (_PLACES, "not JSON of places in a text"),
    ("drafts", "values"): (_OBJECT, "not JSON of a form's text"),
    ("journal", "before"): (_OBJECT, "not JSON of a row"),
    ("journal", "after"): (_OBJECT, "not JSON of a row"),
}
"""By table and column: SQL that is true of JSON of the right shape, and what is wrong with another."""


def _is_time_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo  # only looking for bad rows needs it, and the first screen imports this package

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_edtf(expression: str) -> bool:
    try:
        parse_edtf_bounds(When(edtf=expression), "UTC")
    except Refused:
        return False
    return True
