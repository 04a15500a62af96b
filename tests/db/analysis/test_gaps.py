"""Gaps of a case: what to get next, by how much it could change."""

from __future__ import annotations

import pytest

from db.analysis.gaps import Gap, GapKind, gaps
from db.as_of.as_of import show_as_of_typed
from db.model.enums import PartyRole
from db.model.ids import CaseId
from db.store.reader import Reader
from db.write.claims import add_party
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def listed(found: list[Gap], kind: GapKind | None = None) -> dict[str, tuple[str, ...]]:
    return {gap.key: gap.could_change for gap in found if kind in (None, gap.kind)}


# --- the example case ------------------------------------------------------------------------------------------


def test_shipped_gaps(record: Reader) -> None:
    found = gaps(record, CASE)
    assert listed(found, GapKind.ORIGINAL) == {
        "R2": ("C1", "C1a", "C1b", "C1e", "C2"),
        "R3": ("C1", "C1a", "C1c", "C1d", "C1e", "C2"),
        "R4": ("C1", "C1d"),
    }
    assert listed(found, GapKind.VOICE) == {"W9": ("C1", "C1b", "C1c", "C2", "C3"), "W10": ("C1",)}
    assert listed(found, GapKind.ORIGIN) == {"C1b": ("C1b",), "C3": ("C3",)}
    assert list(listed(found, GapKind.CITATION)) == ["S4", "S2", "S5", "S3", "S6", "S7"]


def test_largest_effect_first(record: Reader) -> None:
    weights = [gap.weight for gap in gaps(record, CASE)]
    assert weights == sorted(weights, reverse=True)
    assert gaps(record, CASE)[0].kind is GapKind.ORIGINAL


def test_alarms_it_could_change(record: Reader) -> None:
    found = {gap.key: gap for gap in gaps(record, CASE)}
    assert "same house C1 W6" in found["R4"].alarms
    assert "second hand only R4" in found["R4"].alarms
    assert found["W9"].alarms == ("missing voice W9",)
    for gap in found.values():
        assert gap.weight == len(gap.could_change) + len(gap.alarms)


def test_sentences_name_keys(record: Reader) -> None:
    found = {gap.key: gap for gap in gaps(record, CASE)}
    assert found["R2"].sentence == "Get the report of Bas News (R2). It is seen only in Beirut article (R1)."
    assert found["S5"].sentence == (
        "Find the words of Baghdad Operations Command (S5) in R4 itself. They are seen only in R1, which cites them."
    )
    assert found["S5"].settled_by == "R4"
    assert "US embassy (W9)" in found["W9"].sentence


def test_as_of_bas_news_one_gap(record: Reader) -> None:
    show_as_of_typed(record, CASE, "R2")
    assert list(listed(gaps(record, CASE), GapKind.ORIGINAL)) == ["R2"]


# --- from rows ----------------------------------------------------------------------------------------------------


def test_empty_case_has_no_gap(desk: CaseFactory) -> None:
    assert gaps(desk.writer, desk.case) == []


def test_chained_report_lists_via(desk: CaseFactory) -> None:
    far = desk.report()
    for _ in range(5):
        far = desk.report(via=far)
    assert list(listed(gaps(desk.writer, desk.case), GapKind.ORIGINAL)) == ["R2", "R3", "R4", "R5", "R6"]


def test_held_report_no_original(desk: CaseFactory) -> None:
    desk.says(holds=desk.claim(), report=desk.report(), words="it fell")
    assert gaps(desk.writer, desk.case) == []


def test_excerpt_is_citation(desk: CaseFactory) -> None:
    claim, own, other = desk.claim(), desk.report(), desk.report()
    statement = desk.says(holds=claim, report=own)
    desk.quote(statement, "it fell", other)
    (gap,) = gaps(desk.writer, desk.case)
    assert (gap.kind, gap.key, gap.could_change, gap.settled_by) == (GapKind.CITATION, "S1", ("C1",), None)
    desk.quote(statement, "it fell down", own)
    assert gaps(desk.writer, desk.case) == []


@pytest.mark.parametrize(("role", "missing"), [("credited", 1), ("accused", 1), ("affected", 0), ("quoted", 0)])
def test_party_without_voice(desk: CaseFactory, role: str, missing: int) -> None:
    claim, party = desk.claim(), desk.source()
    desk.says(holds=claim)
    add_party(desk.writer, claim, party, PartyRole(role))
    assert len(listed(gaps(desk.writer, desk.case), GapKind.VOICE)) == missing
    desk.says(party)
    assert gaps(desk.writer, desk.case) == []


def test_claim_without_origin(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim, basis="not_recorded")
    assert listed(gaps(desk.writer, desk.case)) == {"C1": ("C1",)}
    desk.says(holds=claim)
    assert gaps(desk.writer, desk.case) == []


def test_background_left_out(desk: CaseFactory) -> None:
    claim, party = desk.claim(background=True), desk.source()
    desk.says(holds=claim, basis="not_recorded")
    add_party(desk.writer, claim, party, PartyRole.CREDITED)
    assert gaps(desk.writer, desk.case) == []
