"""The form that adds a denial at once, and the rows that the desk selects after adding."""

from __future__ import annotations

from pathlib import Path

from db.journal.opening import open_writer
from db.model.enums import Method
from db.model.ids import ReportId
from db.store.opening import open_reader
from db.write.captures import add_capture
from tests.support.forms import answer, fill, last_done, row
from tests.support.pilot import open_desk, press, screen_text, wait_until
from tui.screens.desk import DeskScreen
from tui.screens.form import FormScreen
from tui.widgets.lookup_field import LookupField

WORDS = "We had nothing to do with it."

_LAST = "SELECT id FROM statements WHERE act = 'deny' ORDER BY id DESC LIMIT 1"


def selected_denial(desk: DeskScreen) -> int | None:
    assert desk.panes[2].listing.has_focus
    return desk.panes[2].listing.selected


async def test_denial_is_added_at_once_and_selected(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "a", "d")
        await fill(pilot, words=WORDS, speaker="Washington", claims="C1, c1a", outlet="Anadolu Agency")
        assert last_done(demo_store) == "add that W11 denies C1, C1a"
        assert row(
            demo_store,
            f"""SELECT so.key, st.act, q.exact, ca.text, re.holding, ou.name FROM statements st
               JOIN sources so ON so.id = st.source JOIN relays r ON r.parent = st.id
               JOIN statements it ON it.id = r.child JOIN reports re ON re.id = it.report
               JOIN sources ou ON ou.id = re.outlet JOIN quotes q ON q.statement = st.id
               JOIN captures ca ON ca.id = q.capture AND ca.report = re.id WHERE st.id = ({_LAST})""",
        ) == ("W11", "deny", WORDS, WORDS, "excerpt", "Anadolu Agency")
        assert selected_denial(desk) == row(demo_store, _LAST)[0]
        assert "denies C1 C1a" in screen_text(pilot.app)
        await press(pilot, "u")
        with open_reader(demo_store) as record:
            assert not record.rows("SELECT 1 FROM quotes WHERE exact = ?", WORDS)


async def test_denial_form_begins_with_the_selection(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "d")
        assert isinstance(pilot.app.screen, FormScreen)
        assert pilot.app.screen.answers["claims"].startswith("C1 ")


async def test_denial_without_a_report_says_so_there(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "d", *"No.", "tab", *"W11", "ctrl+s")
        assert "✗ Where was it read? Choose its report, or give the outlet of a new one." in screen_text(pilot.app)
        field = pilot.app.focused
        assert field is not None
        assert isinstance(field.parent, LookupField)


async def test_denial_with_words_not_in_the_text_says_so(demo_store: Path) -> None:
    text = "Washington said that it had nothing to do with it."
    with open_writer(demo_store) as writer:
        add_capture(writer, ReportId(4), text, method=Method.PASTE)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "d")
        answer(pilot, words="it is not true", speaker="W11", report="R4")
        await press(pilot, "ctrl+s")
        assert "Copy them from the text of R4" in screen_text(pilot.app)
        await fill(pilot, words="nothing to do with it")
        assert row(demo_store, f"SELECT start FROM quotes WHERE statement = ({_LAST})") == (text.index("nothing"),)


async def test_what_was_added_is_selected_on_the_desk(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "4", "a", "c")
        await fill(pilot, text="the drone was unarmed")
        claims, sources = desk.panes[1].listing, desk.panes[0].listing
        assert claims.has_focus
        await wait_until(pilot, lambda: claims.selected == row(demo_store, "SELECT max(id) FROM claims")[0])
        await press(pilot, "slash", *"unarmed", "enter", "a", "c")
        await fill(pilot, text="something else")
        assert claims.has_focus
        await wait_until(pilot, lambda: claims.selected == row(demo_store, "SELECT max(id) FROM claims")[0])
        await press(pilot, "a", "s")
        await fill(pilot, name="Reuters", kind="outlet")
        assert sources.has_focus
        await wait_until(
            pilot, lambda: desk.panes[0].listing.selected == row(demo_store, "SELECT max(id) FROM sources")[0]
        )
        await press(pilot, "a", "t")
        await fill(pilot, source="Reuters", act="assert")
        await wait_until(
            pilot, lambda: desk.panes[0].listing.selected == row(demo_store, "SELECT max(id) FROM sources")[0]
        )


async def test_denial_form_at_two_small_sizes(demo_store: Path) -> None:
    for size in (80, 24), (40, 12):
        async with open_desk(demo_store, size) as (pilot, _):
            await press(pilot, "a", "d")
            text = screen_text(pilot.app)
            assert "New denial" in text
            assert "words" in text
            assert "speaker" in text


async def test_new_step_is_selected_in_the_chain(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "a", "r")
        await fill(pilot, outlet="Anadolu Agency", title="Later", edtf="2021-01-02")
        assert desk.chain.sheet.has_focus
        assert desk.chain.current.id == row(demo_store, "SELECT max(id) FROM reports")[0]
