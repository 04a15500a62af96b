"""Ratings by the Admiralty code: letters of sources, digits of statements on claims."""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.model.enums import Credibility, Reliability
from db.model.ids import ClaimId, SourceId, StatementId
from db.store.reader import Reader, Row, pages, placeholders


def source_letters(record: Reader, sources: Sequence[SourceId]) -> dict[SourceId, Reliability]:
    """The newest letter of each source that has one."""
    found: dict[SourceId, Reliability] = {}
    for page in pages(sources):
        rows = record.rows(
            f"""SELECT r.source, r.letter FROM ratings r WHERE r.source IN ({placeholders(page)})
                AND NOT EXISTS (SELECT 1 FROM ratings n WHERE n.source = r.source AND n.id > r.id)""",
            *page,
        )
        found |= {source: Reliability(letter) for source, letter in rows}
    return found


def ratings_of(record: Reader, source: SourceId) -> list[Rating]:
    """All ratings of a source, the newest first, which is the current one."""
    rows = record.rows("SELECT letter, digit, reason, who, at FROM ratings WHERE source = ? ORDER BY id DESC", source)
    return [_rating_from_row(row) for row in rows]


def ratings_for(
    record: Reader, claim: ClaimId, statements: Sequence[StatementId] | None = None
) -> dict[StatementId, RatedPair]:
    """The rated pairs of the statements on a claim, including pairs without marks.

    :param statements: only these; by default all that bear on the claim.
    """
    if statements is None:
        rows = record.rows(f"{_PAIRS} WHERE st.claim = ?", claim)
    else:
        rows = [
            row
            for page in pages(statements)
            for row in record.rows(
                f"{_PAIRS} WHERE st.claim = ? AND st.statement IN ({placeholders(page)})", claim, *page
            )
        ]
    return {statement: _rated_pair(letter, digit) for statement, _, letter, digit in rows}


def ratings_by(record: Reader, statement: StatementId) -> dict[ClaimId, RatedPair]:
    """The rated pair of a statement on each claim that it bears on."""
    rows = record.rows(f"{_PAIRS} WHERE st.statement = ?", statement)
    return {claim: _rated_pair(letter, digit) for _, claim, letter, digit in rows}


def rated_pairs_by_claim(
    record: Reader, statements: Sequence[StatementId]
) -> dict[StatementId, list[tuple[str, RatedPair]]]:
    """The claims on which statements have a digit, each with its rated pair."""
    found: dict[StatementId, list[tuple[str, RatedPair]]] = {}
    for page in pages(statements):
        rows = record.rows(
            f"""SELECT r.statement, c.key, r.digit,
                  (SELECT l.letter FROM ratings l WHERE l.source = s.source ORDER BY l.id DESC LIMIT 1)
                FROM ratings r JOIN statements s ON s.id = r.statement JOIN claims c ON c.id = r.claim
                WHERE r.statement IN ({placeholders(page)})
                  AND EXISTS (SELECT 1 FROM stances st WHERE st.statement = r.statement AND st.claim = r.claim)
                  AND NOT EXISTS (SELECT 1 FROM ratings n
                                  WHERE n.statement = r.statement AND n.claim = r.claim AND n.id > r.id)
                ORDER BY r.statement, CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key""",
            *page,
        )
        for statement, key, digit, letter in rows:
            found.setdefault(statement, []).append((key, _rated_pair(letter, digit)))
    return found


@dataclass(frozen=True, slots=True)
class Rating:
    """A person's rating of a source, or of a statement on a claim."""

    letter: Reliability | None
    digit: Credibility | None
    reason: str | None
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


@dataclass(frozen=True, slots=True)
class RatedPair:
    """The Admiralty code of a statement on a claim: its source's letter and its own digit."""

    letter: Reliability | None
    digit: Credibility | None

    @property
    def short(self) -> str:
        """The code: "C3", with a dash for a missing mark: "C–"."""
        return f"{self.letter or '–'}{self.digit.value if self.digit else '–'}"

    @property
    def words(self) -> str:
        """The code with its meaning: "C3, source fairly reliable, statement possibly true", or "not rated"."""
        if self.letter is None and self.digit is None:
            return "not rated"
        source = f"source {self.letter.word}" if self.letter else "source not rated"
        said = f"statement {self.digit.word}" if self.digit else "statement not rated"
        return f"{self.short}, {source}, {said}"

    @property
    def order(self) -> tuple[bool, str, bool, int]:
        """A sort key: the best first; F, 6 and missing marks last."""
        letter = self.letter.value if self.letter and self.letter is not Reliability.F else ""
        digit = self.digit.value if self.digit and self.digit is not Credibility.CANNOT_BE_JUDGED else 0
        return (not letter, letter, not digit, digit)


_PAIRS = """
SELECT st.statement, st.claim,
       (SELECT r.letter FROM ratings r WHERE r.source = s.source ORDER BY r.id DESC LIMIT 1),
       (SELECT r.digit FROM ratings r WHERE r.statement = st.statement AND r.claim = st.claim
        ORDER BY r.id DESC LIMIT 1)
FROM stances st JOIN statements s ON s.id = st.statement"""


def _rating_from_row(row: Row) -> Rating:
    letter, digit, reason, who, at = row
    return Rating(Reliability(letter) if letter else None, Credibility(digit) if digit else None, reason, who, at)


def _rated_pair(letter: str | None, digit: int | None) -> RatedPair:
    return RatedPair(Reliability(letter) if letter else None, Credibility(digit) if digit else None)
