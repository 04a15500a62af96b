"""Full-text search over everything: claims, quotes, texts of reports, sources, notes, titles; ranked, with excerpts.

However large the store, a search reads a bounded number of rows: the newest matching ones of each kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from math import log2

from db.dataclass import dataclass
from db.model.ids import CaptureId, CaseId, ClaimId
from db.queries.claims import claims
from db.search.candidates import SearchLimits, row_by_key, search_candidates
from db.search.filter_claims import WrongFilter, filter_ids
from db.search.highlight import Excerpt, HighlightTerms, excerpt, highlight_terms
from db.search.query import Query, fts_expression
from db.store.fts import IndexedKind, words_beginning
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader, Row, placeholders
from db.text.search_fold import fold_for_search

COMPLETED = 100
"""Completions that the beginning of a word is searched as."""

DEFAULT_LIMITS = SearchLimits()

_MOST = 50
_WIDTH = 160


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One search result."""

    place: IndexedKind
    id: int
    """Id of its row; for exact words the quote's, for a report's text the capture's."""
    case: CaseId | None
    """None for a source of no case."""
    key: str
    """Its key, such as C3; for exact words the statement's, for a text the report's."""
    about: str
    """Who says or publishes it, or the key of what it is on; empty where its own words say all."""
    excerpt: Excerpt
    capture: CaptureId | None
    """The capture with the words, for exact words and for a report's text."""
    at: tuple[int, int] | None
    """The first match in that capture: code points, end exclusive."""
    score: float


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The results of a search, the best first."""

    hits: tuple[SearchHit, ...]
    capped: tuple[IndexedKind, ...]
    """Kinds with more matching rows than were ranked."""
    cut: tuple[str, ...]
    """Beginnings with more completions than were searched."""
    more: bool
    """Whether more results were ranked than are returned."""

    @property
    def words(self) -> str:
        """What was left out, in a sentence or two; empty where nothing was left out."""
        told = []
        if self.cut:
            begun = ", ".join(f"“{each}…”" for each in self.cut)
            told.append(f"So many words begin with {begun} that the first {COMPLETED} were searched for; type more.")
        if self.capped:
            kinds = ", ".join(_CALLED[place] for place in self.capped)
            told.append(
                f"So many {kinds} have these words that only the newest were ranked; add words to find the others."
            )
        return " ".join(told)


def search_record(
    record: Reader,
    query: Query,
    case: CaseId | None = None,
    *,
    places: Collection[IndexedKind] = tuple(IndexedKind),
    most: int = _MOST,
    width: int = _WIDTH,
    limits: SearchLimits = DEFAULT_LIMITS,
) -> SearchResults:
    """Find what has all of the plain words, the best first; without plain words it finds nothing.

    Words with a colon are conditions on claims, so with one of them only claims are found.

    :param case: only what belongs to this case; sources of no case belong to all.
    :param places: only these kinds.
    :param most: the number of hits.
    :param width: the length of an excerpt in code points, about.
    :param limits: how much is read for it.
    :raises WrongFilter: a word or value of the query is not valid.
    """
    *_, found = search_progressively(record, query, case, places=places, most=most, width=width, limits=limits)
    return found


def search_progressively(
    record: Reader,
    query: Query,
    case: CaseId | None = None,
    *,
    places: Collection[IndexedKind] = tuple(IndexedKind),
    most: int = _MOST,
    width: int = _WIDTH,
    progress: Progress | None = None,
    limits: SearchLimits = DEFAULT_LIMITS,
) -> Iterator[SearchResults]:
    """Search as :func:`search_record` does, in two steps: the best of the first rows at once, then the best of all.

    :param progress: cancels it.
    :param limits: how much is read for it.
    :raises WrongFilter: a word or value of the query is not valid.
    :raises QueryStopped: it was cancelled.
    """
    if query.wrong:
        raise WrongFilter(query)
    completing = _Completer(record)
    asked = fts_expression(query.plain, completing)
    if asked is None:
        yield SearchResults((), (), (), more=False)
        return
    for term in query.without:
        if (without := fts_expression((term,), completing)) is not None:
            asked = f"({asked}) NOT {without}"
    terms = highlight_terms(query.plain)
    sieve = partial(filter_ids, record, query) if query.conditions else None
    wanted = [place for place in places if place is IndexedKind.CLAIM or not query.conditions]
    keyed = [(_KEYED, row[0], place, row) for place, row in row_by_key(record, query, case, places)]
    scored: dict[tuple[IndexedKind, int], float] = {}
    for kinds in search_candidates(record, asked, case, wanted, sieve, progress, limits):
        ranked = list(keyed)
        for kind in kinds:
            for row in kind.ranked:
                score = scored.get((kind.place, row[0]))
                if score is None:
                    score = scored[kind.place, row[0]] = _hit_score(kind.place, row, terms)
                ranked.append((score, row[0], kind.place, row))
        ranked.sort(key=lambda each: (-each[0], -each[1], each[2]))
        ranked = _best_capture_per_report(ranked)
        hits = tuple(_hit_from_row(place, row, terms, score, width) for score, _, place, row in ranked[:most])
        capped = tuple(kind.place for kind in kinds if kind.is_capped)
        yield SearchResults(hits, capped, tuple(completing.cut), more=len(ranked) > most)


def claims_found(record: Reader, ids: Ids[ClaimId], most: int = _MOST) -> SearchResults:
    """The first of some claims as search results, without highlighting.

    :param ids: in the order to show them.
    :param most: the number of hits.
    """
    hits = []
    first = ids[:most]
    cases: dict[int, int] = dict(
        record.rows(f'SELECT id, "case" FROM claims WHERE id IN ({placeholders(first)})', *first)
    )
    for claim in claims(record, first):
        text = claim.text[:_WIDTH]
        shown = Excerpt(text, 0, (), (False, len(text) < len(claim.text)))
        hits.append(
            SearchHit(IndexedKind.CLAIM, claim.id, CaseId(cases[claim.id]), claim.key, "", shown, None, None, 0.0)
        )
    return SearchResults(tuple(hits), (), (), more=len(ids) > most)


class _Completer:
    """Completes beginnings, and keeps those with more completions than are searched."""

    def __init__(self, record: Reader) -> None:
        self._record = record
        self.cut: list[str] = []

    def __call__(self, begun: str) -> Sequence[str]:
        found = words_beginning(self._record, begun, COMPLETED + 1)
        if len(found) > COMPLETED:
            self.cut.append(begun)
        return found[:COMPLETED]


_KEYED = 100.0
"""The score where the key is all that was typed."""

_CALLED = {
    IndexedKind.CASE: "cases",
    IndexedKind.SOURCE: "sources",
    IndexedKind.REPORT: "titles",
    IndexedKind.CAPTURE: "reports' texts",
    IndexedKind.STATEMENT: "statements",
    IndexedKind.QUOTE: "exact words",
    IndexedKind.CLAIM: "claims",
    IndexedKind.NOTE: "notes",
    IndexedKind.TASK: "tasks",
}

_WEIGHT = {
    IndexedKind.CASE: 2.0,
    IndexedKind.SOURCE: 2.0,
    IndexedKind.CLAIM: 1.8,
    IndexedKind.QUOTE: 1.4,
    IndexedKind.REPORT: 1.4,
    IndexedKind.NOTE: 1.2,
    IndexedKind.STATEMENT: 1.0,
    IndexedKind.TASK: 1.0,
    IndexedKind.CAPTURE: 0.6,
}
"""The base score of each kind: short texts and the desk's own come before long ones."""


