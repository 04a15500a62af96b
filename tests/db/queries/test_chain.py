"""The report chain: its order, what joins its steps, what a step holds, and the filter."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db.errors import NotFound
from db.model.ids import CaseId, ReportId
from db.model.times import When
from db.queries.chain import Join, StepLink, chain, chain_matching, joins, step
from db.queries.reports import reports
from db.store.reader import Reader
from db.write.chain import set_chain
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def walk(desk: CaseFactory) -> list[ReportId]:
    return chain(desk.writer, desk.case)


def joined(desk: CaseFactory, before: ReportId, after: ReportId) -> list[tuple[str, tuple[str, ...]]]:
    return [(join.kind, join.names) for join in joins(desk.writer, before, after)]


# --- order ---


def test_reports_come_by_their_earliest_time_then_their_latest_then_as_entered(desk: CaseFactory) -> None:
    times = ("2020-12-17", "2020-12-16T12:00:00Z", "2020-12-16", "2020-12-16/2020-12-18", "2020-12-16")
    late, noon, day, days, same_day = (desk.report(published=When(edtf=edtf)) for edtf in times)
    assert walk(desk) == [day, same_day, days, noon, late]


def test_a_report_of_unknown_time_comes_last(desk: CaseFactory) -> None:
    unknown = [desk.report(published=When("some time ago")), desk.report()]
    open_start = desk.report(published=When(edtf="../2020-12-16"))
    known = desk.report(published=When(edtf="2020-12-16"))
    assert walk(desk) == [known, *unknown, open_start]


def test_times_of_different_offsets_are_put_in_order(desk: CaseFactory) -> None:
    beirut = desk.report(published=When(edtf="2020-12-16T21:45:00+02:00"))
    baghdad = desk.report(published=When(edtf="2020-12-16T22:00:00+03:00"))
    assert walk(desk) == [baghdad, beirut]


def test_the_walk_a_person_set_wins_and_leaves_out_what_it_does_not_name(desk: CaseFactory) -> None:
    first, second, third = (desk.report(published=When(edtf=f"2020-12-1{day}")) for day in (1, 2, 3))
    set_chain(desk.writer, desk.case, [(third, "Read this first."), (first, None)])
    assert walk(desk) == [third, first]
    assert step(desk.writer, walk(desk), 1).note == "Read this first."
    assert step(desk.writer, walk(desk), 2).note is None
    set_chain(desk.writer, desk.case, [])
    assert walk(desk) == [first, second, third]


def test_a_chain_stays_within_its_case(desk: CaseFactory) -> None:
    own = desk.report()
    desk.report(case=desk.open_case())
    assert walk(desk) == [own]


def test_the_view_walks_as_the_function_does_in_any_program(
    demo_store: Path, record: Reader, desk: CaseFactory
) -> None:
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


def test_a_step_that_bears_against_what_the_one_before_carries_denies_it(desk: CaseFactory) -> None:
    claim, before, after = desk.claim(), desk.report(), desk.report()
    desk.says(holds=claim, report=before)
    desk.says(denies=claim, report=after)
    assert joined(desk, before, after) == [("denied by", ("C1",))]
    assert joined(desk, after, before) == [("affirmed against", ("C1",))]


def test_a_report_that_passes_a_denial_on_has_the_other_side_in_it_and_denies_nothing(desk: CaseFactory) -> None:
    claim, before, both, published = desk.claim(), desk.report(), desk.report(), desk.report()
    said = desk.says(holds=claim, report=before)
    denial = desk.says(denies=claim, report=published)
    desk.says(holds=claim, report=both, voice="relayed", relays=said)
    desk.says(denies=claim, report=both, voice="relayed", relays=denial)
    assert joined(desk, before, both)[:2] == [("passed on by", ("S1",)), ("other side in", ("C1",))]
    assert "denied by" not in dict(joined(desk, both, before))
    assert joined(desk, both, published)[0] == ("denied by", ("C1",))


def test_steps_that_pass_on_one_speaker_or_carry_one_claim_are_joined_by_it(desk: CaseFactory) -> None:
    claim, before, after = desk.claim(), desk.report(), desk.report()
    officer = desk.says(desk.source("Officer"), holds=claim)
    for report in (before, after):
        desk.says(holds=claim, relays=officer, report=report)
    assert joined(desk, before, after) == [("same speaker", ("Officer",)), ("same claims", ("C1",))]


def test_a_step_that_passes_on_a_statement_of_the_other_is_joined_by_it(desk: CaseFactory) -> None:
    before, after = desk.report(), desk.report()
    said = desk.says(report=before)
    desk.says(relays=said, report=after)
    assert joined(desk, before, after)[0] == ("passed on by", ("S1",))
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
def test_a_link_a_person_recorded_joins_the_steps(desk: CaseFactory, kind: str, reads: str) -> None:
    before, after = desk.report(), desk.report()
    earlier = desk.says(report=before)
    desk.link(desk.says(report=after), kind, earlier)
    assert joined(desk, before, after) == [(reads, ("S1",))]
    assert joined(desk, after, before) == []


def test_steps_with_nothing_in_common_are_joined_by_nothing(desk: CaseFactory) -> None:
    before, after = desk.report(), desk.report()
    for report in (before, after):
        desk.says(holds=desk.claim(), report=report)
    desk.link(2, "after", 1)
    assert joined(desk, before, after) == []


def test_the_strongest_join_comes_first() -> None:
    assert list(StepLink)[:2] == [StepLink.DENIES, StepLink.AFFIRMS]
    assert list(StepLink)[-2:] == [StepLink.SAME_SPEAKER, StepLink.SAME_CLAIMS]


# --- steps ---


def test_each_step_of_the_shipped_chain_says_what_joins_it(record: Reader) -> None:
    steps = [step(record, chain(record, CASE), number) for number in (1, 2, 3)]
    assert [each.joins for each in steps] == [
        (),
        (Join(StepLink.SAME_SPEAKER, ("Ahmed Khalaf",)), Join(StepLink.SAME_CLAIMS, ("C1", "C1a", "C1e", "C2"))),
        (Join(StepLink.DENIES, ("C1", "C1d")),),
    ]
    assert [(each.number, each.of, each.more) for each in steps] == [(1, 3, 0), (2, 3, 0), (3, 3, 0)]


def test_each_step_of_the_shipped_chain_has_its_words_and_their_speakers(record: Reader) -> None:
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


def test_the_shipped_chain_says_which_words_changed(record: Reader) -> None:
    first, second, _ = (step(record, chain(record, CASE), number).changed for number in (1, 2, 3))
    assert first is not None
    assert second is not None
    assert {"laser-guided", "al-Harthiya"} <= set(first.new)
    assert {"Green Zone"} <= set(second.new)
    assert first.new == second.gone


def test_a_chain_of_one_step_has_nothing_to_compare(desk: CaseFactory) -> None:
    desk.says(report=desk.report(), words="shot down")
    only = step(desk.writer, walk(desk)[:1], 1)
    assert (only.changed, only.joins, only.of) == (None, (), 1)


def test_a_step_reads_only_so_many_statements_and_says_how_many_there_are(desk: CaseFactory) -> None:
    report, source = desk.report(), desk.source()
    with desk.writer.action():
        for _ in range(203):
            desk.says(source, report=report)
    found = step(desk.writer, [report], 1)
    assert (len(found.passages), found.more) == (60, 143)


def test_a_report_that_is_gone_says_so(desk: CaseFactory) -> None:
    with pytest.raises(NotFound, match="no longer in the store"):
        step(desk.writer, [ReportId(99)], 1)


# --- filter ---


def test_the_chain_is_filtered_by_outlet_key_title_and_words_whatever_case_and_accents(desk: CaseFactory) -> None:
    outlet = desk.source("Agence Écho", kind="outlet", short="Écho")
    found = desk.report(outlet, title="Un drone abattu à Bagdad")
    desk.says(report=found, words="Le système a été déployé")
    for part in ("echo", "AGENCE", "r1", "abattu a bagdad", "SYSTEME", "ete deploye"):
        assert chain_matching(desk.writer, desk.case, part) == [found], part
    assert chain_matching(desk.writer, desk.case, "nowhere") == []


def test_a_filtered_chain_keeps_its_order_and_its_steps(record: Reader) -> None:
    whole = chain(record, CASE)
    assert chain_matching(record, CASE, "agency") == whole
    assert chain_matching(record, CASE, "KHALAF") == whole[:1]
    assert chain_matching(record, CASE, "beirut") == []
