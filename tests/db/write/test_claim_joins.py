"""Joining claims: the kept one has the statements of both, and splitting restores everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.analysis.alarms import alarms
from db.errors import Refused
from db.journal.log import history
from db.journal.opening import create_store, open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import Certainty, PartRole, Polarity
from db.model.fields import CLAIM
from db.model.ids import CaseId, ClaimId, StatementId
from db.model.things import RowKind
from db.queries.claim_joins import claim_join, claims_joined_into, preview_join, preview_split
from db.queries.claims import claim_ids
from db.queries.denials import denials
from db.queries.origins import origin_counts
from db.queries.statements import statements
from db.store.reader import Reader
from db.write.claim_joins import join_claims, set_apart
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.remove import remove
from db.write.statements import set_stance
from tests.support.factories import CaseFactory

FOR, AGAINST, NEITHER = Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER
CERTAIN, PROBABLE = Certainty.CERTAIN, Certainty.PROBABLE

TABLES = ("claims", "stances", "claim_joins", "joined_stances", "statements")


def bearing(record: Reader, claim: ClaimId) -> dict[str, tuple[int, str]]:
    """The polarity of each statement on a claim, by key."""
    rows = record.rows(
        """SELECT st.key, s.polarity, s.certainty FROM stances s JOIN statements st ON st.id = s.statement
           WHERE s.claim = ?""",
        claim,
    )
    return {key: (polarity, certainty) for key, polarity, certainty in rows}


def every_row(record: Reader) -> dict[str, list[tuple[object, ...]]]:
    return {table: record.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in TABLES}


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.hint
    return refused.value.message


# --- joining ---


def test_kept_has_both(desk: CaseFactory) -> None:
    kept, other = desk.claim("A drone fell"), desk.claim("A drone came down")
    first, second = desk.says(holds=kept), desk.says(holds=other)
    join_claims(desk.writer, other, kept, "the same drone")
    assert bearing(desk.writer, kept) == {"S1": (1, "certain"), "S2": (1, "certain")}
    assert bearing(desk.writer, other) == {"S2": (1, "certain")}
    assert origin_counts(desk.writer, [kept])[kept].supporting.named == 2
    found = claim_join(desk.writer, other)
    assert found
    assert (found.claim.key, found.into.key, found.reason) == ("C2", "C1", "the same drone")
    assert claims_joined_into(desk.writer, kept) == [found]
    assert claim_join(desk.writer, kept) is None
    assert first != second


def test_joined_left_out_of_lists(desk: CaseFactory) -> None:
    kept, other = desk.claim("A drone fell"), desk.claim("A drone came down")
    for claim in (kept, other):
        desk.says(desk.source(naming="unattributed"), holds=claim, basis="not_recorded")
    assert {each for alarm in alarms(desk.writer, desk.case) for each in alarm.claims} == {"C1", "C2"}
    join_claims(desk.writer, other, kept)
    assert claim_ids(desk.writer, desk.case) == [kept]
    assert claim_ids(desk.writer, desk.case, "drone") == [kept]
    assert {each for alarm in alarms(desk.writer, desk.case) for each in alarm.claims} == {"C1"}
    assert desk.writer.column("SELECT key FROM claims_overview") == ["C1"]


def test_denial_names_kept_once(desk: CaseFactory) -> None:
    kept, other, third = desk.claim("A drone fell"), desk.claim("A drone came down"), desk.claim("It burned")
    report = desk.report()
    desk.says(holds=kept, report=report)
    desk.says(holds=third, report=report)
    denial = desk.says(denies=other)
    join_claims(desk.writer, other, kept)
    found = denials(desk.writer, [denial])[0]
    assert (found.denies, found.silent_on) == (("C1",), ("C3",))
    said = statements(desk.writer, [denial])[0]
    assert [stance.key for stance in said.stances] == ["C1"]
    assert [stance.key for stance in said.on_joined] == ["C2"]
    assert said.bearing(other)


def test_same_stance_stays(desk: CaseFactory) -> None:
    kept, other = desk.claim(), desk.claim("it did")
    both = desk.says(holds=kept)
    set_stance(desk.writer, both, other, FOR, PROBABLE)
    found = preview_join(desk.writer, other, kept)
    assert ([each.told for each in found.shared], found.brought, found.against) == (["S1 for, probable"], (), ())
    join_claims(desk.writer, other, kept)
    assert bearing(desk.writer, kept) == {"S1": (1, "certain")}
    set_apart(desk.writer, other)
    assert bearing(desk.writer, kept) == {"S1": (1, "certain")}


def test_both_sides_block(desk: CaseFactory) -> None:
    kept, other = desk.claim(), desk.claim("it did not")
    both = desk.says(holds=kept)
    desk.stance(both, other, -1)
    before = every_row(desk.writer)
    assert "S1 is against C2 and for C1" in refusal(lambda: join_claims(desk.writer, other, kept))
    assert every_row(desk.writer) == before


def test_bad_join_refused(desk: CaseFactory) -> None:
    one, two, three, four = (desk.claim(words) for words in ("one", "two", "three", "four"))
    part = add_claim(desk.writer, desk.case, "a part", parent=one, part=PartRole.NECESSARY)
    below = add_claim(desk.writer, desk.case, "a part of it", parent=part, part=PartRole.DETAIL)
    elsewhere = desk.claim("one", case=desk.open_case("Another"))
    join_claims(desk.writer, two, one)
    before = every_row(desk.writer)
    pairs = {
        (one, one): "can't be joined with itself",
        (two, three): "C2 is already joined with C1",
        (three, two): "C2 is itself joined with C1",
        (one, three): "C2 is joined with C1",
        (part, one): "is a part of C1",
        (one, below): "C1",
        (below, one): "is a part of C1",
        (elsewhere, three): "belong to one case",
    }
    for (claim, into), words in pairs.items():
        assert words in refusal(lambda claim=claim, into=into: join_claims(desk.writer, claim, into))  # type: ignore[misc]
    assert "is not joined" in refusal(lambda: set_apart(desk.writer, four))
    assert every_row(desk.writer) == before
    assert "the two are joined" in refusal(lambda: edit(desk.writer, CLAIM, two, parent=one, part=PartRole.DETAIL))


# --- while joined ---


def test_later_stance_on_both(desk: CaseFactory) -> None:
    kept, other = desk.claim(), desk.claim("it did")
    join_claims(desk.writer, other, kept)
    late = desk.says(holds=other)
    assert bearing(desk.writer, kept) == {"S1": (1, "certain")}
    set_stance(desk.writer, late, other, FOR, PROBABLE)
    assert bearing(desk.writer, kept) == {"S1": (1, "probable")}
    set_stance(desk.writer, late, other, AGAINST, PROBABLE)
    assert bearing(desk.writer, kept) == {"S1": (-1, "probable")}
    remove(desk.writer, RowKind.STANCE, desk.writer.column("SELECT id FROM stances WHERE claim = ?", other)[0])
    assert bearing(desk.writer, kept) == {}


def test_later_conflict_refused(desk: CaseFactory) -> None:
    kept, other = desk.claim(), desk.claim("it did")
    said = desk.says(holds=kept)
    join_claims(desk.writer, other, kept)
    before = every_row(desk.writer)
    assert "S1 is for C1, into which C2 is joined" in refusal(lambda: desk.stance(said, other, -1))
    assert every_row(desk.writer) == before


def test_changed_kept_is_told(desk: CaseFactory) -> None:
    kept, other = desk.claim(), desk.claim("it did")
    said, also = desk.says(holds=other), desk.says(holds=other)
    join_claims(desk.writer, other, kept)
    set_stance(desk.writer, said, kept, FOR, PROBABLE)
    found = preview_split(desk.writer, other)
    assert (found.keys, found.edited_keys) == (("S2",), ("S1",))
    assert "C2 brought S1 to C1" in refusal(lambda: set_apart(desk.writer, other))
    assert claim_join(desk.writer, other)
    set_apart(desk.writer, other, keep_edited=True)
    assert bearing(desk.writer, kept) == {"S1": (1, "probable")}
    assert bearing(desk.writer, other) == {"S1": (1, "certain"), "S2": (1, "certain")}
    assert also


def test_brought_by_two_stays(desk: CaseFactory) -> None:
    kept, one, other = desk.claim(), desk.claim("it did"), desk.claim("it has")
    said = desk.says(holds=one)
    set_stance(desk.writer, said, other, FOR, PROBABLE)
    join_claims(desk.writer, one, kept)
    join_claims(desk.writer, other, kept)
    assert bearing(desk.writer, kept) == {"S1": (1, "certain")}
    set_apart(desk.writer, one)
    assert bearing(desk.writer, kept) == {"S1": (1, "probable")}
    set_apart(desk.writer, other)
    assert bearing(desk.writer, kept) == {}


def test_joined_not_removed(desk: CaseFactory) -> None:
    kept, other = desk.claim(), desk.claim("it did")
    desk.says(holds=other)
    join_claims(desk.writer, other, kept)
    assert "it is joined into C1" in refusal(lambda: remove(desk.writer, RowKind.CLAIM, other))
    assert "joined claim C2 rests" in refusal(lambda: remove(desk.writer, RowKind.CLAIM, kept))
    set_apart(desk.writer, other)
    remove(desk.writer, RowKind.CLAIM, other)
    assert bearing(desk.writer, kept) == {}


def test_removal_takes_brought(desk: CaseFactory) -> None:
    kept, other = desk.claim(), desk.claim("it did")
    desk.says(holds=other)
    join_claims(desk.writer, other, kept)
    remove(desk.writer, RowKind.CLAIM, other, whole=True)
    assert bearing(desk.writer, kept) == {}
    assert desk.writer.column("SELECT count(*) FROM joined_stances") == [0]


# --- undoing ---


@pytest.fixture
def writer(demo_store: Path) -> Iterator[Writer]:
    with open_writer(demo_store, "Rana") as open:
        yield open


def test_undo_and_redo_joins(writer: Writer) -> None:
    case = CaseId(1)
    new = add_claim(writer, case, "The embassy said sorry to the army")
    kept = writer.column("SELECT id FROM claims WHERE key = 'C2'")[0]
    bearing_on = writer.column("SELECT statement FROM stances WHERE claim = ? LIMIT 1", kept)[0]
    free = writer.column(
        "SELECT id FROM statements WHERE id NOT IN (SELECT statement FROM stances WHERE claim = ?) LIMIT 1", kept
    )[0]
    set_stance(writer, free, new, FOR, CERTAIN)
    states = [every_row(writer)]
    acts: list[Callable[[], object]] = [
        lambda: join_claims(writer, new, kept, "the same words"),
        lambda: set_stance(writer, free, new, FOR, PROBABLE),
        lambda: set_stance(writer, free, kept, FOR, CERTAIN),
        lambda: set_apart(writer, new, keep_edited=True),
        lambda: join_claims(writer, new, kept),
        lambda: remove(writer, RowKind.STATEMENT, free, whole=True),
    ]
    for act in acts:
        act()
        states.append(every_row(writer))
    assert history(writer)[1].words == f"join {history(writer)[1].words.split()[1]} into C2"
    for before in reversed(states[:-1]):
        undo(writer)
        assert every_row(writer) == before
    for after in states[1:]:
        redo(writer)
        assert every_row(writer) == after
    assert bearing_on


# --- two hands ---


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[tuple[Writer, Writer, ClaimId, ClaimId, StatementId]]:
    """Two writers, a claim to keep, another that says the same, and a statement on neither."""
    path = tmp_path / "two.db"
    with create_store(path) as making:
        desk = CaseFactory(making)
        kept, other, said = desk.claim("A drone fell"), desk.claim("A drone came down"), desk.says()
    with open_writer(path, "Rana") as rana, open_writer(path, "Omar") as omar:
        yield rana, omar, kept, other, said


Hands = tuple[Writer, Writer, ClaimId, ClaimId, StatementId]


@pytest.mark.parametrize("on_kept_too", [False, True])
def test_overtaken_not_undone(hands: Hands, on_kept_too: bool) -> None:
    rana, omar, kept, other, said = hands
    set_stance(omar if on_kept_too else rana, said, other, FOR, CERTAIN)
    if on_kept_too:
        set_stance(rana, said, kept, FOR, CERTAIN)
    join_claims(omar, other, kept)
    before = every_row(rana)
    assert "C2 was joined into another claim since" in refusal(lambda: undo(rana))
    assert every_row(rana) == before
    undo(omar)
    undo(rana)
    assert bearing(rana, other if not on_kept_too else kept) == {}


@pytest.mark.parametrize("again", ["redo the join", "undo the setting apart"])
def test_overtaken_not_redone(hands: Hands, again: str) -> None:
    rana, omar, kept, other, said = hands
    join_claims(rana, other, kept)
    step: Callable[[Writer], object] = redo
    if again == "redo the join":
        undo(rana)
    else:
        set_apart(rana, other)
        step = undo
    set_stance(omar, said, other, FOR, CERTAIN)
    before = every_row(rana)
    assert "C1 or C2 was changed since" in refusal(lambda: step(rana))
    assert every_row(rana) == before
    undo(omar)
    step(rana)
    assert claim_join(rana, other)


# --- whatever is done meanwhile ---

Act = tuple[str, int, int, str]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "change", "take off", "join", "apart"]),
        st.integers(0, 4),
        st.integers(0, 2),
        st.sampled_from(["1 certain", "1 probable", "0 certain", "-1 certain"]),
    ),
    max_size=14,
)


def act_on(writer: Writer, claims: list[ClaimId], said: list[StatementId], act: Act, *, joins: bool) -> bool:
    """Do one thing to a case of three claims; return whether it was done."""
    what, number, which, how = act
    statement, claim = said[number], claims[which]
    polarity, certainty = Polarity(int(how.split()[0])), Certainty(how.split()[1])
    if which == 0 and bearing(writer, claim).keys() and what in ("change", "take off"):
        brought = writer.column("SELECT stance FROM joined_stances")
        if any(each in brought for each in writer.column("SELECT id FROM stances WHERE claim = ?", claim)):
            return False  # what is done to a brought stance itself has no like without a join
    try:
        match what:
            case "say":
                if not writer.row("SELECT 1 FROM stances WHERE statement = ? AND claim = ?", statement, claim):
                    set_stance(writer, statement, claim, polarity, certainty)
                    return True
                return False
            case "change":
                if writer.row("SELECT 1 FROM stances WHERE statement = ? AND claim = ?", statement, claim):
                    return set_stance(writer, statement, claim, polarity, certainty)
                return False
            case "take off":
                found = writer.column("SELECT id FROM stances WHERE statement = ? AND claim = ?", statement, claim)
                if found:
                    remove(writer, RowKind.STANCE, found[0])
                return bool(found)
            case "join" if joins and which:
                join_claims(writer, claim, claims[0])
            case "apart" if joins and which:
                set_apart(writer, claim)
    except Refused:
        return False
    return what in ("join", "apart") and joins and which > 0


@settings(max_examples=30)
@given(acts=ACTS)
def test_set_apart_restores_all(acts: list[Act]) -> None:
    def beginning(who: str | None) -> tuple[Writer, list[ClaimId], list[StatementId]]:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA foreign_keys = ON")
        writer = Writer(connection, who)
        desk = CaseFactory(writer)
        source = desk.source()
        return writer, [desk.claim(word) for word in "abc"], [desk.says(source) for _ in range(5)]

    writer, claims, said = beginning("Rana")
    other, other_claims, other_said = beginning(None)
    states, done = [every_row(writer)], 0
    for act in acts:
        if act_on(writer, claims, said, act, joins=True):
            if act[0] not in ("join", "apart"):
                act_on(other, other_claims, other_said, act, joins=False)
            states.append(every_row(writer))
    for claim in claims[1:]:
        if claim_join(writer, claim):
            assert not preview_split(writer, claim).edited
            set_apart(writer, claim)
            states.append(every_row(writer))
    done = len(states) - 1
    assert [bearing(writer, each) for each in claims] == [bearing(other, each) for each in other_claims]
    assert writer.column("SELECT count(*) FROM joined_stances") == [0]
    for before in reversed(states[:done]):
        undo(writer)
        assert every_row(writer) == before
    for open in (writer, other):
        open.close()
