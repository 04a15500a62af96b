"""Undo beside other people: one's own action first, any action by its number, and errors that explain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import NotFound, OnRecordError, Refused
from db.journal.log import history
from db.journal.opening import open_writer
from db.journal.undo import UndoRefused, redo, undo
from db.journal.writer import Writer
from db.model.enums import Certainty, Polarity, Status
from db.model.fields import CLAIM
from db.model.ids import CaseId, StatementId
from db.store.opening import open_reader
from db.write.assessments import set_status
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.statements import set_stance
from tests.support.cli_runner import CommandLine

CASE = CaseId(1)


@pytest.fixture
def hands(demo_store: Path) -> Iterator[tuple[Writer, Writer]]:
    with open_writer(demo_store, "Rana") as rana, open_writer(demo_store, "Maysa") as maysa:
        yield rana, maysa


def texts(writer: Writer) -> list[str]:
    return writer.column("SELECT text FROM claims WHERE id > 10 ORDER BY id")


def test_each_undoes_their_own(hands: tuple[Writer, Writer]) -> None:
    rana, maysa = hands
    for writer in rana, maysa, rana, maysa:
        add_claim(writer, CASE, f"{writer.who} {len(texts(writer))}")
    assert undo(rana).words == "add claim C8 “Rana 2”"
    assert undo(maysa).words == "add claim C9 “Maysa 3”"
    assert undo(rana).words == "add claim C6 “Rana 0”"
    assert texts(rana) == ["Maysa 1"]
    assert redo(rana).words == "add claim C6 “Rana 0”"
    assert redo(maysa).words == "add claim C9 “Maysa 3”"
    assert texts(rana) == ["Rana 0", "Maysa 1", "Maysa 3"]


def test_others_action_is_named_not_undone(hands: tuple[Writer, Writer]) -> None:
    rana, maysa = hands
    with rana.action("import a table"):
        for number in range(3):
            add_claim(rana, CASE, f"row {number}")
    with pytest.raises(
        NotFound, match=r"nothing of yours to undo\. .* by Rana: “import a table” \(.* UTC, 3 rows\)"
    ) as no:
        undo(maysa)
    assert no.value.hint == "onrecord undo --action 1 undoes it."
    assert len(texts(rana)) == 3
    assert undo(maysa, action=1).who == "Rana"
    with pytest.raises(NotFound, match=r"nothing of yours to redo\. What was undone last is by Rana: “import a table”"):
        redo(rana)
    assert redo(rana, action=1).id == 1
    assert len(texts(rana)) == 3


def test_undo_by_number(demo_store: Path) -> None:
    run = CommandLine(demo_store)
    for text in "one", "two", "three":
        run("add", "claim", text)
    assert "undone: add claim C7 “two”" in run("undo", "--action", "2")
    assert "already undone" in run.refused("undo", "--action", "2").message
    assert run.refused("undo", "--action", "4").hint == "onrecord redo --action 2 does that."
    assert "no action 99" in run.refused("undo", "--action", "99").message
    assert "redone: add claim C7 “two”" in run("redo", "--action", "2")
    assert "is not undone" in run.refused("redo", "--action", "1").message


def test_changed_since_says_who(hands: tuple[Writer, Writer]) -> None:
    rana, maysa = hands
    claim = add_claim(rana, CASE, "it fell")
    edit(maysa, CLAIM, claim, text="it rose")
    time = r" \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)"
    with pytest.raises(UndoRefused, match=r"by Maysa, who did “change claim C6 “it fell””" + time) as refused:
        undo(rana)
    assert refused.value.hint == "onrecord undo --action 2 undoes that first; or change it by hand."
    assert texts(rana) == ["it rose"]
    undo(rana, action=2)
    assert undo(rana).id == 1, "once that is out of the way, it goes"


def test_dependents_since_are_told(hands: tuple[Writer, Writer]) -> None:
    rana, maysa = hands
    claim = add_claim(rana, CASE, "it fell")
    set_stance(maysa, StatementId(1), claim, Polarity.FOR, Certainty.CERTAIN)
    with pytest.raises(UndoRefused, match=r"something was added since by Maysa, who did “add stance”"):
        undo(rana)
    assert len(history(rana)) == 2, "nothing was saved"


def test_undo_is_never_stuck(hands: tuple[Writer, Writer]) -> None:
    rana, maysa = hands
    add_claim(rana, CASE, "first")
    edit(maysa, CLAIM, add_claim(rana, CASE, "second"), text="hers")
    with pytest.raises(UndoRefused) as refused:
        undo(rana)
    assert undo(rana, passing={refused.value.action}).words == "add claim C6 “first”"
    with pytest.raises(NotFound, match="You have nothing else"):
        undo(rana, passing={refused.value.action})


def test_bent_row_is_explained(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, CASE, "it fell")
    with closing(sqlite3.connect(demo_store)) as raw:
        raw.execute("UPDATE claims SET text = CAST(x'44ff80' AS TEXT) WHERE key = 'C6'")
        raw.commit()
    with open_writer(demo_store, "Rana") as writer:
        with pytest.raises(Refused, match="can't be undone: what it changed has changed") as refused:
            undo(writer)
        assert "onrecord undo --action N undoes another" in refused.value.hint
        add_claim(writer, CASE, "it rose")
        assert undo(writer).words == "add claim C7 “it rose”"


def test_damaged_page_is_explained(demo_store: Path) -> None:
    run = CommandLine(demo_store)
    with closing(sqlite3.connect(demo_store)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'claims'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    with demo_store.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    before = demo_store.read_bytes()
    for words in (("claims",), ("add", "claim", "more"), ("claim", "C1"), ("check",), ("backup", f"{demo_store}.copy")):
        error: OnRecordError = run.refused(*words)
        assert "damaged" in error.message or "whole" in error.message, words
        assert error.exit_code in (5, 17)
    assert demo_store.read_bytes() == before
    with open_reader(demo_store) as record:
        assert record.column("SELECT title FROM cases") != []


@pytest.mark.parametrize("number", [1, 60])
def test_others_decision_blocks(hands: tuple[Writer, Writer], number: int) -> None:
    one, other = hands
    with one.action("claims"):
        made = [add_claim(one, CaseId(1), f"It was so {each}") for each in range(number)]
    set_status(other, made[-1:], Status.SECOND_LOOK)
    with pytest.raises(Refused, match="changed since"):
        undo(one)
    assert one.column("SELECT status FROM claims WHERE id = ?", made[-1]) == ["second_look"]
    undo(other)
    assert undo(one).words == "claims"
    assert one.column("SELECT count(*) FROM claims WHERE id = ?", made[-1]) == [0]
