"""Decisions on claims: verdicts, statuses, tags, open parts. Ratings of sources: :mod:`db.queries.ratings`.

None of them changes the record's own results: origins and alarms don't depend on verdicts, ratings, tags or tasks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.dataclass import dataclass
from db.model.enums import Confidence, Likelihood, Status, Verdict
from db.model.ids import ClaimId
from db.store.reader import Reader, Row, pages, placeholders


@dataclass(frozen=True, slots=True)
class Assessment:
    """A person's verdict on a claim."""

    verdict: Verdict
    likelihood: Likelihood | None
    confidence: Confidence | None
    rationale: str | None
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A necessary part of a claim that is not corroborated."""

    key: str
    verdict: Verdict | None
    """Its newest verdict; None if it has none."""

    @property
    def standing(self) -> str:
        """Its verdict as a predicate: "has no verdict", "is disputed"."""
        return f"is {self.verdict}" if self.verdict else "has no verdict"


@dataclass(frozen=True, slots=True)
class ClaimAssessments:
    """The current decisions on one claim."""

    status: Status
    assessment: Assessment | None
    """The newest; all of them: :func:`assessments_of`."""
    tags: tuple[str, ...]
    """In alphabetical order."""
    notes: int
    tasks: int
    """Open tasks."""
    open_parts: tuple[OpenPart, ...] = ()
    """Necessary parts that are not corroborated although the claim is: a contradiction to show."""


def claim_assessments(record: Reader, claims: Sequence[ClaimId]) -> dict[ClaimId, ClaimAssessments]:
    """The decisions on some claims, in six queries a page. Deleted claims are left out.

    :param claims: in any order.
    """
    found: dict[ClaimId, ClaimAssessments] = {}
    for page in pages(claims):
        statuses: dict[int, str] = dict(
            record.rows(f"SELECT id, status FROM claims WHERE id IN ({placeholders(page)})", *page)
        )
        last = _last_assessments(record, page)
        labels: dict[int, list[str]] = {}
        for claim, tag in record.rows(
            f"SELECT on_claim, tag FROM tags WHERE on_claim IN ({placeholders(page)}) ORDER BY on_claim, tag", *page
        ):
            labels.setdefault(claim, []).append(tag)
        notes = _open_counts_by_claim(record, "notes", page)
        tasks = _open_counts_by_claim(record, "tasks", page, "AND NOT done")
        called = [claim for claim in page if claim in last and last[claim].verdict is Verdict.CORROBORATED]
        parts = open_parts(record, called)
        found |= {
            claim: ClaimAssessments(
                Status(statuses[claim]),
                last.get(claim),
                tuple(labels.get(claim, ())),
                notes.get(claim, 0),
                tasks.get(claim, 0),
                parts.get(claim, ()),
            )
            for claim in page
            if claim in statuses
        }
    return found


def assessments_of(record: Reader, claim: ClaimId) -> list[Assessment]:
    """All assessments of a claim, the newest first, which is the current one."""
    rows = record.rows(f"SELECT {_ASSESSMENT} FROM assessments a WHERE a.claim = ? ORDER BY a.id DESC", claim)
    return [_assessment_from_row(row) for row in rows]


def open_parts(
    record: Reader, claims: Sequence[ClaimId], *, besides: Sequence[ClaimId] = ()
) -> dict[ClaimId, tuple[OpenPart, ...]]:
    """The necessary parts of claims that are not corroborated, including parts of parts.

    A part that was joined into another claim has that claim's verdict.

    :param claims: the claims; those without an open part are left out of the result.
    :param besides: claims that count as corroborated, since they are about to be.
    """
    settled = set(besides)
    found: dict[ClaimId, dict[int, OpenPart]] = {}
    for page in pages(claims):
        for claim, id, key, verdict in record.rows(_NECESSARY.format(among=placeholders(page)), *page):
            if verdict != Verdict.CORROBORATED and id not in settled and id != claim:
                found.setdefault(claim, {})[id] = OpenPart(key, Verdict(verdict) if verdict else None)
    return {claim: tuple(found[claim].values()) for claim in claims if claim in found}


def contradicted_claims(record: Reader, claims: Sequence[ClaimId]) -> dict[str, tuple[OpenPart, ...]]:
    """Corroborated claims with an open necessary part, among some claims and those they are necessary parts of.

    :param claims: the claims whose verdict changed.
    :returns: the open parts by the key of the corroborated claim.
    """
    found: dict[str, tuple[OpenPart, ...]] = {}
    for page in pages(claims):
        above = record.rows(_CALLED_CORROBORATED.format(among=placeholders(page)), *page)
        parts = open_parts(record, [id for id, _ in above])
        found |= {key: parts[id] for id, key in above if id in parts}
    return found


_ASSESSMENT = "a.verdict, a.likelihood, a.confidence, a.rationale, a.who, a.at"

_NECESSARY = """
WITH RECURSIVE down(claim, part, key) AS (
  SELECT c.parent, coalesce(c.joined_into, c.id), c.key FROM claims c
  WHERE c.parent IN ({among}) AND c.part = 'necessary'
  UNION
  SELECT down.claim, coalesce(c.joined_into, c.id), c.key FROM down JOIN claims c ON c.parent = down.part
  WHERE c.part = 'necessary')
SELECT down.claim, down.part, down.key,
       (SELECT a.verdict FROM assessments a WHERE a.claim = down.part ORDER BY a.id DESC LIMIT 1)
FROM down ORDER BY down.claim, CAST(substr(down.key, 2) AS INTEGER), length(down.key), down.key"""
"""The necessary parts of claims, and parts of those. UNION ends cycles."""

_CALLED_CORROBORATED = """
WITH RECURSIVE up(claim) AS (
  SELECT id FROM claims WHERE id IN ({among})
  UNION
  SELECT id FROM up JOIN claims j ON j.joined_into = up.claim
  UNION
  SELECT c.parent FROM up JOIN claims c ON c.id = up.claim WHERE c.part = 'necessary')
SELECT c.id, c.key FROM up JOIN claims c ON c.id = up.claim
WHERE (SELECT a.verdict FROM assessments a WHERE a.claim = c.id ORDER BY a.id DESC LIMIT 1) = 'corroborated'
ORDER BY CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key"""


def _last_assessments(record: Reader, claims: Sequence[ClaimId]) -> Mapping[int, Assessment]:
    rows = record.rows(
        f"""SELECT a.claim, {_ASSESSMENT} FROM assessments a WHERE a.claim IN ({placeholders(claims)})
            AND NOT EXISTS (SELECT 1 FROM assessments n WHERE n.claim = a.claim AND n.id > a.id)""",
        *claims,
    )
    return {row[0]: _assessment_from_row(row[1:]) for row in rows}


def _open_counts_by_claim(record: Reader, table: str, claims: Sequence[ClaimId], also: str = "") -> dict[int, int]:
    return dict(
        record.rows(
            f"""SELECT on_claim, count(*) FROM "{table}"
                WHERE on_claim IN ({placeholders(claims)}) {also} GROUP BY on_claim""",
            *claims,
        )
    )


def _assessment_from_row(row: Row) -> Assessment:
    verdict, likelihood, confidence, rationale, who, at = row
    return Assessment(
        Verdict(verdict),
        Likelihood(likelihood) if likelihood else None,
        Confidence(confidence) if confidence else None,
        rationale,
        who,
        at,
    )
