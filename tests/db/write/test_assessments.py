"""Status, verdicts and ratings: rules, superseding, and batches as one action."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from db.errors import Refused
from db.journal.log import history
from db.journal.undo import undo
from db.journal.writer import Writer
from db.model.enums import Confidence, Credibility, Likelihood, PartRole, Reliability, Status, Verdict
from db.model.fields import CLAIM
from db.model.ids import ClaimId, SourceId
from db.model.things import RowKind
from db.queries.assessments import assessments_of, claim_assessments, contradicted_claims, open_parts
from db.queries.ratings import RatedPair, rated_pairs_by_claim, ratings_by, ratings_for, ratings_of, source_letters
from db.write.assessments import LONGEST_REASON, assess, rate_sources, rate_statements, set_status
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.remove import remove
from tests.support.journaled_case import CaseWithParts, assert_undoable, decision_rows


@pytest.fixture
def desk() -> Iterator[CaseWithParts]:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "Rana") as writer:
        yield CaseWithParts(writer)


def verdict(desk: CaseWithParts, claim: ClaimId) -> Verdict | None:
    found = claim_assessments(desk.writer, [claim])[claim].assessment
    return found.verdict if found else None


def test_claim_is_new_at_first(desk: CaseWithParts) -> None:
    claim = desk.claim()
    found = claim_assessments(desk.writer, [claim])[claim]
    assert (found.status, found.assessment, found.tags, found.notes, found.tasks) == (Status.NEW, None, (), 0, 0)
    assert set_status(desk.writer, [claim], Status.SECOND_LOOK) == 1
    assert claim_assessments(desk.writer, [claim])[claim].status is Status.SECOND_LOOK
    assert desk.writer.done == "C1: needs a second look"


def test_same_again_no_change(desk: CaseWithParts) -> None:
    claim, source = desk.claim(), desk.source()
    set_status(desk.writer, [claim], Status.DONE)
    assess(desk.writer, [claim], Verdict.DISPUTED, rationale="two say no")
    rate_sources(desk.writer, [source], Reliability.B)
    actions = len(history(desk.writer))
    assert set_status(desk.writer, [claim, claim], Status.DONE) == 0
    assert assess(desk.writer, [claim], Verdict.DISPUTED, rationale=" two say no ") == []
    assert rate_sources(desk.writer, [source], Reliability.B) == []
    assert len(history(desk.writer)) == actions


def test_other_person_same_verdict(desk: CaseWithParts) -> None:
    claim = desk.claim()
    assess(desk.writer, [claim], Verdict.DISPUTED)
    desk.writer.who = "Omar"
    assert len(assess(desk.writer, [claim], Verdict.DISPUTED)) == 1
    assert [each.who for each in assessments_of(desk.writer, claim)] == ["Omar", "Rana"]


def test_verdict_triages_new_claim(desk: CaseWithParts) -> None:
    new, done = desk.claim(), desk.claim()
    set_status(desk.writer, [done], Status.DONE)
    assess(desk.writer, [new, done], Verdict.UNVERIFIABLE)
    found = claim_assessments(desk.writer, [new, done])
    assert (found[new].status, found[done].status) == (Status.TRIAGED, Status.DONE)
    undo(desk.writer)
    assert claim_assessments(desk.writer, [new])[new].status is Status.NEW


def test_newer_verdict_supersedes(desk: CaseWithParts) -> None:
    claim = desk.claim()
    assess(
        desk.writer,
        [claim],
        Verdict.CORROBORATED,
        likelihood=Likelihood.VERY_LIKELY,
        confidence=Confidence.LOW,
        rationale="seen by\ntwo",
    )
    assess(desk.writer, [claim], Verdict.RETRACTED)
    first, second = assessments_of(desk.writer, claim)
    assert (first.verdict, first.rationale, verdict(desk, claim)) == (Verdict.RETRACTED, None, Verdict.RETRACTED)
    assert (second.verdict, second.likelihood, second.confidence, second.rationale, second.who) == (
        Verdict.CORROBORATED,
        Likelihood.VERY_LIKELY,
        Confidence.LOW,
        "seen by\ntwo",
        "Rana",
    )


@pytest.mark.parametrize("table", ["assessments", "ratings"])
def test_judgements_are_immutable(desk: CaseWithParts, table: str) -> None:
    claim, source = desk.claim(), desk.source()
    assess(desk.writer, [claim], Verdict.DISPUTED)
    rate_sources(desk.writer, [source], Reliability.B)
    for sql in f"UPDATE {table} SET who = 'x'", f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}":
        with pytest.raises(sqlite3.IntegrityError, match="never edited"):
            desk.writer.rows(sql)


# --- parts --------------------------------------------------------------------------------------------------------


def test_open_part_blocks(desk: CaseWithParts) -> None:
    claim = desk.claim()
    part, other = desk.part(claim), desk.part(claim)
    desk.part(claim, PartRole.DETAIL)
    assess(desk.writer, [other], Verdict.DISPUTED)
    before = decision_rows(desk.writer)
    with pytest.raises(Refused) as refused:
        assess(desk.writer, [claim], Verdict.CORROBORATED)
    assert refused.value.message == (
        "C1 can't be corroborated while necessary parts of it are open: C1a has no verdict; C1b is disputed."
    )
    assert "Settle C1a, C1b first" in refused.value.hint
    assert decision_rows(desk.writer) == before
    assess(desk.writer, [part, other], Verdict.CORROBORATED)
    assess(desk.writer, [claim], Verdict.CORROBORATED)
    assert verdict(desk, claim) is Verdict.CORROBORATED


@pytest.mark.parametrize("other", [each for each in Verdict if each is not Verdict.CORROBORATED])
def test_other_verdicts_are_free(desk: CaseWithParts, other: Verdict) -> None:
    claim = desk.claim()
    desk.part(claim)
    assess(desk.writer, [claim], other)
    assert verdict(desk, claim) is other


def test_batch_in_any_order(desk: CaseWithParts) -> None:
    claim = desk.claim()
    part = desk.part(claim)
    deeper = desk.part(part)
    with pytest.raises(Refused, match="C1aa has no verdict"):
        assess(desk.writer, [claim, part], Verdict.CORROBORATED)
    assert len(assess(desk.writer, [claim, deeper, part], Verdict.CORROBORATED)) == 3
    assert claim_assessments(desk.writer, [claim])[claim].open_parts == ()


def test_refused_batch_no_change(desk: CaseWithParts) -> None:
    free, claim = desk.claim(), desk.claim()
    desk.part(claim)
    before = decision_rows(desk.writer)
    with pytest.raises(Refused, match="C2 can't be corroborated"):
        assess(desk.writer, [free, claim], Verdict.CORROBORATED)
    assert decision_rows(desk.writer) == before


def test_doubted_part_contradicts(desk: CaseWithParts) -> None:
    claim = desk.claim()
    part = desk.part(claim)
    deeper = desk.part(part)
    assess(desk.writer, [claim, part, deeper], Verdict.CORROBORATED)
    assess(desk.writer, [deeper], Verdict.REFUTED)
    found = claim_assessments(desk.writer, [claim, part, deeper])
    assert [(each.key, each.standing) for each in found[claim].open_parts] == [("C1aa", "is refuted")]
    assert [each.key for each in found[part].open_parts] == ["C1aa"]
    assert found[deeper].open_parts == ()
    assert list(contradicted_claims(desk.writer, [deeper])) == ["C1", "C1a"]
    assess(desk.writer, [claim], Verdict.DISPUTED)
    assert claim_assessments(desk.writer, [claim])[claim].open_parts == ()
    assert list(contradicted_claims(desk.writer, [deeper])) == ["C1a"]


def test_later_part_contradicts(desk: CaseWithParts) -> None:
    claim = desk.claim()
    part = desk.part(claim, PartRole.DETAIL)
    assess(desk.writer, [claim], Verdict.CORROBORATED)
    edit(desk.writer, CLAIM, part, part=PartRole.NECESSARY, parent=claim)
    assert [each.standing for each in claim_assessments(desk.writer, [claim])[claim].open_parts] == ["has no verdict"]
    assert open_parts(desk.writer, [claim], besides=[part]) == {}


def test_joined_part_follows(desk: CaseWithParts) -> None:
    claim, kept = desk.claim(), desk.claim()
    part = desk.part(claim)
    desk.writer.update("claims", part, joined_into=kept)
    with pytest.raises(Refused, match="C1a is joined into C2"):
        assess(desk.writer, [part], Verdict.CORROBORATED)
    with pytest.raises(Refused, match="C1a has no verdict"):
        assess(desk.writer, [claim], Verdict.CORROBORATED)
    assess(desk.writer, [kept], Verdict.CORROBORATED)
    assess(desk.writer, [claim], Verdict.CORROBORATED)
    assert verdict(desk, claim) is Verdict.CORROBORATED


# --- marks --------------------------------------------------------------------------------------------------------


def test_admiralty_pair(desk: CaseWithParts) -> None:
    claim, source = desk.claim(), desk.source()
    said, other = desk.says(source, holds=claim), desk.says(desk.source(), holds=claim)
    assert ratings_for(desk.writer, claim) == {said: RatedPair(None, None), other: RatedPair(None, None)}
    rate_sources(desk.writer, [source], Reliability.C, "has been right before")
    rate_statements(desk.writer, [(said, claim), (other, claim)], Credibility.POSSIBLY_TRUE)
    pairs = ratings_for(desk.writer, claim)
    assert (pairs[said].short, pairs[other].short) == ("C3", "–3")
    assert pairs[said].words == "C3, source fairly reliable, statement possibly true"
    assert ratings_for(desk.writer, claim, [other]) == {other: pairs[other]}
    assert ratings_by(desk.writer, said) == {claim: pairs[said]}
    assert rated_pairs_by_claim(desk.writer, [said, other]) == {
        said: [("C1", pairs[said])],
        other: [("C1", pairs[other])],
    }
    assert source_letters(desk.writer, [source]) == {source: Reliability.C}


def test_newer_rating_supersedes(desk: CaseWithParts) -> None:
    claim, source = desk.claim(), desk.source()
    said = desk.says(source, holds=claim)
    for letter in Reliability.A, Reliability.F:
        rate_sources(desk.writer, [source], letter)
    for digit in Credibility.DOUBTFUL, Credibility.CANNOT_BE_JUDGED:
        rate_statements(desk.writer, [(said, claim)], digit, "why")
    assert ratings_for(desk.writer, claim)[said].short == "F6"
    assert [each.letter for each in ratings_of(desk.writer, source)] == [Reliability.F, Reliability.A]
    digits = "SELECT digit FROM ratings WHERE statement = ? AND claim = ? ORDER BY id DESC"
    assert desk.writer.column(digits, said, claim) == [Credibility.CANNOT_BE_JUDGED, Credibility.DOUBTFUL]


def test_unjudged_is_not_worst() -> None:
    pairs = [RatedPair(Reliability(letter), Credibility(digit)) for letter in "FEDCBA" for digit in (6, 5, 1)]
    pairs += [RatedPair(None, None), RatedPair(Reliability.E, None)]
    ordered = sorted(pairs, key=lambda pair: pair.order)
    assert [pair.short for pair in ordered[:3]] == ["A1", "A5", "A6"]
    judged_letters = [pair.short[0] for pair in ordered]
    assert judged_letters.index("F") > judged_letters.index("E")
    for pair in RatedPair(Reliability.F, Credibility(3)), RatedPair(Reliability.C, Credibility(6)):
        assert "cannot be judged" in pair.words
        assert "worst" not in pair.words
    assert RatedPair(Reliability.C, None).short == "C–"
    assert RatedPair(None, None).words == "not rated"


def test_rated_only_where_it_bears(desk: CaseWithParts) -> None:
    claim, other = desk.claim(), desk.claim()
    said = desk.says(desk.source(), holds=claim)
    with pytest.raises(Refused, match="S1 has no stance on C2"):
        rate_statements(desk.writer, [(said, claim), (said, other)], Credibility.DOUBTFUL)
    assert desk.writer.column("SELECT id FROM ratings WHERE statement IS NOT NULL") == []


# --- all of them --------------------------------------------------------------------------------------------------


def test_undo_whole_and_batch(desk: CaseWithParts) -> None:
    claims = [desk.claim() for _ in range(30)]
    sources = [desk.source() for _ in range(3)]
    said = [desk.says(source, holds=claims[0]) for source in sources]
    writer = desk.writer
    assert_undoable(writer, lambda: set_status(writer, claims, Status.TRIAGED))
    assert_undoable(writer, lambda: assess(writer, claims, Verdict.CORROBORATED, rationale="all of them"))
    assert_undoable(writer, lambda: rate_sources(writer, sources, Reliability.D))
    assert_undoable(
        writer, lambda: rate_statements(writer, [(each, claims[0]) for each in said], Credibility.CONFIRMED)
    )


def test_batch_named_by_first(desk: CaseWithParts) -> None:
    claims = [desk.claim() for _ in range(8)]
    assess(desk.writer, claims, Verdict.DISPUTED)
    assert desk.writer.done == "assess C1, C2, C3, C4, C5 and 3 more: disputed"


def test_gone_refuses_batch(desk: CaseWithParts) -> None:
    claim, gone = desk.claim(), desk.claim()
    remove(desk.writer, RowKind.CLAIM, gone)
    for change in (
        lambda: set_status(desk.writer, [claim, gone], Status.DONE),
        lambda: assess(desk.writer, [claim, gone], Verdict.DISPUTED),
        lambda: rate_sources(desk.writer, [SourceId(99)], Reliability.A),
    ):
        before = decision_rows(desk.writer)
        with pytest.raises(Refused, match="no longer in the store"):
            change()
        assert decision_rows(desk.writer) == before


def test_removed_with_claim(desk: CaseWithParts) -> None:
    claim = desk.claim()
    said = desk.says(desk.source(), holds=claim)
    assess(desk.writer, [claim], Verdict.DISPUTED)
    assess(desk.writer, [claim], Verdict.REFUTED)
    rate_statements(desk.writer, [(said, claim)], Credibility.DOUBTFUL)
    assert_undoable(desk.writer, lambda: remove(desk.writer, RowKind.CLAIM, claim))


@pytest.mark.parametrize(
    ("text", "kept"), [("\x1b[31mred\x9b\r\n\x00 ", "[31mred"), (" \x07\n", None), ("a\tb\nc", "a\tb\nc")]
)
def test_rationale_is_clean(desk: CaseWithParts, text: str, kept: str | None) -> None:
    claim = desk.claim()
    assess(desk.writer, [claim], Verdict.DISPUTED, rationale=text)
    assert assessments_of(desk.writer, claim)[0].rationale == kept


def test_endless_rationale_refused(desk: CaseWithParts) -> None:
    with pytest.raises(Refused, match="characters"):
        assess(desk.writer, [desk.claim()], Verdict.DISPUTED, rationale="x" * (LONGEST_REASON + 1))


def test_page_in_few_queries(desk: CaseWithParts) -> None:
    claims = [add_claim(desk.writer, desk.case, f"claim {number}") for number in range(60)]
    assess(desk.writer, claims, Verdict.CORROBORATED)
    asked: list[str] = []
    desk.writer._connection.set_trace_callback(asked.append)
    found = claim_assessments(desk.writer, claims)
    desk.writer._connection.set_trace_callback(None)
    assert len(found) == 60
    assert len(asked) <= 6
