"""Judgements in the views and as text: under their own heading, apart from the numbers, and safe to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.as_of.as_of import show_as_of
from db.journal.opening import open_writer
from db.journal.writer import Writer
from db.model.enums import Confidence, Credibility, Likelihood, PartRole, Reliability, Status, Verdict
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.things import RowKind, Target
from db.store.opening import open_reader
from db.write.annotations import add_note, add_tag, add_task, finish_tasks
from db.write.assessments import assess, rate_sources, rate_statements, set_status
from db.write.claims import add_claim
from tests.support.cli_runner import CommandLine
from tests.support.hostile_store import HOSTILE
from tests.support.pilot import open_desk, press, screen_text, wait_until
from tests.support.raw_store import breaking
from tui.screens.detail import DetailScreen
from tui.views.blocks import View
from tui.views.document import claim_view, denial_view, report_view, source_view

CASE, CLAIM, OFFICER, DENIAL = CaseId(1), ClaimId(1), SourceId(7), StatementId(5)
HEADING = "Verdict (by a person, not counted)"


@pytest.fixture
def judged_store(demo_store: Path) -> Path:
    """The shipped case with judgements of everything."""
    with open_writer(demo_store, "Rana") as writer:
        assess(writer, [CLAIM], Verdict.DISPUTED, rationale="the command denies it")
        assess(
            writer,
            [CLAIM],
            Verdict.CORROBORATED,
            likelihood=Likelihood.LIKELY,
            confidence=Confidence.MODERATE,
            rationale="two services saw it",
        )
        set_status(writer, [CLAIM], Status.SECOND_LOOK)
        rate_sources(writer, [OFFICER, SourceId(5)], Reliability.C, "was there")
        rate_statements(writer, [(StatementId(1), CLAIM)], Credibility.POSSIBLY_TRUE)
        rate_statements(writer, [(DENIAL, CLAIM)], Credibility.CANNOT_BE_JUDGED)
        things = (
            Target(RowKind.CLAIM, CLAIM),
            Target(RowKind.SOURCE, OFFICER),
            Target(RowKind.REPORT, 1),
            Target(RowKind.STATEMENT, DENIAL),
        )
        add_tag(writer, things, "call back")
        for thing in things:
            add_note(writer, thing, f"seen by {thing.kind.word}")
            add_task(writer, thing, "ask again", "Omar", "2020-01-01")
    return demo_store


def told(view: View) -> list[str]:
    """The lines of a view with their leads."""
    return [f"{block.lead.plain}{block.content.plain}" for block in view.blocks]


def at(lines: list[str], begin: str) -> int:
    return next(number for number, line in enumerate(lines) if line.startswith(begin))


def test_status_apart_from_numbers(judged_store: Path) -> None:
    with open_reader(judged_store) as record:
        view = claim_view(record, CLAIM)
    lines = told(view)
    heading = at(lines, HEADING)
    assert view.head <= heading, "numbers and alarms come before it"
    assert at(lines, "− against") < heading < at(lines, "+ for  each origin")
    after = lines[heading + 1 :]
    assert after[0].split(maxsplit=1) == ["status", "◕ needs a second look"]
    assert after[1].startswith("verdict      ⊕ corroborated   Rana, ")
    assert after[2:5] == ["because      two services saw it", "likelihood   likely   55–80 %", "confidence   moderate"]
    assert after[5].startswith("previously   ⊜ disputed   Rana, ")
    assert after[5].endswith(": the command denies it")
    assert after[6] == "tags         #call back"
    assert after[7].startswith("task T1      ! overdue  ask again   for Omar, due 1 Jan 2020")
    assert after[8].startswith("note N1      Rana, ")
    assert not any("likely" in line and "moderate" in line for line in lines), "ICD 203: never in one sentence"


def test_pair_or_none(judged_store: Path) -> None:
    with open_reader(judged_store) as record:
        said = {
            block.row.id: block.content.plain for block in claim_view(record, CLAIM).blocks if of_statement(block.row)
        }
    assert said[1].endswith(" · C3, source fairly reliable, statement possibly true")
    assert (
        " · C6, source fairly reliable, statement cannot be judged · #call back · 1 note · 1 open task" in said[DENIAL]
    )
    assert said[2].endswith(" · not rated")


def of_statement(row: object) -> bool:
    return getattr(row, "kind", None) is RowKind.STATEMENT


def test_contradiction_is_told(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        part = add_claim(writer, CASE, "it flew", parent=CLAIM, part=PartRole.NECESSARY)
        assess(writer, [CLAIM, part], Verdict.CORROBORATED)
        assert not any("open" in line for line in told(claim_view(writer, CLAIM)) if line.startswith("!"))
        assess(writer, [part], Verdict.RETRACTED)
        lines = told(claim_view(writer, CLAIM))
        assert "! corroborated, but a necessary part of it is open: C1f is retracted" in lines
        assert "necessary    C1f it flew   ↩ retracted" in lines


def test_unjudged_claim(demo_store: Path) -> None:
    with open_reader(demo_store) as record:
        lines = told(claim_view(record, CLAIM))
        assert lines[at(lines, "status")].endswith("○ new")
        assert lines[at(lines, "verdict")].endswith("not assessed")
        assert HEADING not in " ".join(told(report_view(record, ReportId(1))))
        assert "reliability  not rated" in told(source_view(record, CASE, OFFICER))


def test_other_things_have_theirs(judged_store: Path) -> None:
    with open_reader(judged_store) as record:
        views = {
            "source": source_view(record, CASE, OFFICER),
            "report": report_view(record, ReportId(1)),
            "statement": denial_view(record, DENIAL),
        }
    for kind, view in views.items():
        lines = told(view)
        after = lines[at(lines, "Tags, notes and tasks" if kind == "report" else "Rating (by a person, not counted)") :]
        assert any(line.endswith("#call back") for line in after)
        assert any(f"seen by {kind}" in line for line in after)
        assert any("! overdue  ask again" in line for line in after)
        kinds = {block.row.kind for block in view.blocks if block.row is not None}
        assert {RowKind.TAG, RowKind.NOTE, RowKind.TASK} <= kinds, "each is a line that is edited or removed by itself"
    (mark,) = [line for line in told(views["source"]) if line.startswith("reliability")]
    assert mark.startswith("reliability  C fairly reliable   Rana, ")
    assert mark.endswith(": was there")
    assert "on C1        C6, source fairly reliable, statement cannot be judged" in told(views["statement"])


def test_long_note_is_folded(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_note(writer, Target(RowKind.CLAIM, CLAIM), "\n".join(f"line {number}" for number in range(1000)))
        lines = told(claim_view(writer, CLAIM))
        note = lines[at(lines, "note N1")]
        assert "line 5" in note
        assert "line 6" not in note
        assert "more characters: e opens it" in note
    assert "line 999" in CommandLine(demo_store)("claim", "C1"), "as text it is whole"
    assert "line 999" in CommandLine(demo_store)("note", "N1")


def test_many_are_counted(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        tasks = [fill(writer, number) for number in range(25)]
        finish_tasks(writer, tasks[:5])
        lines = told(claim_view(writer, CLAIM))
    assert sum(line.startswith("task T") for line in lines) == 20
    assert lines[at(lines, "task T")].startswith("task T6"), "open ones first"
    assert any("… and 10 more: onrecord notes --on C1, onrecord tasks --on C1" in line for line in lines)


def fill(writer: Writer, number: int) -> int:
    add_note(writer, Target(RowKind.CLAIM, CLAIM), f"note {number}")
    return add_task(writer, Target(RowKind.CLAIM, CLAIM), f"task {number}")


def test_past_is_unjudged(judged_store: Path) -> None:
    with open_reader(judged_store) as record:
        show_as_of(record, CASE, moment="2021-01-01T00:00:00Z")
        lines = told(claim_view(record, CLAIM))
        assert lines[at(lines, "status")].endswith("○ new")
        assert lines[at(lines, "verdict")].endswith("not assessed")
        assert not any("call back" in line or "seen by" in line or "ask again" in line for line in lines)
        said = [line for line in lines if line.startswith(("◆ named origin", "└"))]
        assert said
        assert all(line.endswith("not rated") for line in said)


def test_hostile_text_as_text(judged_store: Path) -> None:
    text = HOSTILE.replace("\x00", "")
    with breaking(judged_store) as connection:
        for sql in (
            "UPDATE assessments SET rationale = ?, who = ?",
            "UPDATE ratings SET reason = ?, who = ?",
            "UPDATE notes SET text = ?, who = ?",
            "UPDATE tasks SET text = ?, person = ?",
        ):
            connection.execute(sql, (text, text))
        connection.execute("UPDATE tags SET tag = ?", (text[:50],))
    run = CommandLine(judged_store)
    with open_reader(judged_store) as record:
        views = (
            claim_view(record, CLAIM),
            source_view(record, CASE, OFFICER),
            denial_view(record, DENIAL),
            report_view(record, ReportId(1)),
        )
    printed = [run("claim", "C1"), run("source", "W7"), run("notes"), run("tasks"), run("note", "N1")]
    for text in (*("\n".join(told(view)) for view in views), *printed):
        assert not [letter for letter in text if ord(letter) < 0x20 and letter not in "\n\t"]
        assert not [letter for letter in text if 0x7F <= ord(letter) < 0xA0 or letter in "\u202e\u2066\ufeff"]


async def test_readable_at_80_columns(judged_store: Path) -> None:
    async with open_desk(judged_store, (80, 60)) as (pilot, _):
        await press(pilot, "2", "enter")
        text = screen_text(pilot.app)
        assert HEADING in text
        assert "verdict      ⊕ corroborated   Rana, " in text
        assert "confidence   moderate" in text


async def test_note_removed_and_undone(judged_store: Path) -> None:
    async with open_desk(judged_store, (100, 70)) as (pilot, _):
        await press(pilot, "2", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, DetailScreen)
        for _ in range(60):
            block = screen.sheet.selected
            if block is not None and block.row is not None and block.row.kind is RowKind.NOTE:
                break
            await press(pilot, "down")
        assert "seen by claim" in screen_text(pilot.app)
        await press(pilot, "d")
        await wait_until(pilot, lambda: "seen by claim" not in screen_text(pilot.app))
        await press(pilot, "u")
        await wait_until(pilot, lambda: "seen by claim" in screen_text(pilot.app))