def _hit_score(place: IndexedKind, row: Row, terms: tuple[tuple[HighlightTerms, ...], ...]) -> float:
    """Score a hit: whole words before beginnings, words side by side, at the start, in a short text."""
    text = row[4] or ""
    folded = f" {fold_for_search(text[:_SCORED])} "
    whole = sum(any(f" {' '.join(way.words)} " in folded for way in ways) for ways in terms) / len(terms)
    together = " ".join(" ".join(ways[0].words) for ways in terms)
    side_by_side = len(terms) > 1 and f" {together}" in folded
    opens = folded.startswith(f" {together}")
    is_all = folded.strip() == together
    length = log2(2 + len(text) / 40)
    return _WEIGHT[place] + 2 * whole + 1.5 * side_by_side + 0.5 * opens + 2 * is_all + 1 / length


_SCORED = 20_000
"""Code points of a text that are read to score it."""


def _best_capture_per_report(
    ranked: Sequence[tuple[float, int, IndexedKind, Row]],
) -> list[tuple[float, int, IndexedKind, Row]]:
    """Keep only the best of several captures of one report."""
    seen: set[tuple[int, str]] = set()
    kept = []
    for each in ranked:
        if each[2] is IndexedKind.CAPTURE:
            report = (each[3][1], each[3][2])
            if report in seen:
                continue
            seen.add(report)
        kept.append(each)
    return kept


def _hit_from_row(
    place: IndexedKind, row: Row, terms: tuple[tuple[HighlightTerms, ...], ...], score: float, width: int
) -> SearchHit:
    id, case, key, about, text, capture, offset = row
    shown = excerpt(text or "", terms, width)
    first = shown.first
    at = (offset + first[0], offset + first[1]) if capture is not None and first else None
    return SearchHit(place, id, case, key, about or "", shown, capture, at, score)
