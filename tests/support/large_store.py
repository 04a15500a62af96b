"""Generate large stores for benchmarks: ``.venv/bin/python -m tests.support.large_store --claims 1000000 OUT.db``.

It is the worst case on purpose: all claims in one case, and two hundred small cases beside it. A random pattern of a
hundred claims is repeated by SQL, so that rows are written as fast as SQLite can. The store is valid: every quote is in
its capture, keys are consecutive, all references exist.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter

from db.journal.opening import create_store
from db.store.fts import index_all
from db.store.sql_functions import register_function

SEED = 20_201_216

SMALL_CASES = 200
"""Cases beside the large one, in a store of any size."""

OUTLETS = 40
"""Outlets of the whole store, among which all reports are distributed."""

SUBJECTS = (
    *("the ministry", "a patrol", "the port", "the governor", "a convoy", "the broadcaster", "the bridge", "a drone"),
    *("the committee", "the hospital", "the union", "a tanker", "the airline", "the embassy", "the dam", "a militia"),
)
VERBS = (
    *("closed", "shot down", "apologised for", "denied", "moved", "confirmed", "paid for", "lost", "repaired", "hid"),
    *("delayed", "evacuated", "fined", "photographed", "recalled", "blocked"),
)
OBJECTS = (
    *("the northern road", "a warehouse", "three trucks", "the ceasefire", "the ballot", "the outage", "the shipment"),
    *("a checkpoint", "the pipeline", "the vote", "the arrests", "a school", "the contract", "the curfew", "a bus"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the pattern. Its numbers count from 0 within the pattern."""

    claim: int
    second: int | None
    """Another claim that it has a stance on."""
    source: int
    report: int
    passes_on: int | None
    polarity: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """Claims with their statements, to be repeated."""

    claims: tuple[str, ...]
    lines: tuple[Line, ...]
    sources: int
    reports: int


