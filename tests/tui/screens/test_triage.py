"""Quick triage: single keys decide, move on, undo and go back."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.journal.log import history
from db.journal.opening import create_store, open_writer
from db.journal.writer import Writer
from db.model.enums import PartRole, Status, Verdict
from db.model.ids import CaseId, ClaimId
from db.queries.assessments import ClaimAssessments, assessments_of, claim_assessments
from db.queries.claims import claims
from db.queries.ratings import ratings_for, source_letters
from db.queries.triage_queue import CaseQueue
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.assessments import set_status
from db.write.cases import add_case
from db.write.claims import add_claim
from tests.support.factories import CaseFactory
from tests.support.hostile_store import HOSTILE, poison, terminal_controls
from tests.support.pilot import app_of, open_desk, press, screen_lines, screen_text, settle
from tests.support.textual_private import screen_strips
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.home import HomeScreen
from tui.screens.triage import TriageScreen
from tui.widgets.triage_legend import TriageLegend
from tui.workers.writes import Changed

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four claims, each with an officer's words, passed on by an outlet."""
    return claims_store(tmp_path / "desk.db", 4)


def claims_store(path: Path, many: int) -> Path:
    with create_store(path, who="Rana") as writer:
        desk = CaseFactory(writer)
        outlets = [desk.source(f"Outlet {n}", kind="outlet") for n in range(2)]
        reports = [desk.report(outlet) for outlet in outlets]
        with writer.action("a case to triage"):
            for n in range(many):
                claim = desk.claim(f"the bridge at km {n} was closed")
                said = desk.says(
                    desk.source(f"Officer {n}"), holds=claim, words=f"Bridge {n} is closed.", report=reports[0]
                )
                desk.says(outlets[1], holds=claim, relays=said, report=reports[1])
    return path


@asynccontextmanager
async def at_triage(store: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Pilot[None], TriageScreen]]:
    async with open_desk(store, size) as (pilot, _):
        await press(pilot, "t", "v")
        yield pilot, triage_of(pilot)


def triage_of(pilot: Pilot[None]) -> TriageScreen:
    triage = pilot.app.screen
    assert isinstance(triage, TriageScreen)
    return triage


def at(triage: TriageScreen) -> str:
    """The key of the current claim."""
    assert triage.card is not None
    assert triage.current == triage.card.claim.id
    assert triage.listing.selected == triage.current
    return triage.card.claim.key


@contextmanager
def reading(store: Path) -> Iterator[Reader]:
    with open_reader(store) as record:
        yield record


def stands(store: Path, key: str) -> ClaimAssessments:
    with reading(store) as record:
        found = record.column("SELECT id FROM claims WHERE key = ?", key)
        return claim_assessments(record, found)[found[0]]


def verdicts(store: Path) -> dict[str, str | None]:
    """The verdict of each claim, by key."""
    with reading(store) as record:
        ids = record.column("SELECT id FROM claims ORDER BY id")
        found = claim_assessments(record, ids)
        named = {each.id: each.key for each in claims(record, ids)}
    return {
        named[id]: str(each.assessment.verdict) if each.assessment is not None else None for id, each in found.items()
    }


def actions(store: Path) -> list[str]:
    with reading(store) as record:
        return [each.words for each in history(record)]


def said(triage: TriageScreen) -> str:
    """The text of triage's message line."""
    return str(triage.query_one("#triage-said").render())


