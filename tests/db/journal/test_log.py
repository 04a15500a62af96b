"""The journal: each change is one action with author and time; undo and redo restore the rows."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import NotFound, OnRecordError, Refused
from db.journal.entries import Op
from db.journal.log import entries_of_action, history, history_of
from db.journal.opening import open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import (
    Certainty,
    Holding,
    Method,
    PartRole,
    PartyRole,
    Polarity,
)
from db.model.fields import CASE as CASE_FIELDS
from db.model.fields import CLAIM, REPORT, SOURCE, STATEMENT
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.things import RowKind
from db.model.times import When
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.captures import add_capture
from db.write.chain import move_step, note_step, put_in_chain, set_chain, take_from_chain
from db.write.claims import add_claim, add_party
from db.write.drafts import draft, drop_draft, keep_draft
from db.write.edit import edit
from db.write.remove import remove
from db.write.reports import add_report
from db.write.statements import set_stance
from tests.support.random_changes import CHANGES

TABLES = (
    "cases", "sources", "affiliations", "reports", "captures", "claims", "claim_parties", "statements", "quotes",
    "stances", "relays", "statement_links", "chain_steps",
)  # fmt: skip


def everything(record: Reader) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the record, without the journal."""
    return {table: record.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in TABLES}


@pytest.fixture
def writer(demo_store: Path) -> Iterator[Writer]:
    with open_writer(demo_store, "Rana") as open:
        yield open


CASE = CaseId(1)


def test_who_when_and_what(writer: Writer) -> None:
    claim = add_claim(writer, CASE, "it fell by itself")
    (done,) = history(writer)
    assert (done.who, done.words, done.is_undone, done.rows) == ("Rana", "add claim C6 “it fell by itself”", False, 1)
    assert done.at.endswith("Z")
    (entry,) = entries_of_action(writer, done.id)
    assert (entry.op, entry.table, entry.row, entry.before) == (Op.INSERT, "claims", claim, None)
    assert entry.after is not None
    assert entry.after["text"] == "it fell by itself"


def test_only_changed_columns(writer: Writer) -> None:
    edit(writer, CLAIM, ClaimId(1), text="A drone was shot down", background=False)
    (done,) = history(writer)
    assert done.words.startswith("change claim C1")
    (entry,) = entries_of_action(writer, done.id)
    assert entry.before == {"text": "US forces shot down an Iraqi military drone over Baghdad"}
    assert entry.after == {"text": "A drone was shot down"}


def test_no_change_no_entry(writer: Writer) -> None:
    assert not edit(writer, CLAIM, ClaimId(2), text="it was shot down by mistake")
    assert history(writer) == []


def test_action_undoes_as_one(writer: Writer) -> None:
    before = everything(writer)
    with writer.action("two at once"):
        add_claim(writer, CASE, "one")
        add_claim(writer, CASE, "two")
    assert [done.words for done in history(writer)] == ["two at once"]
    assert undo(writer).words == "two at once"
    assert everything(writer) == before


def test_failed_part_left_out(writer: Writer) -> None:
    with writer.action("one and no more"):
        add_claim(writer, CASE, "one")
        with pytest.raises(Refused):
            add_party(writer, ClaimId(999), SourceId(1), PartyRole.ACCUSED)
        add_claim(writer, CASE, "two")
    (done,) = history(writer)
    assert [entry.table for entry in entries_of_action(writer, done.id)] == ["claims", "claims"]


def test_failed_action_left_out(writer: Writer) -> None:
    before = everything(writer)

    def act() -> None:
        with writer.action("half"):
            add_claim(writer, CASE, "one")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert everything(writer) == before
    assert history(writer) == []


def test_undo_and_redo_are_actions(writer: Writer) -> None:
    before = everything(writer)
    add_claim(writer, CASE, "one")
    one = everything(writer)
    edit(writer, CLAIM, ClaimId(11), text="two")
    two = everything(writer)
    assert undo(writer).words == "change claim C6 “one”"
    assert everything(writer) == one
    undo(writer)
    assert everything(writer) == before
    assert redo(writer).words.startswith("add claim C6")
    assert everything(writer) == one
    redo(writer)
    assert everything(writer) == two
    words = [done.words for done in history(writer)]
    assert words[0] == "redo: change claim C6 “one”"
    assert len(words) == 6
    undo(writer)
    assert everything(writer) == one