def make_pattern(claims: int, seed: int) -> Pattern:
    """Make a random pattern: five statements for each claim on average, many of them relays, some denials.

    :param claims: the number of claims.
    """
    dice = Random(seed)
    texts = tuple(f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)}" for _ in range(claims))
    sources, reports = max(2, claims // 10), claims
    lines: list[Line] = []
    for claim in range(claims):
        first = len(lines)
        for number in range(1 + claim % 9 if claim % 10 else 5):
            relayed = number > 0 and dice.random() < 0.55
            parent = dice.randrange(first, len(lines)) if relayed else None
            polarity = lines[parent].polarity if parent is not None else dice.choices((1, -1, 0), (80, 15, 5))[0]
            second = dice.randrange(claims) if parent is None and dice.random() < 0.1 else None
            report = dice.randrange(reports)
            lines.append(
                Line(
                    claim,
                    second if second != claim else None,
                    dice.randrange(sources),
                    report,
                    parent,
                    polarity,
                    dice.random() < 0.5,
                )
            )
    return Pattern(texts, tuple(lines), sources, reports)


def generate(path: Path, claims: int, *, small_cases: int = SMALL_CASES) -> None:
    """Generate a store.

    :param path: the new file.
    :param claims: the number of claims in the large case, a multiple of 100.
    :param small_cases: the number of small cases, of five claims each.
    """
    with create_store(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        with _without_triggers_and_indexes(connection):
            connection.execute("BEGIN")
            _insert_cases_and_outlets(connection, small_cases)
            _insert_pattern(connection, make_pattern(100, SEED), times=claims // 100, one_case=True)
            if small_cases:
                _insert_pattern(connection, make_pattern(5, SEED + 1), times=small_cases, one_case=False)
            _insert_judgements(connection)
            index_all(connection)
            connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()


_PRAGMAS = (
    *("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"),
    "ignore_check_constraints = ON",  # a third of the time of an insert; a test runs the check of the store instead
)


@contextmanager
def _without_triggers_and_indexes(connection: sqlite3.Connection) -> Iterator[None]:
    """Drop triggers and indexes, and create them again after the inserts, which are faster without."""
    found = connection.execute(
        "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL ORDER BY type"
    ).fetchall()
    for name, kind, _ in found:
        connection.execute(f'DROP {kind} "{name}"')
    yield
    for _, _, sql in found:
        connection.execute(sql)


def _insert_cases_and_outlets(connection: sqlite3.Connection, small_cases: int) -> None:
    """Insert the cases, and the outlets that they share."""
    connection.executemany(
        "INSERT INTO cases (id, ulid, key, title, place, tz, day_edtf) VALUES (?, ?, ?, ?, ?, 'UTC', ?)",
        [
            (number, _ulid("K", number), f"K{number}", title, "Lagoon City", f"2020-{1 + number % 12:02}-16")
            for number, title in enumerate(
                ["Everything at once", *(f"Small case {each}" for each in range(1, small_cases + 1))], 1
            )
        ],
    )
    connection.executemany(
        "INSERT INTO sources (id, ulid, key, name, kind, naming) VALUES (?, ?, ?, ?, 'outlet', 'named')",
        [(number, _ulid("W", number), f"W{number}", f"Outlet {number}") for number in range(1, OUTLETS + 1)],
    )


def _ulid(letter: str, number: int) -> str:
    return f"01{letter}{number:023}"


def _insert_pattern(connection: sqlite3.Connection, made: Pattern, *, times: int, one_case: bool) -> None:
    """Insert a pattern repeatedly: all in the large case, or each time in the next small case."""
    register_function(connection, "sha256", lambda text: sha256(text).hexdigest())
    tables = ("sources", "reports", "claims", "statements", "captures", "relays", "stances", "quotes")
    after = {table: connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0] for table in tables}
    _load_pattern(connection, made)
    values = {
        "times": times,
        "one": int(one_case),
        **{f"after_{table}": number for table, number in after.items()},
        "claims": len(made.claims),
        "lines": len(made.lines),
        "sources": made.sources,
        "reports": made.reports,
        "outlets": OUTLETS,
    }
    for statement in _INSERTS:
        connection.execute(statement, values)


def _load_pattern(connection: sqlite3.Connection, made: Pattern) -> None:
    """Write the pattern into temporary tables."""
    for table in ("p_claims", "p_lines", "p_reports"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute("CREATE TEMP TABLE p_claims (at INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("CREATE TEMP TABLE p_reports (at INTEGER PRIMARY KEY, text TEXT)")
    connection.execute(
        """CREATE TEMP TABLE p_lines (at INTEGER PRIMARY KEY, claim INT, second INT, source INT, report INT,
                                      passes_on INT, polarity INT, start INT)"""
    )
    connection.executemany("INSERT INTO p_claims VALUES (?, ?)", enumerate(made.claims))
    texts = [""] * made.reports
    for at, line in enumerate(made.lines):
        start = None
        if line.is_quoted:
            start = len(texts[line.report]) + len(_BEFORE)
            texts[line.report] += f"{_BEFORE}{made.claims[line.claim]}{_WHERE}{_SECTOR}.\n"
        values = (line.claim, line.second, line.source, line.report, line.passes_on, line.polarity, start)
        connection.execute("INSERT INTO p_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (at, *values))
    connection.executemany("INSERT INTO p_reports VALUES (?, ?)", enumerate(texts))


_BEFORE, _WHERE, _SECTOR = "We heard that ", " in sector ", "#####"
"""The last is a placeholder for five digits, by which the repetitions of the pattern differ."""

_TIMES = "WITH RECURSIVE times(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM times WHERE n < :times - 1)"
_CASE = "CASE WHEN :one THEN 1 ELSE 2 + n END"
_CLAIM_TEXT = f"p_claims.text || '{_WHERE}' || printf('%05d', n)"
_OUTLET = "1 + (n * :reports + {report}) % :outlets"
_INSERTS = (
    f"""INSERT INTO sources (id, ulid, key, name, kind, naming) {_TIMES}, at(at) AS (
          SELECT 0 UNION ALL SELECT at + 1 FROM at WHERE at < :sources - 1)
        SELECT :after_sources + n * :sources + at + 1, printf('01W%023d', :after_sources + n * :sources + at + 1),
          'W' || (:after_sources + n * :sources + at + 1), 'Speaker ' || (n * :sources + at + 1), 'person',
          CASE at % 4 WHEN 2 THEN 'anonymous' WHEN 3 THEN 'role' ELSE 'named' END
        FROM times CROSS JOIN at""",
    f"""INSERT INTO reports (id, ulid, key, "case", outlet, title, url, lang, published_edtf, published_lo,
                             published_hi, holding)
        {_TIMES}, made AS (
          SELECT :after_reports + n * :reports + at + 1 AS id, n, at, n * :reports * :one + at + 1 AS number, text,
            1600000000 + ((n * :reports + at) * 7919) % 31536000 AS second
          FROM times CROSS JOIN p_reports)
        SELECT id, printf('01R%023d', id), 'R' || number, {_CASE}, {_OUTLET.format(report="at")}, 'Report ' || number,
          'https://outlet.example/' || id, 'en', strftime('%Y-%m-%d', second, 'unixepoch'),
          strftime('%Y-%m-%dT%H:%M:%SZ', second, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%SZ', second, 'unixepoch'),
          CASE text WHEN '' THEN 'cited' ELSE 'held' END
        FROM made""",
    f"""INSERT INTO claims (id, ulid, key, "case", text, parent, part, status)
        {_TIMES}, made AS (
          SELECT :after_claims + n * :claims + at + 1 AS id, n, at, n * :claims * :one + at + 1 AS number,
            {_CLAIM_TEXT} AS text
          FROM times CROSS JOIN p_claims)
        SELECT id, printf('01C%023d', id), 'C' || number, {_CASE}, text,
          CASE at % 10 WHEN 3 THEN id - 1 END, CASE at % 10 WHEN 3 THEN 'detail' END,
          CASE id % 10 WHEN 4 THEN 'triaged' WHEN 7 THEN 'done' ELSE 'new' END
        FROM made""",
    f"""INSERT INTO statements (id, ulid, key, "case", source, report, act, voice, basis)
        {_TIMES}, made AS (
          SELECT :after_statements + n * :lines + at + 1 AS id, n, p.*, n * :lines * :one + at + 1 AS number
          FROM times CROSS JOIN p_lines p)
        SELECT id, printf('01S%023d', id), 'S' || number, {_CASE},
          CASE WHEN passes_on IS NULL THEN :after_sources + n * :sources + source + 1
               ELSE {_OUTLET.format(report="report")} END,
          :after_reports + n * :reports + report + 1,
          CASE WHEN polarity = -1 THEN 'deny' WHEN passes_on IS NULL THEN 'assert' ELSE 'report' END,
          CASE WHEN passes_on IS NULL THEN 'own' ELSE 'relayed' END,
          CASE WHEN passes_on IS NOT NULL THEN 'relay' WHEN at % 7 = 0 THEN 'not_recorded' WHEN at % 3 THEN 'official'
               ELSE 'eyewitness' END
        FROM made""",
    f"""INSERT INTO captures (ulid, report, captured_at, method, text, text_sha256)
        {_TIMES}, made AS (
          SELECT :after_reports + n * :reports + at + 1 AS report, replace(text, '{_SECTOR}', printf('%05d', n)) AS text
          FROM times CROSS JOIN p_reports WHERE text <> '')
        SELECT printf('01T%023d', report), report, '2020-12-17T08:00:00Z', 'http', text, sha256(text)
        FROM made""",
    f"""INSERT INTO relays (ulid, child, parent, kind, ground)
        {_TIMES} SELECT printf('01Y%023d', :after_statements + n * :lines + at + 1),
          :after_statements + n * :lines + at + 1, :after_statements + n * :lines + passes_on + 1, 'quotes', 'explicit'
        FROM times CROSS JOIN p_lines WHERE passes_on IS NOT NULL""",
    f"""INSERT INTO stances (ulid, statement, claim, polarity, certainty)
        {_TIMES}, bears(at, claim, polarity, passes_on, which) AS (
          SELECT at, claim, polarity, passes_on, 0 FROM p_lines
          UNION ALL SELECT at, second, polarity, passes_on, 1 FROM p_lines WHERE second IS NOT NULL ORDER BY 1, 5)
        SELECT printf('01B%d%022d', which, :after_statements + n * :lines + at + 1),
          :after_statements + n * :lines + at + 1, :after_claims + n * :claims + claim + 1, polarity,
          CASE WHEN passes_on IS NULL THEN 'certain' ELSE 'uncommitted' END
        FROM times CROSS JOIN bears""",
    f"""INSERT INTO quotes (ulid, statement, capture, exact, prefix, suffix, start, "end", form, lang)
        {_TIMES} SELECT printf('01Q%023d', :after_statements + n * :lines + p.at + 1),
          :after_statements + n * :lines + p.at + 1,
          (SELECT id FROM captures WHERE report = :after_reports + n * :reports + p.report + 1),
          {_CLAIM_TEXT}, '{_BEFORE}', '.', p.start, p.start + length({_CLAIM_TEXT}), 'direct', 'en'
        FROM times CROSS JOIN p_lines p JOIN p_claims ON p_claims.at = p.claim WHERE p.start IS NOT NULL
        ORDER BY 2""",
)
"""SQL that inserts the repeated pattern, by table; every statement takes the same parameters."""


def _insert_judgements(connection: sqlite3.Connection) -> None:
    """Insert judgements: assessments of all claims that are not new, some tags, notes and ratings, and the tallies."""
    at = "'2020-12-18T09:00:00Z'"
    for statement in (
        f"""INSERT INTO assessments (ulid, claim, verdict, rationale, who, at)
            SELECT printf('01V%023d', id), id, CASE id % 3 WHEN 0 THEN 'corroborated' WHEN 1 THEN 'disputed'
                   ELSE 'unverified' END, 'as the origins stand', 'bench', {at} FROM claims WHERE status <> 'new'""",
        """INSERT INTO tags (ulid, tag, on_claim)
           SELECT printf('01G%023d', id), CASE id % 40 WHEN 0 THEN 'port' ELSE 'road' END, id
           FROM claims WHERE id % 20 = 0""",
        f"""INSERT INTO notes (ulid, key, text, who, at, on_claim)
            SELECT printf('01N%023d', id), 'N' || id, 'called them, no answer', 'bench', {at}, id
            FROM claims WHERE id % 100 = 5""",
        f"""INSERT INTO ratings (ulid, source, letter, who, at)
            SELECT printf('01A%023d', id), id, substr('ABCDEF', 1 + id % 6, 1), 'bench', {at}
            FROM sources WHERE id % 4 = 0""",
        """INSERT INTO case_tallies ("case", claims, undecided)
           SELECT "case", count(*), sum(status = 'new') FROM claims GROUP BY "case" """,
    ):
        connection.execute(statement)


def main() -> None:
    """Generate a store, and print its size and the time."""
    options = argparse.ArgumentParser(description="Make a large store to measure on.")
    options.add_argument("--claims", type=int, default=1_000, help="claims of the large case, in whole hundreds")
    options.add_argument("out", type=Path, help="where no file is yet")
    chosen = options.parse_args()
    began = perf_counter()
    generate(chosen.out, chosen.claims)
    print(f"{chosen.claims:,} claims, {chosen.out.stat().st_size / 1e6:,.0f} MB, {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
