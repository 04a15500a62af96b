"""The index of words equals a fresh one after any change, undo and redo."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import NotFound, Refused
from db.journal.opening import open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.maintenance.demo import open_or_create_demo
from db.model.fields import CLAIM
from db.model.ids import CaseId
from db.model.things import RowKind, Target
from db.store.connection import transaction
from db.store.fts import IndexedKind, add_words, index_all, index_entry, row_of_index_id, verify_index, words_beginning
from db.store.opening import open_connection, open_reader
from db.store.reader import Reader
from db.store.retry import PATIENCE
from db.write.annotations import add_note
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.remove import remove
from tests.support.factories import CaseFactory

WORDS = ["a boat ran aground", "the boat", "بغداد الطائرة", "İstanbul", "巴格达上空", "!!", "boat boat boat", "мой ёж"]


def held(record: Reader) -> set[tuple[str, int, int]]:
    """Every word of the index with its row and place."""
    record.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.each_word USING fts5vocab('main', 'words', 'instance')")
    return {(term, row, at) for term, row, at in record.rows("SELECT term, doc, offset FROM temp.each_word")}


def expected(record: Reader) -> set[tuple[str, int, int]]:
    """The same, from the rows of the record."""
    found = set()
    for place in IndexedKind:
        for id in record.column(f'SELECT id FROM "{place.table}"'):
            (names,) = [[row[1] for row in record.rows(f"PRAGMA table_info({place.table})")]]
            values = record.rows(f'SELECT * FROM "{place.table}" WHERE id = ?', id)[0]
            row = index_entry(place.table, id, dict(zip(names, values, strict=True)))
            if row:
                found |= {(word, row[0], at) for at, word in enumerate(row[1].split())}
    return found


class Broken(Exception):
    """An error in the middle of an action."""


def fail(desk: CaseFactory, words: str, *, inside: bool) -> None:
    """Begin an action that fails, and perhaps one inside it."""
    with desk.writer.action("fail"):
        desk.claim(words)
        if inside:
            with suppress(Broken):
                fail(desk, f"{words} inside", inside=False)
        raise Broken


def walk(desk: CaseFactory, step: str, words: str, which: int) -> None:
    writer = desk.writer
    ids = writer.column("SELECT id FROM claims ORDER BY id")
    claim = ids[which % len(ids)] if ids else None
    match step:
        case "enter":
            desk.claim(words)
        case "say":
            desk.says(holds=claim, words=words)
        case "edit" if claim:
            edit(writer, CLAIM, claim, text=words)
        case "note" if claim:
            add_note(writer, Target(RowKind.CLAIM, claim), words)
        case "remove" if claim:
            remove(writer, RowKind.CLAIM, claim, whole=True)
        case "fail":
            with suppress(Broken):
                fail(desk, words, inside=which % 2 > 0)
        case "half":
            with writer.action("half"):
                desk.claim(words)
                with suppress(Broken):
                    fail(desk, words, inside=True)
        case "undo":
            undo(writer)
        case "redo":
            redo(writer)


steps = st.tuples(
    st.sampled_from(["enter", "say", "edit", "note", "remove", "fail", "half", "undo", "undo", "redo"]),
    st.sampled_from(WORDS),
    st.integers(0, 5),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, max_size=14))
def test_index_follows_any_change(taken: list[tuple[str, str, int]]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "Rana") as writer:
        desk = CaseFactory(writer)
        for step, words, which in taken:
            try:
                walk(desk, step, words, which)
            except (Refused, NotFound):
                continue
        assert held(writer) == expected(writer)
        assert verify_index(writer) == []


def test_old_index_is_rebuilt(tmp_path: Path) -> None:
    path = open_or_create_demo(tmp_path / "desk.db")
    with open_reader(path) as record:
        assert verify_index(record) == []
        assert words_beginning(record, "dishon", 5) == ["dishonorable", "dishonourable"]
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    connection.close()
    with open_reader(path) as record:
        assert "disagrees" in verify_index(record)[0]
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE words_folded SET by = by - 1")
    connection.close()
    with open_reader(path) as record:
        assert "another version" in verify_index(record)[0]
    with open_writer(path, "Rana") as writer:
        assert verify_index(writer) == []


def test_damaged_index_is_rebuilt(tmp_path: Path) -> None:
    path = open_or_create_demo(tmp_path / "desk.db")
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM words_data WHERE id > 100")
    connection.close()
    with open_writer(path, "Rana") as writer:
        assert verify_index(writer)
    with closing(open_connection(path)) as connection, transaction(connection, PATIENCE):
        index_all(connection)
    with open_writer(path, "Rana") as writer:
        assert verify_index(writer) == []
        assert held(writer) == expected(writer)


def test_readonly_row_is_checked(tmp_path: Path) -> None:
    path = open_or_create_demo(tmp_path / "desk.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE claims SET text = 'unheard of' WHERE id = 1")
    connection.close()
    with open_reader(path) as record:
        assert "“unheard”" in " ".join(verify_index(record)) or "words" in verify_index(record)[0]


def test_many_rows_at_once() -> None:
    with CaseFactory.in_memory() as desk, desk.writer.action("many"):
        claim = desk.claim("first")
        rows = [(claim + number, {"text": f"word{number}"}) for number in range(1, 50)]
        connection = desk.writer._connection
        add_words(connection, (found for id, row in rows if (found := index_entry("claims", id, row))))
        numbers = desk.writer.column("SELECT rowid FROM words WHERE words MATCH 'word7'")
        assert [row_of_index_id(number) for number in numbers] == [(IndexedKind.CLAIM, claim + 7)]


def test_undone_rows_leave_no_words(tmp_path: Path) -> None:
    with open_writer(open_or_create_demo(tmp_path / "desk.db"), "Rana") as writer:
        with writer.action("many"):
            made = [add_claim(writer, CaseId(1), f"heron {number}") for number in range(60)]
            edit(writer, CLAIM, made[3], text="a bittern")
            edit(writer, CLAIM, made[-1], text="a curlew")
            with suppress(Broken), writer.action("inside"):
                edit(writer, CLAIM, made[4], text="an egret")
                raise Broken
        for step in (undo, redo, undo):
            step(writer)
            assert held(writer) == expected(writer)
            assert verify_index(writer) == []


@pytest.mark.parametrize("id", [1, 2**40 - 1])
def test_kinds_have_own_ranges(id: int) -> None:
    for place in IndexedKind:
        found = index_entry(place.table, id, dict.fromkeys(("title", "name", "text", "summary", "exact"), "words"))
        assert found is not None
        assert row_of_index_id(found[0]) == (place, id)
        assert place.span[0] <= found[0] <= place.span[1]
    assert index_entry("claims", 2**40, {"text": "words"}) is None
    assert index_entry("stances", 1, {"text": "words"}) is None
