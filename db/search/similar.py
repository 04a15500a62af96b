"""Names and claims that are near to what was typed, for a person to choose from; none is taken for another here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Generic, TypeVar

from db.model.ids import CaseId, ClaimId, SourceId
from db.queries.claims import Claim, claims
from db.queries.sources import Source, sources
from db.search.similar_candidates import candidates, holding_all
from db.store.fts import IndexedKind
from db.store.reader import Reader, Row, among, pages
from db.text.normalize import casefold_words, normalize_line
from db.text.words import word_pattern, word_set

T = TypeVar("T")

_PAGE = 5_000
"""Rows compared at once."""

_SMALL = 5_000
"""Up to how many claims or sources all are compared; in a larger store the index of words finds which."""

_SAME = 100.0
_NEAREST = 99.0
"""The score of what is spelled otherwise, however near: only the same name scores higher."""


@dataclass(frozen=True, slots=True)
class SimilarClaim(Generic[T]):
    """Something on record that is near to what was typed."""

    found: T
    score: float
    """0 to 100; 100 is the same but for case, accents, quotation marks and a leading article."""


def near_sources(record: Reader, case: CaseId, name: str, most: int = 5) -> list[SimilarClaim[Source]]:
    """Sources with the same name or one near to it, nearest first. Titles before a name don't count against it.

    In a large store only those that share a word with it, or the beginning of one, are compared.

    :param case: sources that belong to another case alone are left out.
    :param most: how many at the most.
    """
    wanted = bare(name)
    scores: dict[SourceId, float] = {}
    for page in _bare_names_by_page(record, case, name):
        found = {id: _SAME for id, names in page if wanted in names}
        spelled = [
            (id, each) for id, names in page for each in {*names, *map(without_titles, names)} if id not in found
        ]
        for place, score in similarity(without_titles(wanted), [each for _, each in spelled], _NAME_CUTOFF):
            id = spelled[place][0]
            found[id] = max(found.get(id, 0.0), score)
        scores |= _best_scores(found, most)
    best = _best_scores(scores, most)
    return [SimilarClaim(each, best[each.id]) for each in sources(record, list(best))]


def same_sources(record: Reader, case: CaseId, name: str) -> list[Source]:
    """Sources of just this name, short name or key, in the order they were entered.

    :param case: sources that belong to another case alone are left out.
    """
    wanted = bare(name)
    rows = _candidate_source_rows(record, case)
    if len(rows) > _SMALL:
        ids = holding_all(record, IndexedKind.SOURCE, wanted)
        rows = _candidate_source_rows(record, case, [*ids, *_sources_with_key(record, wanted)])
    found = [id for id, *names in rows if any(each is not None and _bare_name(each) == wanted for each in names)]
    return sources(record, found)


def near_claims(record: Reader, case: CaseId, words: str, most: int = 8) -> list[SimilarClaim[Claim]]:
    """Claims of a case whose words are near to some others, nearest first.

    A joined claim stands for the one it is joined into: that one is found by the words of both. In a large case only
    claims that share a word, or the beginning of one, are compared.

    :param words: what was typed, or what a source said.
    :param most: how many at the most.
    """
    wanted, said = bare(words), content_words(words)
    scores: dict[ClaimId, float] = {}
    rows = _candidate_claim_rows(record, case, words)
    kept = {id: joined_into or id for id, _, joined_into in rows}
    found = {id: _SAME for id, text, _ in rows if _bare_name(text) == wanted}
    for place, score in similarity(said, [content_words(text) for _, text, _ in rows], _CLAIM_CUTOFF):
        id = rows[place][0]
        found[id] = max(found.get(id, 0.0), score)
    for id, score in found.items():
        scores[kept[id]] = max(scores.get(kept[id], 0.0), score)
    best = _best_scores(scores, most)
    return [SimilarClaim(each, best[each.id]) for each in claims(record, list(best))]


def near_to_new(record: Reader, case: CaseId, words: str, most: int = 3) -> list[SimilarClaim[Claim]]:
    """Claims so near to words that are to be a new claim that a person should know of them, nearest first.

    :param most: how many at the most.
    """
    return [each for each in near_claims(record, case, words, most) if each.score >= ALIKE]


def bare(name: str) -> str:
    """A name as names are compared: without case, accents, quotation marks around it and a leading article."""
    return _bare_name(normalize_line(name))


def _bare_name(name: str) -> str:
    """The same of a name from the store, which is clean already."""
    return casefold_words(name).strip(" \"'“”„«»‘’").removeprefix("the ")


def is_title(word: str) -> bool:
    """Whether a word is a title that stands before a name: "Capt.", "President"."""
    return word.casefold().rstrip(".") in _TITLES


def without_titles(name: str) -> str:
    """A folded name without the titles before it: "capt. ahmed khalaf" is "ahmed khalaf"."""
    first, _, rest = name.partition(" ")
    return without_titles(rest) if rest and is_title(first) else name


_IN_PARTS = 0.9
ALIKE = 70.0
"""From this score on, a claim on record is so near to a new one that a person is told."""

_NAME_CUTOFF = 80.0
_CLAIM_CUTOFF = 45.0

_TITLES = word_set(
    """mr mrs ms miss dr prof professor sir dame lord lady sheikh shaikh imam ayatollah sayyid sayyed hajji father
    captain capt major maj colonel col general gen lieutenant lt sergeant sgt brigadier brig admiral adm commander cmdr
    corporal cpl officer inspector president prime vice deputy minister premier chancellor secretary ambassador
    governor gov senator sen representative rep congressman congresswoman mayor judge justice king queen prince
    princess pope bishop archbishop spokesman spokeswoman spokesperson director chief chairman chairwoman
    councillor cllr leader reporter correspondent"""
)

_EMPTY_WORDS = word_set(
    """a an the of in on at by to for from with and or but that this these those is are was were be been being it its
    his her their they he she has had have as into over"""
)


_PART = word_pattern(compounds=False, unspaced_runs=True)


def content_words(words: str) -> str:
    """The words that say something, folded; all of them where none does."""
    every = _PART.findall(casefold_words(words))
    return " ".join([word for word in every if word not in _EMPTY_WORDS] or every)


def similarity(words: str, others: Sequence[str], cutoff: float) -> list[tuple[int, float]]:
    """Which words are like some, and how much: word for word, or a little less where one side has more words.

    :param words: the folded words that say something.
    :param others: such words, to be compared.
    :param cutoff: the likeness from which they count, to 100.
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
    """The highest scores, highest first; the earlier entered first among the same."""
    return dict(nlargest(most, scores.items(), key=lambda item: (item[1], -int(item[0]))))  # type: ignore[call-overload]


