"""Every form: adding, editing, and undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.log import history
from db.journal.opening import open_writer
from db.model.enums import Method
from db.model.ids import ReportId
from db.store.opening import open_reader
from db.store.reader import Row
from db.write.captures import add_capture
from tests.support.forms import fill, last_done, row
from tests.support.pilot import open_desk, press, screen_text
from tui.screens.detail import DetailScreen

ADDED = [
    (
        "s",
        {"name": "Reuters", "short": "RTR", "kind": "outlet", "naming": "named", "boundary": "no"},
        "SELECT name, short, kind, naming, is_boundary FROM sources ORDER BY id DESC LIMIT 1",
        ("Reuters", "RTR", "outlet", "named", 0),
        "sources",
    ),
    (
        "s",
        {"name": "Colonel Ali", "belongs": "speaks_for", "org": "Iraqi police"},
        """SELECT m.name, a.kind, o.name FROM affiliations a JOIN sources m ON m.id = a.member
           JOIN sources o ON o.id = a.org ORDER BY a.id DESC LIMIT 1""",
        ("Colonel Ali", "speaks_for", "Iraqi police"),
        "affiliations",
    ),
    (
        "f",
        {"member": "W7", "kind": "part_of", "org": "Washington", "valid": "2019/2021"},
        "SELECT member, kind, org, valid_edtf FROM affiliations ORDER BY id DESC LIMIT 1",
        (7, "part_of", 11, "2019/2021"),
        "affiliations",
    ),
    (
        "r",
        {
            "outlet": "Anadolu Agency",
            "title": "Second thoughts",
            "author": "A. Writer",
            "url": "https://example.org/2",
            "lang": "tr",
            "raw": "on Thursday",
            "edtf": "2020-12-17",
            "holding": "cited",
            "known_via": "R1",
        },
        """SELECT outlet, title, author, url, lang, published_raw, published_edtf, published_lo, holding, known_via
           FROM reports ORDER BY id DESC LIMIT 1""",
        (3, "Second thoughts", "A. Writer", "https://example.org/2", "tr", "on Thursday", "2020-12-17",
         "2020-12-16T21:00:00Z", "cited", 1),
        "reports",
    ),
    (
        "x",
        {"report": "R3", "passages": "The first words.\n\n[...]\n\nThe last words."},
        "SELECT c.text, r.holding FROM captures c JOIN reports r ON r.id = c.report ORDER BY c.id DESC LIMIT 1",
        ("The first words.\n\n[…]\n\nThe last words.", "excerpt"),
        "captures",
    ),
    (
        "c",
        {"text": "the drone was unarmed", "parent": "C1", "part": "alternative", "background": "yes"},
        "SELECT key, text, parent, part, is_background FROM claims ORDER BY id DESC LIMIT 1",
        ("C1f", "the drone was unarmed", 1, "alternative", 1),
        "claims",
    ),
    (
        "w",
        {"claim": "C5", "source": "Washington", "role": "quoted"},
        "SELECT claim, source, role FROM claim_parties ORDER BY id DESC LIMIT 1",
        (10, 11, "quoted"),
        "claim_parties",
    ),
    (
        "t",
        {
            "source": "Ahmed Khalaf",
            "report": "R4",
            "act": "hedge",
            "voice": "relayed",
            "basis": "document",
            "summary": "He was\nnot sure.",
            "raw": "later",
            "edtf": "2020-12-18",
        },
        """SELECT source, report, act, voice, basis, summary, said_raw, said_edtf, said_hi
           FROM statements ORDER BY id DESC LIMIT 1""",
        (7, 4, "hedge", "relayed", "document", "He was\nnot sure.", "later", "2020-12-18", "2020-12-18T20:59:59Z"),
        "statements",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "answers", "sql", "expected", "table"), ADDED, ids=[each[4] for each in ADDED])
async def test_add_and_undo(
    demo_store: Path, key: str, answers: dict[str, str], sql: str, expected: Row, table: str
) -> None:
    before = row(demo_store, f"SELECT count(*) FROM {table}")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", key)
        await fill(pilot, **answers)
        assert row(demo_store, sql) == expected
        await press(pilot, "u")
        assert row(demo_store, f"SELECT count(*) FROM {table}") == before
        await press(pilot, "ctrl+r")
        assert row(demo_store, sql) == expected


CHANGED = [
    (("1", "e"), "source W2", {"name": "Bas", "short": "B", "kind": "group", "naming": "role", "boundary": "yes"},
     "SELECT name, short, kind, naming, is_boundary FROM sources WHERE key = 'W2'", ("Bas", "B", "group", "role", 1)),
    (("2", "e"), "claim C1", {"text": "it fell", "background": "yes"},
     "SELECT text, parent, part, is_background FROM claims WHERE key = 'C1'", ("it fell", None, None, 1)),
    (("2", "j", "e"), "claim C1a", {"text": "by mistake", "parent": "C2", "part": "necessary"},
     "SELECT key, text, parent, part FROM claims WHERE key = 'C1a'", ("C1a", "by mistake", 7, "necessary")),
    (("4", "e"), "report R2", {"title": "A title", "raw": "that day", "edtf": "2020-12", "holding": "held"},
     "SELECT title, published_raw, published_edtf, published_hi, holding FROM reports WHERE key = 'R2'",
     ("A title", "that day", "2020-12", "2020-12-31T20:59:59Z", "held")),
    (("3", "e", "s"), "statement S5", {"act": "retract", "basis": "document", "summary": "No."},
     "SELECT act, basis, summary, said_edtf FROM statements WHERE key = 'S5'",
     ("retract", "document", "No.", None)),
    (("3", "e", "1"), "stance of S5 on C1", {"polarity": "0", "certainty": "possible"},
     "SELECT polarity, certainty FROM stances WHERE statement = 5 AND claim = 1", (0, "possible")),
    (("K", "e"), "case K1", {"title": "Another title", "place": "Kirkuk", "tz": "UTC", "day": "", "summary": ""},
     "SELECT title, place, tz, day_edtf, summary FROM cases", ("Another title", "Kirkuk", "UTC", None, None)),
    (("4", "N"), "step of the chain", {"note": "the first"},
     "SELECT note FROM chain_steps WHERE report = 2", ("the first",)),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "named", "answers", "sql", "expected"), CHANGED, ids=[each[1] for each in CHANGED])
async def test_edit_and_undo(
    demo_store: Path, keys: tuple[str, ...], named: str, answers: dict[str, str], sql: str, expected: Row
) -> None:
    before = row(demo_store, sql)
    assert before != expected
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, *keys)
        await fill(pilot, **answers)
        assert row(demo_store, sql) == expected
        await press(pilot, "u")
        assert row(demo_store, sql) == before


@pytest.mark.parametrize("keys", [keys for keys, *_ in CHANGED if keys != ("4", "N")])
async def test_unchanged_saves_nothing(demo_store: Path, keys: tuple[str, ...]) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, *keys)
        await fill(pilot)
        with open_reader(demo_store) as record:
            assert history(record) == []


async def test_each_line_is_edited(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "enter")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        party = next(
            at for at, block in enumerate(view.sheet.blocks) if block.row and block.row.kind == "claim_parties"
        )
        view.sheet.cursor = party
        await press(pilot, "e")
        await fill(pilot, role="affected")
        assert row(demo_store, "SELECT role FROM claim_parties WHERE claim = 1 ORDER BY id DESC LIMIT 1") == (
            "affected",
        )
        await press(pilot, "u")
        view.sheet.cursor = next(at for at, block in enumerate(view.sheet.blocks) if "S1," in block.content.plain)
        await press(pilot, "e")
        assert "S3 paraphrases S1" in screen_text(pilot.app)
        await press(pilot, "8")
        await fill(pilot, kind="translates", ground="inferred")
        assert row(demo_store, "SELECT kind, ground FROM relays WHERE id = 2") == ("translates", "inferred")
        await press(pilot, "escape", "1")
        desk.panes[0].listing.go_to(5)
        await press(pilot, "enter", "down", "e")
        await fill(pilot, kind="owned_by", valid="2020")
        assert row(demo_store, "SELECT kind, valid_edtf FROM affiliations WHERE member = 5") == ("owned_by", "2020")
        await press(pilot, "d")
        assert row(demo_store, "SELECT count(*) FROM affiliations WHERE member = 5") == (0,)
        assert "belongs to   not recorded" in screen_text(pilot.app)


async def test_quote_form_is_edited(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "e")
        assert "“There is no truth" in screen_text(pilot.app)
        await press(pilot, "3")
        await fill(pilot, form="mixed", cue="said", lang="ar", via_translation="yes")
        assert row(
            demo_store, "SELECT form, cue, lang, via_translation FROM quotes WHERE statement = 5 ORDER BY start LIMIT 1"
        ) == ("mixed", "said", "ar", 1)


async def test_stance_is_added(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "a", "b")
        await fill(pilot, claim="C2", polarity="-1", certainty="probable")
        assert row(demo_store, "SELECT polarity, certainty FROM stances WHERE statement = 5 AND claim = 7") == (
            -1,
            "probable",
        )
        assert "denies C1 C1d C2" in screen_text(pilot.app)


async def test_report_into_the_chain(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "plus")
        await fill(pilot, report="R1", note="where all of it stands")
        assert [node.label for node in desk.chain.row._reports] == [
            "Bas News",
            "Beirut article",
            "Anadolu",
            "INA statement",
        ]
        assert desk.chain.current.key == "R1"
        assert "note: where all of it stands" in screen_text(pilot.app)
        assert last_done(demo_store) == "add R1 to the chain"


async def test_new_report_joins_set_chain(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        for chain, steps in ("yes", 4), ("no", 4):
            await press(pilot, "a", "r")
            await fill(pilot, outlet="INA", chain=chain)
            assert len(desk.chain._walk) == steps


async def test_more_words_new_capture(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "1")
        desk.panes[0].listing.go_to(1)
        await press(pilot, "enter", "down", "enter", "a", "x")
        words = pilot.app.screen.answers["passages"]
        assert "“There is no truth" in words or "There is no truth" in words
        await fill(pilot, passages=f"A line that came first.\n[…]\n{words}")
        with open_reader(demo_store) as record:
            (old, before), (new, after) = record.rows("SELECT id, text FROM captures ORDER BY id")
            assert after == f"A line that came first.\n\n[…]\n\n{before}"
            assert record.column("SELECT supersedes FROM captures WHERE id = ?", new) == [old]
            quotes = record.column("SELECT count(*) FROM quotes WHERE capture = ?", old)
            assert (
                record.column("SELECT count(*) FROM quote_places WHERE capture = ? AND exact IS NOT NULL", new)
                == quotes
            )
        assert "A line that came first." in screen_text(pilot.app)


async def test_held_report_no_excerpt(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        add_capture(writer, ReportId(4), "All of it.", method=Method.PASTE)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "end", "a", "x", "tab", *"some of it", "ctrl+s")
        assert "✗ We already have its whole text. r opens it: mark up the text there." in screen_text(pilot.app)
