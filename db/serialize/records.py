"""Records in the shapes of :mod:`db.serialize.schemas`, as JSON can hold them. Long lists come row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.journal.log import JournaledAction, entries
from db.model.enums import Polarity
from db.model.ids import CaseId, ClaimId, StatementId
from db.model.targets import Target, TargetKind
from db.queries.assessments import assessments_of, judged
from db.queries.chain import chain, step
from db.queries.claim_joins import ClaimJoin, joined, joined_with
from db.queries.claim_order import ClaimOrder, ordered
from db.queries.claims import Claim, claim_ids, claims, parties
from db.queries.denials import Denial, denial_ids, denials, passed_on
from db.queries.origins import origin_counts, origins, resting_on
from db.queries.provenance import passages
from db.queries.ratings import ratings_by, ratings_for, ratings_of, source_letter
from db.queries.reports import Report, captures, cited_in, reports
from db.queries.sources import Source, affiliations, source_ids, sources
from db.queries.statements import said_by, said_in
from db.serialize.assessments import assessment_row, beside, pair_row, rating_row
from db.serialize.records_part2 import (
    SIGNS,
    capture_row,
    claim_row,
    denial_row,
    quote_rows,
    report_row,
    source_row,
    statement_row,
    step_row,
)
from db.serialize.schemas import (
    BearingShape,
    ClaimShape,
    DenialShape,
    DoneShape,
    JoinShape,
    SourceShape,
    StatementShape,
    StepShape,
    WholeClaimShape,
    WholeDenialShape,
    WholeReportShape,
    WholeSourceShape,
)
from db.store.id_list import Ids
from db.store.reader import Reader, pages


def shaped_sources(record: Reader, case: CaseId) -> Iterator[SourceShape]:
    """The sources of a case."""
    for page in pages(source_ids(record, case)):
        letters = source_letter(record, page)
        yield from (source_row(source, letters.get(source.id)) for source in sources(record, page))


def shaped_claims(
    record: Reader, case: CaseId, order: ClaimOrder = ClaimOrder.KEY, left: Ids[ClaimId] | None = None
) -> Iterator[ClaimShape]:
    """The claims of a case, with their numbers.

    :param order: the order they come in.
    :param left: those that a filter leaves, in the order of their keys; all of them where not given.
    """
    for page in pages(ordered(record, claim_ids(record, case) if left is None else left, order)):
        numbers, stand = origin_counts(record, page), judged(record, page)
        for claim in claims(record, page):
            yield claim_row(claim, numbers[claim.id], stand[claim.id])


def shaped_denials(record: Reader, case: CaseId) -> Iterator[DenialShape]:
    """The denials of a case, each with all that it is silent on."""
    for page in pages(denial_ids(record, case)):
        yield from (denial_row(denial) for denial in denials(record, page, silences=-1))


def shaped_chain(record: Reader, case: CaseId) -> Iterator[StepShape]:
    """The steps of a case's chain, in order."""
    walk = chain(record, case)
    for number in range(1, len(walk) + 1):
        yield step_row(record, step(record, walk, number))


def shaped_claim(record: Reader, claim: Claim) -> WholeClaimShape:
    """One claim, with what it rests on, its alarms, and every statement that bears on it."""
    from db.analysis.alarms.lookup import alarms_on
    from db.queries.claim_support import support
    from db.serialize.alarms import is_judged, shaped_alarms, shaped_support

    rests, into = support(record, claim.id), joined(record, claim.id)
    assert rests is not None
    return {
        **claim_row(claim, origin_counts(record, [claim.id])[claim.id], judged(record, [claim.id])[claim.id]),
        **beside(record, Target(TargetKind.CLAIM, claim.id)),
        "assessments": [assessment_row(each) for each in assessments_of(record, claim.id)],
        "independence": "judged" if is_judged(rests) else "not established",
        "parties": [
            {"role": role, "source": source.key, "name": source.name, "heard": heard}
            for role, source, heard in parties(record, claim.id)
        ],
        "support": shaped_support(rests),
        "alarms": shaped_alarms(alarms_on(record, claim.id)),
        "joined_into": _join(into.into.key, into) if into else None,
        "with_it": [_join(each.claim.key, each) for each in joined_with(record, claim.id)],
        "statements": _bearings(record, claim),
    }


