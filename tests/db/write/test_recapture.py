"""A page captured again: its quotes are looked up in the new text, and doubtful ones wait for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import NotFound, Refused
from db.journal.log import history
from db.journal.opening import open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import Method, QuoteForm
from db.model.ids import CaptureId, ReportId
from db.queries.quote_places import LostQuote, OpenPlace, decided_places, lost_quotes, open_places
from db.queries.reports import quote_marks
from db.store.opening import open_reader
from db.text.reanchor import Match
from db.write.captures import add_capture
from db.write.excerpts import ELISION
from db.write.quote_places import ReanchorCounts, accept_place, reanchor_quotes, reject_place
from db.write.statements import add_quote
from tests.support.factories import CaseFactory

FIRST = """Team Alpha said on Sunday: “We crossed the river at dawn and lost no one.” A doctor counted 12 dead.

The governor was not in the capital when the bridge was taken, his office said. Team Beta called it a lie.
"""

CROSSED = "We crossed the river at dawn and lost no one."
GOVERNOR = "The governor was not in the capital when the bridge was taken"
DOCTOR = "A doctor counted 12 dead"
LIE = "Team Beta called it a lie"

Page = tuple[CaseFactory, ReportId]


@pytest.fixture
def page() -> Iterator[Page]:
    """A journaled store with a report and four statements quoted from its first capture."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "a tester") as writer:
        desk = CaseFactory(writer)
        report = desk.report()
        first = capture(desk, report, FIRST)
        for words in (CROSSED, GOVERNOR, DOCTOR, LIE):
            quote(desk, report, first, words)
        yield desk, report


def capture(desk: CaseFactory, report: ReportId, text: str, after: CaptureId | None = None) -> CaptureId:
    return add_capture(desk.writer, report, text, method=Method.PASTE, supersedes=after)


def quote(desk: CaseFactory, report: ReportId, taken_from: CaptureId, words: str) -> None:
    statement = desk.says(report=report)
    add_quote(desk.writer, statement, taken_from, words, form=QuoteForm.MIXED)


def newest(desk: CaseFactory, report: ReportId) -> CaptureId:
    found = desk.writer.row("SELECT max(id) FROM captures WHERE report = ?", report)
    assert found
    return CaptureId(found[0])


def recaptured(page: Page, text: str) -> ReanchorCounts:
    """Capture the page again, and look up its quotes."""
    desk, report = page
    return reanchor_quotes(desk.writer, capture(desk, report, text, newest(desk, report)))


def marked(page: Page) -> list[tuple[str, str]]:
    """The marks in the newest capture: whose words, and the words."""
    desk, report = page
    here = newest(desk, report)
    text = desk.writer.column("SELECT text FROM captures WHERE id = ?", here)[0]
    return [(mark.statement_key, text[mark.start : mark.end]) for mark in quote_marks(desk.writer, here)]


def only_open(page: Page) -> OpenPlace:
    (place,) = open_places(page[0].writer, report=page[1])
    return place


def test_all_quotes_are_found(page: Page) -> None:
    text = FIRST.replace("12 dead", "21 dead").replace(LIE, "Nobody else spoke").replace("The gov", "Update. The gov")
    assert recaptured(page, text) == ReanchorCounts(exact=1, moved=1, fuzzy=1, orphan=1)
    rows = page[0].writer.rows("SELECT found, decided FROM quote_places ORDER BY quote")
    assert rows == [("exact", "machine"), ("moved", "machine"), ("fuzzy", "open"), ("orphan", "machine")]


def test_lookalike_stays_open(page: Page) -> None:
    assert recaptured(page, FIRST.replace("Team Beta", "Team Delta")).fuzzy == 1
    place = only_open(page)
    assert (place.statement_key, place.report_key, place.before) == ("S4", "R1", LIE)
    assert place.after == "Team Delta called it a lie"
    assert [(piece.change.value, piece.text) for piece in place.difference] == [
        ("kept", "Team "),
        ("dropped", "Beta"),
        ("added", "Delta"),
        ("kept", " called it a lie"),
    ]
    assert "S4" not in dict(marked(page))


