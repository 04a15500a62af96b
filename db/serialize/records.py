"""Sources, claims, denials, reports, statements and the chain, as ``--json`` prints them. Lists come row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from db.journal.log import JournaledAction, entries_of_action
from db.model.enums import Polarity, Reliability
from db.model.ids import CaseId, ClaimId, StatementId
from db.model.things import RowKind, Target
from db.queries.assessments import ClaimAssessments, assessments_of, claim_assessments
from db.queries.chain import Step, chain, own_words, step
from db.queries.claim_joins import ClaimJoin, claim_join, claims_joined_into
from db.queries.claim_order import ClaimOrder, sort_claims
from db.queries.claims import Claim, claim_ids, claims, claims_about, family, parties
from db.queries.denials import Denial, denial_relays
from db.queries.origins import OriginCounts, origin_counts, origins, origins_by_statement
from db.queries.provenance import TracedStatement, passages, statements_by_voice
from db.queries.ratings import ratings_by, ratings_for, ratings_of, source_letters
from db.queries.reports import Capture, Report, captures, reports, reports_by_outlet, reports_known_via
from db.queries.source_judgements import sameness
from db.queries.sources import Source, affiliations, source_ids, sources
from db.queries.statements import Statement, StatementLink, statement_ids_by_source, statement_ids_in_report
from db.queries.triage_queue import CaseQueue, first_undecided
from db.serialize.assessments import encode_annotations, encode_rated_pair, encode_rating
from db.serialize.encoder import Json, encode, encode_fields
from db.store.id_list import Ids
from db.store.reader import Reader, pages

if TYPE_CHECKING:
    from db.serialize.schemas import ClaimJson, SourceJson

# --- lists ---


def encode_sources(record: Reader, case: CaseId) -> Iterator[SourceJson]:
    """The sources of a case."""
    for page in pages(source_ids(record, case)):
        letters = source_letters(record, page)
        yield from (encode_source(source, letters.get(source.id)) for source in sources(record, page))


def encode_claims(
    record: Reader, case: CaseId, order: ClaimOrder = ClaimOrder.KEY, left: Ids[ClaimId] | None = None
) -> Iterator[ClaimJson]:
    """The claims of a case, with their numbers.

    :param order: the order they come in.
    :param left: those that a filter leaves, in the order of their keys; all of them where not given.
    """
    for page in pages(sort_claims(record, claim_ids(record, case) if left is None else left, order)):
        numbers, decided = origin_counts(record, page), claim_assessments(record, page)
        for claim in claims(record, page):
            yield encode_claim(claim, numbers[claim.id], decided[claim.id])


def encode_chain(record: Reader, case: CaseId) -> Iterator[Json]:
    """The steps of a case's chain, in order."""
    walk = chain(record, case)
    for number in range(1, len(walk) + 1):
        yield _encode_step(record, step(record, walk, number))


def encode_action(record: Reader, action: JournaledAction) -> Json:
    """An action of the journal, with the first 1,000 rows that it changed."""
    return {**encode(action), "changes": encode(entries_of_action(record, action.id, most=1_000))}


def encode_source(source: Source, letter: Reliability | None) -> SourceJson:
    """A source, as a row of a list.

    :param letter: how reliable it is.
    """
    return {
        "key": source.key,
        "name": source.name,
        "kind": source.kind,
        "naming": source.naming,
        "boundary": source.is_boundary,
        "letter": letter,
    }


def encode_claim(claim: Claim, numbers: OriginCounts, decided: ClaimAssessments) -> ClaimJson:
    """A claim, as a row of a list."""
    shape = {
        **encode_fields(claim, "key text"),
        "for": encode(numbers.supporting),
        "against": encode(numbers.against),
        **encode_fields(claim, "parent part background=is_background"),
        "outlets": numbers.outlets,
        **encode(decided),
    }
    return cast("ClaimJson", shape)


# --- one thing, whole ---


