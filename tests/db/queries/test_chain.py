"""The report chain: its order, what joins its steps, the statements of a step, and the filter."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db.errors import NotFound
from db.model.ids import CaseId, ReportId
from db.model.times import When
from db.queries.chain import StepLink, StepRelation, chain, filter_chain, step, step_relations
from db.queries.reports import reports
from db.store.reader import Reader
from db.write.chain import set_chain
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def walk(desk: CaseFactory) -> list[ReportId]:
    return chain(desk.writer, desk.case)


def joined(desk: CaseFactory, before: ReportId, after: ReportId) -> list[tuple[str, tuple[str, ...]]]:
    return [(join.kind, join.names) for join in step_relations(desk.writer, before, after)]


# --- order ---


def test_ordered_by_lo_hi_entry(desk: CaseFactory) -> None:
    times = ("2020-12-17", "2020-12-16T12:00:00Z", "2020-12-16", "2020-12-16/2020-12-18", "2020-12-16")
    late, noon, day, days, same_day = (desk.report(published=When(edtf=edtf)) for edtf in times)
    assert walk(desk) == [day, same_day, days, noon, late]


def test_unknown_time_is_last(desk: CaseFactory) -> None:
    unknown = [desk.report(published=When("some time ago")), desk.report()]
    open_start = desk.report(published=When(edtf="../2020-12-16"))
    known = desk.report(published=When(edtf="2020-12-16"))
    assert walk(desk) == [known, *unknown, open_start]


def test_offsets_are_compared(desk: CaseFactory) -> None:
    beirut = desk.report(published=When(edtf="2020-12-16T21:45:00+02:00"))
    baghdad = desk.report(published=When(edtf="2020-12-16T22:00:00+03:00"))
    assert walk(desk) == [baghdad, beirut]


def test_set_walk_wins(desk: CaseFactory) -> None:
    first, second, third = (desk.report(published=When(edtf=f"2020-12-1{day}")) for day in (1, 2, 3))
    set_chain(desk.writer, desk.case, [(third, "Read this first."), (first, None)])
    assert walk(desk) == [third, first]
    assert step(desk.writer, walk(desk), 1).note == "Read this first."
    assert step(desk.writer, walk(desk), 2).note is None
    set_chain(desk.writer, desk.case, [])
    assert walk(desk) == [first, second, third]


def test_stays_in_its_case(desk: CaseFactory) -> None:
    own = desk.report()
    desk.report(case=desk.open_case())
    assert walk(desk) == [own]


def test_view_agrees(demo_store: Path, record: Reader, desk: CaseFactory) -> None:
    plain = sqlite3.connect(demo_store)
    set_by_a_person = plain.execute("SELECT report FROM chain WHERE \"case\" = 'K1'").fetchall()
    plain.execute("DELETE FROM chain_steps")
    by_time = plain.execute("SELECT step, report FROM chain").fetchall()
    plain.rollback()
    plain.close()
    assert [key for (key,) in set_by_a_person] == [each.key for each in reports(record, chain(record, CASE))]
    assert by_time == [(1, "R2"), (2, "R3"), (3, "R4"), (4, "R1")]
    for edtf in ("2020-12-17", None, "2020-12-16/2020-12-18", "2020-12-16", "2020-12-16"):
        desk.report(published=When(edtf=edtf))
    in_view = desk.writer.column("SELECT report FROM chain")
    assert in_view == [each.key for each in reports(desk.writer, walk(desk))]


# --- joins ---


def test_against_is_denied_by(desk: CaseFactory) -> None:
    claim, before, after = desk.claim(), desk.report(), desk.report()
    desk.says(holds=claim, report=before)
    desk.says(denies=claim, report=after)
    assert joined(desk, before, after) == [("denied by", ("C1",))]
    assert joined(desk, after, before) == [("contradicts", ("C1",))]


def test_relayed_denial_joins_not(desk: CaseFactory) -> None:
    claim, before, both, published = desk.claim(), desk.report(), desk.report(), desk.report()
    said = desk.says(holds=claim, report=before)
    denial = desk.says(denies=claim, report=published)
    desk.says(holds=claim, report=both, voice="relayed", relays=said)
    desk.says(denies=claim, report=both, voice="relayed", relays=denial)
    assert joined(desk, before, both)[:2] == [("relayed by", ("S1",)), ("other side in", ("C1",))]
    assert "denied by" not in dict(joined(desk, both, before))
    assert joined(desk, both, published)[0] == ("denied by", ("C1",))


def test_joined_by_speaker_or_claim(desk: CaseFactory) -> None:
    claim, before, after = desk.claim(), desk.report(), desk.report()
    officer = desk.says(desk.source("Officer"), holds=claim)
    for report in (before, after):
        desk.says(holds=claim, relays=officer, report=report)
    assert joined(desk, before, after) == [("same speaker", ("Officer",)), ("same claims", ("C1",))]


def test_joined_by_relay(desk: CaseFactory) -> None:
    before, after = desk.report(), desk.report()
    said = desk.says(report=before)
    desk.says(relays=said, report=after)
    assert joined(desk, before, after)[0] == ("relayed by", ("S1",))
    assert joined(desk, after, before)[0] == ("draws on", ("S1",))


@pytest.mark.parametrize(
    ("kind", "reads"),
    [
        ("corrects", "corrected by"),
        ("retracts", "retracted by"),
        ("confirms", "confirmed by"),
        ("responds_to", "answered by"),
        ("denies", "denied by"),
    ],
)
def test_joined_by_link(desk: CaseFactory, kind: str, reads: str) -> None:
    before, after = desk.report(), desk.report()
    earlier = desk.says(report=before)
    desk.link(desk.says(report=after), kind, earlier)
    assert joined(desk, before, after) == [(reads, ("S1",))]
    assert joined(desk, after, before) == []


def test_nothing_in_common(desk: CaseFactory) -> None:
    before, after = desk.report(), desk.report()
    for report in (before, after):
        desk.says(holds=desk.claim(), report=report)
    desk.link(2, "after", 1)
    assert joined(desk, before, after) == []


def test_strongest_join_first() -> None:
    assert list(StepLink)[:2] == [StepLink.DENIES, StepLink.AFFIRMS]
    assert list(StepLink)[-2:] == [StepLink.SAME_SPEAKER, StepLink.SAME_CLAIMS]


# --- steps ---


def test_shipped_joins(record: Reader) -> None:
    steps = [step(record, chain(record, CASE), number) for number in (1, 2, 3)]
    assert [each.joins for each in steps] == [
        (),
        (
            StepRelation(StepLink.SAME_SPEAKER, ("Ahmed Khalaf",)),
            StepRelation(StepLink.SAME_CLAIMS, ("C1", "C1a", "C1e", "C2")),
        ),
        (StepRelation(StepLink.DENIES, ("C1", "C1d")),),
    ]
    assert [(each.number, each.of, each.more) for each in steps] == [(1, 3, 0), (2, 3, 0), (3, 3, 0)]


def test_shipped_words(record: Reader) -> None:
    said = {
        found.report.label: [(passage.speaker.name, passage.statement.quotes[0].exact) for passage in found.passages]
        for found in (step(record, chain(record, CASE), number) for number in (1, 2, 3))
    }
    assert [name for name, _ in said["Bas News"]] == ["Bas News Agency", "Ahmed Khalaf"]
    assert said["Bas News"][0][1].startswith("The embassy’s laser-guided system shot down the drone")
    assert said["Bas News"][1][1].startswith("Ahmed Khalaf, an Iraqi police officer, told reporters")
    ((speaker, words),) = said["Anadolu"]
    assert speaker == "Ahmed Khalaf"
    assert words.startswith("the American air defense system installed at the Washington Embassy")
    assert {name for name, _ in said["INA statement"]} == {"Baghdad Operations Command"}
    assert [words[:12] for _, words in said["INA statement"]] == ["There is no ", "dishonorable", "to be carefu"]


def test_shipped_changed_words(record: Reader) -> None:
    first, second, _ = (step(record, chain(record, CASE), number).changed for number in (1, 2, 3))
    assert first is not None
    assert second is not None
    assert {"laser-guided", "al-Harthiya"} <= set(first.new)
    assert {"Green Zone"} <= set(second.new)
    assert first.new == second.gone


def test_one_step_no_comparison(desk: CaseFactory) -> None:
    desk.says(report=desk.report(), words="shot down")
    only = step(desk.writer, walk(desk)[:1], 1)
    assert (only.changed, only.joins, only.of) == (None, (), 1)


def test_long_step_is_capped(desk: CaseFactory) -> None:
    report, source = desk.report(), desk.source()
    with desk.writer.action():
        for _ in range(203):
            desk.says(source, report=report)
    found = step(desk.writer, [report], 1)
    assert (len(found.passages), found.more) == (60, 143)


def test_removed_report_refused(desk: CaseFactory) -> None:
    with pytest.raises(NotFound, match="no longer in the store"):
        step(desk.writer, [ReportId(99)], 1)


# --- filter ---


def test_filter_by_any_field(desk: CaseFactory) -> None:
    outlet = desk.source("Agence Écho", kind="outlet", short="Écho")
    found = desk.report(outlet, title="Un drone abattu à Bagdad")
    desk.says(report=found, words="Le système a été déployé")
    for part in ("echo", "AGENCE", "r1", "abattu a bagdad", "SYSTEME", "ete deploye"):
        assert filter_chain(desk.writer, desk.case, part) == [found], part
    assert filter_chain(desk.writer, desk.case, "nowhere") == []


def test_filter_keeps_order(record: Reader) -> None:
    whole = chain(record, CASE)
    assert filter_chain(record, CASE, "agency") == whole
    assert filter_chain(record, CASE, "KHALAF") == whole[:1]
    assert filter_chain(record, CASE, "beirut") == []
