"""Judgements as of a moment: later ones are left out, and a claim has the status it had."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.as_of.as_of import show_as_of, show_whole_record
from db.journal.opening import open_writer
from db.model.enums import Certainty, Credibility, Polarity, Reliability, Status, Verdict
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.things import RowKind, Target
from db.queries.annotations import notes_on, tasks_on
from db.queries.assessments import assessments_of, claim_assessments
from db.queries.claim_joins import claims_joined_into
from db.queries.claims import claim_ids
from db.queries.ratings import ratings_for, ratings_of
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.annotations import add_note, add_tag, add_task, remove_tag
from db.write.assessments import assess, rate_sources, rate_statements, set_status
from db.write.claim_joins import join_claims
from db.write.claims import add_claim
from db.write.statements import set_stance

CASE, CLAIM, SAID, SOURCE = CaseId(1), ClaimId(1), StatementId(1), SourceId(7)
FIRST, SECOND = "2026-03-01T10:00:00Z", "2026-04-01T10:00:00Z"
BEFORE, BETWEEN, AFTER = "2026-02-01T00:00:00Z", "2026-03-15T00:00:00Z", "2026-05-01T00:00:00Z"
ON = Target(RowKind.CLAIM, CLAIM)


@pytest.fixture
def later(demo_store: Path) -> Iterator[Reader]:
    """The shipped case with judgements made on two days."""
    with open_writer(demo_store, "Rana") as writer:
        set_status(writer, [CLAIM], Status.IN_PROGRESS)
        assess(writer, [CLAIM], Verdict.DISPUTED)
        rate_sources(writer, [SOURCE], Reliability.B)
        rate_statements(writer, [(SAID, CLAIM)], Credibility.POSSIBLY_TRUE)
        add_tag(writer, [ON], "early")
        add_note(writer, ON, "first")
        add_task(writer, ON, "ask")
        last = writer.column("SELECT max(id) FROM actions")[0]
        set_status(writer, [CLAIM], Status.DONE)
        assess(writer, [CLAIM], Verdict.REFUTED)
        add_tag(writer, [ON], "late")
    days(demo_store, int(last))
    with open_reader(demo_store) as record:
        yield record


def days(path: Path, last: int) -> None:
    """Move all actions up to one to the first day, and the rest to the second."""
    connection = sqlite3.connect(path)
    kept = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB '*never_edited'"
    ).fetchall()
    for name, _ in kept:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE actions SET at = iif(id <= ?, ?, ?)", (last, FIRST, SECOND))
    for table in "assessments", "ratings", "notes", "tasks":
        connection.execute(f"UPDATE {table} SET at = ?", (FIRST,))
    connection.execute("UPDATE assessments SET at = ? WHERE verdict = 'refuted'", (SECOND,))
    for _, sql in kept:
        connection.execute(sql)
    connection.commit()
    connection.close()


def test_before_all_claim_is_new(later: Reader) -> None:
    show_as_of(later, CASE, moment=BEFORE)
    found = claim_assessments(later, [CLAIM])[CLAIM]
    assert (found.status, found.assessment, found.tags, found.notes, found.tasks) == (Status.NEW, None, (), 0, 0)
    assert ratings_for(later, CLAIM)[SAID].words == "not rated"
    assert (ratings_of(later, SOURCE), notes_on(later, ON), tasks_on(later, ON)) == ([], [], [])


def test_between_days(later: Reader) -> None:
    show_as_of(later, CASE, moment=BETWEEN)
    found = claim_assessments(later, [CLAIM])[CLAIM]
    assert found.assessment is not None
    assert (found.status, found.assessment.verdict, found.tags) == (Status.IN_PROGRESS, Verdict.DISPUTED, ("early",))
    assert (found.notes, found.tasks) == (1, 1)
    assert ratings_for(later, CLAIM)[SAID].short == "B3"


def test_after_all_is_now(later: Reader) -> None:
    now = (claim_assessments(later, [CLAIM]), assessments_of(later, CLAIM), ratings_for(later, CLAIM))
    show_as_of(later, CASE, moment=AFTER)
    assert (claim_assessments(later, [CLAIM]), assessments_of(later, CLAIM), ratings_for(later, CLAIM)) == now
    show_as_of(later, CASE, moment=BEFORE)
    show_whole_record(later)
    assert (claim_assessments(later, [CLAIM]), assessments_of(later, CLAIM), ratings_for(later, CLAIM)) == now


def test_report_counts_by_release(later: Reader) -> None:
    show_as_of(later, CASE, report=ReportId(1))
    assert claim_assessments(later, [CLAIM])[CLAIM].assessment is None
    assert later.rows("SELECT * FROM verdicts") == []


def test_removed_tag_stays_off(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_tag(writer, [ON], "gone")
        remove_tag(writer, [ON], "gone")
    with open_reader(demo_store) as record:
        show_as_of(record, CASE, moment="2030-01-01T00:00:00Z")
        assert claim_assessments(record, [CLAIM])[CLAIM].tags == ()


def test_later_joins_apart(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        other = add_claim(writer, CASE, "The same in other words")
        free = writer.column(
            "SELECT id FROM statements WHERE id NOT IN (SELECT statement FROM stances WHERE claim = 1)"
        )
        set_stance(writer, free[0], other, Polarity.FOR, Certainty.CERTAIN)
        alone = bearing(writer)
        join_claims(writer, other, CLAIM)
        joined = bearing(writer)
    now = datetime.now(UTC)
    before, after = ((now + timedelta(days=by)).strftime("%Y-%m-%dT%H:%M:%SZ") for by in (-1, 1))
    with open_reader(demo_store) as record:
        for moment, found in (before, alone), (after, joined), (before, alone):
            show_as_of(record, CASE, moment=moment)
            assert bearing(record) == found
            assert (other in claim_ids(record, CASE)) == (found == alone)
            assert bool(claims_joined_into(record, CLAIM)) == (found == joined)
        show_whole_record(record)
        assert bearing(record) == joined


def bearing(record: Reader) -> list[StatementId]:
    return record.column("SELECT statement FROM stances WHERE claim = ? ORDER BY statement", CLAIM)