def encode_whole_claim(record: Reader, claim: Claim) -> Json:
    """A claim, with what it rests on, its alarms, and every statement that bears on it."""
    from db.analysis.alarms.lookup import alarms_on  # lists don't need the alarms, and start without them
    from db.queries.claim_support import claim_support
    from db.serialize.alarms import encode_support, is_independence_judged

    rests, into = claim_support(record, claim.id), claim_join(record, claim.id)
    assert rests is not None
    return {
        **encode_claim(
            claim, origin_counts(record, [claim.id])[claim.id], claim_assessments(record, [claim.id])[claim.id]
        ),
        **encode_annotations(record, Target(RowKind.CLAIM, claim.id)),
        "assessments": encode(assessments_of(record, claim.id)),
        "independence": "judged" if is_independence_judged(rests) else "not established",
        "parts": _encode_parts(record, claim),
        "parties": [
            {"role": role, "source": source.key, "name": source.name, "heard": heard}
            for role, source, heard in parties(record, claim.id)
        ],
        "support": encode_support(rests),
        "alarms": map(encode, alarms_on(record, claim.id)),
        "joined_into": _encode_join(into.into, into) if into else None,
        "with_it": [_encode_join(each.claim, each) for each in claims_joined_into(record, claim.id)],
        "statements": _encode_bearings(record, claim),
    }


def encode_triage(record: Reader, case: CaseId, most: int) -> Json:
    """How many claims of a case are decided, and the next that are not, whole.

    :param most: how many of them.
    """
    counts = CaseQueue(case).decided(record)
    left = claims(record, first_undecided(record, case, most))
    return {"decided": counts.done, "left": counts.left, "next": (_encode_queued(record, each) for each in left)}


def encode_whole_denial(record: Reader, denial: Denial) -> Json:
    """A denial, with its words and who passes it on.

    :param denial: read with all its silences.
    """
    statement = passages(record, [denial.statement])[0].statement
    return {
        **encode(denial),
        **encode_annotations(record, Target(RowKind.STATEMENT, denial.statement)),
        "ratings": [
            {**encode_rated_pair(pair), "claim": stance.key}
            for claim, pair in ratings_by(record, denial.statement).items()
            for stance in statement.stances
            if stance.claim == claim
        ],
        **encode_fields(statement, "quotes summary"),
        "passed_on": encode_statements(record, denial_relays(record, denial.statement)),
    }


def encode_whole_source(record: Reader, case: CaseId, source: Source) -> Json:
    """A source, with where it belongs, what it publishes and is a party to, and what it says in a case."""
    return {
        **encode_source(source, source_letters(record, [source.id]).get(source.id)),
        **encode_annotations(record, Target(RowKind.SOURCE, source.id)),
        "ratings": [encode_rating(each) for each in ratings_of(record, source.id)],
        "affiliations": encode(affiliations(record, source.id)),
        "reports": [
            encode_fields(each, "report=key label published") for each in reports_by_outlet(record, case, source.id)
        ],
        "party_to": [
            {"role": role, **encode_fields(claim, "claim=key text")}
            for role, claim in claims_about(record, case, source.id)
        ],
        "same_as": _encode_sameness(record, source),
        "statements": encode_statements(record, statement_ids_by_source(record, case, source.id)),
        "as_passed_on": encode_statements(record, statements_by_voice(record, case, source.id).as_passed_on),
    }


def encode_whole_report(record: Reader, report: Report) -> Json:
    """A report, with its captures and statements."""
    return {
        **encode(report),
        **encode_annotations(record, Target(RowKind.REPORT, report.id)),
        "captures": [_encode_capture(each) for each in captures(record, report.id)],
        "cites": [each.key for each in reports_known_via(record, report.id)],
        "statements": encode_statements(record, statement_ids_in_report(record, report.id)),
    }


def _encode_parts(record: Reader, claim: Claim) -> list[Json]:
    """The parts of a claim, each with its role in it and its verdict."""
    parts = family(record, claim.id)[1]
    decided = claim_assessments(record, [each.id for each in parts])
    return [
        {
            **encode_fields(each, "claim=key text part"),
            **encode_fields(decided.get(each.id), "verdict=assessment.verdict"),
        }
        for each in parts
    ]


def _encode_sameness(record: Reader, source: Source) -> list[Json]:
    """Judgements whether a source is one with others, the newest first."""
    judgements = sameness(record, source.id)
    others = [each.b if each.a == source.id else each.a for each in judgements]
    known = {each.id: each for page in pages(others) for each in sources(record, page)}
    return [
        {**encode_fields(known[other], "source=key name"), **encode_fields(each, "judgement reason who at")}
        for other, each in zip(others, judgements, strict=True)
    ]


def _encode_join(other: Claim, join: ClaimJoin) -> Json:
    return {"claim": other.key, **encode_fields(join, "reason who at")}


def _encode_queued(record: Reader, claim: Claim) -> Json:
    """A claim among several: only iterators at the top are printed row by row."""
    whole = encode_whole_claim(record, claim)
    return {**whole, "alarms": list(whole["alarms"]), "statements": list(whole["statements"])}


