"""Near passages: where the words of a statement stand in the texts of other reports of its case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.dataclass import dataclass
from db.model.ids import CaptureId, ReportId, StatementId
from db.queries.statements import Statement, statements
from db.search.similar_candidates import similar_candidates
from db.store.fts import IndexedKind
from db.store.reader import Reader, Row, pages, placeholders
from db.text.fuzzy_match import FuzzyIndex
from db.text.normalize import casefold_words
from db.text.words import WORD

NEAR = 0.8
"""The likeness from which a passage is a copy that a person should look at."""

SAME = 0.97
"""The likeness from which the words are the same."""

_FEWEST = 5
"""With fewer words, a passage may be anybody's."""

_LONGEST = 300_000
"""Code points of a text that are searched."""

_COMPARED = 300
"""Texts that are compared at most."""


@dataclass(frozen=True, slots=True)
class NearPassage:
    """Words in a report that are near to those of a statement."""

    report: ReportId
    report_key: str
    outlet: str
    capture: CaptureId
    lang: str | None
    start: int
    """The code point where they begin."""
    exact: str
    likeness: float
    """From :data:`NEAR` to 1."""

    @property
    def is_same(self) -> bool:
        """Whether they are the same words."""
        return self.likeness >= SAME


def near_passages(
    record: Reader, statement: StatementId, reports: Sequence[ReportId] | None = None
) -> list[NearPassage]:
    """The most similar passage of each other report of the case, the nearest first. One text of each report is read.

    :param reports: only these; all reports with a text by default.
    """
    (said,) = statements(record, [statement])
    words = _telling_words(said)
    if not words:
        return []
    found = [
        best
        for row in _texts(record, said, words, reports)
        if (best := max(_passages(row, words), key=lambda each: each.likeness, default=None)) is not None
    ]
    return sorted(found, key=lambda each: (-each.likeness, each.report))


def _telling_words(said: Statement) -> list[str]:
    """The words of a statement that are long enough to be told from others."""
    return list(dict.fromkeys(quote.exact for quote in said.quotes if _is_telling(quote.exact)))


def _is_telling(words: str) -> bool:
    return len(WORD.findall(words)) >= _FEWEST


def _texts(record: Reader, said: Statement, words: Sequence[str], reports: Sequence[ReportId] | None) -> Iterator[Row]:
    """The newest text of each report that may have some words, other than the statement's own report."""
    if reports is None:
        ids = [id for each in words[:3] for id in similar_candidates(record, IndexedKind.CAPTURE, each)]
        where, values = "ca.id IN ({})", list(dict.fromkeys(ids))[:_COMPARED]
    else:
        where, values = "re.id IN ({})", list(reports)
    for page in pages(values):
        yield from record.rows(
            f"""SELECT re.id, re.key, so.name, ca.id, re.lang, substr(ca.text, 1, {_LONGEST})
                FROM captures ca JOIN reports re ON re.id = ca.report JOIN sources so ON so.id = re.outlet
                WHERE {where.format(placeholders(page))} AND re."case" = (SELECT "case" FROM statements WHERE id = ?)
                  AND re.id IS NOT ? AND ca.id = (SELECT max(id) FROM captures WHERE report = re.id)""",
            *page,
            said.id,
            said.report,
        )


def _passages(row: Row, words: Sequence[str]) -> Iterator[NearPassage]:
    report, key, outlet, capture, lang, text = row
    index = FuzzyIndex(text)
    for exact in words:
        found = index.most_like(exact, 0)
        if found is None:
            continue
        there = text[found.start : found.end]
        likeness = 1.0 if casefold_words(there) == casefold_words(exact) else found.likeness
        if likeness >= NEAR:
            yield NearPassage(report, key, outlet, capture, lang, found.start, there, likeness)
