"""ClaimReview (schema.org, JSON-LD): the verdicts that persons gave, for search engines and fact-checkers' tools."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from db.errors import NotFound
from db.exchange.claim_numbers import ClaimNumbers, claim_numbers
from db.exchange.export import Export
from db.exchange.identifiers import record_urn, web_address
from db.exchange.json_items import write_items
from db.model.ids import ClaimId, ReportId
from db.model.things import RowKind
from db.queries.assessments import Assessment, claim_assessments
from db.queries.claims import Claim, claims
from db.queries.reports import Report, reports
from db.store.reader import pages

Review = dict[str, Any]


def write(export: Export, out: BinaryIO) -> None:
    """Write a review of each claim with a verdict, and of no other.

    :raises NotFound: no claim has one.
    """
    reviews = _reviews(export)
    first = next(reviews, None)
    if first is None:
        raise NotFound(
            "No claim here has a verdict, so there is nothing to review.",
            "A verdict is a person's: onrecord assess gives one. Other formats need none.",
        )
    head = {"@context": "https://schema.org"}
    write_items(out, head, "@graph", chain([first], reviews))


def _reviews(export: Export) -> Iterator[Review]:
    for page in pages(export.selection.claims):
        export.progress.go_on(export.progress.done + len(page))
        decided = claim_assessments(export.record, page)
        judged = [id for id in page if id in decided and decided[id].assessment]
        if not judged:
            continue
        ulids, numbers = export.ulids(RowKind.CLAIM, judged), claim_numbers(export.record, judged)
        for claim in map(export.mask.apply, claims(export.record, judged)):
            verdict = export.mask.apply(decided[claim.id].assessment)
            if verdict is not None:
                urn = record_urn(RowKind.CLAIM, ulids[claim.id])
                yield _review(claim, urn, verdict, numbers[claim.id], _appearances(export, claim.id))


def _review(
    claim: Claim, urn: str, verdict: Assessment, numbers: ClaimNumbers, appearances: list[dict[str, Any]]
) -> Review:
    """The review of one claim. The claim has no author: it is in the desk's words, and not in a speaker's."""
    return {
        "@type": "ClaimReview",
        "@id": f"{urn}#review",
        "claimReviewed": claim.text,
        "author": {"@type": "Person", "name": verdict.who},
        "datePublished": verdict.at[:10],
        "dateCreated": verdict.at,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict.verdict,
            **({"ratingExplanation": explained} if (explained := _explanation(verdict)) else {}),
        },
        **({"reviewBody": verdict.rationale} if verdict.rationale else {}),
        "itemReviewed": {
            "@type": "Claim",
            "@id": urn,
            "identifier": claim.key,
            "text": claim.text,
            "description": numbers.words,
            **({"appearance": appearances} if appearances else {}),
        },
    }


def _explanation(verdict: Assessment) -> str:
    words = [f"Likelihood: {verdict.likelihood.word}."] if verdict.likelihood else []
    words += [f"Confidence: {verdict.confidence}."] if verdict.confidence else []
    return " ".join(words)


def _appearances(export: Export, claim: ClaimId) -> list[dict[str, Any]]:
    """The reports that carry the claim, in their own voice or in passing it on."""
    sql = """SELECT DISTINCT st.report FROM stances s JOIN statements st ON st.id = s.statement
             WHERE s.claim = ? AND s.polarity = 1 AND st.report IS NOT NULL ORDER BY st.report"""
    ids: list[ReportId] = [id for id in export.record.column(sql, claim) if id in export.selection.reports]
    return [_appearance(export.mask.apply(report)) for page in pages(ids) for report in reports(export.record, page)]


def _appearance(report: Report) -> dict[str, Any]:
    url, day = web_address(report.url), report.published.edtf
    return {
        "@type": "CreativeWork",
        "name": report.title or f"{report.key} {report.label}",
        "publisher": {"@type": "Organization", "name": report.outlet.name},
        **({"url": url} if url else {}),
        **({"datePublished": day} if day and len(day) == 10 and day.replace("-", "").isdigit() else {}),
    }