def test_other_speaker_is_shown(page: Page) -> None:
    assert recaptured(page, FIRST.replace("Team Alpha", "Team Gamma")) == ReanchorCounts(
        exact=3, moved=0, fuzzy=1, orphan=0
    )
    place = only_open(page)
    assert (place.after, place.likeness) == (CROSSED, 1.0)
    left, right = place.beside
    assert [piece.text for piece in left if piece.change.value != "kept"] == ["Alpha", "Gamma"]
    assert [piece.change.value for piece in right] == ["kept"]


def test_accepted_and_rejected(page: Page) -> None:
    desk, report = page
    recaptured(page, FIRST.replace("12 dead", "21 dead").replace("Beta called", "Beta then called"))
    doctor, lie = open_places(desk.writer, case=desk.case)
    accept_place(desk.writer, doctor.id)
    reject_place(desk.writer, lie.id)
    assert open_places(desk.writer) == []
    assert [words for _, words in marked(page)] == [CROSSED, "A doctor counted 21 dead", GOVERNOR]
    (lost,) = lost_quotes(desk.writer, report=report)
    assert lost == LostQuote(lie.quote, lie.statement, "S4", report, "R1", lie.capture, LIE)


def test_decision_is_undoable(page: Page) -> None:
    desk, _ = page
    recaptured(page, FIRST.replace("12 dead", "21 dead"))
    place = only_open(page)
    accept_place(desk.writer, place.id)
    assert [done.words for done in history(desk.writer, most=2)] == [
        "accept the changed words of S3 in R1",
        "look up the quotes of R1 in its new text",
    ]
    undo(desk.writer)
    assert only_open(page) == place
    redo(desk.writer)
    assert open_places(desk.writer) == []
    reject_place(desk.writer, place.id)
    assert history(desk.writer, most=1)[0].words == "reject the changed words of S3 in R1"


def test_undone_with_capture(page: Page) -> None:
    desk, report = page
    first = newest(desk, report)
    with desk.writer.action("capture R1 again"):
        recaptured(page, FIRST.replace("12 dead", "21 dead"))
    assert undo(desk.writer).words == "capture R1 again"
    assert newest(desk, report) == first
    assert desk.writer.rows("SELECT * FROM quote_places") == []


def test_not_asked_twice(page: Page) -> None:
    desk, report = page
    recaptured(page, FIRST.replace("12 dead", "21 dead"))
    accept_place(desk.writer, only_open(page).id)
    assert reanchor_quotes(desk.writer, newest(desk, report)) == ReanchorCounts(0, 0, 0, 0)
    assert open_places(desk.writer) == []


def test_accepted_words_next_time(page: Page) -> None:
    changed = FIRST.replace("12 dead", "21 dead")
    recaptured(page, changed)
    accept_place(page[0].writer, only_open(page).id)
    assert recaptured(page, "Update.\n\n" + changed) == ReanchorCounts(exact=0, moved=4, fuzzy=0, orphan=0)
    assert ("S3", "A doctor counted 21 dead") in marked(page)


def test_undecided_is_asked_again(page: Page) -> None:
    changed = FIRST.replace("12 dead", "21 dead").replace(LIE, "Nobody else spoke")
    assert recaptured(page, changed) == ReanchorCounts(exact=2, moved=0, fuzzy=1, orphan=1)
    back = FIRST.replace("12 dead", "21 dead") + "\nThis page was corrected.\n"
    assert recaptured(page, back) == ReanchorCounts(exact=3, moved=0, fuzzy=1, orphan=0)
    assert only_open(page).capture == newest(*page), "of the text between the two nobody is asked any more"
    assert lost_quotes(page[0].writer) == []


