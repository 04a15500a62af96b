"""What a desk decided of claims, sources and statements, as it stands now and as it came about. Reading only.

Nothing here is a number of the record: origins and alarms don't follow a verdict, a mark, a tag or a task.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.model.enums import Confidence, Credibility, Likelihood, Reliability, Status, Verdict
from db.model.ids import ClaimId, SourceId, StatementId
from db.model.targets import On
from db.store.reader import Reader, Row, among, pages


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
    """Its last verdict; None where it has none."""

    @property
    def standing(self) -> str:
        """How it stands: "has no verdict", "is disputed"."""
        return f"is {self.verdict}" if self.verdict else "has no verdict"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a desk decided of one claim, as it stands."""

    status: Status
    assessment: Assessment | None
    """The last; those before it are :func:`assessments_of`."""
    tags: tuple[str, ...]
    """In the order of the alphabet."""
    notes: int
    tasks: int
    """Those that are not done."""
    open_parts: tuple[OpenPart, ...] = ()
    """Necessary parts that are not corroborated although the claim is called so: a contradiction, which is said."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A person's mark for a source, or for a statement on a claim."""

    letter: Reliability | None
    digit: Credibility | None
    reason: str | None
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two marks of the Admiralty code for a statement on a claim: its source's letter, and its own digit."""

    letter: Reliability | None
    digit: Credibility | None

    @property
    def short(self) -> str:
        """The pair as it is written: "C3"; a mark that is missing is a dash: "C–"."""
        return f"{self.letter or '–'}{self.digit.value if self.digit else '–'}"

    @property
    def words(self) -> str:
        """The pair and what it says: "C3, source fairly reliable, statement possibly true"; else "not rated"."""
        if self.letter is None and self.digit is None:
            return "not rated"
        source = f"source {self.letter.word}" if self.letter else "source not rated"
        said = f"statement {self.digit.word}" if self.digit else "statement not rated"
        return f"{self.short}, {source}, {said}"

    @property
    def order(self) -> tuple[bool, str, bool, int]:
        """What pairs are sorted by: the best first; what cannot be judged, and what is not rated, after all marks."""
        letter = self.letter.value if self.letter and self.letter is not Reliability.F else ""
        digit = self.digit.value if self.digit and self.digit is not Credibility.CANNOT_BE_JUDGED else 0
        return (not letter, letter, not digit, digit)


