"""Candidates for similarity in a large store, found with the index of words. Scoring them: :mod:`db.search.similar`.

The work is bounded: a rare word gives all rows that have it, common words only rows that have several of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from db.store.fts import IndexedKind, index_id_of
from db.store.reader import Reader
from db.text.search_fold import fold_for_search

MOST = 2_000
"""The number of candidates at most."""

_TERMS = 12
"""The number of words looked up: the rarest of those that were typed."""

_RARE = 1_500
"""A word in fewer rows than this is rare: all its rows are candidates."""

_COMMON = 5
"""The number of common words that are combined."""

_CHOICES = 5
"""Combinations of each size: FTS5 walks along all words of one, however few rows have them together."""

_OF_EACH = 300
"""Rows taken for each combination."""

_LATEST = 300
"""The newest rows are always candidates: an open action has not indexed its own rows yet."""


def similar_candidates(
    record: Reader, place: IndexedKind, words: str, empty: frozenset[str] = frozenset()
) -> list[int]:
    """Ids of rows that share words with a text, those that share the most and the rarest words first.

    :param place: the kind of row.
    :param words: the text to compare with.
    :param empty: function words, used only where the text has no others.
    """
    typed = list(dict.fromkeys(fold_for_search(words).split()))
    terms = [term for term in typed if term not in empty] or typed
    found: Counter[int] = Counter()
    common: list[str] = []
    counted = sorted((_rows_with_term(record, place, term), term) for term in terms[: 5 * _TERMS])
    for count, term in counted[:_TERMS]:
        if count >= _RARE:
            common = [*common, term][:_COMMON]
            continue
        for id in _rows_matching(
            record, place, _fts_beginning(term) if len(term) > _STEM else _fts_all_terms([term]), _RARE
        ):
            found[id] += _RARE // (1 + count) + 1
    for some in _word_combinations(common) if common else ():
        if len(found) >= MOST:
            break
        for id in _rows_matching(record, place, _fts_all_terms(some), _RARE if some == common else _OF_EACH):
            found[id] += len(some)
    return [*dict.fromkeys([*(id for id, _ in found.most_common(MOST)), *_newest_rows(record, place)])]


def rows_with_all_words(record: Reader, place: IndexedKind, words: str, most: int = MOST) -> list[int]:
    """Ids of rows that have all words of a text, and of the newest rows whatever they have.

    :param place: the kind of row.
    """
    terms = list(dict.fromkeys(fold_for_search(words).split()))
    held = _rows_matching(record, place, _fts_all_terms(terms), most) if terms else ()
    return [*dict.fromkeys([*held, *_newest_rows(record, place)])]


_STEM = 4
"""The shortest beginning of a word that is searched, where its end may differ."""


def _word_combinations(common: Sequence[str]) -> Iterator[Sequence[str]]:
    """Combinations of common words to search for: all, all but one, pairs, then each alone; few of each size."""
    yield common
    for size in (len(common) - 1, 2):
        if 1 < size < len(common):
            yield from islice(combinations(common, size), _CHOICES)
    if len(common) > 1:
        yield from ([each] for each in common)


def _fts_all_terms(terms: Sequence[str]) -> str:
    """The FTS5 query for rows with all of some words. Folded words have no quotation marks."""
    return " AND ".join(f'"{term}"' for term in terms)


def _fts_beginning(term: str) -> str:
    """The FTS5 query for words with the same beginning: another ending, or a typing error late in it."""
    return f'"{term[: max(_STEM, len(term) - 3)]}"*'


def _rows_with_term(record: Reader, place: IndexedKind, term: str) -> int:
    """The number of rows with a word, counted up to ``_RARE``."""
    return len(_rows_matching(record, place, _fts_all_terms([term]), _RARE))


def _rows_matching(record: Reader, place: IndexedKind, query: str, most: int) -> list[int]:
    first, last = place.span
    rows: list[int] = record.column(
        "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?",
        query,
        first,
        last,
        most,
    )
    return [row - index_id_of(place, 0) for row in rows]


def _newest_rows(record: Reader, place: IndexedKind) -> list[int]:
    return record.column(f'SELECT id FROM "{place.table}" ORDER BY id DESC LIMIT ?', _LATEST)