def test_new_action_ends_redo(writer: Writer) -> None:
    add_claim(writer, CASE, "one")
    undo(writer)
    add_claim(writer, CASE, "another")
    with pytest.raises(NotFound, match="nothing to redo"):
        redo(writer)
    undo(writer)
    assert redo(writer).words == "add claim C6 “another”"
    with pytest.raises(NotFound, match="nothing to redo"):
        redo(writer)


def test_nothing_to_undo(writer: Writer) -> None:
    with pytest.raises(NotFound, match="nothing to undo"):
        undo(writer)


def test_undo_after_restart(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as first:
        before = everything(first)
        add_claim(first, CASE, "one")
    with open_writer(demo_store, "Rana") as second:
        assert undo(second).who == "Rana"
        assert everything(second) == before
    with open_writer(demo_store, "Rana") as third:
        number = redo(third).id
    with open_writer(demo_store, "Omar") as fourth:
        assert undo(fourth, action=number).who == "Rana"
        assert everything(fourth) == before
    with open_writer(demo_store, "Lea") as fifth:
        redo(fifth, action=number)
        assert [done.who for done in history(fifth)] == ["Lea", "Omar", "Rana", "Rana", "Rana"]
        assert [done.is_undone for done in history(fifth)][4] is False


def test_two_undo_at_once(demo_store: Path) -> None:
    waiting, undone = threading.Event(), []
    with open_writer(demo_store, "Rana") as one, open_writer(demo_store, "Rana") as other:
        add_claim(one, CASE, "one")
        add_claim(one, CASE, "two")
        other._connection.set_trace_callback(lambda sql: waiting.set() if sql.startswith("BEGIN") else None)
        thread = threading.Thread(target=lambda: undone.append(undo(other).words))
        with one.action():
            thread.start()
            assert waiting.wait(10)
            undone.append(undo(one).words)
        thread.join()
    assert undone == ["add claim C7 “two”", "add claim C6 “one”"]


def test_changed_since_not_undone(writer: Writer) -> None:
    edit(writer, CLAIM, ClaimId(1), text="one")
    with writer.unjournaled():
        edit(writer, CLAIM, ClaimId(1), text="somebody else's")
    with pytest.raises(Refused, match="has changed since"):
        undo(writer)
    assert writer.whole_row("claims", 1)["text"] == "somebody else's"


def test_capture_bytes_come_back(writer: Writer) -> None:
    raw = b"\xff\x00<p>It fell.</p>"
    report = add_report(writer, CASE, SourceId(2), holding=Holding.HELD)
    add_capture(writer, report, "It fell.", method=Method.FILE, raw=raw, tool="reader", tool_version="1")
    whole = everything(writer)
    undo(writer)
    redo(writer)
    assert everything(writer) == whole
    assert writer.column("SELECT raw FROM captures WHERE report = ?", report) == [raw]


def test_capture_stored_once(writer: Writer) -> None:
    add_capture(writer, ReportId(2), "x" * 100_000, method=Method.PASTE)
    assert writer.row("SELECT max(length(after)) FROM journal")[0] < 2_000  # type: ignore[index]


def test_history_has_dependents(writer: Writer) -> None:
    claim = add_claim(writer, CASE, "one")
    add_claim(writer, CASE, "another")
    set_stance(writer, StatementId(1), claim, Polarity.FOR, Certainty.CERTAIN)
    set_stance(writer, StatementId(1), claim, Polarity.FOR, Certainty.POSSIBLE)
    found = [done.words for done in history_of(writer, "claims", claim)]
    assert len(found) == 3
    assert found[-1] == "add claim C6 “one”"


def test_journal_is_immutable(writer: Writer) -> None:
    add_claim(writer, CASE, "one")
    for sql in (
        "UPDATE journal SET after = '{}'",
        "DELETE FROM journal",
        "UPDATE actions SET who = 'x'",
        "DELETE FROM actions",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="journal"):
            writer.rows(sql)


def test_removed_key_not_reused(writer: Writer) -> None:
    claim = add_claim(writer, CASE, "one")
    undo(writer)
    claim = add_claim(writer, CASE, "two")
    assert writer.whole_row("claims", claim)["key"] == "C6"
    remove(writer, RowKind.CLAIM, claim)
    again = add_claim(writer, CASE, "three")
    assert writer.whole_row("claims", again)["key"] == "C7"


def test_removed_part_key_not_reused(writer: Writer) -> None:
    def part() -> str:
        id = add_claim(writer, CASE, "a part", parent=ClaimId(7), part=PartRole.DETAIL)
        return str(writer.whole_row("claims", id)["key"])

    assert part() == "C2a"
    undo(writer)
    assert part() == "C2a"
    remove(writer, RowKind.CLAIM, max(writer.column("SELECT id FROM claims")))
    assert part() == "C2b"


def test_new_thing_no_old_history(writer: Writer) -> None:
    first = add_claim(writer, CASE, "one")
    remove(writer, RowKind.CLAIM, first)
    second = add_claim(writer, CASE, "two")
    undo(writer)
    third = add_claim(writer, CASE, "three")
    assert len({first, second, third}) == 3
    assert [done.words for done in history_of(writer, "claims", third)] == ["add claim C7 “three”"]


# --- removing ---------------------------------------------------------------------------------------------------


def test_claim_goes_with_stances(writer: Writer) -> None:
    before = everything(writer)
    remove(writer, RowKind.CLAIM, 8)
    assert writer.column("SELECT count(*) FROM stances WHERE claim = 8") == [0]
    assert history(writer)[0].words == "remove claim C3"
    undo(writer)
    assert everything(writer) == before


@pytest.mark.parametrize(
    ("what", "id", "sentence"),
    [
        (RowKind.CLAIM, 1, "Claim C1 can't be removed: parts C1a, C1b, C1c, C1d, C1e rest on it."),
        (RowKind.SOURCE, 7, "Source W7 can't be removed: statement S1 rests on it."),
        (RowKind.REPORT, 2, "Report R2 can't be removed: statements S2, S3 rest on it."),
        (RowKind.CASE, 1, "Case K1 can't be removed: statements S1, S2, S3, S4, S5 and 18 more rest on it."),
        (RowKind.CAPTURE, 1, "A capture of R1 can't be removed: 6 quotes rest on it."),
    ],
)
def test_needed_is_not_removed(writer: Writer, what: RowKind, id: int, sentence: str) -> None:
    before = everything(writer)
    with pytest.raises(Refused) as refused:
        remove(writer, what, id)
    assert refused.value.message == sentence
    assert everything(writer) == before


def test_case_goes_when_asked(writer: Writer) -> None:
    before = everything(writer)
    remove(writer, RowKind.CASE, 1, whole=True)
    assert all(not rows for table, rows in everything(writer).items() if table not in ("sources", "affiliations"))
    undo(writer)
    assert everything(writer) == before


def test_chain_closes_up(writer: Writer) -> None:
    take_from_chain(writer, CASE, ReportId(2))
    assert writer.rows("SELECT position, report FROM chain_steps ORDER BY position") == [(1, 3), (2, 4)]
    assert history(writer)[0].words == "remove R2 from the chain"
    undo(writer)
    assert writer.rows("SELECT position, report FROM chain_steps ORDER BY position") == [(1, 2), (2, 3), (3, 4)]


def test_every_kind_removable(writer: Writer) -> None:
    words = []
    for what, id in (
        (RowKind.STANCE, 1),
        (RowKind.PARTY, 1),
        (RowKind.AFFILIATION, 1),
        (RowKind.RELAY, 1),
        (RowKind.QUOTE, 1),
        (RowKind.STEP, 3),
        (RowKind.STATEMENT, 5),
    ):
        remove(writer, what, id)
        words.append(history(writer)[0].words)
    assert words[:4] == [
        "remove the stance of S1 on C1",
        "remove W10 as accused in C1",
        "remove W5 part of W6",
        "remove that S3 paraphrases S1",
    ]
    assert words[4].startswith("remove a quote of S2 “The embassy’s laser-guided system")
    assert words[6] == "remove statement S5"


def walk(record: Reader) -> list[tuple[int, str | None]]:
    return record.rows("SELECT report, note FROM chain_steps ORDER BY position")


def test_step_moves_with_note(writer: Writer) -> None:
    note_step(writer, CASE, ReportId(2), "the first to say it")
    assert move_step(writer, CASE, ReportId(2), 1)
    assert walk(writer) == [(3, None), (2, "the first to say it"), (4, None)]
    assert not move_step(writer, CASE, ReportId(3), -1)
    assert move_step(writer, CASE, ReportId(3), 99)
    assert [report for report, _ in walk(writer)] == [2, 4, 3]
    assert history(writer)[0].words == "move R3 later in the chain"
    undo(writer)
    undo(writer)
    assert [report for report, _ in walk(writer)] == [2, 3, 4]


def test_moving_sets_the_chain(writer: Writer) -> None:
    with writer.action("unset"):
        set_chain(writer, CASE, [])
    assert move_step(writer, CASE, ReportId(1), -9)
    assert sorted(report for report, _ in walk(writer)) == [1, 2, 3, 4]
    assert walk(writer)[0] == (1, None)


def test_report_in_chain_once(writer: Writer) -> None:
    put_in_chain(writer, CASE, ReportId(1), after=ReportId(2))
    assert [report for report, _ in walk(writer)] == [2, 1, 3, 4]
    with pytest.raises(Refused, match="R1 is a step of the chain already"):
        put_in_chain(writer, CASE, ReportId(1))
    take_from_chain(writer, CASE, ReportId(1))
    with pytest.raises(Refused, match="R1 is not a step of the chain"):
        move_step(writer, CASE, ReportId(1), 1)


# --- changing ---------------------------------------------------------------------------------------------------


def test_report_time_and_bounds(writer: Writer) -> None:
    edit(writer, REPORT, ReportId(2), published=When(edtf="2020-12-17"), author=" A  Reporter ")
    row = writer.whole_row("reports", 2)
    assert (row["published_lo"], row["published_hi"]) == ("2020-12-16T21:00:00Z", "2020-12-17T20:59:59Z")
    assert row["author"] == "A Reporter"
    assert row["holding"] == "cited"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda w: edit(w, CLAIM, ClaimId(1), text=" "), "A claim needs words."),
        (
            lambda w: edit(w, CLAIM, ClaimId(1), parent=ClaimId(2), part=PartRole.DETAIL),
            "A claim can't be a part of itself.",
        ),
        (lambda w: edit(w, CLAIM, ClaimId(7), parent=ClaimId(1)), "how it belongs"),
        (lambda w: edit(w, REPORT, ReportId(1), known_via=ReportId(2)), "A report can't be seen only in itself."),
        (lambda w: edit(w, REPORT, ReportId(1), published=When(edtf="soon")), "“soon” is not a date."),
        (lambda w: edit(w, SOURCE, SourceId(1), name="\x1b"), "A source needs a name"),
        (lambda w: edit(w, SOURCE, SourceId(99), name="x"), "no longer in the store"),
        (lambda w: edit(w, CASE_FIELDS, CASE, tz="Mars/Olympus"), "is not a time zone"),
        (lambda w: edit(w, STATEMENT, StatementId(1), report=ReportId(99)), "not in the store"),
    ],
)
def test_bad_change_refused(writer: Writer, change: Callable[[Writer], object], sentence: str) -> None:
    before = everything(writer)
    with pytest.raises(Refused, match=sentence):
        change(writer)
    assert everything(writer) == before
    assert history(writer) == []