def judged(record: Reader, claims: Sequence[ClaimId]) -> dict[ClaimId, Judged]:
    """What stands of some claims, in six queries a page of them; claims that are gone are left out.

    :param claims: in any order.
    """
    found: dict[ClaimId, Judged] = {}
    for page in pages(claims):
        statuses: dict[int, str] = dict(
            record.rows(f"SELECT id, status FROM claims WHERE id IN ({among(page)})", *page)
        )
        last = _last_assessments(record, page)
        labels: dict[int, list[str]] = {}
        for claim, tag in record.rows(
            f"SELECT on_claim, tag FROM tags WHERE on_claim IN ({among(page)}) ORDER BY on_claim, tag", *page
        ):
            labels.setdefault(claim, []).append(tag)
        notes = _counts(record, "notes", page)
        tasks = _counts(record, "tasks", page, "AND NOT done")
        called = [claim for claim in page if claim in last and last[claim].verdict is Verdict.CORROBORATED]
        parts = open_parts(record, called)
        found |= {
            claim: Judged(
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
    """Every assessment of a claim, the newest first; the first of them stands."""
    rows = record.rows(f"SELECT {_ASSESSMENT} FROM assessments a WHERE a.claim = ? ORDER BY a.id DESC", claim)
    return [_assessment(row) for row in rows]


def open_parts(
    record: Reader, claims: Sequence[ClaimId], *, besides: Sequence[ClaimId] = ()
) -> dict[ClaimId, tuple[OpenPart, ...]]:
    """The necessary parts of claims that are not corroborated, and those of their parts, down to the last.

    A part that was joined into another claim is as that claim is.

    :param claims: claims without an open part are left out of the answer.
    :param besides: claims that are about to be called corroborated themselves.
    """
    settled = set(besides)
    found: dict[ClaimId, dict[int, OpenPart]] = {}
    for page in pages(claims):
        for claim, id, key, verdict in record.rows(_NECESSARY.format(among=among(page)), *page):
            if verdict != Verdict.CORROBORATED and id not in settled and id != claim:
                found.setdefault(claim, {})[id] = OpenPart(key, Verdict(verdict) if verdict else None)
    return {claim: tuple(found[claim].values()) for claim in claims if claim in found}


def contradicted(record: Reader, claims: Sequence[ClaimId]) -> dict[str, tuple[OpenPart, ...]]:
    """What is called corroborated, among claims and all that they are necessary parts of, though a part is open.

    :param claims: those whose verdict changed.
    :returns: the open parts of each such claim, by its key.
    """
    found: dict[str, tuple[OpenPart, ...]] = {}
    for page in pages(claims):
        above = record.rows(_CALLED_CORROBORATED.format(among=among(page)), *page)
        parts = open_parts(record, [id for id, _ in above])
        found |= {key: parts[id] for id, key in above if id in parts}
    return found


def source_letter(record: Reader, sources: Sequence[SourceId]) -> dict[SourceId, Reliability]:
    """The last letter of each source that has one."""
    found: dict[SourceId, Reliability] = {}
    for page in pages(sources):
        rows = record.rows(
            f"""SELECT r.source, r.letter FROM ratings r WHERE r.source IN ({among(page)})
                AND NOT EXISTS (SELECT 1 FROM ratings n WHERE n.source = r.source AND n.id > r.id)""",
            *page,
        )
        found |= {source: Reliability(letter) for source, letter in rows}
    return found


def ratings_of(record: Reader, source: SourceId) -> list[Rating]:
    """Every rating of a source, the newest first; the first of them stands."""
    rows = record.rows("SELECT letter, digit, reason, who, at FROM ratings WHERE source = ? ORDER BY id DESC", source)
    return [_rating(row) for row in rows]


def ratings_on(record: Reader, statement: StatementId, claim: ClaimId) -> list[Rating]:
    """Every rating of what a statement says of a claim, the newest first; the first of them stands."""
    rows = record.rows(
        "SELECT letter, digit, reason, who, at FROM ratings WHERE statement = ? AND claim = ? ORDER BY id DESC",
        statement,
        claim,
    )
    return [_rating(row) for row in rows]


def ratings_for(
    record: Reader, claim: ClaimId, statements: Sequence[StatementId] | None = None
) -> dict[StatementId, Pair]:
    """The pair of statements that bear on a claim; where nothing is rated it is a pair of none.

    :param statements: those that are wanted; all that bear on it where not given.
    """
    if statements is None:
        rows = record.rows(f"{_PAIRS} WHERE st.claim = ?", claim)
    else:
        rows = [
            row
            for page in pages(statements)
            for row in record.rows(f"{_PAIRS} WHERE st.claim = ? AND st.statement IN ({among(page)})", claim, *page)
        ]
    return {statement: _pair(letter, digit) for statement, _, letter, digit in rows}


def ratings_by(record: Reader, statement: StatementId) -> dict[ClaimId, Pair]:
    """The pair of a statement on each claim that it bears on."""
    rows = record.rows(f"{_PAIRS} WHERE st.statement = ?", statement)
    return {claim: _pair(letter, digit) for _, claim, letter, digit in rows}


def rated_on(record: Reader, statements: Sequence[StatementId]) -> dict[StatementId, list[tuple[str, Pair]]]:
    """The claims on which statements are rated by a digit, by their keys, each with the pair."""
    found: dict[StatementId, list[tuple[str, Pair]]] = {}
    for page in pages(statements):
        rows = record.rows(
            f"""SELECT r.statement, c.key, r.digit,
                  (SELECT l.letter FROM ratings l WHERE l.source = s.source ORDER BY l.id DESC LIMIT 1)
                FROM ratings r JOIN statements s ON s.id = r.statement JOIN claims c ON c.id = r.claim
                WHERE r.statement IN ({among(page)})
                  AND EXISTS (SELECT 1 FROM stances st WHERE st.statement = r.statement AND st.claim = r.claim)
                  AND NOT EXISTS (SELECT 1 FROM ratings n
                                  WHERE n.statement = r.statement AND n.claim = r.claim AND n.id > r.id)
                ORDER BY r.statement, CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key""",
            *page,
        )
        for statement, key, digit, letter in rows:
            found.setdefault(statement, []).append((key, _pair(letter, digit)))
    return found


def tags_of(record: Reader, on: On) -> tuple[str, ...]:
    """The tags on a thing, in the order of the alphabet."""
    return tuple(record.column(f'SELECT tag FROM tags WHERE "{on.kind.column}" = ? ORDER BY tag', on.id))


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
"""The necessary parts of claims, and theirs; UNION, so that parts that lead back end."""

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

_PAIRS = """
SELECT st.statement, st.claim,
       (SELECT r.letter FROM ratings r WHERE r.source = s.source ORDER BY r.id DESC LIMIT 1),
       (SELECT r.digit FROM ratings r WHERE r.statement = st.statement AND r.claim = st.claim
        ORDER BY r.id DESC LIMIT 1)
FROM stances st JOIN statements s ON s.id = st.statement"""


def _last_assessments(record: Reader, claims: Sequence[ClaimId]) -> Mapping[int, Assessment]:
    rows = record.rows(
        f"""SELECT a.claim, {_ASSESSMENT} FROM assessments a WHERE a.claim IN ({among(claims)})
            AND NOT EXISTS (SELECT 1 FROM assessments n WHERE n.claim = a.claim AND n.id > a.id)""",
        *claims,
    )
    return {row[0]: _assessment(row[1:]) for row in rows}


def _counts(record: Reader, table: str, claims: Sequence[ClaimId], also: str = "") -> dict[int, int]:
    return dict(
        record.rows(
            f'SELECT on_claim, count(*) FROM "{table}" WHERE on_claim IN ({among(claims)}) {also} GROUP BY on_claim',
            *claims,
        )
    )


def _assessment(row: Row) -> Assessment:
    verdict, likelihood, confidence, rationale, who, at = row
    return Assessment(
        Verdict(verdict),
        Likelihood(likelihood) if likelihood else None,
        Confidence(confidence) if confidence else None,
        rationale,
        who,
        at,
    )


def _rating(row: Row) -> Rating:
    letter, digit, reason, who, at = row
    return Rating(Reliability(letter) if letter else None, Credibility(digit) if digit else None, reason, who, at)


def _pair(letter: str | None, digit: int | None) -> Pair:
    return Pair(Reliability(letter) if letter else None, Credibility(digit) if digit else None)
