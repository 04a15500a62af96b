"""What may be near to some words in a large store, found by the index of words. How near: :mod:`db.search.similar`.

The work is bounded: a rare word gives all rows that hold it, common words only rows that hold several of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from db.store.fts import IndexedKind, number_of
from db.store.reader import Reader
from db.text.search_fold import fold_for_search

MOST = 2_000
"""Candidates at the most."""

_TERMS = 12
"""Words looked up; the rarest of those that were typed."""

_RARE = 1_500
"""Rows that hold a word up to which it is rare: all of them are candidates."""

_COMMON = 5
"""Common words looked for together."""

_CHOICES = 5
"""Choices among them of one size: one that few rows share takes a walk along both words."""

_OF_EACH = 300
"""Rows taken for each choice."""

_LATEST = 300
"""Rows that came last and are candidates whatever they say: an action that is open has not indexed its own yet."""


def candidates(record: Reader, place: IndexedKind, words: str, empty: frozenset[str] = frozenset()) -> list[int]:
    """Ids of rows that share words with some, those that share most and rarest first.

    :param place: the kind of row.
    :param words: what is looked for.
    :param empty: words that say nothing by themselves.
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


def holding_all(record: Reader, place: IndexedKind, words: str, most: int = MOST) -> list[int]:
    """Ids of rows that hold each of some words, and those that came last, whatever they hold.

    :param place: the kind of row.
    """
    terms = list(dict.fromkeys(fold_for_search(words).split()))
    held = _rows_matching(record, place, _fts_all_terms(terms), most) if terms else ()
    return [*dict.fromkeys([*held, *_newest_rows(record, place)])]


_STEM = 4
"""Letters of a word that are looked for at least, where its end may differ."""


def _word_combinations(common: Sequence[str]) -> Iterator[Sequence[str]]:
    """Which common words are looked for together: all, all but one, two of them, then each; never many choices."""
    yield common
    for size in (len(common) - 1, 2):
        if 1 < size < len(common):
            yield from islice(combinations(common, size), _CHOICES)
    if len(common) > 1:
        yield from ([each] for each in common)


def _fts_all_terms(terms: Sequence[str]) -> str:
    """Rows that hold each of some words. Folded words hold no quotation mark."""
    return " AND ".join(f'"{term}"' for term in terms)


def _fts_beginning(term: str) -> str:
    """Rows with a word that begins like one: another ending, or a slip late in it."""
    return f'"{term[: max(_STEM, len(term) - 3)]}"*'


def _rows_with_term(record: Reader, place: IndexedKind, term: str) -> int:
    """In how many rows a word is, counted no further than rare words go."""
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
    return [row - number_of(place, 0) for row in rows]


def _newest_rows(record: Reader, place: IndexedKind) -> list[int]:
    return record.column(f'SELECT id FROM "{place.table}" ORDER BY id DESC LIMIT ?', _LATEST)
