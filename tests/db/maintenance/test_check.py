"""``onrecord check`` names what is wrong with a store, and changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import NotFound, NotWhole, OnRecordError
from db.intake.article import Article
from db.journal.opening import create_store, open_writer
from db.journal.undo import redo, undo
from db.maintenance.backup import back_up
from db.maintenance.check import check
from db.maintenance.findings import CheckPart
from db.markup.proposal_rows import stored_proposals
from db.markup.proposals import accept_proposal, add_proposals
from db.model.enums import Method
from db.model.fields import CLAIM
from db.model.ids import CaptureId, CaseId
from db.model.things import RowKind, Target
from db.store.opening import open_reader
from db.write.annotations import add_note, add_tag
from db.write.articles import import_article
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.remove import remove
from tests.support.cli_runner import CommandLine
from tests.support.raw_store import breaking

CASE = CaseId(1)


@pytest.fixture
def store(demo_store: Path) -> Path:
    """The shipped case with some work done on it."""
    with open_writer(demo_store, "Rana") as writer:
        claim = add_claim(writer, CASE, "it fell")
        edit(writer, CLAIM, claim, text="it fell by itself")
        undo(writer)
        redo(writer)
        other = add_claim(writer, CASE, "it rose")
        remove(writer, RowKind.CLAIM, other)
        undo(writer)
        add_proposals(writer, CaptureId(1))
        for each in stored_proposals(writer, CaptureId(1))[:2]:
            accept_proposal(writer, each.id)
        undo(writer)
    return demo_store


def found(path: Path) -> list[tuple[CheckPart, str]]:
    with open_reader(path, rules=True) as record:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            record.rows("DELETE FROM cases")
        return [(each.part, each.sentence) for each in check(record).findings]


def test_used_store_is_whole(store: Path) -> None:
    before = store.read_bytes()
    assert found(store) == []
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "part", "says"),
    [
        (
            "UPDATE claims SET status = 'nonsense' WHERE key = 'C2'",
            CheckPart.VALUES,
            "Claim C2 holds “nonsense” in status: none of new",
        ),
        (
            "UPDATE stances SET claim = 999 WHERE id = 1",
            CheckPart.REFERENCES,
            "names a claim that is not there (claim)",
        ),
        (
            "UPDATE claims SET text = CAST(x'44ff80' AS TEXT) WHERE key = 'C2'",
            CheckPart.TEXT,
            "Claim C2 has bytes in text",
        ),
        (
            'UPDATE quotes SET start = start + 1, "end" = "end" + 1 WHERE id = 1',
            CheckPart.ANCHORS,
            "not in its capture",
        ),
        ("UPDATE captures SET text = text || '!' WHERE id = 1", CheckPart.CAPTURES, "has other text than were kept"),
        ("DELETE FROM actions WHERE id = 3", CheckPart.JOURNAL, "No action is numbered 3"),
        ("DELETE FROM actions WHERE id = (SELECT max(id) FROM actions)", CheckPart.JOURNAL, "the journal was cut"),
        ("DELETE FROM journal WHERE action = 2", CheckPart.JOURNAL, "Action 2 has no entry in the journal"),
        ("UPDATE journal SET action = 99 WHERE seq = 2", CheckPart.JOURNAL, "belongs to an action that is not there"),
        ("UPDATE journal SET after = '{' WHERE seq = 1", CheckPart.JOURNAL, "Entry 1 of the journal is no JSON"),
        ("UPDATE actions SET ulid = lower(ulid) WHERE id = 1", CheckPart.JOURNAL, "no ULID"),
        (
            "UPDATE claims SET text = 'otherwise' WHERE key = 'C6'",
            CheckPart.ROWS,
            "Claim C6 is not as the journal says: text",
        ),
        (
            "UPDATE claims SET status = 'done' WHERE key = 'C6'",
            CheckPart.ROWS,
            "Claim C6 is not as the journal says: status",
        ),
        ("DELETE FROM claims WHERE key = 'C7'", CheckPart.ROWS, "is gone, and the journal does not say so"),
        (
            'UPDATE journal SET before = \'{"text": "x"}\' WHERE seq = 2',
            CheckPart.ROWS,
            "entry 2 of the journal does not follow",
        ),
        ("INSERT INTO words (rowid, text) VALUES (1, 'nonsense')", CheckPart.SEARCH, "search index"),
    ],
)
def test_damage_found_and_named(store: Path, sql: str, part: CheckPart, says: str) -> None:
    with breaking(store) as raw:
        raw.execute(sql)
    findings = found(store)
    assert any(each is part and says in sentence for each, sentence in findings), findings


def test_damaged_page_and_the_rest(store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'stances_by_claim'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    with store.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    findings = found(store)
    assert any(part is CheckPart.FILE for part, _ in findings)
    assert all(sentence.endswith((".", ":")) for _, sentence in findings)


def test_findings_are_counted(store: Path) -> None:
    with breaking(store) as raw:
        raw.execute(
            """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
               INSERT INTO actions (ulid, at, who, words)
               SELECT printf('01%024d', i), '2026-01-01T00:00:00Z', 'x', 'y' FROM n"""
        )
    findings = [sentence for part, sentence in found(store) if part is CheckPart.JOURNAL]
    assert len(findings) == 101
    assert findings[-1] == "50 more of this kind."


def whole_after(path: Path, texts: list[str]) -> None:
    """Write texts into a new store by every way, undo and redo it all, and assert that it is whole after each."""
    with create_store(path, who="Rana") as writer:
        case = add_case(writer, "A case", tz="UTC")
        for text in texts:
            with suppress(OnRecordError):  # empty once it is cleaned
                claim = add_claim(writer, case, text)
                add_note(writer, Target(RowKind.CLAIM, claim), text)
                add_tag(writer, [Target(RowKind.CLAIM, claim)], text[:60])
            with suppress(OnRecordError):
                article = Article(
                    text=f"It is {text}, the mayor said.\n\n“{text}”, she added.",
                    raw=text.encode("utf-8", "replace"),
                    outlet="Outlet",
                    method=Method.PASTE,
                    tool="t",
                    tool_version="1",
                )
                add_proposals(writer, import_article(writer, case, article).capture)
        assert list(check(writer).findings) == []
        done = 0
        with suppress(NotFound):
            while True:
                undo(writer)
                done += 1
        assert list(check(writer).findings) == []
        for _ in range(done):
            redo(writer)
        assert list(check(writer).findings) == []
        back_up(writer, path, path.with_suffix(".copy"))


@pytest.mark.parametrize(
    "word",
    ["a" * 32_769, "é" * 20_000, "x" * 32_767 + "é", "漢" * 12_000, "\U00010400" * 9_000, "ب" * 20_000, "aB+/" * 9_000],
    ids=["ascii", "accents", "cut-through", "chinese", "astral", "arabic", "base64"],
)
def test_long_word_is_whole(tmp_path: Path, word: str) -> None:
    whole_after(tmp_path / "desk.db", [word, f"{word}b and {word}"])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_text_is_whole(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "desk.db"
    whole_after(path, texts)
    for each in tmp_path.iterdir():
        each.unlink()


def test_command_exit_code(store: Path) -> None:
    run = CommandLine(store)
    run_check = run("check")
    assert "is intact: schema, file, values, references, text, keys, anchors, captures, journal, rows" in run_check
    assert run.json("check")["whole"] is True
    with breaking(store) as raw:
        raw.execute("UPDATE claims SET text = 'otherwise' WHERE key = 'C6'")
    error = run.refused("check")
    assert isinstance(error, NotWhole)
    assert error.exit_code == 17
    assert "is not intact: " in error.message