def _encode_capture(capture: Capture) -> Json:
    names = "captured_at method text text_sha256 raw_sha256 tool tool_version final_url status"
    return {
        **encode_fields(capture, names),
        "redirects": [{"url": url, "status": status} for url, status in capture.redirects],
    }


# --- statements ---


def encode_statements(record: Reader, ids: Sequence[StatementId]) -> Iterator[Json]:
    """Statements with their ways to us, row by row."""
    for page in pages(ids):
        found = passages(record, page)
        read_in = sorted({each.statement.report for each in found if each.statement.report is not None})
        outlets = {report.id: report.outlet.name for report in reports(record, read_in)}
        for passage in found:
            report = passage.statement.report
            yield _encode_statement(passage, outlets[report] if report is not None else None)


def _encode_statement(passage: TracedStatement, outlet: str | None) -> Json:
    """A statement with its way to us.

    :param outlet: the name of its report's outlet.
    """
    statement = passage.statement
    return {
        **encode_fields(statement, "statement=key report=report_key"),
        "outlet": outlet,
        **encode_fields(passage, _SPEAKER),
        **encode_fields(statement, "teller=source.name voice basis said summary quotes"),
        "stances": _encode_stances(statement),
        "links": [_encode_link(statement, link) for link in statement.links],
    }


def _encode_link(statement: Statement, link: StatementLink) -> Json:
    """What one statement does to another, and when that was said."""
    one, other = (link.key, statement.key) if link.is_passive else (statement.key, link.key)
    return {"kind": encode(link.kind), "from": one, "to": other, "on": link.on}


_SPEAKER = "source=speaker.name act beginning via=via.name"
"""Who said it first, as far up as relays are recorded, and through whom it came to us."""


def _encode_stances(statement: Statement) -> list[Json]:
    return [
        {**encode_fields(stance, "claim=key polarity certainty"), "statement": statement.key}
        for stance in statement.stances
    ]


def _encode_bearings(record: Reader, claim: Claim) -> Iterator[Json]:
    """The statements that bear on a claim, each with the statements it rests on."""
    resting = origins_by_statement(record, claim.id)
    standing = {
        origin.statement: "withdrawn" if origin.is_withdrawn else origin.standing
        for origin in origins(record, claim.id)
    }
    pairs = ratings_for(record, claim.id)
    stances = {
        id: (key, Polarity(polarity), certainty)
        for id, key, polarity, certainty in record.rows(
            """SELECT st.id, st.key, s.polarity, s.certainty
               FROM stances s JOIN statements st ON st.id = s.statement WHERE s.claim = ?""",
            claim.id,
        )
    }
    for id, shape in zip(resting, encode_statements(record, list(resting)), strict=True):
        _, polarity, certainty = stances[id]
        yield {
            **shape,
            "polarity": encode(polarity),
            "certainty": certainty,
            "standing": standing.get(id),
            "rating": encode_rated_pair(pairs[id]),
            "origins": [stances[root][0] for root in resting[id]],
        }


# --- steps of the chain ---


def _encode_step(record: Reader, here: Step) -> Json:
    """One step of the chain, with every statement of its report."""
    read = {passage.statement.id for passage in here.passages}
    rest = [id for id in statement_ids_in_report(record, here.report.id) if id not in read] if here.more else []
    said = [*here.passages, *(own_words(passage) for page in pages(rest) for passage in passages(record, page))]
    report = here.report
    return {
        "step": here.number,
        **encode_fields(report, "report=key outlet=outlet.name known_via published"),
        "quotes": [words for passage in said for words in _encode_spoken(passage)],
        "stances": [stance for passage in said for stance in _encode_stances(passage.statement)],
        "unquoted": [_encode_unquoted(passage) for passage in said if not passage.statement.quotes],
        **encode_fields(report, "title url holding"),
        "note": here.note,
        "links": encode(here.joins),
        **encode_fields(here, "copies opening open_proposals"),
    }


def _encode_spoken(passage: TracedStatement) -> Iterator[Json]:
    """The quotes of a statement, each with who says it."""
    for quote in passage.statement.quotes:
        yield {
            "exact": quote.exact,
            **encode_fields(passage, f"{_SPEAKER} statement=statement.key"),
            **encode_fields(quote, "cue form lang words_by translation"),
        }


def _encode_unquoted(passage: TracedStatement) -> Json:
    """A statement that we don't have the words of."""
    return encode_fields(passage, f"statement=statement.key {_SPEAKER} summary=statement.summary")
