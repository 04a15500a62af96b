"""Deciding proposals in the reader: accept with claims, reject, edit as a line, undo and redo."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.attribution.proposal import Proposal
from db.errors import StoreBusy
from db.journal.opening import open_writer
from db.model.enums import Act, Naming, QuoteForm, SourceKind
from db.model.things import RowKind
from db.write.remove import remove
from db.write.sources import add_source
from tests.support.hostile_store import HOSTILE
from tests.support.import_pilot import notices_text
from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle, wait_until
from tests.support.reader_pilot import (
    FAST,
    FERRY_ARTICLE,
    create_article_store,
    create_ferry_store,
    make_proposal,
    open_reader_screen,
    walk_to_words,
)
from tests.support.sql import query_rows
from tests.support.textual_private import screen_strips, show_notices
from tui.screens.choose_claims import ClaimChoiceScreen
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.markup_line import MarkupScreen
from tui.screens.reader import ReaderScreen
from tui.workers.writes import WriteWorker

STANCES = """SELECT so.name, st.act, (SELECT group_concat(borne, ' ') FROM (
  SELECT CASE s.polarity WHEN 1 THEN '+' WHEN -1 THEN '-' ELSE '?' END || c.key AS borne
  FROM stances s JOIN claims c ON c.id = s.claim WHERE s.statement = st.id ORDER BY c.key))
