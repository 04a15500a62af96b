"""A store of an earlier onrecord is upgraded once, when it is opened, and keeps its rows."""

from __future__ import annotations

import re
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from sqlite_utils import Database

from db.errors import NotAllowed, OlderStore
from db.journal.log import history
from db.journal.opening import create_store, open_writer
from db.journal.undo import undo
from db.maintenance.check import check
from db.model.ids import CaseId
from db.queries.cases import cases
from db.store.header import FIRST_VERSION, OLDEST_VERSION, SCHEMA_VERSION
from db.store.migrations import migrate, migrations
from db.store.opening import open_reader
from db.write.claims import add_claim
from tests.support.frozen_stores import frozen_versions, thaw

PROGRAMS = 6
TITLES = ["A barge aground", "Drone over al-Harthiya, Baghdad"]

_TOKEN = re.compile(r"""--[^\n]*|\s+|'(?:[^']|'')*'|"[^"]*"|\w+|[^\w\s]""")


def schema(path: Path) -> dict[tuple[str, str], str]:
    """The SQL of everything in a store by type and name, without comments and line breaks."""
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT type, name, coalesce(sql, tbl_name) FROM sqlite_schema").fetchall()
    return {
        (type, name): " ".join(token for token in _TOKEN.findall(sql) if not token.startswith("--") and token.strip())
        for type, name, sql in rows
    }


def order_of_indexes(path: Path) -> list[str]:
    """Indexes in the order in which SQLite considers them; of two equally good ones it takes the first."""
    with closing(sqlite3.connect(path)) as raw:
        return [
            row[0]
            for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY tbl_name, rowid")
        ]


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table by column, without the names of the migrations."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        tables = [
            name
            for type, name in schema(path)
            if type == "table" and name not in ("_sqlite_migrations", "words", "words_terms")
        ]
        return {
            name: [
                {column: row[column] for column in row.keys() if row[column] is not None}  # noqa: SIM118
                for row in raw.execute(f'SELECT * FROM "{name}"')
            ]
            for name in tables
        }


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [migration.name for migration in migrations.applied(Database(connection, execute_plugins=False))]


def test_upgraded_schema_is_new(frozen_store: Path, tmp_path: Path) -> None:
    create_store(tmp_path / "new.db").close()
    assert version(frozen_store) == OLDEST_VERSION
    open_reader(frozen_store).close()
    assert version(frozen_store) == version(tmp_path / "new.db") == SCHEMA_VERSION
    assert schema(frozen_store) == schema(tmp_path / "new.db")
    assert order_of_indexes(frozen_store) == order_of_indexes(tmp_path / "new.db")
    assert applied(frozen_store) == applied(tmp_path / "new.db")


def test_upgrade_keeps_rows(frozen_store: Path) -> None:
    before = rows(frozen_store)
    open_reader(frozen_store).close()
    assert rows(frozen_store) == before
    held = {name for name, found in before.items() if found}
    assert {"journal", "notes", "assessments", "joined_stances", "proposals", "quote_places", "case_glances"} <= held
    assert {"drafts", "filters", "tasks", "tags", "ratings", "claims_brought", "words_data", "alarms_set_aside"} <= held


@pytest.mark.parametrize("version", [each for each in frozen_versions() if each > OLDEST_VERSION])
def test_each_released_store_opens(tmp_path: Path, version: int) -> None:
    path = thaw(version, tmp_path / "desk.db")
    create_store(tmp_path / "new.db").close()
    before = rows(path)
    with open_reader(path, rules=True) as record:
        assert check(record).findings == ()
    assert rows(path) == before
    assert schema(path) == schema(tmp_path / "new.db")
    with open_writer(path, "Rana") as writer:
        add_claim(writer, CaseId(1), "it ran aground")


def test_upgraded_store_is_whole(frozen_store: Path) -> None:
    with open_reader(frozen_store, rules=True) as record:
        checked = check(record)
        assert checked.findings == ()
        assert len(history(record)) == 30


def test_upgraded_store_writes(frozen_store: Path) -> None:
    with open_writer(frozen_store, "Rana") as writer:
        add_claim(writer, CaseId(2), "it ran aground")
        assert undo(writer).words == "add claim C5 “it ran aground”"
        assert undo(writer).words == "task T3 on R1"


def test_failed_upgrade_no_change(frozen_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, names = rows(frozen_store), applied(frozen_store)

    def fail(_: Database) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(migrations, "apply", fail)
    with pytest.raises(Exception, match="disk I/O error"):
        open_reader(frozen_store)
    assert (version(frozen_store), applied(frozen_store)) == (OLDEST_VERSION, names)
    assert rows(frozen_store) == before


def test_log_is_kept(frozen_store: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(frozen_store)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        with connection:
            connection.execute("UPDATE cases SET title = 'Two barges' WHERE id = 2")
        left = tmp_path / "left.db"
        for suffix in "", "-wal":
            copy(f"{frozen_store}{suffix}", f"{left}{suffix}")
    with open_reader(left) as record:
        assert sorted(case.title for case in cases(record)) == [TITLES[1], "Two barges"]


def test_readonly_store_refused(frozen_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotAllowed, match="has to be written to once") as refused:
        open_reader(frozen_store, upgrade=False)
    assert "without --readonly" in refused.value.hint
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(NotAllowed, match="earlier onrecord and is read-only"):
        open_reader(frozen_store)
    assert version(frozen_store) == OLDEST_VERSION


@pytest.mark.parametrize("door", [open_reader, open_writer])
def test_older_store_refused(frozen_store: Path, door) -> None:  # type: ignore[no-untyped-def]
    with closing(sqlite3.connect(frozen_store)) as connection:
        connection.execute(f"PRAGMA user_version = {OLDEST_VERSION - 1}")
    before = frozen_store.read_bytes()
    with pytest.raises(
        OlderStore, match=r"earlier onrecord \(schema 9\) than this one can bring up to date"
    ) as refused:
        door(frozen_store)
    assert "onrecord backup" in refused.value.hint
    assert "an earlier onrecord" in refused.value.hint
    assert frozen_store.read_bytes() == before
    assert [file.name for file in frozen_store.parent.iterdir()] == [frozen_store.name]


@pytest.mark.parametrize("attempt", range(5))
def test_several_programs_upgrade(frozen_store: Path, attempt: int) -> None:
    together = threading.Barrier(PROGRAMS)

    def titles(number: int) -> list[str]:
        together.wait()
        with open_writer(frozen_store) if number % 2 else open_reader(frozen_store) as record:
            return sorted(case.title for case in cases(record))

    with ThreadPoolExecutor(PROGRAMS) as programs:
        assert list(programs.map(titles, range(PROGRAMS))) == [TITLES] * PROGRAMS


def test_each_change_of_the_schema_is_made_once() -> None:
    changes = ("ALTER TABLE reports ADD COLUMN section TEXT /* where */", "ALTER TABLE reports ADD COLUMN page INTEGER")
    with closing(sqlite3.connect(":memory:")) as raw:
        for known in (0, 1, 2, 2):
            migrate(Database(raw, execute_plugins=False), changes[:known])
            columns = {name for (name,) in raw.execute("SELECT name FROM pragma_table_info('reports')")}
            assert columns & {"section", "page"} == {"section", "page"} & set(" ".join(changes[:known]).split())
            assert raw.execute("PRAGMA user_version").fetchone() == (FIRST_VERSION + known,)
