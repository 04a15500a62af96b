"""Filters on claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.analysis.alarms import AlarmKind, alarms
from db.journal.opening import open_writer
from db.maintenance.demo import open_or_create_demo
from db.model.enums import Credibility, Reliability, Status, Verdict
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind, Target
from db.model.times import When
from db.queries.claims import claims
from db.queries.origins import origin_counts
from db.search.filter_claims import FilterLimits, FilterResult, WrongFilter, filter_claims, filter_ids
from db.search.query import parse_query
from db.store.id_list import Ids
from db.store.progress import Progress, QueryStopped
from db.write.alarm_dismissals import set_aside
from db.write.annotations import add_note, add_tag, add_task, finish_tasks
from db.write.assessments import assess, rate_sources, rate_statements, set_status
from db.write.claim_joins import join_claims
from tests.support.factories import CaseFactory

FIRST = CaseId(1)


@dataclass
class Filtering:
    """A case with a few claims, each with something of its own."""

    desk: CaseFactory
    named: dict[str, ClaimId]

    def __call__(self, typed: str, case: CaseId | None = FIRST, **limits: int) -> str:
        """The names of the claims that match, in order."""
        names = {id: name for name, id in self.named.items()}
        return " ".join(names.get(id, "?") for id in self.left(typed, case, **limits).ids)

    def left(self, typed: str, case: CaseId | None = FIRST, **limits: int) -> FilterResult:
        return filter_claims(self.desk.writer, parse_query(typed, finished=True), case, limits=FilterLimits(**limits))


@pytest.fixture(scope="module")
def left() -> Iterator[Filtering]:
    with CaseFactory.in_memory() as desk:
        writer = desk.writer
        writer.who = "Rana"
        captain, ministry = desk.source("Ahmed Khalaf"), desk.source("Ministry of Defence", kind="body")
        gazette = desk.source("Evening Gazette", kind="outlet", short="Gazette")
        voice = desk.source("a source", naming="anonymous")
        boat, fire = desk.claim("a boat ran aground"), desk.claim("there was a fire on the boat")
        crew, bare = desk.claim("الطائرة المسيّرة سقطت"), desk.claim("nobody says this")
        early = desk.report(gazette, published=When(edtf="2020-12-16"))
        late = desk.report(published=When(edtf="2020-12-20"))
        said = desk.says(captain, holds=boat, report=early)
        desk.says(ministry, holds=boat, report=late)
        desk.says(voice, denies=boat)
        desk.says(voice, holds=fire, report=late)
        desk.says(captain, holds=crew)
        set_status(writer, [fire], Status.SECOND_LOOK)
        assess(writer, [boat], Verdict.DISPUTED)
        assess(writer, [boat], Verdict.REFUTED, rationale="seen afloat")
        rate_sources(writer, [captain], Reliability.C)
        rate_statements(writer, [(said, boat)], Credibility.POSSIBLY_TRUE)
        add_tag(writer, [Target(RowKind.CLAIM, fire)], "Çall back")
        add_note(writer, Target(RowKind.CLAIM, crew), "ask again")
        add_task(writer, Target(RowKind.CLAIM, fire), "ring them")
        other = desk.open_case("Elsewhere", tz="Pacific/Auckland")
        away = desk.claim("a boat far away", case=other)
        desk.says(captain, holds=away, case=other)
        yield Filtering(desk, {"boat": boat, "fire": fire, "crew": crew, "bare": bare, "away": away})


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", "boat fire crew bare"),
        ("boat", "boat fire"),
        ("BO fi", "fire"),
        ('"the boat"', "fire"),
        ('"bo"', ""),
        ("boat -fire", "boat"),
        ("طائرة", "crew"),
        ("الطاير", "crew"),
        ("c2", "fire"),
        ("status:new", "crew bare"),
        ("status:triaged,second-look", "boat fire"),
        ('status:"second look"', "fire"),
        ("-status:new", "boat fire"),
        ("verdict:refuted", "boat"),
        ("verdict:disputed", ""),
        ("verdict:none", "fire crew bare"),
        ("source:khalaf", "boat crew"),
        ('source:"ahmed khalaf" -boat', "crew"),
        ("source:W1", "boat crew"),
        ("outlet:gazette", "boat"),
        ("tag:call", ""),
        ('tag:"call back"', "fire"),
        ("denied:yes", "boat"),
        ("denied:no status:new", "crew bare"),
        ("origins:2", "boat"),
        ("origins:<2", "fire crew bare"),
        ("origins:0,1", "fire crew bare"),
        ("-origins:>0", "bare"),
        ("before:2020-12-17", "boat"),
        ("after:2020-12-17", "boat fire"),
        ("after:2020-12-17 before:2020-12-18", ""),
        ("after:2020-12-16 before:2020-12-17", "boat"),
        ("after:2021", ""),
        ("has:note", "crew"),
        ("has:task,note", "fire crew"),
        ("has:tag", "fire"),
        ("has:verdict has:rating", "boat"),
        ("rating:C3", "boat"),
        ("rating:c", "boat crew"),
        ("rating:3", "boat"),
        ("rating:D,4", ""),
        ("case:K2", ""),
        ("boat status:triaged source:khalaf denied:yes has:verdict before:2021", "boat"),
    ],
)
def test_each_filter_word(left: Filtering, typed: str, names: str) -> None:
    assert left(typed) == names


def test_whole_store_case_by_case(left: Filtering) -> None:
    assert left("boat", None) == "boat fire away"
    assert left("case:elsewhere", None) == "away"
    assert left("boat -case:K1", None) == "away"
    assert left("source:khalaf", None) == "boat crew away"
    assert left("after:2020-12-16 before:2020-12-17", None) == "boat"


def test_undated_are_counted(left: Filtering) -> None:
    assert left.left("after:2021").undated == 2
    assert left.left("after:2020 طائرة").undated == 1
    assert left.left("boat").undated == 0


def test_unknown_name_has_nearest(left: Filtering) -> None:
    found = left.left("source:Khalf")
    assert not found.ids
    assert found.problems[0].sentence == "No source is called “Khalf”."
    assert 'source:"Ahmed Khalaf"' in found.problems[0].nearest
    assert "tag:" in left.left('tag:"cal back"').problems[0].nearest[0]


def test_wrong_filter_refused(left: Filtering) -> None:
    with pytest.raises(WrongFilter, match="There is no filter word"):
        left("stauts:new")


@pytest.mark.parametrize(("kind", "is_small"), [*((each, True) for each in AlarmKind), (AlarmKind.ECHO, False)])
def test_alarm_filter(kind: AlarmKind, is_small: bool, tmp_path: Path) -> None:
    limits = FilterLimits(small_case=2_000 if is_small else 0, near_alarms=2)
    with open_writer(open_or_create_demo(tmp_path / "desk.db"), "Rana") as writer:

        def keys(typed: str) -> set[str]:
            return {
                each.key
                for each in claims(writer, list(filter_claims(writer, parse_query(typed), FIRST, limits=limits).ids))
            }

        found = [alarm for alarm in alarms(writer, FIRST) if alarm.kind is kind]
        word = kind.value.replace(" ", "-")
        assert keys(f"alarm:{word}") == {key for alarm in found for key in alarm.claims}
        assert keys(f"-alarm:{word}") == keys("") - keys(f"alarm:{word}")
        if found:
            set_aside(writer, found[0], "looked into")
            assert keys(f"alarm:{word}") == {key for alarm in found[1:] for key in alarm.claims}
            assert keys("alarm:any") >= keys(f"alarm:{word}")


def test_done_and_joined_left_out() -> None:
    with CaseFactory.in_memory() as desk:
        desk.writer.who = "Rana"
        kept, other = desk.claim("a boat ran aground"), desk.claim("a boat stranded")
        task = add_task(desk.writer, Target(RowKind.CLAIM, kept), "ring")

        def ids(typed: str) -> list[ClaimId]:
            return list(filter_claims(desk.writer, parse_query(typed), desk.case).ids)

        assert ids("has:task") == [kept]
        finish_tasks(desk.writer, [task])
        assert ids("has:task") == []
        assert ids("boat") == [kept, other]
        join_claims(desk.writer, other, kept)
        assert ids("boat") == ids("") == ids("status:new,triaged") == ids("-nothing") == [kept]


def test_stops_between_pieces(left: Filtering) -> None:
    seen: list[tuple[int, int]] = []

    class Watched(Progress):
        def go_on(self, done: int, of: int | None = None) -> None:
            super().go_on(done, of)
            seen.append((self.done, self.of))

    filter_claims(left.desk.writer, parse_query("origins:<9"), CaseId(1), Watched(), limits=FilterLimits(piece=1))
    assert seen[0] == (0, 4)
    assert (4, 4) in seen
    stopped = Progress(stopped=True)
    with pytest.raises(QueryStopped):
        filter_claims(left.desk.writer, parse_query("origins:<9"), CaseId(1), stopped)


@pytest.mark.parametrize("near", [1, 30_000])
def test_index_and_scan_agree(left: Filtering, near: int) -> None:
    typed = ("-nothing", "boat", '"boat" -"fire"', "status:new", "source:khalaf", "boat status:second-look")
    some = [(left(each), left(each, None)) for each in typed]
    limits = {"few": 0, "near": near, "scattered": 1}
    assert [(left(each, **limits), left(each, None, **limits)) for each in typed] == some


def test_first_shown_before_rest(left: Filtering) -> None:
    into: Ids[ClaimId] = Ids()
    counts: list[int] = []

    class Watched(Progress):
        def go_on(self, done: int, of: int | None = None) -> None:
            super().go_on(done, of)
            counts.append(len(into))
            self.stopped = len(into) == 2

    with pytest.raises(QueryStopped):
        filter_claims(
            left.desk.writer, parse_query("origins:<9"), FIRST, Watched(), into=into, limits=FilterLimits(piece=1)
        )
    assert counts == [0, 1, 2]
    assert list(into) == [left.named[name] for name in ("boat", "fire", "crew")], "what came is kept"


words = st.lists(
    st.sampled_from(
        [
            "boat", "-boat", '"the boat"', "status:new", "-status:new", "denied:yes", "origins:<2", "-origins:1",
            "has:note", "verdict:none", "-verdict:refuted", "source:khalaf", "-source:khalaf", "outlet:gazette",
            "after:2020-12-17", "-before:2020-12-17", 'tag:"call back"', '-tag:"call back"', "rating:C",
            "-has:task", "طائرة",
        ]
    ),
    max_size=4,
    unique=True,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words)
def test_words_intersect(left: Filtering, together: list[str]) -> None:
    each = [set(left.left(word).ids) for word in together]
    all_of_them = set(left.left("").ids)
    timed = [word for word in together if word.startswith(("after:", "before:"))]
    if len(timed) < 2:
        assert set(left.left(" ".join(together)).ids) == all_of_them.intersection(*each)
    assert filter_ids(left.desk.writer, parse_query(" ".join(together)), []) == []


def test_origins_as_on_the_desk(left: Filtering) -> None:
    writer = left.desk.writer
    for each in claims(writer, list(left.named.values())):
        supporting = origin_counts(writer, [each.id])[each.id].supporting
        query = parse_query(f"origins:{supporting.named + supporting.anonymous}")
        assert filter_ids(writer, query, [each.id]) == [each.id]