def _join(key: str, join: ClaimJoin) -> JoinShape:
    return {"claim": key, "reason": join.reason, "who": join.who, "at": join.at}


def shaped_denial(record: Reader, denial: Denial) -> WholeDenialShape:
    """One denial, with its words and who passes it on.

    :param denial: read with all its silences.
    """
    statement = passages(record, [denial.statement])[0].statement
    return {
        **denial_row(denial),
        **beside(record, Target(TargetKind.STATEMENT, denial.statement)),
        "ratings": [
            {**pair_row(pair), "claim": stance.key}
            for claim, pair in ratings_by(record, denial.statement).items()
            for stance in statement.stances
            if stance.claim == claim
        ],
        "quotes": quote_rows(statement),
        "summary": statement.summary,
        "passed_on": _statements(record, passed_on(record, denial.statement)),
    }


def shaped_source(record: Reader, case: CaseId, source: Source) -> WholeSourceShape:
    """One source, with where it belongs and what it says in a case."""
    return {
        **source_row(source, source_letter(record, [source.id]).get(source.id)),
        **beside(record, Target(TargetKind.SOURCE, source.id)),
        "ratings": [rating_row(each) for each in ratings_of(record, source.id)],
        "affiliations": [
            {
                "member": each.member.key,
                "kind": each.kind,
                "org": each.org.key,
                "org_name": each.org.name,
                "valid": each.valid,
                "depth": each.depth,
            }
            for each in affiliations(record, source.id)
        ],
        "statements": _statements(record, said_by(record, case, source.id)),
    }


def shaped_report(record: Reader, report: Report) -> WholeReportShape:
    """One report, with its captures and statements."""
    return {
        **report_row(report),
        **beside(record, Target(TargetKind.REPORT, report.id)),
        "captures": [capture_row(each) for each in captures(record, report.id)],
        "cites": [each.key for each in cited_in(record, report.id)],
        "statements": _statements(record, said_in(record, report.id)),
    }


def shaped_history(record: Reader, done: Sequence[JournaledAction]) -> Iterator[DoneShape]:
    """Actions as ``history`` prints them, each with the rows it changed."""
    for each in done:
        yield {
            "action": each.id,
            "at": each.at,
            "who": each.who,
            "words": each.words,
            "undone": each.is_undone,
            "undoes": each.undoes,
            "redoes": each.redoes,
            "rows": each.rows,
            "changes": [
                {"op": entry.op, "table": entry.table, "row": entry.row, "before": entry.before, "after": entry.after}
                for entry in entries(record, each.id, most=1_000)
            ],
        }


def _statements(record: Reader, ids: Sequence[StatementId]) -> Iterator[StatementShape]:
    for page in pages(ids):
        found = passages(record, page)
        places = sorted({each.statement.report for each in found if each.statement.report is not None})
        outlets = {report.id: report.outlet.name for report in reports(record, places)}
        for passage in found:
            report = passage.statement.report
            yield statement_row(passage, outlets[report] if report is not None else None)


def _bearings(record: Reader, claim: Claim) -> Iterator[BearingShape]:
    """Statements on a claim, each with what it rests on."""
    resting = resting_on(record, claim.id)
    standing = {origin.statement: origin.standing for origin in origins(record, claim.id)}
    pairs = ratings_for(record, claim.id)
    sides = {
        id: (key, SIGNS[Polarity(polarity)], certainty)
        for id, key, polarity, certainty in record.rows(
            """SELECT st.id, st.key, s.polarity, s.certainty
               FROM stances s JOIN statements st ON st.id = s.statement WHERE s.claim = ?""",
            claim.id,
        )
    }
    for id, row in zip(resting, _statements(record, list(resting)), strict=True):
        _, polarity, certainty = sides[id]
        yield {
            **row,
            "polarity": polarity,
            "certainty": certainty,
            "standing": standing.get(id),
            "rating": pair_row(pairs[id]),
            "origins": [sides[root][0] for root in resting[id]],
        }