def test_each_from_its_last_place(page: Page) -> None:
    desk, report = page
    second = FIRST + "\nThe mayor promised help for all who had fled.\n"
    recaptured(page, second)
    quote(desk, report, newest(desk, report), "The mayor promised help for all who had fled")
    assert recaptured(page, "Update.\n\n" + second) == ReanchorCounts(exact=0, moved=5, fuzzy=0, orphan=0)
    assert [key for key, _ in marked(page)] == ["S1", "S3", "S2", "S4", "S5"]


def test_twin_words_stay_apart(page: Page) -> None:
    desk, report = page
    answer = "We do not comment on anything that is still going on."
    twice = f"{FIRST}\nThe army\n\n{answer}\n\nThe police\n\n{answer}\n\nIt rained.\n"
    recaptured(page, twice)
    statement, here = desk.says(report=report), newest(desk, report)
    add_quote(desk.writer, statement, here, answer, form=QuoteForm.DIRECT, start=twice.find(answer))
    gone = twice.replace(f"The army\n\n{answer}\n\n", "")
    assert recaptured(page, gone) == ReanchorCounts(exact=4, moved=0, fuzzy=1, orphan=0)


def test_carried_over_is_marked(page: Page) -> None:
    desk, report = page
    recaptured(page, FIRST + "\nThe mayor promised help.\n")
    here = newest(desk, report)
    quote(desk, report, here, "The mayor promised help")
    assert [(mark.statement_key, mark.carried) for mark in quote_marks(desk.writer, here)] == [
        ("S1", True),
        ("S3", True),
        ("S2", True),
        ("S4", True),
        ("S5", False),
    ]
    assert [mark.statement_key for mark in decided_places(desk.writer, here)] == ["S1", "S3", "S2", "S4"]


def test_open_by_report_or_case(page: Page) -> None:
    desk, report = page
    recaptured(page, FIRST.replace("12 dead", "21 dead"))
    other = desk.report()
    assert open_places(desk.writer, report=other) == []
    assert open_places(desk.writer, case=desk.open_case("Another")) == []
    assert open_places(desk.writer, case=desk.case) == open_places(desk.writer, report=report) != []


def test_first_capture_has_none(page: Page) -> None:
    desk, report = page
    assert reanchor_quotes(desk.writer, newest(desk, report)) == ReanchorCounts(0, 0, 0, 0)


def test_bad_decision_refused(page: Page) -> None:
    desk, _ = page
    with pytest.raises(NotFound, match="no such capture"):
        reanchor_quotes(desk.writer, CaptureId(99))
    with pytest.raises(NotFound, match="no such place"):
        accept_place(desk.writer, 99)
    recaptured(page, "Update.\n\n" + FIRST)
    moved = desk.writer.column("SELECT id FROM quote_places WHERE found = ?", Match.MOVED)[0]
    with pytest.raises(Refused, match="nothing to decide"):
        reject_place(desk.writer, moved)


def test_wordless_text_loses_all(page: Page) -> None:
    assert recaptured(page, "This page has been removed.") == ReanchorCounts(exact=0, moved=0, fuzzy=0, orphan=4)
    assert [lost.exact for lost in lost_quotes(page[0].writer, case=page[0].case)] == [CROSSED, DOCTOR, GOVERNOR, LIE]
    assert marked(page) == []


def test_shipped_quotes_are_found(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        report, first, text = writer.rows("SELECT report, id, text FROM captures ORDER BY id LIMIT 1")[0]
        before = [text[mark.start : mark.end] for mark in quote_marks(writer, first)]
        fuller = "What is known so far.\n\n" + text.replace(ELISION, "\n\nMore was said of this.\n\n")
        second = add_capture(writer, report, fuller, method=Method.PASTE, supersedes=first)
        assert reanchor_quotes(writer, second) == ReanchorCounts(exact=0, moved=len(before), fuzzy=0, orphan=0)
    with open_reader(demo_store) as record:
        assert [fuller[mark.start : mark.end] for mark in decided_places(record, second)] == before
        assert open_places(record, report=report) == []