@pytest.mark.parametrize("size", SIZES)
async def test_claim_with_everything(store: Path, size: tuple[int, int]) -> None:
    async with at_triage(store, size) as (pilot, triage):
        text = screen_text(pilot.app)
        assert "0 decided · 4 left" in screen_lines(pilot.app)[0]
        assert "C1  the bridge at km 0 was closed" in text
        assert "○ new   not assessed" in text
        assert "1 named · 0 anonymous · 0 not recorded" in text
        assert "“Bridge 0 is closed.”" in text
        assert "Officer 0 ← Outlet 0" in text
        assert "C2 the bridge at km 1" in text
        for words in (
            "c ⊕ corroborated",
            "d ⊜ disputed",
            "f ⊗ refuted",
            "x ↩ retracted",
            "v ⊙ unverified",
            "b ∅ unverifiable",
            "s » superseded",
            "a ◔ triaged",
            "i ◑ in progress",
            "z ● done",
            "o ○ new",
            "cannot be judged",
        ):
            assert words in text, words
        assert all(len(line) <= size[0] for line in screen_lines(pilot.app))
        assert not triage.listing.can_focus


KEYS_OF_VERDICTS = {
    "c": Verdict.CORROBORATED,
    "d": Verdict.DISPUTED,
    "f": Verdict.REFUTED,
    "x": Verdict.RETRACTED,
    "v": Verdict.UNVERIFIED,
    "b": Verdict.UNVERIFIABLE,
    "s": Verdict.SUPERSEDED,
}


async def test_verdict_goes_on(tmp_path: Path) -> None:
    store = claims_store(tmp_path / "desk.db", 8)
    async with at_triage(store) as (pilot, triage):
        for number, key in enumerate(KEYS_OF_VERDICTS, 1):
            assert at(triage) == f"C{number}"
            await press(pilot, key)
            assert f"{number} decided · {8 - number} left" in screen_lines(pilot.app)[0]
        assert at(triage) == "C8"
    assert list(verdicts(store).values()) == [*map(str, KEYS_OF_VERDICTS.values()), None]
    assert stands(store, "C1").status is Status.TRIAGED


async def test_status_decides(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "a", "i", "0")
        assert at(triage) == "C4"
        await press(pilot, "k", "z")
        assert at(triage) == "C4"
        await press(pilot, "k", "o")
        assert at(triage) == "C3"
        assert "2 decided · 2 left" in screen_lines(pilot.app)[0]
    assert [stands(store, key).status for key in ("C1", "C2", "C3")] == [
        Status.TRIAGED,
        Status.IN_PROGRESS,
        Status.NEW,
    ]
    assert verdicts(store)["C1"] is None


@pytest.mark.slow
async def test_hundred_claims_102_keys(tmp_path: Path) -> None:
    store = claims_store(tmp_path / "desk.db", 100)
    pressed = Counter[str]()
    async with open_desk(store) as (pilot, _):
        await press(pilot, "t", "v")
        triage = triage_of(pilot)
        pressed.update("tv")
        while triage.decided is None or triage.decided.left:
            key = "cdfvba"[sum(pressed.values()) % 6]
            await press(pilot, key)
            pressed[key] += 1
            assert sum(pressed.values()) <= 102
        await settle(pilot)
        assert "100 decided · 0 left" in screen_lines(pilot.app)[0]
        assert "All claims are decided" in said(triage)
    assert sum(pressed.values()) == 102
    assert all(len(key) == 1 and key.islower() for key in pressed), "no key needs a second hand"
    with reading(store) as record:
        assert CaseQueue(CaseId(1)).decided(record).left == 0


async def test_u_comes_back(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "d", "f", "u")
        assert at(triage) == "C2"
        assert "1 decided · 3 left" in screen_lines(pilot.app)[0]
        assert "Undone: assess C2: refuted" in said(triage)
        assert "○ new   not assessed" in screen_text(pilot.app)
        await press(pilot, "u")
        assert at(triage) == "C1"
        await press(pilot, "ctrl+r")
        assert at(triage) == "C1"
        assert "⊜ disputed" in screen_text(pilot.app)
        assert "1 decided · 3 left" in screen_lines(pilot.app)[0]
    assert verdicts(store) == {"C1": "disputed", "C2": None, "C3": None, "C4": None}