def _bare_names_by_page(record: Reader, case: CaseId, name: str) -> Iterator[list[tuple[SourceId, set[str]]]]:
    """The bare names of the sources that a case may name and that may be near, by the page."""
    rows = _candidate_source_rows(record, case)
    if len(rows) > _SMALL:
        wanted = bare(name)
        ids = candidates(record, IndexedKind.SOURCE, without_titles(wanted), _TITLES | _EMPTY_WORDS)
        rows = _candidate_source_rows(
            record, case, [*ids, *holding_all(record, IndexedKind.SOURCE, wanted), *_sources_with_key(record, wanted)]
        )
    for page in pages(rows, _PAGE):
        yield [(id, {_bare_name(each) for each in names if each}) for id, *names in page]


def _candidate_source_rows(record: Reader, case: CaseId, ids: Sequence[int] | None = None) -> list[Row]:
    """Id, name, short name and key of sources that a case may name: of all, one more than a few, or of some."""
    columns = 'SELECT id, name, short, key FROM sources WHERE ("case" IS NULL OR "case" = ?)'
    if ids is None:
        return record.rows(f"{columns} ORDER BY id LIMIT ?", case, _SMALL + 1)
    return [
        row
        for page in pages(sorted(set(ids)))
        for row in record.rows(f"{columns} AND id IN ({among(page)}) ORDER BY id", case, *page)
    ]


def _sources_with_key(record: Reader, key: str) -> list[SourceId]:
    return record.column("SELECT id FROM sources WHERE key = ?", key.upper())


_BY_ID = 'SELECT id, text, joined_into FROM claims WHERE +"case" = ? AND id'
"""The plus keeps SQLite from reading a whole case to find a few of its claims."""


def _candidate_claim_rows(record: Reader, case: CaseId, words: str) -> list[Row]:
    """Id and words of the claims of a case that may be near, each with the claim it is joined into."""
    columns = 'SELECT id, text, joined_into FROM claims WHERE "case" = ?'
    few = record.column('SELECT count(*) FROM (SELECT 1 FROM claims WHERE "case" = ? LIMIT ?)', case, _SMALL + 1)
    if few[0] <= _SMALL:
        return record.rows(columns, case)
    return [
        row
        for page in pages(candidates(record, IndexedKind.CLAIM, words, _EMPTY_WORDS))
        for row in record.rows(f"{_BY_ID} IN ({among(page)})", case, *page)
    ]