FROM statements st JOIN sources so ON so.id = st.source ORDER BY st.id"""
"""Who says what in which act, for and against what."""

QUOTES = "SELECT st.key, q.exact, q.cue FROM quotes q JOIN statements st ON st.id = q.statement ORDER BY q.id"

STATES = "SELECT state, count(*) FROM proposals GROUP BY state ORDER BY state"


async def test_proposes_once(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    for _ in range(2):
        async with open_reader_screen(store) as (pilot, reader):
            found = len(reader.proposals)
            assert found > 3
            assert f"○ {found} open · ✓ 0 accepted · ╳ 0 rejected" in screen_lines(pilot.app)[0]
            assert query_rows(store, STATES) == [("open", found)]
    assert query_rows(store, "SELECT count(*) FROM actions WHERE words LIKE '%propos%'") == [(0,)]


async def test_who_how_and_what(tmp_path: Path) -> None:
    async with open_reader_screen(create_ferry_store(tmp_path)) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        text = screen_text(pilot.app)
        assert "= W2 Maria Lind (person, named)" in text
        assert "“said”" in text
        assert "direct speech, act: assert" in text
        await walk_to_words(pilot, reader, "No warning was ever given")
        text = screen_text(pilot.app)
        assert ": a guess" in text
        assert "= W3 Northern Agency (outlet, named)" in text


async def test_accept_is_one_action(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        before = len(query_rows(store, "SELECT id FROM actions"))
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ClaimChoiceScreen)
        near = next(row for row in screen_lines(pilot.app) if "near" in row and "▌ ·" in row)
        assert "C1a  it came in too fast" in near
        await press(pilot, "plus", "k", "plus", "tab", "enter")
        assert pilot.app.screen is reader
        assert query_rows(store, STANCES) == [
            ("Maria Lind", "assert", "+C1 +C1a"),
            ("The Courier", "report", "+C1 +C1a"),
        ]
        assert query_rows(store, QUOTES) == [("S1", FAST, "said")]
        assert len(query_rows(store, "SELECT id FROM actions")) == before + 1
        assert "⟦S1 ✓⟧" in screen_text(pilot.app)
        assert "✓ 1 accepted" in screen_lines(pilot.app)[0]
        assert reader.proposals.current is not None
        assert reader.proposals.current.is_open


async def test_preview_is_shown(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "No warning was ever given")
        await press(pilot, "enter", "minus")
        text = screen_text(pilot.app)
        assert "preview" in text
        assert "a guess" in text
        assert "against C" in text
        assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]
        await press(pilot, "escape")
        assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]


async def test_neither_toggles(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter", "plus", "plus", "j", "0", "3", "enter")
        found = query_rows(store, "SELECT s.polarity, s.certainty FROM stances s ORDER BY s.id LIMIT 1")
        assert found == [(0, "possible")]
        assert query_rows(store, "SELECT count(*) FROM stances WHERE polarity <> 0") == [(0,)]


async def test_new_claim_in_place(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter", "plus", "a", "minus", *"nobody steered it", "escape", "escape")
        assert pilot.app.screen is reader
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter")
        assert "+ for" in screen_text(pilot.app)
        await press(pilot, "a")
        assert "-nobody steered it" in screen_text(pilot.app)
        await press(pilot, "enter", "enter")
        assert query_rows(store, STANCES)[0] == ("Maria Lind", "assert", "+C1a -C3")
        assert query_rows(store, "SELECT text FROM claims WHERE key = 'C3'") == [("nobody steered it",)]
    assert query_rows(store, "SELECT count(*) FROM drafts") == [(0,)]


async def test_claim_found_by_words(tmp_path: Path) -> None:
    async with open_reader_screen(create_ferry_store(tmp_path)) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter", "slash", *"captain", "enter", "plus")
        assert isinstance(pilot.app.screen, ClaimChoiceScreen)
        assert [each.key for each in pilot.app.screen.choices.bearings] == ["C2"]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ClaimChoiceScreen)


async def test_x_rejects_and_reopens(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await press(pilot, "n", "x")
        assert query_rows(store, STATES)[1] == ("rejected", 1)
        assert "⟦╳⟧" in screen_text(pilot.app)
        assert reader.proposals.current is not None
        assert reader.proposals.current.is_open
        await press(pilot, "left_square_bracket", "x")
        assert [state for state, _ in query_rows(store, STATES)] == ["open"]


async def test_undo_and_redo(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        decided = reader.proposals.current
        await press(pilot, "enter", "plus", "enter", "u")
        assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]
        assert "✓ 0 accepted" in screen_lines(pilot.app)[0]
        assert decided is not None
        assert reader.proposals.current is not None
        assert reader.proposals.current.id == decided.id
        await press(pilot, "ctrl+r")
        assert query_rows(store, "SELECT count(*) FROM statements") == [(2,)]
        assert "⟦S1 ✓⟧" in screen_text(pilot.app)


async def test_decided_is_told(tmp_path: Path) -> None:
    async with open_reader_screen(create_ferry_store(tmp_path)) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter", "enter", "left_square_bracket", "enter")
        assert pilot.app.screen is reader
        await press(pilot, "x")
        noted = notices_text(pilot.app)
        assert "is accepted already: it became S1." in noted
        assert "Remove that statement" in noted


async def test_e_edits_the_line(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, MarkupScreen)
        assert pilot.app.screen.field.value == "Maria Lind"
        await press(pilot, *" > Northern Agency : +C2=pro", "enter")
        assert query_rows(store, STANCES) == [
            ("Maria Lind", "assert", "+C2"), ("Northern Agency", "report", "+C2"), ("The Courier", "report", "+C2"),
        ]  # fmt: skip
        assert query_rows(store, "SELECT state FROM proposals WHERE statement = 1") == [("accepted",)]
        assert "S1 ✓" in screen_text(pilot.app)


async def test_form_and_cue_in_line(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "e", "ctrl+f", "tab", "end", *" aloud", "enter")
        assert query_rows(store, "SELECT form, cue FROM quotes") == [("indirect", "said aloud")]


async def test_inner_is_relayed(tmp_path: Path) -> None:
    def nested(text: str) -> list[Proposal]:
        outer = make_proposal(text, "The Northern Agency", "reported", text[text.index("Maria") : -1], act=Act.REPORT)
        return [outer, make_proposal(text, "Maria Lind", "said", "the captain had been warned", within=0)]

    text = "The Northern Agency reported that Maria Lind said the captain had been warned."
    store = create_article_store(tmp_path / "s.db", text, nested)
    async with open_reader_screen(store) as (pilot, reader):
        await press(pilot, "n")
        outer = reader.proposals.current
        assert outer is not None
        (inner,) = reader.proposals.inside(outer)
        assert "↳ 1" in screen_text(pilot.app)
        await press(pilot, "n")
        assert reader.proposals.current is outer
        await press(pilot, "tab", "n")
        assert reader.proposals.current is inner
        assert "W3 Northern Agency" in screen_text(pilot.app)
        await press(pilot, "enter", "plus", "enter")
        assert [who for who, _, _ in query_rows(store, STANCES)] == ["Maria Lind", "Northern Agency", "The Courier"]
        assert "S1 ✓" in screen_text(pilot.app)
        assert reader.proposals.current is not None
        assert reader.proposals.current.id == outer.id
        await press(pilot, "enter", "enter")
        assert [who for who, _, _ in query_rows(store, STANCES)] == ["Maria Lind", "Northern Agency", "The Courier"]
        assert [state for state, _ in query_rows(store, STATES)] == ["accepted"]


async def test_pronoun_opens_the_line(tmp_path: Path) -> None:
    def nameless(text: str) -> list[Proposal]:
        return [make_proposal(text, "she", "said", "It was far too fast", form=QuoteForm.DIRECT, time="on Monday")]

    store = create_article_store(tmp_path / "s.db", "“It was far too fast,” she said on Monday.", nameless)
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "n")
        assert "is not a name" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MarkupScreen)
        assert "“she” is not a name." in screen_text(pilot.app)
        await press(pilot, *"Maria Lind")
        assert pilot.app.screen.field.value.startswith("Maria Lind (")
        await press(pilot, "enter")
        assert query_rows(store, "SELECT said_raw FROM statements WHERE key = 'S1'") == [("on Monday",)]
        assert [who for who, _, _ in query_rows(store, STANCES)] == ["Maria Lind", "The Courier"]


async def test_ambiguous_opens_the_line(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    with open_writer(store) as writer:
        add_source(writer, "Maria Lind", kind=SourceKind.PERSON, naming=Naming.NAMED)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MarkupScreen)
        assert "the name of several sources: W2" in " ".join(screen_text(pilot.app).split())


async def test_draft_over_restart(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "v", "l", "a", *"Maria Li", "escape", "escape")
        assert isinstance(pilot.app.screen, ReaderScreen)
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "v", "l", "a")
        assert isinstance(pilot.app.screen, MarkupScreen)
        assert pilot.app.screen.field.value == "Maria Li"
        await press(pilot, "escape", "escape", "end", "v", "a")
        assert isinstance(pilot.app.screen, MarkupScreen)
        assert pilot.app.screen.field.value == ""
        assert "brings back your last text: Maria Li" in screen_text(pilot.app)
        await press(pilot, "up")
        assert pilot.app.screen.field.value == "Maria Li"


async def test_leaving_keeps_draft(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "v", "l", "a", *"Maria Li", "ctrl+q")
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "v", "l", "a")
        assert isinstance(pilot.app.screen, MarkupScreen)
        assert pilot.app.screen.field.value == "Maria Li"


async def test_marked_up_with_offers(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db", "Nothing is proposed in these words.")
    async with open_reader_screen(store) as (pilot, reader):
        assert len(reader.proposals) == 0
        await press(pilot, "v", "l", "a", *"mar")
        assert "W2 Maria Lind" in screen_text(pilot.app)
        await press(pilot, "tab", *" : +C1", "enter")
        assert pilot.app.screen is reader
        assert query_rows(store, QUOTES) == [("S1", "Nothing is", None)]
        assert query_rows(store, STANCES)[0] == ("Maria Lind", "assert", "+C1")
        assert reader.passage.selection is None
        assert "⟦S1⟧" in screen_text(pilot.app)


async def test_own_wording_of_desk(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "I", *"Maria Lind : +C1", "tab", "tab", "tab", *"She saw it.", "enter")
        assert query_rows(store, "SELECT summary FROM statements WHERE summary IS NOT NULL") == [("She saw it.",)]


async def test_bad_line_not_written(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "v", "a", *"Maria Lind : C1")
        assert "has no sign" in screen_text(pilot.app)
        assert "▲" in screen_text(pilot.app)
        await press(pilot, "escape", "enter")
        assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]


async def test_desk_follows(tmp_path: Path) -> None:
    async with open_reader_screen(create_ferry_store(tmp_path)) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter", "plus", "enter", "escape")
        assert isinstance(pilot.app.screen, DeskScreen)
        await settle(pilot)
        assert "for 1 named" in screen_text(pilot.app)


async def test_report_view_follows(tmp_path: Path) -> None:
    async with open_desk(create_ferry_store(tmp_path)) as (pilot, _):
        await press(pilot, "enter", "r")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter", "plus", "enter", "escape")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert "Maria Lind ← The Courier" in screen_text(pilot.app)


async def test_readonly_says_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = create_article_store(tmp_path / "s.db")
    monkeypatch.setattr("db.store.opening.os.access", lambda _, mode: mode != os.W_OK)  # root may write to any file
    async with open_reader_screen(store) as (pilot, reader):
        assert len(reader.proposals) > 3
        await press(pilot, "n")
        assert "= W" in screen_text(pilot.app) or "= new" in screen_text(pilot.app)
        for keys in (("enter",), ("x",), ("e",), ("v", "a"), ("escape", "I"), ("u",)):
            pilot.app.clear_notifications()
            await press(pilot, *keys)
            assert pilot.app.screen is reader, keys
            assert "is read-only." in notices_text(pilot.app), keys
    assert query_rows(store, "SELECT count(*) FROM proposals") == [(0,)]


async def test_writable_again_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: WriteWorker) -> None:
        raise StoreBusy("Another program writes to the store.", "Try again in a moment.")

    store = create_article_store(tmp_path / "s.db")
    opened = WriteWorker._open
    monkeypatch.setattr(WriteWorker, "_open", busy)
    async with open_reader_screen(store) as (pilot, reader):
        await press(pilot, "n", "n", "x")
        before = reader.proposals.current
        assert before is not None
        assert "Another program writes" in notices_text(pilot.app)
        monkeypatch.setattr(WriteWorker, "_open", opened)
        await press(pilot, "x")
        assert query_rows(store, STATES) == [("open", len(reader.proposals))]
        await press(pilot, "x")
        assert query_rows(store, "SELECT number FROM proposals WHERE state = 'rejected'") == [(before.number,)]


async def test_readonly_shows_earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = create_ferry_store(tmp_path)
    monkeypatch.setattr("db.store.opening.os.access", lambda _, mode: mode != os.W_OK)
    async with open_reader_screen(store) as (_, reader):
        assert [each.id for each in reader.proposals.all] == [1, 2, 3, 4, 5]


async def test_gone_report_closes_it(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        with open_writer(store, "Rana") as writer:
            remove(writer, RowKind.REPORT, reader._report, whole=True)
        await wait_until(pilot, lambda: pilot.app.screen is not reader)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
@pytest.mark.parametrize("keys", [("n",), ("n", "enter"), ("n", "enter", "n"), ("n", "e"), ("v", "l", "a")])
async def test_fits_every_window(tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    async with open_reader_screen(create_ferry_store(tmp_path), size) as (pilot, _):
        await press(pilot, *keys)
        for strip in screen_strips(pilot.app):
            assert strip.cell_length == size[0]
        assert "Make the window larger" not in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
async def test_hostile_words_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    text = (
        f"“{HOSTILE} is what they do,” said Mario [/] {HOSTILE[:60]} Lind. She said {HOSTILE}.\n\n" * 2 + FERRY_ARTICLE
    )
    async with open_reader_screen(create_article_store(tmp_path / "s.db", text), size) as (pilot, reader):
        assert len(reader.proposals) > 3
        for key in ("n", "enter", "plus", "escape", "e", "escape", "n", "enter", "plus", "enter", "u", "x"):
            await press(pilot, key)
            for row in screen_lines(pilot.app):
                assert not any(ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 or each in "\u202e\u2066" for each in row)


@pytest.mark.slow
async def test_megabyte_is_decided_on(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db", (FERRY_ARTICLE + "\n\n") * 1800)
    async with open_reader_screen(store) as (pilot, reader):
        assert len(reader.proposals) > 5000
        await press(pilot, "n", "n", "x", "enter", "enter")
        assert dict(query_rows(store, STATES))["rejected"] == 1


async def test_kind_and_naming_change_in_preview(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db", "Rathbun said the ferry had sunk. Mr Rathbun said nobody was hurt.")
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "the ferry had sunk")
        await press(pilot, "enter")
        await wait_until(pilot, lambda: "new source Rathbun: person, named" in screen_text(pilot.app))
        await press(pilot, "ctrl+o")
        await wait_until(pilot, lambda: "new source Rathbun: body, named" in screen_text(pilot.app))
        await press(pilot, "ctrl+n")
        await wait_until(pilot, lambda: "new source Rathbun: body, role" in screen_text(pilot.app))
        await press(pilot, "enter")
        assert query_rows(store, "SELECT kind, naming FROM sources WHERE name = 'Rathbun'") == [("body", "role")]


async def test_who_is_another_in_preview(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db", "Ann Rathbun said the ferry had sunk. Rathbun said it was old.")
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "the ferry had sunk")
        await press(pilot, "enter", "enter")
        await walk_to_words(pilot, reader, "it was old")
        await press(pilot, "enter")
        await press(pilot, "ctrl+s")
        await wait_until(pilot, lambda: "preview  W4" in screen_text(pilot.app))
        await press(pilot, "ctrl+s")
        await wait_until(pilot, lambda: "new source Ann Rathbun: person, named" in screen_text(pilot.app))
        await press(pilot, "enter")
        assert query_rows(store, "SELECT count(*) FROM sources WHERE kind = 'person'") == [(3,)]


async def test_preview_goes_on_as_a_line(tmp_path: Path) -> None:
    text = "The owner, Rathbun, spoke. Rathbun said the ferry had sunk."
    store = create_article_store(tmp_path / "s.db", text)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "the ferry had sunk")
        await press(pilot, "enter", "ctrl+o", "e")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, MarkupScreen))
        screen = pilot.app.screen
        assert isinstance(screen, MarkupScreen)
        assert screen.field.value == "Rathbun (body)"
        await press(pilot, "ctrl+o")
        await wait_until(pilot, lambda: screen.field.value == "Rathbun (outlet)")
        await press(pilot, "ctrl+n")
        await wait_until(pilot, lambda: screen.field.value == "Rathbun (outlet, role)")


async def test_claims_keep_their_order(tmp_path: Path) -> None:
    async with open_reader_screen(create_ferry_store(tmp_path)) as (pilot, reader):
        await walk_to_words(pilot, reader, "the captain had been warned")
        await press(pilot, "enter")
        asked = pilot.app.screen
        assert isinstance(asked, ClaimChoiceScreen)
        assert [*asked.listing.ids] == sorted(asked.listing.ids)
        assert asked.listing.selected == 3, "the nearest is under the cursor"
        await press(pilot, "plus", "a", *"it sank", "enter")
        assert [*asked.listing.ids] == [1, 2, 3, -1]
        assert asked.listing.selected == -1
        assert "+ for" in next(row for row in screen_lines(pilot.app) if "it sank" in row)
        await press(pilot, "home")
        assert asked.listing.selected == 1
        await press(pilot, "end")
        assert asked.listing.selected == -1


async def test_new_claim_of_a_denial_is_denied_without_a_sign(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "No warning was ever given")
        await press(pilot, "enter", "a", *"a warning was given", "ctrl+s")
        assert pilot.app.screen is reader
    assert query_rows(store, "SELECT DISTINCT polarity FROM stances") == [(-1,)]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_notice_covers_neither_keys_nor_preview(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_desk(create_ferry_store(tmp_path), size) as (pilot, _):
        show_notices(pilot.app)
        await press(pilot, "r", "n")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        pilot.app.notify("A notice of some length, in the way of nothing that is needed here.")
        await press(pilot)
        toasts = [toast.region for toast in reader.query("Toast")]
        assert toasts
        for other in reader.card, reader.query_one("KeyBar"):
            assert not any(each.overlaps(other.region) for each in toasts)
        await press(pilot, "enter")
        asked = pilot.app.screen
        assert isinstance(asked, ClaimChoiceScreen)
        toasts = [toast.region for toast in asked.query("Toast")]
        assert toasts
        assert not any(each.overlaps(asked.query_one("#bearing-box").region) for each in toasts)