async def test_u_leaves_what_others_did(store: Path) -> None:
    with open_writer(store, "Maysa") as writer:
        set_status(writer, [ClaimId(1)], Status.DONE)
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "u")
        assert "The last change is by Maysa" in said(triage)
    with reading(store) as record:
        assert record.column("SELECT status FROM claims WHERE id = 1") == ["done"]


async def test_n_p_j_k_walk(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "d", "n")
        assert at(triage) == "C3"
        await press(pilot, "p")
        assert at(triage) == "C2"
        await press(pilot, "p")
        assert at(triage) == "C1"
        await press(pilot, "n")
        assert at(triage) == "C2"
        await press(pilot, "k")
        assert at(triage) == "C1"
        await press(pilot, "j", "j", "j", "n")
        assert at(triage) == "C2", "after the last comes the first that was left"


async def test_w_stays(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "w")
        assert "After a decision: stay on the claim   w: go to the next instead" in screen_text(pilot.app)
        await press(pilot, "d")
        assert at(triage) == "C1"
        assert "stays on the claim" in screen_lines(pilot.app)[0]
        assert "⊜ disputed by" in screen_text(pilot.app)
        await press(pilot, "w", "f")
        assert at(triage) == "C2"
        assert "stays" not in screen_lines(pilot.app)[0]


async def test_g_home_and_back(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "d", "H")
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "escape")
        assert pilot.app.screen is triage
        assert at(triage) == "C2"
        await press(pilot, "H", "enter")
        assert isinstance(pilot.app.screen, DeskScreen)
        assert "⊜ disputed" in screen_text(pilot.app), "the desk knows what was decided"


async def test_marked_batch_one_action(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "space", "space")
        assert at(triage) == "C3"
        assert "▐ 2 marked" in screen_lines(pilot.app)[0]
        await press(pilot, "space", "b")
        assert at(triage) == "C4"
        assert "marked" not in screen_lines(pilot.app)[0]
        assert "3 decided · 1 left" in screen_lines(pilot.app)[0]
        assert actions(store)[0] == "assess C1, C2, C3: unverifiable"
        await press(pilot, "u")
        assert at(triage) == "C1"
        assert "0 decided · 4 left" in screen_lines(pilot.app)[0]
    assert set(verdicts(store).values()) == {None}


async def test_run_is_marked(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "shift+down")
        assert len(triage.listing.marked) == 2
        await press(pilot, "j", "j", "M")
        assert len(triage.listing.marked) == 4
        await press(pilot, "escape", "escape")
        assert not triage.listing.marked
        assert triage_of(pilot) is triage


async def test_open_part_blocks(store: Path) -> None:
    with open_writer(store, "Rana") as writer:
        parent = ClaimId(writer.column("SELECT id FROM claims WHERE key = 'C1'")[0])
        add_claim(writer, CaseId(1), "it was closed to lorries", parent=parent, part=PartRole.NECESSARY)
    async with at_triage(store) as (pilot, triage):
        assert "parts open  C1a has no verdict" in screen_text(pilot.app)
        await press(pilot, "c")
        assert at(triage) == "C1"
        assert "C1 can't be corroborated" in said(triage)
        assert "C1a has no verdict" in said(triage)
        assert "0 decided · 5 left" in screen_lines(pilot.app)[0]
        assert verdicts(store)["C1"] is None
        await press(pilot, "space", "space", "c")
        assert "2 decided · 3 left" in screen_lines(pilot.app)[0]
    assert verdicts(store)["C1"] == verdicts(store)["C1a"] == "corroborated"


async def test_digits_and_capitals_rate(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "2", "A", "l", "6", "F")
        assert at(triage) == "C1"
        text = " ".join(screen_text(pilot.app).split())
        assert "A2" in text
        assert "F6, source cannot be judged" in text
        assert "worst" not in text
    with reading(store) as record:
        pairs = [pair.short for pair in ratings_for(record, ClaimId(1)).values()]
        assert pairs == ["A2", "F6"]
        assert len(source_letters(record, record.column("SELECT id FROM sources"))) == 2


