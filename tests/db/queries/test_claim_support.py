"""Support of a claim: both sides, the statements behind each number, and independence."""

from __future__ import annotations

from db.model.enums import AffiliationKind, Independence, Polarity, Sameness
from db.model.fields import SOURCE
from db.model.ids import CaseId, ClaimId, SourceId
from db.queries.claim_support import ClaimSupport, SupportSide, claim_support
from db.queries.claims import claim
from db.queries.organisations import organisations
from db.queries.origins import Support, origin_counts
from db.store.reader import Reader
from db.write.edit import edit
from db.write.source_judgements import judge_independence, judge_same
from db.write.sources import add_affiliation
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def of(record: Reader, id: ClaimId) -> ClaimSupport:
    found = claim_support(record, id)
    assert found is not None
    return found


def shipped(record: Reader, key: str) -> ClaimSupport:
    return of(record, claim(record, CASE, key).id)


def belongs(desk: CaseFactory, member: SourceId, org: SourceId, kind: str = "part_of") -> None:
    add_affiliation(desk.writer, member, AffiliationKind(kind), org)


def houses(side: SupportSide) -> list[tuple[list[str], int]]:
    return [([body.short for body in each.bodies], len(each.members)) for each in side.organisations]


# --- the example case ---


def test_shipped_numbers_open(record: Reader) -> None:
    found = shipped(record, "C1")
    side, other = found.supporting, found.against
    assert (side.support, other.support) == (Support(2, 0, 2), Support(1))
    assert [(each.source.short, [line.key for line in each.lines]) for each in side.named] == [
        ("Ahmed Khalaf", ["S1"]),
        ("Ministry of Defence", ["S8"]),
    ]
    assert [(line.source.short, line.key) for line in side.not_recorded] == [
        ("Bas News", "S2"),
        ("“media reports”", "S9"),
    ]
    assert [(each.source.short, [line.key for line in each.lines]) for each in other.named] == [
        ("Baghdad Operations Command", ["S5"])
    ]
    assert [report.key for report in side.reports] == ["R1", "R2", "R3"]
    assert [report.key for report in other.reports] == ["R1", "R4"]
    assert [outlet.short for outlet in other.outlets] == ["Beirut article", "INA"]
    assert side.in_organisations == "2 origins in 2 organisations"
    assert houses(side) == [(["Iraqi police"], 1), (["Ministry of Defence"], 1)]
    assert houses(other) == [(["Ministry of Defence"], 1)]
    assert [(each.one.source.short, each.other.source.short, each.word) for each in side.independence()] == [
        ("Ahmed Khalaf", "Ministry of Defence", "not established")
    ]
    assert list(other.independence()) == []


def test_shipped_apology(record: Reader) -> None:
    side = shipped(record, "C2").supporting
    assert [outlet.short for outlet in side.outlets] == ["Beirut article", "Bas News", "Anadolu"]
    assert (side.support, side.in_organisations) == (Support(named=1), "1 origin in 1 organisation")


def test_parts_beside_parent(record: Reader) -> None:
    found = shipped(record, "C1")
    assert [(part.key, numbers.supporting) for part, numbers in found.parts] == [
        ("C1a", Support(1, 0, 1)),
        ("C1b", Support(0, 0, 1)),
        ("C1c", Support(1)),
        ("C1d", Support(1)),
        ("C1e", Support(1, 0, 1)),
    ]
    assert shipped(record, "C2").parts == ()


def test_pages_agree(record: Reader) -> None:
    for id in record.column("SELECT id FROM claims"):
        found, page = of(record, id), origin_counts(record, [id])[id]
        assert (found.supporting.support, found.against.support) == (page.supporting, page.against)
        assert len(found.supporting.outlets) == page.outlets


# --- parents ---


def test_parent_not_part_origins(desk: CaseFactory) -> None:
    parent = desk.claim()
    part = desk.claim(part_of=parent)
    desk.says(holds=part, report=desk.report())
    found = of(desk.writer, parent)
    assert found.supporting.support.is_none
    assert (found.supporting.outlets, found.supporting.reports) == ((), ())
    assert [(each.id, numbers.supporting) for each, numbers in found.parts] == [(part, Support(named=1))]


def test_part_loops_end(desk: CaseFactory) -> None:
    one = desk.claim()
    other = desk.claim(part_of=one)
    desk.writer.rows("UPDATE claims SET parent = ?, part = 'detail' WHERE id = ?", other, one)
    assert [part.id for part, _ in of(desk.writer, one).parts] == [other]


# --- organisations ---


def test_two_offices_one_house(desk: CaseFactory) -> None:
    c = desk.claim()
    state = desk.source("a state", kind="body")
    edit(desk.writer, SOURCE, state, boundary=True)
    ministry, police = (desk.source(name, kind="body") for name in ("ministry", "police"))
    belongs(desk, ministry, state)
    belongs(desk, police, state)
    offices = [desk.source(kind="body") for _ in range(2)]
    for office in offices:
        belongs(desk, office, ministry)
        desk.says(office, holds=c)
    side = of(desk.writer, c).supporting
    assert (side.in_organisations, houses(side)) == ("2 origins in 1 organisation", [(["ministry"], 2)])
    captain = desk.source()
    belongs(desk, captain, police, "member_of")
    desk.says(captain, holds=c)
    assert of(desk.writer, c).supporting.in_organisations == "3 origins in 2 organisations"


def test_lone_body_own_house(desk: CaseFactory) -> None:
    c = desk.claim()
    alone, state, union = (desk.source(name, kind="body") for name in ("alone", "a state", "a union"))
    edit(desk.writer, SOURCE, state, boundary=True)
    belongs(desk, state, union)
    for each in (alone, state, union):
        desk.says(each, holds=c)
    assert houses(of(desk.writer, c).supporting) == [(["alone"], 1), (["a state"], 1), (["a union"], 1)]


