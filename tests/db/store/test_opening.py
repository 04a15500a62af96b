"""Opening, making and sharing a store."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from db.errors import DamagedStore, NewerStore, NoSuchStore, NotAStore, OnRecordError, Refused, StoreBusy
from db.journal.opening import create_store, open_writer
from db.model.enums import Naming, SourceKind
from db.model.ids import CaseId, ReportId
from db.queries.cases import case
from db.queries.chain import chain, filter_chain
from db.queries.claims import claim_ids, claims
from db.queries.denials import denial_ids
from db.queries.origins import origin_counts
from db.queries.sources import source_ids, sources
from db.queries.statements import statement_ids_in_report, statements
from db.store.error_translation import explain_error
from db.store.files import discard_store
from db.store.header import APPLICATION_ID, SCHEMA_VERSION
from db.store.opening import open_reader
from db.write.sources import add_source
from tests.support.raw_store import breaking

CASE = CaseId(1)


# --- making ---


def test_new_store_has_its_header(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_store(path).close()
    header = path.read_bytes()[:100]
    assert header.startswith(b"SQLite format 3\0")
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
    assert [file.name for file in tmp_path.iterdir()] == ["desk.db"]


def test_store_is_private(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"notes", b"SQLite format 3\0"])
def test_never_overwrites_a_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(content)
    with pytest.raises(NotAStore, match="exists already"):
        create_store(path)
    assert path.read_bytes() == content


def test_never_overwrites_others(demo_store: Path, tmp_path: Path) -> None:
    before = demo_store.read_bytes()
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "elsewhere.db")
    for path in (demo_store, tmp_path, link):
        with pytest.raises(NotAStore, match="exists already"):
            create_store(path)
    assert demo_store.read_bytes() == before
    assert not (tmp_path / "elsewhere.db").exists()


def test_missing_folder_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStore, match="no folder"):
        create_store(tmp_path / "nowhere" / "desk.db")
    assert not (tmp_path / "nowhere").exists()


def test_filling_store_is_readable(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with create_store(path) as writer, open_reader(path) as record:
        add_source(writer, "Somebody", kind=SourceKind.PERSON, naming=Naming.NAMED)
        assert record.column("SELECT name FROM sources") == ["Somebody"]


def test_opening_changes_nothing(demo_store: Path) -> None:
    before = demo_store.read_bytes()
    open_writer(demo_store).close()
    assert demo_store.read_bytes() == before


def test_discard_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_store(path).close()
    for beside in ("-wal", "-shm", "-journal"):
        Path(f"{path}{beside}").touch()
    discard_store(path)
    discard_store(path)
    assert list(tmp_path.iterdir()) == []


# --- what is no store ---


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
        other.commit()


def newer(path: Path) -> None:
    create_store(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def cut_short(path: Path) -> None:
    create_store(path).close()
    os.truncate(path, 50)


def cut_in_two(path: Path) -> None:
    create_store(path).close()
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("door", [open_reader, open_writer])
@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda _: None, NoSuchStore, "no store at"),
        (lambda path: path.mkdir(), NotAStore, "is a folder"),
        (lambda path: path.write_text("notes"), NotAStore, "not an onrecord store"),
        (lambda path: path.touch(), NotAStore, "not an onrecord store"),
        (other_program, NotAStore, "another program"),
        (newer, NewerStore, "later onrecord"),
        (cut_short, DamagedStore, "cut short"),
        (cut_in_two, DamagedStore, "damaged|cut short"),
    ],
)
def test_not_a_store_refused(tmp_path: Path, door, make, error, says) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "desk.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error, match=says) as refused:
        door(path)
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {file.name for file in tmp_path.iterdir()} <= {"desk.db"}


# --- connections ---


def test_connections_wait_and_check(demo_store: Path) -> None:
    with open_reader(demo_store) as reader, open_writer(demo_store) as writer:
        for connection in (reader, writer):
            assert connection.row("PRAGMA foreign_keys") == (1,)
            assert connection.row("PRAGMA busy_timeout") == (5000,)
            assert connection.row("PRAGMA journal_mode") == ("wal",)
        assert reader.row("PRAGMA query_only") == (1,)
        assert writer.row("PRAGMA query_only") == (0,)


@pytest.mark.parametrize(
    "sql", ["DELETE FROM cases", "CREATE TABLE x (y)", "DROP VIEW chain", "PRAGMA user_version = 9"]
)
def test_reader_cannot_write(demo_store: Path, sql: str) -> None:
    before = demo_store.read_bytes()
    with open_reader(demo_store) as record:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            record.rows(sql)
        record.rows("PRAGMA query_only = OFF")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            record.rows(sql)
    assert demo_store.read_bytes() == before


def test_readers_beside_writer(demo_store: Path) -> None:
    with open_reader(demo_store) as one, open_writer(demo_store) as writer, open_reader(demo_store) as two:
        before = len(source_ids(one, CASE))
        with writer.action():
            add_source(writer, "Somebody", kind=SourceKind.PERSON, naming=Naming.NAMED, case=CASE)
            assert len(source_ids(writer, CASE)) == before + 1
            assert len(source_ids(one, CASE)) == len(source_ids(two, CASE)) == before
        assert len(source_ids(one, CASE)) == len(source_ids(two, CASE)) == before + 1


def test_failed_action_not_written(demo_store: Path) -> None:
    with open_writer(demo_store) as writer, open_reader(demo_store) as record:
        with suppress(ZeroDivisionError), writer.action():
            add_source(writer, "Somebody", kind=SourceKind.PERSON, naming=Naming.NAMED)
            raise ZeroDivisionError
        assert record.column("SELECT name FROM sources WHERE name = 'Somebody'") == []
        add_source(writer, "Somebody", kind=SourceKind.PERSON, naming=Naming.NAMED)
        assert record.column("SELECT name FROM sources WHERE name = 'Somebody'") == ["Somebody"]


def test_busy_store_is_told(demo_store: Path) -> None:
    with open_writer(demo_store) as one, open_writer(demo_store) as two:
        two.patience = 0.0
        with one.action():
            add_source(one, "First", kind=SourceKind.PERSON, naming=Naming.NAMED)
            with pytest.raises(StoreBusy, match="in use by another program"):
                add_source(two, "Second", kind=SourceKind.PERSON, naming=Naming.NAMED)
        add_source(two, "Third", kind=SourceKind.PERSON, naming=Naming.NAMED)
        assert two.column("SELECT name FROM sources ORDER BY id DESC LIMIT 2") == ["Third", "First"]


def test_interrupt_stops_query(demo_store: Path) -> None:
    endless = "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT count(*) FROM up"
    raised: list[Exception] = []
    ended = threading.Event()

    def ask() -> None:
        try:
            record.rows(endless)
        except sqlite3.Error as error:
            raised.append(error)
        ended.set()

    with open_reader(demo_store) as record:
        thread = threading.Thread(target=ask)
        thread.start()
        while not ended.wait(0.01):
            record.interrupt()
        thread.join()
        assert [str(error) for error in raised] == ["interrupted"]
        assert case(record).key == "K1"


# --- broken rows ---


def test_bad_utf_8_hides_no_row(demo_store: Path) -> None:
    with breaking(demo_store) as raw:
        broken = "CAST(x'44' || x'ff80' || x'41' AS TEXT)"
        raw.execute(f"UPDATE sources SET name = {broken}, short = NULL WHERE name = 'Anadolu Agency'")
        raw.execute(f"UPDATE claims SET text = {broken} WHERE key = 'C2'")
        raw.execute(f"UPDATE quotes SET exact = {broken} WHERE id = 1")
    with open_reader(demo_store) as record:
        names = [found.name for found in sources(record, source_ids(record, CASE))]
        assert "D\ufffd\ufffdA" in names
        assert len(names) == 12
        assert [found.text for found in claims(record, claim_ids(record, CASE))][6] == "D\ufffd\ufffdA"
        assert len(statements(record, statement_ids_in_report(record, ReportId(2)))) == 2
        assert len(origin_counts(record, claim_ids(record, CASE))) == 10
        assert len(source_ids(record, CASE, "khalaf")) == 1
        assert len(source_ids(record, CASE, "d\ufffd")) == 1
        assert len(claim_ids(record, CASE, "drone")) == 3
        assert len(denial_ids(record, CASE, "no truth")) == 1
        assert filter_chain(record, CASE, "basnews") == []
        assert filter_chain(record, CASE, "bas news") == chain(record, CASE)[:1]


def test_store_that_can_not_be_filled_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[sqlite3.Connection] = []

    def fail(connection: sqlite3.Connection) -> None:
        opened.append(connection)
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("db.journal.opening.mark_file", fail)
    with pytest.raises(OnRecordError):
        create_store(tmp_path / "desk.db")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


def test_sqlite_errors_explained() -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE t (a INTEGER PRIMARY KEY CHECK (a < 9), b INTEGER NOT NULL DEFAULT 1) STRICT")
        for sql in ("INSERT INTO t VALUES (10, 1)", "INSERT INTO t VALUES (1, NULL)", "INSERT INTO t VALUES ('x', 1)"):
            with pytest.raises(sqlite3.IntegrityError) as raised:
                raw.execute(sql)
            found = explain_error(raised.value, "The store")
            assert isinstance(found, Refused)
            assert found.message.startswith("The record refuses that: ")
            assert found.message.endswith(".")
