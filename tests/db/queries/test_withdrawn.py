"""What its speaker takes back leaves the three numbers and is counted beside them."""

from __future__ import annotations

from db.model.enums import Sameness
from db.model.ids import ClaimId
from db.model.times import When
from db.queries.claim_support import claim_support
from db.queries.origins import OriginCounts, Support, group_by_origin, origin_counts
from db.queries.statements import statements
from db.write.source_judgements import judge_same
from tests.support.factories import CaseFactory


def counts(desk: CaseFactory, claim: ClaimId) -> OriginCounts:
    return origin_counts(desk.writer, [claim])[claim]


def test_retraction_leaves_the_numbers(desk: CaseFactory) -> None:
    claim, official = desk.claim(), desk.source("an official")
    said = desk.says(official, holds=claim)
    other = desk.says(holds=claim)
    back = desk.says(official, report=desk.report(published=When("19 Nov", "2018-11-19", None, None)))
    desk.link(back, "retracts", said)
    assert counts(desk, claim).supporting == Support(named=1, withdrawn=1, withdrawn_on="2018-11-19")
    support = claim_support(desk.writer, claim)
    assert support is not None
    assert [each.key for each in support.supporting.withdrawn] == ["S1"]
    assert [each.lines[0].statement for each in support.supporting.named] == [other]
    origin, _ = (group.origin for group in group_by_origin(desk.writer, claim).sides[support.supporting.polarity])
    assert (origin.statement, origin.is_withdrawn) == (said, True)


def test_day_not_recorded(desk: CaseFactory) -> None:
    claim, official = desk.claim(), desk.source("an official")
    said = desk.says(official, denies=claim)
    desk.link(desk.says(official), "retracts", said)
    assert counts(desk, claim).against == Support(withdrawn=1)


def test_others_withdraw_nothing(desk: CaseFactory) -> None:
    claim, official = desk.claim(), desk.source("an official")
    said, retracting = desk.says(official, holds=claim), desk.says(desk.source("a rival"))
    desk.link(retracting, "retracts", said)
    for kind in ("denies", "corrects", "confirms", "responds_to"):
        desk.link(desk.says(official), kind, said)
    assert counts(desk, claim).supporting == Support(named=1)
    judge_same(desk.writer, official, desk.source("another"), Sameness.SAME, "a name")
    assert counts(desk, claim).supporting == Support(named=1)


def test_retraction_under_another_name(desk: CaseFactory) -> None:
    claim, official, minister = desk.claim(), desk.source("an official"), desk.source("the minister")
    said, back = desk.says(official, holds=claim), desk.says(minister)
    desk.link(back, "retracts", said)
    judge_same(desk.writer, official, minister, Sameness.SAME, "he said so")
    assert counts(desk, claim).supporting == Support(withdrawn=1)


def test_heard_only_through_what_is_retracted(desk: CaseFactory) -> None:
    claim, outlet = desk.claim(), desk.source("CNN", kind="outlet")
    report = desk.report(outlet)
    official = desk.says(desk.source("a US official", "anonymous"), holds=claim, report=report)
    story = desk.says(outlet, relays=official, holds=claim, report=report)
    assert counts(desk, claim).supporting == Support(anonymous=1)
    desk.link(desk.says(outlet), "retracts", story)
    assert counts(desk, claim).supporting == Support(withdrawn=1)
    desk.says(desk.source(kind="outlet"), relays=official, holds=claim, report=desk.report())
    assert counts(desk, claim).supporting == Support(anonymous=1)


def test_statement_has_its_links(desk: CaseFactory) -> None:
    said, back = desk.says(desk.source("one")), desk.says(desk.source("two"))
    desk.link(back, "corrects", said)
    first, second = statements(desk.writer, [said, back])
    assert [(each.words, each.source, each.on) for each in first.links] == [("corrected by S2", "two", None)]
    assert [(each.words, each.source) for each in second.links] == [("corrects S1", "one")]


def test_retraction_that_a_paper_passes_on(desk: CaseFactory) -> None:
    claim, official = desk.claim(), desk.source("an official")
    said = desk.says(official, holds=claim)
    paper = desk.report(published=When(None, "2018-11-19", None, None))
    back = desk.says(official)
    told = desk.says(desk.source(kind="outlet"), relays=back, report=paper)
    desk.link(told, "retracts", said)
    assert counts(desk, claim).supporting == Support(withdrawn=1, withdrawn_on="2018-11-19")


def test_day_of_a_retraction_known_through_a_paper(desk: CaseFactory) -> None:
    claim, official = desk.claim(), desk.source("an official")
    said, back = desk.says(official, holds=claim), desk.says(official)
    desk.says(relays=back, report=desk.report(published=When(None, "2018-11-19", None, None)))
    desk.link(back, "retracts", said)
    assert counts(desk, claim).supporting == Support(withdrawn=1, withdrawn_on="2018-11-19")
