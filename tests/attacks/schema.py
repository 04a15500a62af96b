"""Stores that come with a schema that is not onrecord's: each is named at the door, and none can write or hang."""

from __future__ import annotations

import random
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from time import process_time

from db.errors import DamagedStore, ForeignSchema, OnRecordError
from db.journal.opening import open_writer
from db.maintenance.check import check
from db.maintenance.demo import open_or_create_demo
from db.store.opening import open_reader
from tests.attacks import Attack
from tests.support.cli_runner import environment
from tests.support.patience import let_work, wait_until
from tests.support.pty import live_terminal
from tests.support.repository import ROOT

SECONDS = 10.0
"""Seconds of processor time that opening, refusing and checking may take together."""

Change = Callable[[sqlite3.Connection], object]


def sql(*statements: str) -> Change:
    """A change by plain SQL, with the schema's own table open to it."""

    def change(raw: sqlite3.Connection) -> None:
        for each in statements:
            raw.execute(each)

    return change


def rewritten(name: str, before: str, after: str) -> Change:
    """A change of the SQL of one object, past all that SQLite would refuse."""

    def change(raw: sqlite3.Connection) -> None:
        done = raw.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ? AND instr(sql, ?)",
            (before, after, name, before),
        )
        assert done.rowcount == 1, name

    return change


def endless(table: str) -> Change:
    """A view that never ends, in the place of a table."""

    def change(raw: sqlite3.Connection) -> None:
        columns = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA table_info({table})"))
        raw.execute(f"ALTER TABLE {table} RENAME TO was_{table}")
        raw.execute(
            f"""CREATE VIEW {table} AS SELECT {columns} FROM was_{table}
                WHERE (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n) > 0"""
        )

    return change


def many_views(raw: sqlite3.Connection) -> None:
    raw.executemany(
        "INSERT INTO sqlite_schema VALUES ('view', :name, :name, 0, 'CREATE VIEW ' || :name || ' AS SELECT 1')",
        ({"name": f"v{number}"} for number in range(3_000)),
    )


def long_view(raw: sqlite3.Connection) -> None:
    long = f"CREATE VIEW long AS SELECT 1 IN ({'1,' * 500_000}1)"
    raw.execute("INSERT INTO sqlite_schema VALUES ('view', 'long', 'long', 0, ?)", (long,))


_VERDICT = """INSERT INTO assessments (ulid, claim, verdict, likelihood, confidence, rationale, who, at)
SELECT hex(randomblob(13)), id, 'supported', 'likely', 'high', 'seen', 'Rana', '2026-01-01T00:00:00Z' FROM claims"""

SCHEMAS: dict[str, tuple[Change, str]] = {
    "a trigger that turns stances": (
        sql("CREATE TRIGGER turn AFTER INSERT ON notes BEGIN UPDATE stances SET polarity = -polarity; END"),
        "trigger turn is not onrecord's",
    ),
    "a trigger that forges a verdict at a note": (
        sql(f"CREATE TRIGGER forge AFTER INSERT ON notes BEGIN {_VERDICT}; END"),
        "trigger forge is not onrecord's",
    ),
    "a view that swaps for and against": (
        rewritten("origins", "s.polarity", "-s.polarity AS polarity"),
        "view origins differs",
    ),
    "a guard that is missing": (
        sql("DROP TRIGGER captures_are_never_edited"),
        "trigger captures_are_never_edited is missing",
    ),
    "a guard that never holds": (
        rewritten("quotes_stand_in_their_capture", "WHEN ", "WHEN 0 AND "),
        "trigger quotes_stand_in_their_capture differs",
    ),
    "a view that never ends, for a table": (endless("claims"), "view claims stands in the place of table claims"),
    "a view of a table's name in capitals": (
        sql("ALTER TABLE tags RENAME TO kept", "CREATE VIEW TAGS AS SELECT * FROM kept"),
        "view TAGS stands in the place of table tags",
    ),
    "a constraint that takes all memory": (
        rewritten("notes", "CHECK (text <> '')", "CHECK (length(hex(zeroblob(500000000))) > 0)"),
        "table notes differs",
    ),
    "a computed column": (
        sql("ALTER TABLE tags ADD COLUMN long TEXT AS (hex(zeroblob(500000000)))"),
        "table tags differs",
    ),
    "an index on an expression": (
        sql("CREATE INDEX slow ON claims(length(hex(zeroblob(100000))))"),
        "index slow is not onrecord's",
    ),
    "the tables of the index of words": (
        rewritten("words_config", "v)", "v, w)"),
        "table words_config differs",
    ),
    "three thousand views": (many_views, "more than 1,000 tables"),
    "a view of a megabyte": (
        long_view,
        "longer than 10,000 bytes",
    ),
    "a name with a letter that looks like another": (
        sql("CREATE TABLE cl\u0430ims (id INTEGER)"),
        r"table cl\u0430ims is not onrecord's",
    ),
    "a name that controls the terminal": (
        sql('CREATE TABLE "\x1b]52;c;aGk=\x07" (id INTEGER)'),
        r"table \x1b]52;c;aGk=\x07 is not onrecord's",
    ),
    "a table of a module that is not there": (
        sql("INSERT INTO sqlite_schema VALUES ('table', 'm', 'm', 0, 'CREATE VIRTUAL TABLE m USING none(a)')"),
        "table m is not onrecord's",
    ),
    "an index that is missing": (sql("DROP INDEX tags_on_claim"), "index tags_on_claim is missing"),
    "an index that covers fewer rows": (
        rewritten("notes_on_claim", "WHERE on_claim IS NOT NULL", "WHERE on_claim > 99"),
        "index notes_on_claim differs",
    ),
    "a name of SQLite's own": (
        rewritten("sqlite_sequence", "name,seq", "seq,name"),
        "table sqlite_sequence differs",
    ),
    "a table that Litestream adds, with a rule": (
        sql("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER CHECK (seq > 0))"),
        "table _litestream_seq is not onrecord's",
    ),
    "two tables of one name": (
        sql("INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'cases'"),
        "malformed database schema",
    ),
    "SQL that can't be parsed": (rewritten("chain", "CREATE VIEW", "CREATE WEIR"), "malformed database schema"),
}


