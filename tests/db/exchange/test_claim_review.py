"""Verdicts as ClaimReview."""

from __future__ import annotations

from typing import Any

import pytest

from db.errors import NotFound
from db.exchange.export import Export
from db.exchange.masking import make_mask
from db.exchange.selection import Scope
from db.model.enums import Confidence, Likelihood, Verdict
from db.store.reader import Reader
from db.write.assessments import assess
from tests.support.exports import export_bytes, export_json
from tests.support.factories import CaseFactory


def reviews(export: Export) -> list[dict[str, Any]]:
    found = export_json(export, "claimreview")
    assert found["@context"] == "https://schema.org"
    items: list[dict[str, Any]] = found["@graph"]
    return items


def test_a_case_without_a_verdict_is_refused(record: Reader) -> None:
    assert record.column("SELECT count(*) FROM assessments") == [0]
    with pytest.raises(NotFound, match="No claim here has a verdict"):
        export_bytes(Export(record, Scope()), "claimreview")


def test_only_claims_with_a_verdict_are_reviewed() -> None:
    with CaseFactory.in_memory() as made:
        claim, _ = made.claim("the drone fell"), made.claim("it rained")
        outlet = made.source("The Post", kind="outlet")
        made.says(outlet, holds=claim, report=made.report(outlet, title="Drone fell"))
        made.says(made.source(), holds=claim)
        made.says(outlet, denies=claim, report=made.report(outlet, title="No drone"))
        assess(made.writer, [claim], Verdict.UNVERIFIED)
        assess(
            made.writer,
            [claim],
            Verdict.DISPUTED,
            likelihood=Likelihood.UNLIKELY,
            confidence=Confidence.LOW,
            rationale="Two accounts.",
        )
        [review] = reviews(Export(made.writer, Scope()))
        [(who, at)] = made.writer.rows("SELECT who, at FROM assessments ORDER BY id DESC LIMIT 1")
        assert (review["@type"], review["claimReviewed"]) == ("ClaimReview", "the drone fell")
        assert (review["author"], review["datePublished"]) == ({"@type": "Person", "name": who}, at[:10])
        assert review["reviewRating"] == {
            "@type": "Rating",
            "alternateName": "disputed",
            "ratingExplanation": "Likelihood: unlikely. Confidence: low.",
        }
        assert review["reviewBody"] == "Two accounts."
        item = review["itemReviewed"]
        assert "author" not in item
        assert item["description"] == (
            "Origins for: 2 named, 0 anonymous, 0 not recorded, 0 withdrawn. "
            "Origins against: 1 named, 0 anonymous, 0 not recorded, 0 withdrawn. Independence not established."
        )
        assert [each["name"] for each in item["appearance"]] == ["Drone fell"]


def test_reviews_are_the_same_twice_and_masked() -> None:
    with CaseFactory.in_memory() as made:
        made.source("Ahmed Khalaf")
        assess(made.writer, [made.claim("Khalaf shot it down")], Verdict.REFUTED, rationale="Khalaf was away.")
        mask = make_mask(made.writer, private=True)
        data = export_bytes(Export(made.writer, Scope(), mask=mask), "claimreview")
        assert data == export_bytes(Export(made.writer, Scope(), mask=mask), "claimreview")
        assert b"Khalaf" not in data
        assert b"[person 1] shot it down" in data
