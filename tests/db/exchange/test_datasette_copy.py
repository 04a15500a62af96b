"""The copy for Datasette, opened by Datasette and asked."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from db.exchange import datasette_copy
from db.exchange.datasette_queries import QUERIES
from db.exchange.datasette_tables import COPIED
from db.exchange.export import Export
from db.exchange.masking import make_mask
from db.exchange.selection import Scope
from db.journal.opening import open_writer
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind, Target
from db.queries.claims import claim_ids
from db.queries.origins import origin_counts, origins
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.annotations import add_note, add_task

CASE = CaseId(1)


def unpack(export: Export, folder: Path) -> Path:
    out = io.BytesIO()
    datasette_copy.write(export, out)
    with ZipFile(out) as files:
        assert files.namelist() == ["case.db", "metadata.json", "README.txt"]
        files.extractall(folder)
    return folder


@pytest.fixture
def annotated(demo_store: Path) -> Iterator[Reader]:
    """The shipped case with a note, a task and bytes that no copy may have."""
    with open_writer(demo_store, who="Rana") as writer:
        add_note(writer, Target(RowKind.CASE, CASE), "zebra note")
        add_task(writer, Target(RowKind.CASE, CASE), "zebra task")
    with open_reader(demo_store) as reader:
        yield reader


@pytest.fixture
def copied(annotated: Reader, tmp_path: Path) -> Path:
    return unpack(Export(annotated, Scope(CASE)), tmp_path / "copy")


def ask(folder: Path, *paths: str) -> list[Any]:
    """What Datasette answers at some addresses."""
    app = pytest.importorskip("datasette.app", reason="datasette is in the extra validators")
    metadata = json.loads((folder / "metadata.json").read_text())

    async def answers() -> list[Any]:
        server = app.Datasette([str(folder / "case.db")], metadata=metadata)
        await server.invoke_startup()
        found = [await server.client.get(path) for path in paths]
        assert all(each.status_code == 200 for each in found), [each.text for each in found]
        return [each.json() if ".json" in path else each.text for path, each in zip(paths, found, strict=True)]

    return asyncio.run(answers())


def test_datasette_tells_the_origins_of_a_claim(annotated: Reader, copied: Path) -> None:
    (rows,) = ask(copied, "/case/origins_of_a_claim.json?claim=c1&_shape=array")
    claim = ClaimId(annotated.column("SELECT id FROM claims WHERE key = 'C1'")[0])
    expected = origins(annotated, claim)
    assert len(expected) > 1
    keys = dict(annotated.rows("SELECT id, key FROM statements"))
    assert {row["statement"] for row in rows} == {keys[each.statement] for each in expected}
    assert {row["standing"] for row in rows} <= {"named", "anonymous", "not recorded"}
    exact = annotated.column("SELECT exact FROM quotes WHERE statement = ?", expected[0].statement)
    words = {row["statement"]: row["words"] for row in rows}[keys[expected[0].statement]]
    assert all(each in words for each in exact) if exact else words == "not recorded"


def test_datasette_answers_every_canned_query_and_table(copied: Path) -> None:
    values = "claim=C1&statement=S1&source=W1"
    for name, rows in zip(
        QUERIES, ask(copied, *(f"/case/{name}.json?_shape=array&{values}" for name in QUERIES)), strict=True
    ):
        assert rows, name
    pages = ask(copied, "/", "/case", *(f"/case/{table.name}" for table in COPIED))
    assert "as of action" in pages[0]
    assert "Origins of a claim" in pages[1]


def test_the_copy_has_the_numbers_of_the_desk(annotated: Reader, copied: Path) -> None:
    counts = origin_counts(annotated, list(claim_ids(annotated, CASE)))
    with closing(sqlite3.connect(copied / "case.db")) as copy:
        found = copy.execute(
            """SELECT c.key, n.side, n.named, n.anonymous, n.not_recorded, n.withdrawn
               FROM claim_numbers n JOIN claims c ON c.ulid = n.claim"""
        ).fetchall()
    keys = dict(annotated.rows("SELECT id, key FROM claims"))
    sides = [
        (keys[id], word, side.named, side.anonymous, side.not_recorded, side.withdrawn)
        for id, both in counts.items()
        for word, side in (("for", both.supporting), ("against", both.against))
    ]
    assert sorted(found) == sorted(sides)


def test_every_quote_is_copied_with_whose_words_it_is(annotated: Reader, copied: Path) -> None:
    with closing(sqlite3.connect(copied / "case.db")) as copy:
        copy.execute("PRAGMA foreign_keys = ON")
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        quotes = dict(copy.execute("SELECT ulid, exact FROM quotes"))
        indirect = copy.execute("SELECT words_by FROM quotes WHERE form = 'indirect'").fetchall()
    assert quotes == dict(annotated.rows("SELECT ulid, exact FROM quotes"))
    assert indirect
    assert all(words_by for (words_by,) in indirect)


def test_notes_tasks_bytes_and_journal_stay_behind(annotated: Reader, copied: Path) -> None:
    with closing(sqlite3.connect(copied / "case.db")) as copy:
        names = {name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        captured = {row[1] for row in copy.execute("PRAGMA table_info(captures)")}
    assert names == {*(table.name for table in COPIED), "claim_numbers", "origins", "denials"}
    assert "raw" not in captured
    assert b"zebra" not in (copied / "case.db").read_bytes()


def test_the_same_record_gives_the_same_copy(annotated: Reader) -> None:
    one, other = io.BytesIO(), io.BytesIO()
    datasette_copy.write(Export(annotated, Scope(CASE)), one)
    datasette_copy.write(Export(annotated, Scope(CASE)), other)
    assert one.getvalue() == other.getvalue()


def test_a_masked_person_is_not_in_the_copy(annotated: Reader, tmp_path: Path) -> None:
    (key,) = annotated.column("SELECT key FROM sources WHERE name = 'Ahmed Khalaf'")
    folder = unpack(Export(annotated, Scope(CASE), mask=make_mask(annotated, [key])), tmp_path)
    assert b"Khalaf" not in (folder / "case.db").read_bytes()
    assert "are masked" in (folder / "metadata.json").read_text()


def test_a_part_of_a_case_is_whole_in_itself(annotated: Reader, tmp_path: Path) -> None:
    chosen = [int(claim_ids(annotated, CASE)[0])]
    folder = unpack(Export(annotated, Scope(CASE, rows=chosen)), tmp_path / "part")
    with closing(sqlite3.connect(folder / "case.db")) as copy:
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        assert copy.execute("SELECT key FROM claims").fetchall() == [("C1",)]
        assert copy.execute("SELECT count(*) FROM stances").fetchone() == (
            annotated.column("SELECT count(*) FROM stances WHERE claim = ?", chosen[0])[0],
        )