async def test_nothing_is_rated_while_a_claim_is_being_read(store: Path) -> None:
    async with at_triage(store) as (_, triage):
        triage.prefetch.forget()
        await triage.action_letter("A")
        await triage.action_digit(2)
    with reading(store) as record:
        assert not any(pair.letter or pair.digit for pair in ratings_for(record, ClaimId(1)).values())


async def test_tag_typed_and_repeated(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "number_sign", *"harbour", "enter", "n", "comma")
        assert at(triage) == "C2"
        assert "#harbour" in screen_text(pilot.app)
        await press(pilot, "n", "number_sign", "h", "tab", "enter")
        assert "#harbour" in screen_text(pilot.app)
        await press(pilot, "number_sign", *"dropped", "escape", "n")
        assert at(triage) == "C4"
    assert [stands(store, f"C{n}").tags for n in range(1, 5)] == [("harbour",), ("harbour",), ("harbour",), ()]


async def test_long_tag_refused(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "number_sign")
        triage._lines.line.value = "x" * 10_000
        await press(pilot, "enter")
        assert "60 characters at most" in said(triage)
        assert at(triage) == "C1"


async def test_r_says_why(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "W")
        assert "No verdict yet" in said(triage)
        await press(pilot, "d", "W")
        assert "C1 disputed, because:" in screen_text(pilot.app)
        await press(pilot, *"two", "space", *"say", "enter")
        assert at(triage) == "C2", "one stays where one is"
        await press(pilot, "k")
        assert "because two say" in screen_text(pilot.app)
        await press(pilot, "d")
    with reading(store) as record:
        given = [(each.verdict, each.rationale) for each in assessments_of(record, ClaimId(1))]
    assert given == [(Verdict.DISPUTED, "two say"), (Verdict.DISPUTED, None)], "the same verdict again keeps its reason"


async def test_change_keeps_claim(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "n", "l")
        selected = triage.words.selected
        with open_writer(store, "Omar") as writer:
            set_status(writer, [ClaimId(1), ClaimId(3)], Status.DONE)
        pilot.app.post_message(Changed(""))
        await settle(pilot)
        assert at(triage) == "C2"
        assert triage.words.selected is not None
        assert selected is not None
        assert triage.words.selected.row == selected.row
        assert "2 decided · 2 left" in screen_lines(pilot.app)[0]
        await press(pilot, "n")
        assert at(triage) == "C4"


async def test_gone_gives_way(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "n")
        with open_writer(store, "Omar") as writer:
            _join(writer, ClaimId(2), ClaimId(1))
        pilot.app.post_message(Changed(""))
        await settle(pilot)
        assert at(triage) == "C3"
        assert "0 decided · 3 left" in screen_lines(pilot.app)[0]


def _join(writer: Writer, claim: ClaimId, other: ClaimId) -> None:
    with writer.action("join"):
        writer.update("claims", claim, joined_into=other)


async def test_begins_at_selection(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "j", "j", "t")
        assert at(triage_of(pilot)) == "C1b"
        await press(pilot, "escape", "2", "slash", *"embassy", "enter", "t")
        triage = triage_of(pilot)
        assert "of these" in screen_lines(pilot.app)[0]
        found = triage.listing.ids
        assert 0 < len(found) < 10
        await press(pilot, *"v" * (len(found) + 1))
        assert f"{len(found)} decided · 0 left" in screen_lines(pilot.app)[0]


async def test_passed_on_words_once(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "t")
        assert "the same words as S4" in screen_text(pilot.app)


async def test_marks_come_from_desk(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "space", "space", "t")
        assert "▐ 2 marked" in screen_lines(pilot.app)[0]


