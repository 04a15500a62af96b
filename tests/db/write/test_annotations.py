"""Tags, notes and tasks on anything: refusals, changes of nothing, and undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import NotFound, Refused
from db.journal.log import history
from db.journal.writer import Writer
from db.model.things import TARGET_KINDS, RowKind, Target
from db.queries.annotations import (
    Annotations,
    all_notes,
    all_tasks,
    annotations_of,
    note_by_key,
    notes_on,
    tags_on,
    task_by_key,
    tasks_on,
)
from db.queries.assessments import claim_assessments
from db.queries.keys import keys
from db.write.annotations import (
    LONGEST_NOTE,
    LONGEST_TAG,
    add_note,
    add_tag,
    add_task,
    edit_note,
    edit_task,
    finish_tasks,
    remove_tag,
    tag_name,
)
from db.write.remove import remove
from tests.support.factories import CaseFactory
from tests.support.journaled_case import assert_undoable, decision_rows


@pytest.fixture
def desk() -> Iterator[CaseFactory]:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "Rana") as writer:
        yield CaseFactory(writer)


def one_of_each(desk: CaseFactory) -> list[Target]:
    """A case, a source, a report, a statement and a claim."""
    source, report, claim = desk.source(), desk.report(), desk.claim()
    said = desk.says(source, holds=claim)
    ids = (desk.case, source, report, said, claim)
    return [Target(kind, id) for kind, id in zip(TARGET_KINDS, ids, strict=True)]


def test_anything_is_annotated(desk: CaseFactory) -> None:
    things = one_of_each(desk)
    assert add_tag(desk.writer, things, "#to call back") == 5
    for thing in things:
        add_note(desk.writer, thing, f"on a {thing.kind.word}")
        add_task(desk.writer, thing, "ask")
    named = keys(desk.writer, things)
    for thing in things:
        assert [each.tag for each in tags_on(desk.writer, thing)] == ["to call back"]
        (note,), (task,) = notes_on(desk.writer, thing), tasks_on(desk.writer, thing)
        assert (note.on, note.on_key, note.text) == (thing, named[thing], f"on a {thing.kind.word}")
        assert (task.on, task.on_key) == (thing, named[thing])
        assert annotations_of(desk.writer, thing.kind, [thing.id]) == {thing.id: Annotations(("to call back",), 1, 1)}
    assert [note.key for note in all_notes(desk.writer)] == ["N5", "N4", "N3", "N2", "N1"]
    assert next(note.case for note in all_notes(desk.writer)) == "K1"


def test_undo_whole_and_batch(desk: CaseFactory) -> None:
    writer, things = desk.writer, one_of_each(desk)
    add_tag(writer, things[:2], "old")
    note, task = add_note(writer, things[4], "first"), add_task(writer, things[4], "ask", "Omar", "2026-11-30")
    other = add_task(writer, things[0], "look")
    assert_undoable(writer, lambda: add_tag(writer, things, "urgent"))
    assert_undoable(writer, lambda: remove_tag(writer, things, "OLD"))
    assert_undoable(writer, lambda: add_note(writer, things[3], "second"))
    assert_undoable(writer, lambda: edit_note(writer, note, "changed"))
    assert_undoable(writer, lambda: add_task(writer, things[1], "call"))
    assert_undoable(writer, lambda: edit_task(writer, task, text="ask again", person=None, due="2026-12-01"))
    assert_undoable(writer, lambda: finish_tasks(writer, [task, other]))
    assert_undoable(writer, lambda: remove(writer, RowKind.NOTE, note))
    assert_undoable(writer, lambda: remove(writer, RowKind.TASK, task))
    assert_undoable(writer, lambda: remove(writer, RowKind.CLAIM, things[4].id))


def test_same_again_no_change(desk: CaseFactory) -> None:
    on = Target(RowKind.CLAIM, desk.claim())
    add_tag(desk.writer, [on], "Éclair")
    note, task = add_note(desk.writer, on, "x"), add_task(desk.writer, on, "y", due="2026-11-30")
    actions = len(history(desk.writer))
    assert add_tag(desk.writer, [on, on], " eclair ") == 0
    assert remove_tag(desk.writer, [on], "other") == 0
    assert not edit_note(desk.writer, note, " x\n")
    assert not edit_task(desk.writer, task, text="y", due="2026-11-30")
    assert not edit_task(desk.writer, task)
    assert finish_tasks(desk.writer, [task], done=False) == 0
    assert len(history(desk.writer)) == actions


@pytest.mark.parametrize(
    ("tag", "says"),
    [("", "needs a name"), ("  # ", "needs a name"), ("\x1b\x07", "needs a name"), ("x" * 10_000, "10,000")],
    ids=["empty", "sign only", "controls", "10 kB"],
)
def test_bad_tag_refused(desk: CaseFactory, tag: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        add_tag(desk.writer, [Target(RowKind.CLAIM, desk.claim())], tag)
    assert refused.value.hint
    assert decision_rows(desk.writer)["tags"] == []


@given(st.text(max_size=300))
def test_tag_is_one_clean_line(text: str) -> None:
    try:
        tag = tag_name(text)
    except Refused:
        return
    assert 0 < len(tag) <= LONGEST_TAG
    assert tag == " ".join(tag.split())
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in tag)
    assert tag_name(tag) == tag


def test_note_is_clean_with_lines(desk: CaseFactory) -> None:
    on = Target(RowKind.CLAIM, desk.claim())
    add_note(desk.writer, on, "\x1b[2J# Head\r\n\r\nbody \x9b31m\ttab\x00\n")
    assert notes_on(desk.writer, on)[0].text == "[2J# Head\n\nbody 31m\ttab"


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "\x1b", "x" * (LONGEST_NOTE + 1)], ids=["empty", "blank", "escape", "endless"]
)
def test_bad_note_refused(desk: CaseFactory, text: str) -> None:
    on = Target(RowKind.CLAIM, desk.claim())
    note = add_note(desk.writer, on, "kept")
    with pytest.raises(Refused):
        add_note(desk.writer, on, text)
    with pytest.raises(Refused):
        edit_note(desk.writer, note, text)
    assert [each.text for each in notes_on(desk.writer, on)] == ["kept"]


def test_changed_note_not_replaced(desk: CaseFactory) -> None:
    note = add_note(desk.writer, Target(RowKind.CLAIM, desk.claim()), "first")
    edit_note(desk.writer, note, "by somebody else")
    with pytest.raises(Refused, match="N1 was changed"):
        edit_note(desk.writer, note, "by me", was="first")
    assert note_by_key(desk.writer, "n1").text == "by somebody else"
    assert edit_note(desk.writer, note, "by me", was="by somebody else")


NO_DAYS = ("sometime", "2026-13-01", "2026-02-30", "20261130", "0000-00-00", "x" * 9999)


@pytest.mark.parametrize("day", NO_DAYS, ids=[day[:12] for day in NO_DAYS])
def test_bad_day_refused(desk: CaseFactory, day: str) -> None:
    with pytest.raises(Refused, match="not a calendar day") as refused:
        add_task(desk.writer, Target(RowKind.CLAIM, desk.claim()), "ask", due=day)
    assert len(refused.value.message) < 200
    assert decision_rows(desk.writer)["tasks"] == []


def test_open_tasks_by_due_day(desk: CaseFactory) -> None:
    on = Target(RowKind.CLAIM, desk.claim())
    done = add_task(desk.writer, on, "done", due="2026-01-01")
    for due in None, "2026-12-01", "2026-11-01":
        add_task(desk.writer, on, "ask", due=due)
    finish_tasks(desk.writer, [done])
    assert [task.key for task in all_tasks(desk.writer)] == ["T4", "T3", "T2", "T1"]
    assert [task.key for task in tasks_on(desk.writer, on)] == ["T4", "T3", "T2", "T1"]
    assert [task.key for task in all_tasks(desk.writer, only_open=True)] == ["T4", "T3", "T2"]
    today = date(2026, 11, 1)
    assert not task_by_key(desk.writer, "T4").is_overdue(today)
    assert task_by_key(desk.writer, "T4").is_overdue(date(2026, 11, 2))
    assert not task_by_key(desk.writer, "T1").is_overdue(today)
    assert claim_assessments(desk.writer, [desk.claim(), on.id])[on.id].tasks == 3


def test_removed_note_key_not_reused(desk: CaseFactory) -> None:
    on = Target(RowKind.CLAIM, desk.claim())
    remove(desk.writer, RowKind.NOTE, add_note(desk.writer, on, "x"))
    assert desk.writer.done == "remove note N1"
    add_note(desk.writer, on, "y")
    assert [note.key for note in notes_on(desk.writer, on)] == ["N2"]
    with pytest.raises(NotFound, match="no note N1"):
        note_by_key(desk.writer, "N1")


def test_other_cases_left_out(desk: CaseFactory) -> None:
    shared = Target(RowKind.SOURCE, desk.source())
    other = Target(RowKind.CASE, desk.open_case("Another"))
    for on in Target(RowKind.CLAIM, desk.claim()), shared, other:
        add_note(desk.writer, on, "x")
        add_task(desk.writer, on, "x")
    assert [note.key for note in all_notes(desk.writer, case=desk.case)] == ["N2", "N1"]
    assert [task.key for task in all_tasks(desk.writer, case=desk.case)] == ["T1", "T2"]
    assert [note.key for note in all_notes(desk.writer, on=other)] == ["N3"]


def test_tag_removed_by_row(desk: CaseFactory) -> None:
    on = Target(RowKind.CLAIM, desk.claim())
    add_tag(desk.writer, [on], "urgent")
    (tag,) = tags_on(desk.writer, on)
    assert_undoable(desk.writer, lambda: remove(desk.writer, RowKind.TAG, tag.id))
    remove(desk.writer, RowKind.TAG, tag.id)
    assert desk.writer.done == "remove the tag “urgent”"


def test_gone_target_refused(desk: CaseFactory) -> None:
    gone = Target(RowKind.CLAIM, 99)
    for change in (
        lambda: add_tag(desk.writer, [Target(RowKind.CASE, desk.case), gone], "x"),
        lambda: add_note(desk.writer, gone, "x"),
        lambda: add_task(desk.writer, gone, "x"),
    ):
        before = decision_rows(desk.writer)
        with pytest.raises(Refused, match="no longer in the store"):
            change()
        assert decision_rows(desk.writer) == before
