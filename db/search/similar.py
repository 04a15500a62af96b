"""Sources and claims similar to what was typed, for a person to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import Generic, TypeVar

from db.dataclass import dataclass
from db.model.ids import CaseId, ClaimId, SourceId
from db.queries.claims import Claim, claims
from db.queries.sources import Source, sources
from db.search.similar_candidates import rows_with_all_words, similar_candidates
from db.store.fts import IndexedKind
from db.store.reader import Reader, Row, pages, placeholders
from db.text.name_forms import TITLES
from db.text.normalize import casefold_words, normalize_line
from db.text.words import word_pattern, word_set

T = TypeVar("T")

_PAGE = 5_000
"""Rows compared at once."""

_SMALL = 5_000
"""Up to this many claims or sources, all are compared; beyond, `similar_candidates` finds which."""

_SAME = 100.0
_NEAREST = 99.0
"""The highest score of what is spelled otherwise; only the same name scores higher."""


@dataclass(frozen=True, slots=True)
class SimilarMatch(Generic[T]):
    """Something on record that is similar to what was typed."""

    found: T
    score: float
    """0 to 100; 100 means equal but for case, accents, quotation marks and a leading article."""


def near_sources(record: Reader, case: CaseId, name: str, most: int = 5) -> list[SimilarMatch[Source]]:
    """Sources with the same or a similar name, the most similar first. Titles before a name don't lower the score.

    In a large store only those that share a word, or the beginning of one, are compared.

    :param case: leaves out sources that belong to another case alone.
    :param most: how many at most.
    """
    wanted = bare_name(name)
    scores: dict[SourceId, float] = {}
    for page in _bare_names_by_page(record, case, name):
        found = {id: _SAME for id, names in page if wanted in names}
        spelled = [
            (id, each) for id, names in page for each in {*names, *map(_kept_without_titles, names)} if id not in found
        ]
        for place, score in similarity(without_titles(wanted), [each for _, each in spelled], _NAME_CUTOFF):
            id = spelled[place][0]
            found[id] = max(found.get(id, 0.0), score)
        scores |= _best_scores(found, most)
    best = _best_scores(scores, most)
    return [SimilarMatch(each, best[each.id]) for each in sources(record, list(best))]


def same_sources(record: Reader, case: CaseId, name: str) -> list[Source]:
    """Sources with exactly this name, short name or key, in the order they were added.

    :param case: leaves out sources that belong to another case alone.
    """
    wanted = bare_name(name)
    rows = _candidate_source_rows(record, case)
    if len(rows) > _SMALL:
        ids = rows_with_all_words(record, IndexedKind.SOURCE, wanted)
        rows = _candidate_source_rows(record, case, [*ids, *_sources_with_key(record, wanted)])
    found = [id for id, *names in rows if any(each is not None and _bare_name(each) == wanted for each in names)]
    return sources(record, found)


def near_claims(
    record: Reader, case: CaseId, words: str, most: int = 8, *, compared: int = _SMALL
) -> list[SimilarMatch[Claim]]:
    """Claims of a case with similar words, the most similar first.

    A joined claim stands for the one it is joined into: that one is found by the words of both. In a large case only
    claims that share a word, or the beginning of one, are compared.

    :param words: what was typed, or what a source said.
    :param most: how many at most.
    :param compared: up to this many claims of the case, all are compared.
    """
    wanted, said = bare_name(words), content_words(words)
    scores: dict[ClaimId, float] = {}
    rows = _candidate_claim_rows(record, case, words, compared)
    kept = {id: joined_into or id for id, _, joined_into in rows}
    found = {id: _SAME for id, text, _ in rows if _bare_name(text) == wanted}
    for place, score in similarity(said, [content_words(text) for _, text, _ in rows], _CLAIM_CUTOFF):
        id = rows[place][0]
        found[id] = max(found.get(id, 0.0), score)
    for id, score in found.items():
        scores[kept[id]] = max(scores.get(kept[id], 0.0), score)
    best = _best_scores(scores, most)
    return [SimilarMatch(each, best[each.id]) for each in claims(record, list(best))]


def near_to_new(record: Reader, case: CaseId, words: str, most: int = 3) -> list[SimilarMatch[Claim]]:
    """Claims so similar to the words of a new claim that a person should know of them, the most similar first.

    :param most: how many at most.
    """
    return [each for each in near_claims(record, case, words, most) if each.score >= ALIKE]


def bare_name(name: str) -> str:
    """A name for comparison: without case, accents, quotation marks around it and a leading article."""
    return _bare_name(normalize_line(name))


def _bare_name(name: str) -> str:
    """The same for a name from the store, which is normalised already."""
    return casefold_words(name).strip(" \"'“”„«»‘’").removeprefix("the ")


_kept_bare_name = lru_cache(maxsize=3 * (_SMALL + 1))(_bare_name)
"""The same, kept for the names, short names and keys of all sources that are compared at once."""


def is_title(word: str) -> bool:
    """Whether a word is a title before a name: "Capt.", "President"."""
    return word.casefold().rstrip(".") in TITLES


def without_titles(name: str) -> str:
    """A folded name without the titles before it: "capt. ahmed khalaf" is "ahmed khalaf"."""
    first, _, rest = name.partition(" ")
    return without_titles(rest) if rest and is_title(first) else name


_kept_without_titles = lru_cache(maxsize=3 * (_SMALL + 1))(without_titles)


_IN_PARTS = 0.9
ALIKE = 70.0
"""The score from which a claim on record is shown to a person who adds a new one."""

_NAME_CUTOFF = 80.0
_CLAIM_CUTOFF = 45.0

_EMPTY_WORDS = word_set(
    """a an the of in on at by to for from with and or but that this these those is are was were be been being it its
    his her their they he she has had have as into over"""
)


_PART = word_pattern(compounds=False, unspaced_runs=True)


def content_words(words: str) -> str:
    """The folded words without function words; all words where only function words are there."""
    every = _PART.findall(casefold_words(words))
    return " ".join([word for word in every if word not in _EMPTY_WORDS] or every)


def similarity(words: str, others: Sequence[str], cutoff: float) -> list[tuple[int, float]]:
    """Compare words with others: the positions of similar ones, each with its score.

    Where one side has additional words, the score is a little lower.

    :param words: folded words, from :func:`content_words`.
    :param others: such words to compare with.
    :param cutoff: the score from which they count, 0 to 100.
    """
    from rapidfuzz import fuzz, process  # reading must not wait for it

    found: list[tuple[int, float]] = []
    for _, in_parts, place in process.extract(
        words, others, scorer=fuzz.token_set_ratio, score_cutoff=cutoff, limit=None
    ):
        score = max(fuzz.token_sort_ratio(words, others[place]), in_parts * _IN_PARTS)
        if score >= cutoff:
            found.append((place, min(score, _NEAREST)))
    return found


def _best_scores(scores: dict[T, float], most: int) -> dict[T, float]:
    """The highest scores, highest first; of equal ones, what was added first."""
    return dict(nlargest(most, scores.items(), key=lambda item: (item[1], -int(item[0]))))  # type: ignore[call-overload]


def _bare_names_by_page(record: Reader, case: CaseId, name: str) -> Iterator[list[tuple[SourceId, set[str]]]]:
    """The sources of a case that may be similar, each with its bare names, page by page."""
    rows = _candidate_source_rows(record, case)
    if len(rows) > _SMALL:
        wanted = bare_name(name)
        ids = similar_candidates(record, IndexedKind.SOURCE, without_titles(wanted), TITLES | _EMPTY_WORDS)
        rows = _candidate_source_rows(
            record,
            case,
            [*ids, *rows_with_all_words(record, IndexedKind.SOURCE, wanted), *_sources_with_key(record, wanted)],
        )
    for page in pages(rows, _PAGE):
        yield [(id, {_kept_bare_name(each) for each in names if each}) for id, *names in page]


def _candidate_source_rows(record: Reader, case: CaseId, ids: Sequence[int] | None = None) -> list[Row]:
    """Id, name, short name and key of the sources of a case: the first ``_SMALL`` + 1, or those given."""
    columns = 'SELECT id, name, short, key FROM sources WHERE ("case" IS NULL OR "case" = ?)'
    if ids is None:
        return record.rows(f"{columns} ORDER BY id LIMIT ?", case, _SMALL + 1)
    return [
        row
        for page in pages(sorted(set(ids)))
        for row in record.rows(f"{columns} AND id IN ({placeholders(page)}) ORDER BY id", case, *page)
    ]


def _sources_with_key(record: Reader, key: str) -> list[SourceId]:
    return record.column("SELECT id FROM sources WHERE key = ?", key.upper())


_BY_ID = 'SELECT id, text, joined_into FROM claims WHERE +"case" = ? AND id'
"""The plus keeps SQLite from using the index on case, which would read all of its claims."""


def _candidate_claim_rows(record: Reader, case: CaseId, words: str, compared: int) -> list[Row]:
    """Id and text of the claims of a case that may be similar, each with the claim it is joined into."""
    columns = 'SELECT id, text, joined_into FROM claims WHERE "case" = ?'
    few = record.column('SELECT count(*) FROM (SELECT 1 FROM claims WHERE "case" = ? LIMIT ?)', case, compared + 1)
    if few[0] <= compared:
        return record.rows(columns, case)
    return [
        row
        for page in pages(similar_candidates(record, IndexedKind.CLAIM, words, _EMPTY_WORDS))
        for row in record.rows(f"{_BY_ID} IN ({placeholders(page)})", case, *page)
    ]