async def test_escape_shows_decisions(store: Path) -> None:
    async with open_desk(store) as (pilot, _):
        await press(pilot, "t", "v", "d", "K")
        assert isinstance(pilot.app.screen, DetailScreen)
        await press(pilot, "escape")
        assert at(triage_of(pilot)) == "C2"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DeskScreen)
        assert "disputed" in screen_text(pilot.app)


async def test_bare_claim_not_rated(tmp_path: Path) -> None:
    with create_store(tmp_path / "desk.db", who="Rana") as writer:
        case = add_case(writer, "A case", tz="UTC")
    async with at_triage(tmp_path / "desk.db") as (pilot, triage):
        assert "No claim is on record" in screen_text(pilot.app)
        await press(pilot, *"ncdazo#WpjklhHy.er", "space", "M", "1", "A", "comma", "enter", "shift+down")
        assert pilot.app.is_running
    with open_writer(tmp_path / "desk.db", "Rana") as writer:
        add_claim(writer, case, "nobody says it")
    async with at_triage(tmp_path / "desk.db") as (pilot, triage):
        assert "No statements on it." in screen_text(pilot.app)
        await press(pilot, "3", "B")
        assert "No statements on this claim" in said(triage)


async def test_undone_case_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_AS", "Rana")
    with create_store(tmp_path / "desk.db", who="Rana") as writer:
        add_case(writer, "A case", tz="UTC")
    async with at_triage(tmp_path / "desk.db") as (pilot, _):
        await press(pilot, "u")
        assert not isinstance(pilot.app.screen, TriageScreen | DeskScreen)
        await press(pilot, "ctrl+r")
        assert pilot.app.is_running


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_text_as_text(demo_store: Path, size: tuple[int, int]) -> None:
    poison(demo_store)
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "t")
        triage = triage_of(pilot)
        await press(pilot, "number_sign")
        triage._lines.line.value = HOSTILE[:50]
        await press(pilot, "enter")
        for keys in (), ("number_sign",), ("escape", "d"), ("W",), (*"why", "enter"), ("n", "space"), ("k", "l", "F"):
            await press(pilot, *keys)
            for strip in screen_strips(pilot.app):
                assert terminal_controls(strip.text) == set()
                assert strip.cell_length == size[0]
        assert pilot.app.is_running


async def test_legend_marks_status(store: Path) -> None:
    async with at_triage(store) as (pilot, triage):
        await press(pilot, "w", "d")
        content = triage.query_one(TriageLegend).render()
        turned = {content.plain[span.start : span.end] for span in content.spans if "reverse" in str(span.style)}
        assert turned == {"⊜ disputed", "◔ triaged"}


async def test_t_at_home(store: Path) -> None:
    with open_writer(store, "Rana") as writer:
        other = add_case(writer, "Another case", tz="UTC")
        add_claim(writer, other, "it rained")
    async with open_desk(store, key="K1") as (pilot, _):
        await press(pilot, "H")
        rows = screen_lines(pilot.app)
        goes_down = next(at for at, row in enumerate(rows) if "Another case" in row) > next(
            at for at, row in enumerate(rows) if "▌" in row
        )
        await press(pilot, "j" if goes_down else "k", "t")
        assert "C1  it rained" in screen_text(pilot.app)
        assert "0 decided · 1 left" in screen_lines(pilot.app)[0]


async def test_past_is_not_triaged(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m", "enter")
        assert "as of" in screen_lines(pilot.app)[0]
        past = pilot.app.screen
        app_of(pilot).action_triage()
        await settle(pilot)
        assert pilot.app.screen is past


async def test_hasty_leave_is_safe(store: Path) -> None:
    async with open_desk(store) as (pilot, _):
        for _ in range(5):
            await pilot.press("t", "n", "escape")
        await settle(pilot)
        await press(pilot, "t", "v", "d", "escape", "escape")
        assert isinstance(pilot.app.screen, DeskScreen)
    assert verdicts(store)["C1"] == "disputed"
