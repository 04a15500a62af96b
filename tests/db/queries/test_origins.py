"""Origins: which statements a claim really rests on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from db.model.enums import Certainty
from db.model.ids import ClaimId, StatementId
from db.queries.origins import OriginCounts, Support, origin_counts, origins, origins_by_statement
from db.store.reader import Reader
from tests.support.factories import CaseFactory


def support(record: Reader, claim: ClaimId) -> Support:
    return origin_counts(record, [claim])[claim].supporting


def roots(record: Reader, claim: ClaimId) -> list[StatementId]:
    return [origin.statement for origin in origins(record, claim)]


def test_rejoined_line_one_origin(desk: CaseFactory) -> None:
    claim = desk.claim()
    first = desk.says(holds=claim)
    left, right = (desk.says(holds=claim, relays=first) for _ in range(2))
    last = desk.says(holds=claim, relays=left)
    desk.relay(last, right)
    assert roots(desk.writer, claim) == [first]
    assert support(desk.writer, claim) == Support(named=1)
    assert origins_by_statement(desk.writer, claim) == {each: [first] for each in (first, left, right, last)}


def test_two_people_two_origins(desk: CaseFactory) -> None:
    claim = desk.claim()
    people = [desk.says(holds=claim) for _ in range(2)]
    line = desk.says(holds=claim, relays=people[0])
    desk.relay(line, people[1])
    assert support(desk.writer, claim) == Support(named=2)
    assert origins_by_statement(desk.writer, claim)[line] == people


def test_ring_has_no_origin(desk: CaseFactory) -> None:
    claim = desk.claim()
    ring = [desk.says(holds=claim, voice="relayed") for _ in range(3)]
    for at, child in enumerate(ring):
        desk.relay(child, ring[at - 1])
    assert origins(desk.writer, claim) == []
    assert support(desk.writer, claim).is_none
    assert origins_by_statement(desk.writer, claim) == {each: [] for each in ring}


def test_fed_ring_has_its_feed(desk: CaseFactory) -> None:
    claim = desk.claim()
    outside = desk.says(holds=claim)
    ring = [desk.says(holds=claim, voice="relayed") for _ in range(3)]
    for at, child in enumerate(ring):
        desk.relay(child, ring[at - 1])
    desk.relay(ring[0], outside)
    assert roots(desk.writer, claim) == [outside]
    assert origins_by_statement(desk.writer, claim) == {each: [outside] for each in (outside, *ring)}


def test_apology_officer_no_origin(desk: CaseFactory) -> None:
    shot, apologised = desk.claim("shot down"), desk.claim("apologised")
    officer = desk.says(holds=apologised)
    outlet = desk.says(holds=shot, basis="not_recorded", voice="own", relays=officer)
    desk.stance(outlet, apologised)
    assert roots(desk.writer, shot) == [outlet]
    assert support(desk.writer, shot) == Support(not_recorded=1)
    assert roots(desk.writer, apologised) == [officer]
    assert origins_by_statement(desk.writer, shot) == {outlet: [outlet]}


def test_no_jump_over_silence(desk: CaseFactory) -> None:
    claim = desk.claim()
    first = desk.says(holds=claim)
    between = desk.says(relays=first)
    last = desk.says(holds=claim, relays=between)
    assert roots(desk.writer, claim) == [first, last]


def test_silent_source_not_recorded(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim, relays=desk.says(), basis="official")
    assert support(desk.writer, claim) == Support(not_recorded=1)


def test_unnamed_not_recorded(desk: CaseFactory) -> None:
    for naming, basis, voice in (
        ("unattributed", "official", "own"),
        ("named", "not_recorded", "own"),
        ("named", "relay", "own"),
        ("anonymous", "eyewitness", "relayed"),
    ):
        claim = desk.claim()
        desk.says(desk.source(naming=naming), holds=claim, basis=basis, voice=voice)
        assert support(desk.writer, claim) == Support(not_recorded=1)


def test_naming_counts(desk: CaseFactory) -> None:
    claim = desk.claim()
    for naming in ("named", "role", "anonymous", "collective"):
        desk.says(desk.source(naming=naming), holds=claim)
    assert support(desk.writer, claim) == Support(named=2, anonymous=2)


def test_anonymous_never_merge(desk: CaseFactory) -> None:
    claim = desk.claim()
    for _ in range(2):
        desk.says(desk.source("a security source", "anonymous"), holds=claim, report=desk.report())
    assert support(desk.writer, claim) == Support(anonymous=2)


def test_same_person_counts_once(desk: CaseFactory) -> None:
    claim, person = desk.claim(), desk.source()
    said = [desk.says(person, holds=claim) for _ in range(2)]
    assert support(desk.writer, claim) == Support(named=1)
    assert roots(desk.writer, claim) == said


def test_sourceless_counted_each(desk: CaseFactory) -> None:
    claim, outlet = desk.claim(), desk.source(kind="outlet")
    for _ in range(2):
        desk.says(outlet, holds=claim, basis="not_recorded")
    assert support(desk.writer, claim) == Support(not_recorded=2)


def test_neither_side_not_counted(desk: CaseFactory) -> None:
    claim = desk.claim()
    statement = desk.says(report=desk.report())
    desk.stance(statement, claim, 0)
    assert origin_counts(desk.writer, [claim]) == {claim: OriginCounts()}


def test_outlets_counted_once(desk: CaseFactory) -> None:
    claim, outlet = desk.claim(), desk.source(kind="outlet")
    desk.says(holds=claim)
    for report in (desk.report(outlet), desk.report(outlet), desk.report()):
        desk.says(holds=claim, report=report)
    desk.says(denies=claim, report=desk.report())
    assert origin_counts(desk.writer, [claim])[claim].outlets == 2


def test_unborne_claim_is_zero(desk: CaseFactory) -> None:
    claim = desk.claim()
    assert origin_counts(desk.writer, [claim, ClaimId(99)]) == {claim: OriginCounts(), ClaimId(99): OriginCounts()}
    assert origin_counts(desk.writer, []) == {}
    assert support(desk.writer, claim).is_none


def test_overview_agrees(record: Reader) -> None:
    rows = record.rows("SELECT * FROM claims_overview")
    assert len(rows) == 10
    for id, _, _, _, _, _, _, *counted, _, _, _ in rows:
        sides = origin_counts(record, [id])[id]
        for side, three in ((sides.supporting, counted[:3]), (sides.against, counted[3:])):
            assert [side.named, side.anonymous, side.not_recorded] == three


# --- against a naive reading of the rule ---


@dataclass(frozen=True)
class Said:
    """One statement of a made-up case."""

    source: int
    voice: str
    basis: str
    polarity: int | None
    """How it bears on the claim; None where it does not."""


NAMINGS = ("named", "role", "anonymous", "collective", "unattributed")

said = st.builds(
    Said,
    source=st.integers(0, len(NAMINGS) - 1),
    voice=st.sampled_from(("own", "relayed")),
    basis=st.sampled_from(("official", "relay", "not_recorded")),
    polarity=st.sampled_from((1, 1, 1, -1, 0, None)),
)
cases = st.lists(said, min_size=1, max_size=7).flatmap(
    lambda all_said: st.tuples(
        st.just(all_said),
        st.sets(
            st.tuples(st.integers(0, len(all_said) - 1), st.integers(0, len(all_said) - 1)).filter(
                lambda pair: pair[0] != pair[1]
            ),
            max_size=14,
        ),
    )
)


def naive_standing(statement: Said) -> str:
    naming = NAMINGS[statement.source]
    if statement.voice == "relayed" or statement.basis != "official" or naming == "unattributed":
        return "not_recorded"
    return "named" if naming in ("named", "role") else "anonymous"


def naive_walk(node: int, parents: dict[int, set[int]]) -> set[int]:
    reached, waiting = set(), [node]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += parents[here]
    return reached


def naive_support(roots: set[int], all_said: list[Said], polarity: int) -> Support:
    on_side = [all_said[root] for root in roots if all_said[root].polarity == polarity]
    people = {
        standing: {each.source for each in on_side if naive_standing(each) == standing}
        for standing in ("named", "anonymous")
    }
    unsourced = [each for each in on_side if naive_standing(each) == "not_recorded"]
    return Support(len(people["named"]), len(people["anonymous"]), len(unsourced))


@given(cases)
def test_any_tangle_by_the_rule(case: tuple[list[Said], set[tuple[int, int]]]) -> None:
    all_said, relays = case
    bearing = {at for at, each in enumerate(all_said) if each.polarity is not None}
    parents = {at: {p for c, p in relays if c == at and p in bearing} for at in bearing}
    naive_roots = {at for at in bearing if not parents[at]}
    with CaseFactory.in_memory() as desk, desk.writer.action():
        claim = desk.claim()
        sources = [desk.source(naming=naming) for naming in NAMINGS]
        ids = [desk.says(sources[each.source], voice=each.voice, basis=each.basis) for each in all_said]
        for id, each in zip(ids, all_said, strict=True):
            if each.polarity is not None:
                desk.stance(id, claim, each.polarity)
        for child, parent in relays:
            desk.relay(ids[child], ids[parent])
        found = origins(desk.writer, claim)
        assert [origin.statement for origin in found] == [ids[at] for at in sorted(naive_roots)]
        assert [origin.standing for origin in found] == [naive_standing(all_said[at]) for at in sorted(naive_roots)]
        assert origins_by_statement(desk.writer, claim) == {
            ids[at]: [ids[root] for root in sorted(naive_walk(at, parents) & naive_roots)] for at in bearing
        }
        sides = origin_counts(desk.writer, [claim])[claim]
        assert sides.supporting == naive_support(naive_roots, all_said, 1)
        assert sides.against == naive_support(naive_roots, all_said, -1)


# --- at length ---

LAYERS, WIDTH, CLAIMS = 8, 5, 3


def build_diamonds(desk: CaseFactory) -> list[ClaimId]:
    """1,000 statements and 3,000 stances: 25 stacks of 8 layers of 5, each layer passing on all of the one above."""
    with desk.writer.action():
        claims = [desk.claim() for _ in range(CLAIMS)]
        source = desk.source()
        for _ in range(1000 // (LAYERS * WIDTH)):
            above: list[StatementId] = []
            for _ in range(LAYERS):
                layer = [desk.says(source, voice="relayed" if above else "own") for _ in range(WIDTH)]
                for statement in layer:
                    for claim in claims:
                        desk.writer.insert(
                            "stances", statement=statement, claim=claim, polarity=-1, certainty=Certainty.CERTAIN
                        )
                    for parent in above:
                        desk.relay(statement, parent)
                above = layer
    return claims


@contextmanager
def at_most(record: Reader, steps: int) -> Iterator[None]:
    """Stop a query that takes more steps of SQLite's machine than these; a clock would measure the computer."""
    left = steps // 1000

    def tick() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    record._connection.set_progress_handler(tick, 1000)
    yield
    record._connection.set_progress_handler(None, 0)


def test_diamonds_stay_linear(desk: CaseFactory) -> None:
    claims = build_diamonds(desk)
    record = desk.writer
    assert record.row("SELECT (SELECT count(*) FROM statements), (SELECT count(*) FROM stances)") == (1000, 3000)
    with at_most(record, 1_000_000):
        assert len(origins(record, claims[0])) == 1000 // LAYERS
        assert origin_counts(record, claims)[claims[2]].against == Support(named=1)
    with at_most(record, 5_000_000):
        walked = origins_by_statement(record, claims[1])
        assert len(walked) == 1000
        assert {len(found) for found in walked.values()} == {1, WIDTH}
    with at_most(record, 50_000_000):
        assert len(record.rows("SELECT id FROM denial_statements")) == 1000 // LAYERS
