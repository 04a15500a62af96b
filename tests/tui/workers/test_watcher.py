"""Changes by another program appear on the open desk, and the cursor stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from textual.pilot import Pilot

from db.journal.opening import create_store, open_writer
from db.journal.watch import external_changes_since, newest_action_id
from db.markup.proposals import add_proposals
from db.model.ids import CaptureId, CaseId
from db.store.opening import open_reader
from db.write.cases import add_case
from db.write.claims import add_claim
from tests.support.cli_runner import environment
from tests.support.figures import FIGURES
from tests.support.pilot import app_of, open_desk, press, screen_text, settle, wait_until
from tests.support.repository import ROOT
from tests.support.textual_private import notifications
from tui.app import prepare_app
from tui.screens.desk import DeskScreen
from tui.screens.form import FormScreen
from tui.workers.watcher import LOOK_SECONDS, describe_changes

CASE = CaseId(1)

_OTHER = """
import sys
from pathlib import Path
from db.journal.opening import open_writer
from db.write.claims import add_claim
from db.model.ids import CaseId
with open_writer(Path(sys.argv[1]), "Maysa") as writer:
    print("ready", flush=True)
    for line in sys.stdin:
        add_claim(writer, CaseId(1), line.strip())
        print("done", flush=True)
"""


class Other:
    """Another program that writes to the same store."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._hears() == "ready"

    def claims(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()
        assert self._hears() == "done"

    def _hears(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture
def other(demo_store: Path) -> Iterator[Other]:
    with subprocess.Popen(
        [sys.executable, "-c", _OTHER, str(demo_store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        text=True,
    ) as process:
        yield Other(process)
        assert process.stdin is not None
        process.stdin.close()


def keys_of(desk: DeskScreen) -> list[str]:
    claims = desk.panes[1].listing
    return [claims.record_of(id).claim.key for id in claims.ids if claims.record_of(id)]


def said(pilot: Pilot[None]) -> str:
    return "\n".join(f"{each.title}: {each.message}" for each in notifications(pilot.app))


async def test_change_shows_with_who(demo_store: Path, other: Other, record_property: object) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "j", "j")
        claims = desk.panes[1].listing
        here = claims.selected
        other.claims("it fell")
        begun = monotonic()
        await wait_until(pilot, lambda: "C6" in keys_of(desk))
        took = monotonic() - begun
        assert LOOK_SECONDS <= 0.5, "on a free machine, it takes little more"
        record_property(FIGURES, f"another program's change was on the desk after {took:.2f} s")  # type: ignore[operator]
        assert (claims.selected, claims.has_focus) == (here, True)
        await wait_until(pilot, lambda: "Maysa" in said(pilot))
        assert "Changed by Maysa: add claim C6 “it fell”. the record shows it" in said(pilot)


async def test_position_and_form_stay(demo_store: Path, other: Other) -> None:
    async with open_desk(demo_store, (120, 20)) as (pilot, desk):
        await press(pilot, "2", "slash", *"the", "enter", *"jjjjj")
        claims = desk.panes[1].listing
        here, scrolled = claims.selected, claims.scroll_offset.y
        await press(pilot, "a", "c", *"half ty")
        other.claims("the other drone")
        await wait_until(pilot, lambda: "of 11" in desk.panes[1].heading)
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.answers["text"] == "half ty"
        await press(pilot, "p")
        assert form.answers["text"] == "half typ", "the keys are where they were"
        await press(pilot, "escape")
        assert (claims.selected, claims.scroll_offset.y) == (here, scrolled)
        assert desk.panes[1].matching == "the"


async def test_open_view_reads_anew(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "enter")
        with open_writer(demo_store, "Maysa") as writer:
            writer_changes(writer)
        await wait_until(pilot, lambda: "US forces did it" in screen_text(pilot.app))


def writer_changes(writer: object) -> None:
    from db.model.fields import CLAIM
    from db.model.ids import ClaimId
    from db.write.edit import edit

    edit(writer, CLAIM, ClaimId(1), text="US forces did it")  # type: ignore[arg-type]


async def test_own_changes_untold(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"it fell", "ctrl+s")
        watching = app_of(pilot)._watching
        with open_reader(demo_store) as record:
            assert external_changes_since(record, 0, app_of(pilot).writing.own).count == 0
        with open_writer(demo_store, "Maysa") as writer:
            add_claim(writer, CASE, "it rose")
        await wait_until(pilot, lambda: "Maysa" in said(pilot))
        assert not [each for each in said(pilot).splitlines() if "Changed by" in each and "it fell" in each]
        assert watching._thread.is_alive()
    assert not watching._thread.is_alive(), "it stops with the desk"


async def test_proposals_read_silently(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        seen: list[object] = []
        app = app_of(pilot)
        app._watching._report = seen.append
        with open_writer(demo_store, "Maysa") as writer:
            add_proposals(writer, CaptureId(1))
        await wait_until(pilot, lambda: bool(seen))
        assert seen[0].words == ""  # type: ignore[attr-defined]
        await settle(pilot)
        assert said(pilot) == ""


async def test_new_store_opens_desk(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    app = prepare_app(path, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        with create_store(path, who="Maysa") as writer:
            add_case(writer, "A barge", tz="UTC")
        await wait_until(pilot, lambda: isinstance(app.screen, DeskScreen))
        await settle(pilot)
        assert "A barge" in screen_text(app)


def test_many_changes_one_notice(demo_store: Path) -> None:
    with open_reader(demo_store) as record:
        before = newest_action_id(record)
        for who in "Maysa", "Rana", "Omar", "Rana":
            with open_writer(demo_store, who) as writer:
                add_claim(writer, CASE, f"{who} says so")
        others = external_changes_since(record, before, ())
    assert (others.count, others.who) == (4, ("Rana", "Omar", "Maysa"))
    notice = describe_changes(others, "Omar")
    assert notice.title == "Changed by Rana and you, elsewhere and 1 more"
    assert notice.hint == "and 3 more changes"
    assert not notice.is_own
