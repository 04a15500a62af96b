"""Forms in tests: fill one in and save it, and read what it wrote."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from db.journal.log import history
from db.store.opening import open_reader
from db.store.reader import Row
from tests.support.pilot import press, screen_text
from tui.screens.form import FormScreen


def row(store: Path, sql: str) -> Row:
    """The one row of a query."""
    with open_reader(store) as record:
        (found,) = record.rows(sql)
    return found


def last_done(store: Path) -> str:
    """The words of the last action in the journal."""
    with open_reader(store) as record:
        return history(record, most=1)[0].words


def form_of(pilot: Pilot[None]) -> FormScreen:
    """The open form."""
    form = pilot.app.screen
    assert isinstance(form, FormScreen), screen_text(pilot.app)
    return form


def answer(pilot: Pilot[None], **answers: str) -> None:
    """Answer the fields of a form by name."""
    for each in form_of(pilot)._rows:
        if each.ask.name in answers:
            each.field.answer = answers.pop(each.ask.name)  # type: ignore[attr-defined]
    assert not answers, f"the form does not ask for {answers}"


async def fill(pilot: Pilot[None], **answers: str) -> None:
    """Answer the fields of a form by name, and save it."""
    answer(pilot, **answers)
    await press(pilot, "ctrl+s")
    assert not isinstance(pilot.app.screen, FormScreen), screen_text(pilot.app)
