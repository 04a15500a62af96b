"""Joining claims on the desk: near claims side by side, a preview, and one key to join or split."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.opening import open_writer
from db.model.enums import Certainty, Polarity
from db.model.ids import CaseId, ClaimId, StatementId
from db.queries.claim_joins import claim_join
from db.queries.claims import claim
from db.store.opening import open_reader
from db.write.claim_joins import join_claims
from db.write.claims import add_claim
from db.write.statements import set_stance
from tests.support.pilot import open_desk, press, screen_text, wait_until
from tui.screens.join_claims import ClaimJoinScreen
from tui.widgets.sheet import Sheet

CASE = CaseId(1)
SAID = "The US embassy has apologised to the Iraqi army"


def entered(store: Path, *, is_joined: bool = False) -> ClaimId:
    """Enter a claim that says what C2 says, with a statement of its own; its key is C6."""
    with open_writer(store, "Rana") as writer:
        id = add_claim(writer, CASE, SAID)
        free = writer.column(
            "SELECT id FROM statements WHERE id NOT IN (SELECT statement FROM stances WHERE claim = ?)",
            claim(writer, CASE, "C2").id,
        )
        set_stance(writer, StatementId(free[0]), id, Polarity.FOR, Certainty.CERTAIN)
        if is_joined:
            join_claims(writer, id, claim(writer, CASE, "C2").id, "the same apology")
    return id


async def test_equals_previews_enter_joins(demo_store: Path) -> None:
    id = entered(demo_store)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "ctrl+end", "equals_sign")
        assert isinstance(pilot.app.screen, ClaimJoinScreen)
        seen = screen_text(pilot.app)
        assert "C6  is joined" in seen
        assert "C2  is kept" in seen
        assert "1 statement moves to C2" in seen
        await press(pilot, "tab", *"twice", "enter")
        assert "C6" not in screen_text(pilot.app).split("Report chain")[0]
        await press(pilot, "u", "ctrl+end")
        assert "C6" in screen_text(pilot.app)
        await press(pilot, "ctrl+r")
    with open_reader(demo_store) as record:
        found = claim_join(record, id)
        assert found
        assert (found.into.key, found.reason) == ("C2", "twice")


async def test_nothing_alike(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, CASE, "Zebras grazed quietly beside seven frozen waterfalls")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "ctrl+end", "equals_sign")
        assert "nothing similar; / searches by other words" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ClaimJoinScreen), "nothing was joined"
        await press(pilot, "slash", *"C2", "enter")
        assert "C2  is kept" in screen_text(pilot.app), "one that a person looks for is offered, however unlike"


@pytest.mark.parametrize(("columns", "said"), [(140, "similarity 95 of 100"), (80, " 95 of 100")])
async def test_number_is_explained(demo_store: Path, columns: int, said: str) -> None:
    entered(demo_store)
    async with open_desk(demo_store, (columns, 40)) as (pilot, _):
        await press(pilot, "2", "ctrl+end", "equals_sign")
        await wait_until(pilot, lambda: said in screen_text(pilot.app))


async def test_other_one_is_kept(demo_store: Path) -> None:
    entered(demo_store)
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "2", "ctrl+end", "equals_sign", "X")
        assert "C2  is joined" in screen_text(pilot.app)
        await press(pilot, "enter")
    with open_reader(demo_store) as record:
        found = claim_join(record, claim(record, CASE, "C2").id)
        assert found
        assert found.into.key == "C6"


async def test_conflict_blocks_join(demo_store: Path) -> None:
    id = entered(demo_store)
    with open_writer(demo_store, "Rana") as writer:
        on_it = writer.column("SELECT statement FROM stances WHERE claim = ?", claim(writer, CASE, "C2").id)[0]
        set_stance(writer, on_it, id, Polarity.AGAINST, Certainty.CERTAIN)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "ctrl+end", "equals_sign", "enter")
        assert isinstance(pilot.app.screen, ClaimJoinScreen)
        assert "C6 and C2 can't be joined" in screen_text(pilot.app)
        await press(pilot, "escape")
    with open_reader(demo_store) as record:
        assert claim_join(record, id) is None


async def test_words_find_another(demo_store: Path) -> None:
    entered(demo_store)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "ctrl+end", "equals_sign", "slash", *"C5", "enter")
        assert "C5  is kept" in screen_text(pilot.app)


async def test_same_key_sets_apart(demo_store: Path) -> None:
    id = entered(demo_store, is_joined=True)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "ctrl+home", *["down"] * 6, "enter")
        assert "includes" in screen_text(pilot.app)
        assert "the same apology" in screen_text(pilot.app)
        sheet = pilot.app.screen.query_one("#thing", Sheet)
        sheet.cursor = next(at for at, block in enumerate(sheet.blocks) if "C6" in block.content.plain)
        await press(pilot, "enter")
        assert "joined with" in screen_text(pilot.app)
        await press(pilot, "ctrl+home", "equals_sign")
        assert "Split C6" in screen_text(pilot.app)
        assert "1 statement it brought is removed from C2" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "joined with" not in screen_text(pilot.app)
    with open_reader(demo_store) as record:
        assert claim_join(record, id) is None