def test_no_affiliation_no_organisation(desk: CaseFactory) -> None:
    c, police = desk.claim(), desk.source("Iraqi police", kind="body")
    captain, source = desk.source("captain"), desk.source("a security source", "anonymous")
    residents = desk.source("residents", "collective", kind="group")
    belongs(desk, captain, police, "member_of")
    for each in (source, residents):
        desk.says(each, holds=c)
    assert of(desk.writer, c).supporting.in_organisations == "2 origins; organisation not recorded"
    desk.says(captain, holds=c)
    side = of(desk.writer, c).supporting
    assert (side.in_organisations, houses(side)) == ("3 origins; organisation recorded for 1", [(["Iraqi police"], 1)])
    assert [each.source.name for each in side.without_organisation] == ["a security source", "residents"]
    belongs(desk, source, police, "member_of")
    side = of(desk.writer, c).supporting
    assert (side.in_organisations, houses(side)) == ("3 origins; organisation recorded for 2", [(["Iraqi police"], 2)])


def test_affiliation_loop_ends(desk: CaseFactory) -> None:
    c = desk.claim()
    loop = [desk.source(name, kind="body") for name in ("a", "b", "c")]
    for at, each in enumerate(loop):
        belongs(desk, each, loop[at - 1])
    below = desk.source("below")
    belongs(desk, below, loop[2])
    for each in (loop[1], below):
        desk.says(each, holds=c)
    side = of(desk.writer, c).supporting
    assert (side.in_organisations, houses(side)) == ("2 origins in 1 organisation", [(["a"], 2)])


def test_member_of_two_joins_them(desk: CaseFactory) -> None:
    one, two, three = (desk.source(name) for name in ("one", "two", "three"))
    both, first, second, third = (desk.source() for _ in range(4))
    for member, org in ((both, one), (both, two), (first, one), (second, two), (third, three)):
        belongs(desk, member, org, "member_of")
    found = organisations(desk.writer, [first, second, third])
    assert [each.members for each in found] == [(first,), (second,), (third,)]
    found = organisations(desk.writer, [first, both, second, third])
    assert [each.members for each in found] == [(first, both, second), (third,)]
    assert [[body.name for body in each.bodies] for each in found] == [["one", "two"], ["three"]]
    assert organisations(desk.writer, []) == []


def test_merged_person_affiliation(desk: CaseFactory) -> None:
    c, police = desk.claim(), desk.source("police", kind="body")
    officer, captain = desk.source("officer", "anonymous"), desk.source("captain")
    belongs(desk, captain, police, "member_of")
    desk.says(officer, holds=c)
    assert houses(of(desk.writer, c).supporting) == []
    judge_same(desk.writer, officer, captain, Sameness.SAME, "he said so")
    assert houses(of(desk.writer, c).supporting) == [(["police"], 1)]


# --- persons and independence ---


def test_person_shows_best_name(desk: CaseFactory) -> None:
    c = desk.claim()
    officer, captain = desk.source("officer", "anonymous"), desk.source("captain")
    said = [desk.says(each, holds=c) for each in (officer, captain, officer)]
    judge_same(desk.writer, captain, officer, Sameness.SAME, "he said so")
    (person,) = of(desk.writer, c).supporting.named
    assert (person.id, person.source.id) == (officer, captain)
    assert [line.statement for line in person.lines] == said


def test_independence_is_judged(desk: CaseFactory) -> None:
    c = desk.claim()
    people = [desk.source() for _ in range(3)]
    for each in people:
        desk.says(each, holds=c)
    assert [each.word for each in of(desk.writer, c).supporting.independence()] == ["not established"] * 3
    judge_independence(desk.writer, people[2], people[0], Independence.INDEPENDENT, "two cities")
    judge_independence(desk.writer, people[0], people[2], Independence.NOT_INDEPENDENT, "one briefing")
    judge_independence(desk.writer, people[1], people[2], Independence.UNSURE, "perhaps")
    found = list(of(desk.writer, c).supporting.independence())
    assert [each.word for each in found] == ["not established", "not independent", "unsure"]
    assert [each.judged and each.judged.reason for each in found] == [None, "one briefing", "perhaps"]


def test_judged_for_all_records(desk: CaseFactory) -> None:
    c = desk.claim()
    a, b, alias = (desk.source() for _ in range(3))
    for each in (alias, b):
        desk.says(each, holds=c)
    judge_independence(desk.writer, a, b, Independence.INDEPENDENT, "two cities")
    assert [each.word for each in of(desk.writer, c).supporting.independence()] == ["not established"]
    judge_same(desk.writer, a, alias, Sameness.SAME, "one name in two spellings")
    assert [each.word for each in of(desk.writer, c).supporting.independence()] == ["independent"]


def test_sides_stay_apart(desk: CaseFactory) -> None:
    c = desk.claim()
    desk.says(holds=c, report=desk.report())
    desk.says(denies=c, report=desk.report())
    found = of(desk.writer, c)
    assert (found.supporting.polarity, found.against.polarity) == (Polarity.FOR, Polarity.AGAINST)
    assert [each.key for each in found.supporting.reports] == ["R1"]
    assert [each.key for each in found.against.reports] == ["R2"]


def test_unborne_and_gone(desk: CaseFactory) -> None:
    found = of(desk.writer, desk.claim())
    assert found.supporting.support.is_none
    assert found.supporting.in_organisations == "0 origins in 0 organisations"
    assert claim_support(desk.writer, ClaimId(99)) is None
