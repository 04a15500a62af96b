"""A whole job by keys alone, from an empty store; its keys and typed characters are counted."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.support.import_pilot import paste
from tests.support.pilot import open_app, press
from tests.support.sql import query_rows
from tui.actions.registry import COMMANDS
from tui.app import prepare_app
from tui.screens.form import FormScreen
from tui.screens.reader import ReaderScreen
from tui.screens.triage import TriageScreen
from tui.system.keyboard import is_sequence

MOST_KEYS, MOST_TYPED = 80, 300
"""The aim is 150 and 500; this way takes 73 and 289."""

ARTICLES = {
    ("Coastal Wire", "2021-03-01"): """Ferry hits the pier in Lindholm

A ferry hit the pier in Lindholm on Monday morning, the harbour office said.

“The ferry came in far too fast,” said Maria Lind, a nurse who saw it from the quay.

The harbour office said that two people were hurt. “One of the engines had failed,” a crew member told Coastal Wire.
""",
    ("Morning Post", "2021-03-02"): """Line denies engine failure

The North Line denied that an engine had failed. “Both engines were running,” spokesman Jonas Berg said.

The Lindholm hospital said it treated five people. Mayor Ida Holm said the pier would be closed for a week.
""",
    ("The Courier", "2021-03-02"): """Captain had been warned, union says

The seamen's union said the captain had been warned about the engine. “We wrote to the line in January,” said Per Dahl.

Police said that the captain was questioned. The harbour office said two people were hurt.
""",
}


class Hands:
    """Two hands on the keys, which count what they do."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.keys = 0
        self.typed = 0

    async def press(self, *keys: str) -> None:
        """Press keys; a paste is one too."""
        self.keys += len(keys)
        await press(self.pilot, *keys)

    async def act(self, *actions: str) -> None:
        """Press the key of each action, by its id in the table of actions."""
        keys = {action.id: action.keys.split(",")[0] for action in COMMANDS}
        keys = {id: key[-1] if is_sequence(key) else key for id, key in keys.items()}  # v stays until escape
        await self.press(*(keys[action] for action in actions))

    async def type(self, words: str) -> None:
        """Type words, a key for each character."""
        self.typed += len(words)
        await press(self.pilot, *(" " if each == " " else each for each in words))

    async def paste(self, text: str) -> None:
        """Paste a text, as one key."""
        self.keys += 1
        await paste(self.pilot, text)


async def bring_in(hands: Hands, outlet: str, day: str, text: str) -> None:
    await hands.act("import")
    await hands.paste(text)
    await hands.press("tab")
    await hands.type(outlet)
    await hands.press("tab")
    await hands.type(day)
    await hands.press("ctrl+s")
    assert isinstance(hands.pilot.app.screen, ReaderScreen)


async def accept_new(hands: Hands, claim: str) -> None:
    await hands.act("reader.accept", "bearing.new")
    await hands.type(claim)
    await hands.act("newclaim.write")


async def accept_near(hands: Hands, side: str) -> None:
    """Accept for or against the nearest claim, at which the cursor is."""
    await hands.act("reader.accept", side, "bearing.write")


async def test_whole_job_by_keys(tmp_path: Path) -> None:
    store = tmp_path / "new.db"
    async with open_app(prepare_app(store, None), (120, 40)) as pilot:
        hands = Hands(pilot)
        await begin_case(hands)
        first, second, third = ARTICLES
        await bring_in(hands, *first, ARTICLES[first])
        for claim in "a ferry hit the pier", "the ferry was too fast", "two people were hurt", "an engine had failed":
            await accept_new(hands, claim)
        await hands.press("escape")

        await bring_in(hands, *second, ARTICLES[second])
        await accept_near(hands, "bearing.against")
        await hands.act("reader.accept", "bearing.write")
        await accept_new(hands, "five people were hurt")
        await accept_new(hands, "the pier will be closed")
        await hands.press("escape")

        await bring_in(hands, *third, ARTICLES[third])
        await accept_new(hands, "the captain was warned")
        await accept_near(hands, "bearing.for")
        await hands.act("reader.next", "reader.next")
        await accept_near(hands, "bearing.for")
        await hands.press("escape")

        await hands.act("chain.last", "chain.earlier")
        await judge(hands)
        assert hands.keys <= MOST_KEYS, f"{hands.keys} keys"
        assert hands.typed <= MOST_TYPED, f"{hands.typed} characters"
    assert_done(store)


async def begin_case(hands: Hands) -> None:
    await hands.act("empty.case")
    await hands.type("Ferry at Lindholm")
    await hands.press("ctrl+s")
    if isinstance(hands.pilot.app.screen, FormScreen):  # the zone is asked for where the system's is not known
        await hands.type("UTC")
        await hands.press("ctrl+s")


async def judge(hands: Hands) -> None:
    """Triage all claims, then write a note and set a task."""
    await hands.act("triage")
    await hands.press("v")
    assert isinstance(hands.pilot.app.screen, TriageScreen)
    await hands.act(*["triage.triaged"] * 6, "triage.disputed", "triage.back", "triage.back")
    await hands.act("pane.claims", "judge.note")
    await hands.type("Two reports rest on the harbour office.")
    await hands.press("ctrl+s")
    await hands.act("judge.task")
    await hands.type("Call the hospital")
    await hands.press("ctrl+s")


def assert_done(store: Path) -> None:
    assert query_rows(store, "SELECT count(*) FROM proposals WHERE state = 'accepted'") == [(11,)]
    assert query_rows(store, "SELECT count(*) FROM claims WHERE status <> 'new'") == [(7,)]
    assert query_rows(store, "SELECT count(*) FROM denial_statements") == [(1,)]
    assert query_rows(store, "SELECT report FROM chain_steps ORDER BY position") == [(1,), (3,), (2,)]
    assert query_rows(store, "SELECT verdict FROM assessments") == [("disputed",)]
    assert query_rows(store, "SELECT count(*) FROM notes") == [(1,)]
    assert query_rows(store, "SELECT count(*) FROM tasks") == [(1,)]
    against = "SELECT DISTINCT c.text FROM stances s JOIN claims c ON c.id = s.claim WHERE s.polarity = -1"
    assert query_rows(store, against) == [("an engine had failed",)]