# --- drafts -----------------------------------------------------------------------------------------------------


def test_draft_is_no_action(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        keep_draft(writer, "claim", CASE, {"text": "half a cl"})
        keep_draft(writer, "claim", CASE, {"text": "half a claim"})
        keep_draft(writer, "source W3", CASE, {"name": "x"})
        assert history(writer) == []
    with open_reader(demo_store) as record:
        assert draft(record, "claim", CASE) == {"text": "half a claim"}
        assert draft(record, "case", None) == {}
    with open_writer(demo_store) as writer:
        drop_draft(writer, "claim", CASE)
        keep_draft(writer, "source W3", CASE, {"name": "  "})
        assert draft(writer, "claim", CASE) == draft(writer, "source W3", CASE) == {}


# --- any walk through the record --------------------------------------------------------------------------------


@given(changes=st.lists(CHANGES, max_size=8), back=st.integers(0, 8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_redo_restores_all(
    shipped_store: Path, tmp_path: Path, changes: list[Callable[[Writer], object]], back: int
) -> None:
    store = Path(shutil.copy(shipped_store, tmp_path / "walk.db"))
    with open_writer(store, "Rana") as writer:
        states = [everything(writer)]
        for change in changes:
            done = len(history(writer))
            try:
                change(writer)
            except OnRecordError:
                assert everything(writer) == states[-1]
            if len(history(writer)) > done:
                states.append(everything(writer))
        back = min(back, len(states) - 1)
        for state in states[-2 : -2 - back : -1]:
            undo(writer)
            assert everything(writer) == state
        for state in states[len(states) - back :]:
            redo(writer)
            assert everything(writer) == state
        assert writer.rows("PRAGMA foreign_key_check") == []
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)
