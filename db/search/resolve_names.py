"""Resolve the names in a filter to sources, tags and cases; suggest similar ones where a name is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from db.dataclass import dataclass
from db.model.ids import CaseId
from db.search.fields import FilterWord
from db.search.query import Completed, ProblemWeight, QueryProblem, Term, cut_value, fts_expression
from db.store.fts import IndexedKind, words_beginning
from db.store.reader import Reader, Row, placeholders
from db.text.normalize import casefold_words
from db.text.search_fold import fold_for_search

MOST_NAMED = 5_000
"""Sources or cases that one name may match."""

_KEY = re.compile("[KkWw][0-9]{1,12}", re.ASCII)
_COMPLETED = 500
"""Completions of the beginning of a name that are searched."""

_COMPARED = 5_000
"""Names that an unknown one is compared with."""


@dataclass(frozen=True, slots=True)
class ResolvedNames:
    """What the names in a term stand for."""

    found: tuple[int | str, ...]
    """Ids of sources or cases; tags as they are written."""
    problem: QueryProblem | None
    """The problem where a name is not known."""


def resolve_names(record: Reader, term: Term, case: CaseId | None) -> ResolvedNames:
    """Resolve the names in a term.

    :param term: a term whose word takes names.
    :param case: leaves out sources that belong to another case alone; None for all cases.
    """
    found: dict[int | str, None] = {}
    problem: QueryProblem | None = None
    for value in term.values:
        some = _LOOKED_UP[term.word or FilterWord.SOURCE](record, value, term, case)
        found |= dict.fromkeys(some)
        if not some:
            problem = _not_found_problem(record, term, value)
    return ResolvedNames(tuple(found), problem)


def all_tags(record: Reader) -> list[str]:
    """Every tag in the store, once and in alphabetical order."""
    return record.column(
        """WITH RECURSIVE each(tag) AS (
             SELECT min(tag) FROM tags
             UNION ALL
             SELECT (SELECT min(t.tag) FROM tags t WHERE t.tag > each.tag) FROM each WHERE each.tag IS NOT NULL
           ) SELECT tag FROM each WHERE tag IS NOT NULL"""
    )


def _source_ids(record: Reader, value: str, term: Term, case: CaseId | None) -> Sequence[int]:
    only = '(:case IS NULL OR so."case" IS NULL OR so."case" = :case)'
    if _KEY.fullmatch(value):
        by_key = record.column(
            f"SELECT so.id FROM sources so WHERE so.key = :key AND {only}", key=value.upper(), case=case
        )
        if by_key:
            return by_key
    return _ids_by_words(
        record, IndexedKind.SOURCE, value, term, f"JOIN sources so ON so.id = w.rowid - :first AND {only}", case
    )


def _case_ids(record: Reader, value: str, term: Term, case: CaseId | None) -> Sequence[int]:
    by_key = record.column("SELECT id FROM cases WHERE key = ?", value.upper()) if _KEY.fullmatch(value) else []
    return by_key or _ids_by_words(record, IndexedKind.CASE, value, term, "", case)


def _tag_names(record: Reader, value: str, _term: Term, _case: CaseId | None) -> Sequence[str]:
    wanted = casefold_words(value.removeprefix("#"))
    return [tag for tag in all_tags(record) if casefold_words(tag) == wanted]


def _ids_by_words(
    record: Reader, place: IndexedKind, value: str, term: Term, join: str, case: CaseId | None
) -> Sequence[int]:
    asked = fts_expression((Term(None, value, term.start, term.end, exact=term.exact),), _completer(record))
    if asked is None:
        return []
    first, last = place.span
    return record.column(
        f"""SELECT w.rowid - :first FROM words w {join}
            WHERE w.words MATCH :asked AND w.rowid BETWEEN :first AND :last LIMIT :most""",
        **({"case": case} if ":case" in join else {}),
        first=first,
        last=last,
        asked=asked,
        most=MOST_NAMED,
    )


def _completer(record: Reader) -> Completed:
    """Completes beginnings: names are looked up at each key, and for a prefix FTS5 would go through the whole store."""
    return lambda begun: words_beginning(record, begun, _COMPLETED)


_LOOKED_UP: dict[FilterWord, Callable[[Reader, str, Term, CaseId | None], Sequence[int | str]]] = {
    FilterWord.SOURCE: _source_ids,
    FilterWord.OUTLET: _source_ids,
    FilterWord.CASE: _case_ids,
    FilterWord.TAG: _tag_names,
}


def _not_found_problem(record: Reader, term: Term, value: str) -> QueryProblem:
    from rapidfuzz import fuzz, process  # only unknown names need it

    near = process.extract(
        fold_for_search(value),
        _near_names(record, term),
        processor=fold_for_search,
        scorer=fuzz.WRatio,
        score_cutoff=70,
        limit=3,
    )
    typed = tuple(
        dict.fromkeys(f'{term.word}:"{name}"' if " " in name else f"{term.word}:{name}" for name, _, _ in near)
    )
    said = {
        FilterWord.SOURCE: f"No source is called “{cut_value(value)}”.",
        FilterWord.OUTLET: f"No source is called “{cut_value(value)}”.",
        FilterWord.CASE: f"No case is called “{cut_value(value)}”.",
    }.get(term.word or FilterWord.TAG, f"Nothing has the tag “{cut_value(value)}”.")
    return QueryProblem(term.start, term.end, said, typed, ProblemWeight.NOTE)


def _near_names(record: Reader, term: Term) -> list[str]:
    if term.word is FilterWord.TAG:
        return all_tags(record)
    if term.word is FilterWord.CASE:
        return record.column("SELECT title FROM cases ORDER BY id DESC LIMIT ?", _COMPARED)
    return record.column("SELECT coalesce(short, name) FROM sources ORDER BY id LIMIT ?", _COMPARED)


def names_beginning(record: Reader, word: FilterWord, begun: str, most: int) -> list[str]:
    """Names from the store that complete the value of a filter word.

    :param word: a word that takes names.
    :param begun: the beginning that was typed, if any.
    :param most: how many at most.
    """
    if word is FilterWord.TAG:
        return [tag for tag in all_tags(record) if fold_for_search(tag).startswith(fold_for_search(begun))][:most]
    place, column, table = (
        (IndexedKind.CASE, "title", "cases")
        if word is FilterWord.CASE
        else (IndexedKind.SOURCE, "coalesce(short, name)", "sources")
    )
    asked = fts_expression((Term(None, begun, 0, 0),), _completer(record))
    if asked is None:
        return record.column(f"SELECT {column} FROM {table} ORDER BY id DESC LIMIT ?", most)
    first, last = place.span
    ids: list[Row] = record.rows(
        "SELECT rowid - ? FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?",
        first, asked, first, last, most,
    )  # fmt: skip
    return record.column(f"SELECT {column} FROM {table} WHERE id IN ({placeholders(ids)})", *(row[0] for row in ids))
