"""A schema that is not onrecord's is named, and opened only when accepted, for reading."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import ForeignSchema
from db.journal.opening import open_writer
from db.maintenance.check import check
from db.maintenance.findings import CheckPart
from db.queries.cases import cases
from db.store.header import OLDEST_VERSION, SCHEMA_VERSION
from db.store.opening import open_reader
from db.store.reader import Reader
from db.store.schema_digest import DIGESTS
from tests.support.frozen_stores import frozen_versions, thaw
from tests.support.schema_digests import digest_of, schema_digests


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        for each in statements:
            raw.execute(each)


def test_digests_are_of_this_schema() -> None:
    found = schema_digests()
    assert found.keys() == DIGESTS, "python -m tests.support.schema_digests prints them"
    assert len(found) == 2


def test_released_schemas_stay_as_they_are(tmp_path: Path) -> None:
    """A change of any SQL is a version of its own in ``db/store/schema_changes.py``, also one of ``views.sql``."""
    assert frozen_versions() == [OLDEST_VERSION, *range(12, SCHEMA_VERSION + 1)], (
        "python -m tests.support.frozen_stores keeps a store of a new version"
    )
    assert digest_of(thaw(SCHEMA_VERSION, tmp_path / "last.db")) in DIGESTS, (
        f"users have stores of schema {SCHEMA_VERSION} with other SQL: the change belongs to the next version"
    )


CHANGES = [
    ("CREATE VIEW extra AS SELECT 1", "view extra is not onrecord's"),
    ("CREATE INDEX extra ON claims(text)", "index extra is not onrecord's"),
    ("CREATE TABLE c\u0430ses (id INTEGER)", r"table c\u0430ses is not onrecord's"),
    ("DROP TRIGGER captures_are_never_edited", "trigger captures_are_never_edited is missing"),
    ("DROP INDEX tags_by_tag", "index tags_by_tag is missing"),
    (
        "UPDATE sqlite_schema SET sql = replace(sql, 's.polarity', '-s.polarity') WHERE name = 'origins'",
        "view origins differs",
    ),
    (
        "UPDATE sqlite_schema SET sql = replace(sql, '''apart''', '''part''') WHERE name = 'claim_joins'",
        "table claim_joins differs",
    ),
    (
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE sqlite_sequence(seq,name)' WHERE name = 'sqlite_sequence'",
        "table ",
    ),
]


@pytest.mark.parametrize(("change", "says"), CHANGES, ids=[says for _, says in CHANGES])
def test_each_difference_is_named(demo_store: Path, change: str, says: str) -> None:
    run_sql(demo_store, change)
    for door in open_reader, open_writer:
        with pytest.raises(ForeignSchema) as refused:
            door(demo_store)
        assert says in refused.value.message
        assert "--accept-schema" in refused.value.hint
    with open_reader(demo_store, accept_schema=True, rules=True) as record:
        assert says in record.foreign_parts[0]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            record.rows("DELETE FROM cases")
        findings = check(record).findings
        assert {each.part for each in findings} == {CheckPart.SCHEMA}
        assert says[1:] in findings[0].sentence


@pytest.mark.parametrize(
    "added",
    [
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
        "CREATE TABLE _litestream_lock (id INTEGER)",
        "ANALYZE",
    ],
)
def test_known_additions_are_ours(demo_store: Path, added: str) -> None:
    run_sql(demo_store, added)
    open_writer(demo_store).close()
    with open_reader(demo_store, rules=True) as record:
        assert record.foreign_parts == ()
        assert check(record).is_whole


@pytest.mark.parametrize(
    "added",
    [
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER, CHECK (id < 9))",
        "CREATE VIEW _litestream_lock AS SELECT 1 AS id",
        "CREATE TRIGGER t AFTER INSERT ON _sqlite_migrations BEGIN SELECT 1; END",
        "DROP TABLE _sqlite_migrations; CREATE VIEW _sqlite_migrations AS SELECT 1 AS name",
    ],
)
def test_known_names_do_not_suffice(demo_store: Path, added: str) -> None:
    run_sql(demo_store, *added.split("; C")[:1] if "; C" in added else (added,))
    if "; C" in added:
        run_sql(demo_store, "C" + added.split("; C")[1])
    with pytest.raises(ForeignSchema):
        open_reader(demo_store)


def test_older_foreign_store_is_not_upgraded(frozen_store: Path) -> None:
    run_sql(frozen_store, "CREATE TRIGGER forge AFTER INSERT ON notes BEGIN SELECT 1; END")
    before = frozen_store.read_bytes()
    for accept in False, True:
        with pytest.raises(ForeignSchema, match="trigger forge is not onrecord's"):
            open_reader(frozen_store, accept_schema=accept)
    with pytest.raises(ForeignSchema):
        open_writer(frozen_store)
    assert frozen_store.read_bytes() == before


def forge_views(path: Path) -> None:
    """Give every view of a store SQL that fails when it is run."""
    run_sql(
        path,
        "UPDATE sqlite_schema SET sql = 'CREATE VIEW ' || name || ' AS SELECT id FROM nowhere' WHERE type = 'view'",
    )


@pytest.mark.parametrize("version", [each for each in frozen_versions() if each < SCHEMA_VERSION])
@pytest.mark.parametrize("door", [open_reader, open_writer])
def test_views_of_older_stores_never_run(tmp_path: Path, version: int, door: Callable[[Path], Reader]) -> None:
    older = thaw(version, tmp_path / "older.db")
    forge_views(older)
    passed_off = Path(shutil.copy(older, tmp_path / "passed_off.db"))
    run_sql(passed_off, f"PRAGMA user_version = {SCHEMA_VERSION}")
    door(older).close()
    assert digest_of(older) in DIGESTS
    with open_reader(older) as record:
        assert record.rows("SELECT * FROM denials")
    with pytest.raises(ForeignSchema, match="is not onrecord's"):
        door(passed_off)


def test_comments_and_blanks_may_differ(demo_store: Path) -> None:
    run_sql(demo_store, "UPDATE sqlite_schema SET sql = replace(sql, ' AS', '/* as */ AS ') WHERE name = 'verdicts'")
    with open_reader(demo_store) as record:
        assert record.foreign_parts == ()
        assert [case.key for case in cases(record)] == ["K1"]


def test_other_encoding_is_named(tmp_path: Path, demo_store: Path) -> None:
    other = tmp_path / "utf16.db"
    with closing(sqlite3.connect(demo_store)) as raw, closing(sqlite3.connect(other, isolation_level=None)) as made:
        made.execute("PRAGMA encoding = 'UTF-16le'")
        for name in "application_id", "user_version":
            made.execute(f"PRAGMA {name} = {raw.execute(f'PRAGMA {name}').fetchone()[0]}")
        for (sql,) in raw.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'words_*'"):
            if "sqlite_sequence" not in sql:
                made.execute(sql)
    with pytest.raises(ForeignSchema, match="text is kept as UTF-16le, not as UTF-8"):
        open_reader(other)
