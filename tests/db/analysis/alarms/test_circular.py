"""The circular alarm: loops of relays, and confirmations that rest on what they confirm."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.analysis.alarms import AlarmKind
from db.model.enums import Sameness
from db.model.ids import StatementId
from db.write.source_judgements import judge_same
from tests.support.alarm_factories import alarms_raised
from tests.support.factories import CaseFactory

CIRCULAR = AlarmKind.CIRCULAR


def ring(desk: CaseFactory, of: int, holds: int | None = None) -> list[StatementId]:
    said = [desk.says(voice="relayed", basis="relay", holds=holds) for _ in range(of)]  # type: ignore[arg-type]
    for at, child in enumerate(said):
        desk.relay(child, said[at - 1])
    return said


def test_loop_of_three_once(desk: CaseFactory) -> None:
    claim = desk.claim()
    ring(desk, 3, claim)
    (alarm,) = alarms_raised(desk, CIRCULAR)
    assert alarm.sentence == (
        "Source 1 (S1), Source 2 (S2) and Source 3 (S3) relay each other in a loop on C1: none of them is the start."
    )
    assert (alarm.subject, alarm.claims) == ("S1", ("C1",))
    assert {row.key for row in alarm.rows if row.table == "relays"} == {"S1 S3", "S2 S1", "S3 S2"}


def test_loop_found_anywhere(desk: CaseFactory) -> None:
    said = ring(desk, 2)
    below = desk.says(relays=said[0])
    desk.says(relays=below)
    desk.relay(said[1], desk.says())
    (alarm,) = alarms_raised(desk, CIRCULAR)
    assert (alarm.claims, alarm.statements) == ((), ("S1", "S2"))


def test_shared_loops_one_tangle(desk: CaseFactory) -> None:
    one, other = ring(desk, 3), ring(desk, 4)
    assert [alarm.subject for alarm in alarms_raised(desk, CIRCULAR)] == ["S1", "S4"]
    desk.relay(one[0], other[2])
    assert len(alarms_raised(desk, CIRCULAR)) == 2
    desk.relay(other[3], one[1])
    (alarm,) = alarms_raised(desk, CIRCULAR)
    assert len(alarm.statements) == 7


def test_diamond_is_no_loop(desk: CaseFactory) -> None:
    claim = desk.claim()
    first = desk.says(holds=claim)
    left, right = (desk.says(holds=claim, relays=first) for _ in range(2))
    desk.relay(desk.says(holds=claim, relays=left), right)
    assert alarms_raised(desk, CIRCULAR) == []


@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=20),
)
def test_tangle_reaches_itself(relays: set[tuple[int, int]]) -> None:
    def reached(start: int) -> set[int]:
        found: set[int] = set()
        waiting = [parent for child, parent in relays if child == start]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += [parent for child, parent in relays if child == here]
        return found

    tangles = {
        frozenset(other for other in range(8) if other in reached(one) and one in reached(other))
        for one in range(8)
        if one in reached(one)
    }
    with CaseFactory.in_memory() as desk, desk.writer.action():
        ids = [desk.says() for _ in range(8)]
        for child, parent in relays:
            desk.relay(ids[child], ids[parent])
        found = [{int(key[1:]) - 1 for key in alarm.statements} for alarm in alarms_raised(desk, CIRCULAR)]
        assert sorted(map(sorted, found)) == sorted(map(sorted, tangles))


# --- confirmations ---


def test_same_officer_confirms(desk: CaseFactory) -> None:
    claim = desk.claim()
    officer = desk.says(desk.source("the officer"), holds=claim)
    first = desk.says(desk.source("one"), holds=claim, relays=officer)
    second = desk.says(desk.source("two"), holds=claim, relays=officer)
    desk.link(second, "confirms", first)
    (alarm,) = alarms_raised(desk, CIRCULAR)
    assert alarm.sentence == ("two (S3) confirms one (S2) on C1, but both rest only on the officer (S1).")
    assert (alarm.subject, alarm.statements) == ("S3 S2", ("S1", "S2", "S3"))


def test_own_origin_confirms(desk: CaseFactory) -> None:
    claim = desk.claim()
    officer = desk.says(holds=claim)
    first = desk.says(holds=claim, relays=officer)
    second = desk.says(holds=claim, relays=officer)
    desk.relay(second, desk.says(holds=claim))
    desk.link(second, "confirms", first)
    desk.link(desk.says(holds=claim), "confirms", first)
    assert alarms_raised(desk, CIRCULAR) == []


def test_origin_confirms_its_echo(desk: CaseFactory) -> None:
    claim, officer = desk.claim(), desk.source()
    said = desk.says(officer, holds=claim)
    echo = desk.says(holds=claim, relays=said)
    desk.link(said, "confirms", echo)
    desk.link(desk.says(officer, holds=claim), "confirms", said)
    assert len(alarms_raised(desk, CIRCULAR)) == 2


def test_judged_same_confirms(desk: CaseFactory) -> None:
    claim = desk.claim()
    two = [desk.source(), desk.source()]
    first, second = (desk.says(each, holds=claim) for each in two)
    desk.link(second, "confirms", first)
    assert alarms_raised(desk, CIRCULAR) == []
    judge_same(desk.writer, *two, Sameness.SAME, "one man")
    assert len(alarms_raised(desk, CIRCULAR)) == 1


def test_sourceless_no_confirm(desk: CaseFactory) -> None:
    claim, outlet = desk.claim(), desk.source()
    first, second = (desk.says(outlet, holds=claim, basis="not_recorded") for _ in range(2))
    desk.link(second, "confirms", first)
    assert alarms_raised(desk, CIRCULAR) == []


def test_other_links_no_confirm(desk: CaseFactory) -> None:
    claim, other = desk.claim(), desk.claim()
    officer = desk.says(holds=claim)
    desk.stance(officer, other)
    first, second = (desk.says(holds=claim, relays=officer) for _ in range(2))
    desk.link(second, "responds_to", first)
    desk.link(desk.says(holds=other, relays=officer), "confirms", first)
    against = desk.says(relays=officer)
    desk.stance(against, claim, -1)
    desk.link(against, "confirms", first)
    assert alarms_raised(desk, CIRCULAR) == []


def test_confirm_in_loop_ends(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = ring(desk, 3, claim)
    desk.link(said[0], "confirms", said[1])
    assert [alarm.subject for alarm in alarms_raised(desk, CIRCULAR)] == ["S1"]
