"""The shipped case, rebuilt from its article on the screen by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.model.enums import QuoteForm
from tests.support.cli_runner import CommandLine
from tests.support.pilot import open_desk, press, settle, wait_until
from tests.support.shipped_case_commands import ARTICLE, enter_case, enter_claims, quotations
from tests.support.sql import query_rows
from tests.support.textual_private import notifications
from tui.screens.choose_claims import ClaimChoiceScreen
from tui.screens.desk import DeskScreen
from tui.screens.markup_line import MarkupScreen
from tui.screens.reader import ReaderScreen

pytestmark = pytest.mark.slow

BY_LINE = (
    (2, "Ahmed Khalaf (insider) > Anadolu : +C1 +C1a +C1c +C1d +C1e +C2", QuoteForm.DIRECT),
    (1, "{khalaf} > Bas News (paraphrases) : +C1a +C2", QuoteForm.INDIRECT),
    (3, "Baghdad Operations Command (deny, official) @ INA : -C1 -C1d", QuoteForm.DIRECT),
    (4, "Baghdad Operations Command (assert, official) @ INA", QuoteForm.MIXED),
    (5, "Baghdad Operations Command (advise, official) @ INA", QuoteForm.MIXED),
)
"""Which quotation, the line over it, and the form it is given in."""

IN_OUR_WORDS = (
    ("Ministry of Defence (assert, official) : +C1", "The Ministry makes it known."),
    ("“media reports” : +C1 +C1a", "Reports that the article does not name."),
    ("R1 : +C3", "In its own voice."),
    ("R1 : +C4", "In its own voice."),
    ("Washington (official) : +C5", "Washington blames factions loyal to Iran."),
    ("the security services (decline)", "They name nobody."),
)
"""A line, and what is said in our words."""


async def test_rebuilt_by_keys_alone(tmp_path: Path, demo_store: Path) -> None:
    if not ARTICLE.exists():
        pytest.skip(f"the article itself is not part of the repository, and there is no {ARTICLE}: NOT CHECKED")
    run = CommandLine(tmp_path / "rebuilt.db")
    enter_case(run)
    enter_claims(run)
    async with open_desk(run.store) as (pilot, desk):
        await bring_in(pilot)
        reader = await reading(pilot)
        laser, *_ = quotations()
        await accept(pilot, reader, laser, ("C1", "C1b", "C1e"))
        for place, line, form in BY_LINE:
            khalaf = key_of(run.store, "Ahmed Khalaf") if "{khalaf}" in line else ""
            await mark_up(pilot, reader, quotations()[place], line.format(khalaf=khalaf), form)
        for line, summary in IN_OUR_WORDS:
            await say(pilot, reader, line, summary)
        await press(pilot, "escape")
        assert pilot.app.screen is desk
        await take_out(pilot, desk, "R1")
    assert_as_shipped(run, CommandLine(demo_store))


def assert_as_shipped(rebuilt: CommandLine, shipped: CommandLine) -> None:
    assert rebuilt.json("claims") == shipped.json("claims")
    drone = rebuilt.json("claim", "C1")
    assert (drone["for"], drone["against"]) == (
        {"named": 2, "anonymous": 0, "not_recorded": 2, "withdrawn": 0, "withdrawn_on": None},
        {"named": 1, "anonymous": 0, "not_recorded": 0, "withdrawn": 0, "withdrawn_on": None},
    )
    (denial,), (original,) = rebuilt.json("denials"), shipped.json("denials")
    kept = ("source", "outlet", "denies", "silent_on")
    assert [denial[name] for name in kept] == [original[name] for name in kept]
    steps = rebuilt.json("chain")
    assert [step["outlet"] for step in steps] == [step["outlet"] for step in shipped.json("chain")]
    quoted = {quote["exact"].rstrip(",") for step in steps for quote in step["quotes"]}
    assert quoted == set(quotations())


# --- hands ---


async def bring_in(pilot: Pilot[None]) -> None:
    """Import the article under its outlet, and open its text."""
    await press(pilot, "a", "a", *str(ARTICLE), "down", "tab", *"Beirut article", "enter", "ctrl+s")
    await wait_until(
        pilot, lambda: bool(pilot.app.screen.query("#landed-box")) or isinstance(pilot.app.screen, ReaderScreen)
    )
    await settle(pilot)
    if not isinstance(pilot.app.screen, ReaderScreen):
        await press(pilot, "enter")


async def reading(pilot: Pilot[None]) -> ReaderScreen:
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
    await settle(pilot)
    assert isinstance(pilot.app.screen, ReaderScreen)
    return pilot.app.screen


async def accept(pilot: Pilot[None], reader: ReaderScreen, words: str, claims: tuple[str, ...]) -> None:
    """Walk to the proposal with these words, and accept it for some claims."""
    for _ in range(len(reader.proposals)):
        await press(pilot, "n")
        current = reader.proposals.current
        assert current is not None
        if any(words in span.text for span in current.proposal.content):
            break
    await press(pilot, "enter")
    asking = pilot.app.screen
    assert isinstance(asking, ClaimChoiceScreen)
    for key in claims:
        await press(pilot, "ctrl+home")
        while (row := asking.listing.record_of(asking.listing.selected or 0)) is None or row.key != key:
            await press(pilot, "j")
        await press(pilot, "plus")
    await press(pilot, "enter")
    assert pilot.app.screen is reader


async def mark_up(pilot: Pilot[None], reader: ReaderScreen, words: str, line: str, form: QuoteForm) -> None:
    """Select words by keys, and write a line over them."""
    start = reader.passage.text.index(words)
    await select(pilot, reader, start, start + len(words))
    await press(pilot, "a")
    asking = pilot.app.screen
    assert isinstance(asking, MarkupScreen)
    await press(pilot, *line)
    for _ in QuoteForm:
        if f"form {form}" in str(asking.query_one("#markup-form").render()):
            break
        await press(pilot, "ctrl+f")
    await write(pilot, reader)


async def say(pilot: Pilot[None], reader: ReaderScreen, line: str, summary: str) -> None:
    """Write a line with no words selected."""
    await press(pilot, "I")
    asking = pilot.app.screen
    assert isinstance(asking, MarkupScreen)
    await press(pilot, *line)
    await settle(pilot)
    while not asking.summary.has_focus:
        await press(pilot, "escape" if asking.query_one("#markup-offers").display else "tab")
    await press(pilot, *summary)
    await write(pilot, reader)


async def write(pilot: Pilot[None], reader: ReaderScreen) -> None:
    await settle(pilot)
    await press(pilot, "enter")
    said = [note.message for note in notifications(pilot.app)]
    assert pilot.app.screen is reader, said[-1:]


async def select(pilot: Pilot[None], reader: ReaderScreen, start: int, end: int) -> None:
    """Walk to a word, and select from there up to a place."""
    pointer = reader.passage.pointer
    await go(pilot, reader, start)
    assert pointer.cursor is not None
    assert pointer.cursor[0] == start
    await press(pilot, "v")
    await go(pilot, reader, end - 1)
    while reader.passage.selection is not None and reader.passage.selection[1] < end:
        await press(pilot, "greater_than_sign")
    assert reader.passage.selection == (start, end)


async def go(pilot: Pilot[None], reader: ReaderScreen, offset: int) -> None:
    """Walk to the last word that begins no later than a place: by rows, then by words."""
    pointer = reader.passage.pointer
    row = pointer.rows.row_of(offset)
    while pointer.row != row:
        await press(pilot, "j" if pointer.row < row else "k")
    while pointer.cursor is not None and pointer.cursor[0] > offset:
        await press(pilot, "h")
    while pointer.cursor is not None and pointer.cursor[1] <= offset:
        before = pointer.cursor
        await press(pilot, "l")
        if pointer.cursor is not None and pointer.cursor[0] > offset:
            await press(pilot, "h")
            break
        assert pointer.cursor != before
    await settle(pilot)


def key_of(store: Path, speaker: str) -> str:
    """The key of a source's first statement."""
    keys = query_rows(
        store,
        f"""SELECT st.key FROM statements st JOIN sources so ON so.id = st.source WHERE so.name = '{speaker}'
            ORDER BY st.id""",
    )
    return str(keys[0][0])


async def take_out(pilot: Pilot[None], desk: DeskScreen, report: str) -> None:
    """Step to a report of the chain, and take it out."""
    await press(pilot, "4", "home")
    for _ in range(10):
        if desk.chain.current is not None and desk.chain.current.key == report:
            break
        await press(pilot, "n")
    await press(pilot, "minus")
    await settle(pilot)