def _hostile_schemas(folder: Path, tries: int, _seed: int) -> Iterator[str]:
    """Each schema of the list: the door names it, for reading and writing, and so does the check."""
    template = open_or_create_demo(folder / "template.db")
    for name, (change, says) in list(SCHEMAS.items())[:tries]:
        yield _problem(_changed(template, folder / "hostile.db", change), name, says)


def _random_changes(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Random changes of the SQL of random objects: a token that goes, comes twice, or is replaced by another."""
    rng = random.Random(seed)
    template = open_or_create_demo(folder / "template.db")
    with closing(sqlite3.connect(template)) as raw:
        rows = raw.execute(
            "SELECT rowid, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB '_*sqlite_migrations*'"
        ).fetchall()
    for _ in range(tries):
        rowid, name, before = rng.choice(rows)
        after = _mutated(before, rng)

        def change(raw: sqlite3.Connection, rowid: int = rowid, after: str = after) -> None:
            raw.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (after, rowid))

        yield _problem(_changed(template, folder / "mutated.db", change), f"{name}: {after}", "")


def _mutated(before: str, rng: random.Random) -> str:
    tokens = re.findall(r"--[^\n]*|\s+|'(?:[^']|'')*'|\w+|.", before, re.DOTALL)
    said = [at for at, token in enumerate(tokens) if token.strip() and not token.startswith("--")]
    at = rng.choice(said)
    other = tokens[rng.choice(said)]
    match rng.randrange(3):
        case 0:
            tokens[at] = "" if tokens[at].strip() else "x"
        case 1:
            tokens[at] = f"{tokens[at]} {tokens[at]}"
        case _:
            tokens[at] = other if other != tokens[at] else "0"
    return "".join(tokens)


def _changed(template: Path, path: Path, change: Change) -> Path:
    copyfile(template, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA legacy_alter_table = ON")
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("BEGIN")
        change(raw)
        raw.execute("COMMIT")
    return path


def _problem(path: Path, name: str, says: str) -> str:
    """What went wrong at the door of a store; empty if nothing did."""
    before, began = path.read_bytes(), process_time()
    for door in open_reader, open_writer:
        try:
            door(path).close()
            return f"{name}: {door.__name__} takes it"
        except (ForeignSchema, DamagedStore) as error:
            if says not in error.message:
                return f"{name}: the door says {error.message}"
        except Exception as error:
            return f"{name}: {door.__name__} ends with {error!r}"
    try:
        with open_reader(path, rules=True, accept_schema=True) as record:
            if check(record).is_whole:
                return f"{name}: the check calls it whole"
            try:
                record.rows("DELETE FROM cases")
                return f"{name}: an accepted schema is written to"
            except sqlite3.Error:
                pass
    except OnRecordError as error:
        if says not in error.message:
            return f"{name}: the check says {error.message}"
    if path.read_bytes() != before:
        return f"{name}: the file was changed"
    took = process_time() - began
    return f"{name}: it took {took:.1f} s" if took > SECONDS else ""


ENDLESS = ("claims", "actions", "statements", "cases", "stances", "sources", "journal", "reports")


def _endless_views(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Views that never end, in the place of tables that every command and the desk read: ctrl+c, q and SIGTERM work."""
    rng = random.Random(seed)
    template = open_or_create_demo(folder / "template.db")
    for number in range(tries):
        table = ENDLESS[number % len(ENDLESS)]
        path = _changed(template, folder / "endless.db", endless(table))
        yield _command_problem(path, table, rng) if number % 2 == 0 else _desk_problem(path, table, rng)


def _command_problem(path: Path, table: str, rng: random.Random) -> str:
    words = (sys.executable, "-m", "tui.cli.main", "--accept-schema", "--store", str(path), "claims")
    with subprocess.Popen(
        words, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        let_work(process.pid, 1.5 + rng.random(), lambda: process.poll() is not None)
        if process.poll() is not None:
            return ""  # it does not read that table
        process.send_signal(signal.SIGINT)
        try:
            wait_until(lambda: process.poll() is not None, process.pid)
        except AssertionError:
            process.kill()
            return f"{table}: ctrl+c does not end a command"
        return "" if process.returncode in (130, -signal.SIGINT) else f"{table}: ctrl+c ends with {process.returncode}"


def _desk_problem(path: Path, table: str, rng: random.Random) -> str:
    with live_terminal("--accept-schema", "--store", str(path)) as terminal:
        try:
            terminal.until("\x1b[?1049h")
        except AssertionError:  # it ended before it drew anything
            return "" if b"takes too long" in terminal.bytes else f"{table}: the desk ends without a sentence"
        terminal.press(rng.choice(["q", "\x11"]))
        try:
            terminal.wait_for_end()
        except AssertionError:
            return f"{table}: the desk can't be left"
    return "" if b"\x1b[?1049l" in terminal.bytes else f"{table}: the terminal was not given back"


ATTACKS = (
    Attack("a schema that is not onrecord's", _hostile_schemas, small=len(SCHEMAS), long=len(SCHEMAS)),
    Attack("a random change of the schema", _random_changes, small=8, long=2_000),
    Attack("a view that never ends, in the place of a table", _endless_views, small=2, long=24),
)
