"""Filter the sources, reports or denials of a case. Plain words match as in the lists' own queries."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from db.dataclass import dataclass, replace
from db.model.ids import CaseId
from db.queries.chain import chain, filter_chain
from db.queries.denials import denial_ids
from db.queries.sources import source_ids
from db.search.fields import NAMED, NONE, RATING, FieldKind, FilterWord
from db.search.filter_claims import WrongFilter
from db.search.query import ProblemWeight, Query, QueryProblem, Term
from db.search.resolve_names import ResolvedNames, resolve_names
from db.search.sql_conditions import SqlConditions, day_bound_sql
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader

_PIECE = 1_000


class FilterableList(StrEnum):
    """A list of a case that can be filtered."""

    SOURCES = "sources"
    REPORTS = "reports"
    DENIALS = "denials"


@dataclass(frozen=True, slots=True)
class FilteredList:
    """The rows of a list that match a filter."""

    ids: Ids[Any]
    """In the order of the list."""
    problems: tuple[QueryProblem, ...]
    """Names in the filter that the store does not have."""


def filter_list(
    record: Reader,
    listing: FilterableList,
    query: Query,
    case: CaseId,
    progress: Progress | None = None,
    *,
    into: Ids[Any] | None = None,
) -> FilteredList:
    """Filter the sources of a case, its reports in the order of the chain, or its denials.

    :param query: from :func:`query_for_list`, which marks the words that the list does not know.
    :param into: where rows are appended as they are found; another thread may read it meanwhile.
    :raises WrongFilter: a word or value of the filter is not valid.
    :raises QueryStopped: it was cancelled.
    """
    query = query_for_list(query, listing)
    if query.wrong:
        raise WrongFilter(query)
    ids: Ids[Any] = _LISTED[listing](record, case, "", progress)
    for term in (*query.plain, *query.without):
        held = set(_LISTED[listing](record, case, term.value, progress))
        ids = Ids(id for id in ids if (id in held) is not term.negated)
    names = {term: resolve_names(record, term, case) for term in query.conditions if term.word in NAMED}
    asked = SqlConditions()
    for term in query.conditions:
        _add_condition(asked, record, listing, term, names.get(term), case)
    kept: Ids[Any] = Ids() if into is None else into
    if asked.conditions:
        _add_matching(kept, record, listing, asked, ids, progress)
    else:
        kept.take(ids)
    return FilteredList(kept, tuple(each.problem for each in names.values() if each.problem))


def query_for_list(query: Query, listing: FilterableList) -> Query:
    """A filter for a list: words that only claims have become problems."""
    wrong = [
        QueryProblem(term.start, term.end, _unknown_value_error(listing, term))
        for term in query.conditions
        if term.word not in _KNOWN[listing] or not _is_known_value(term)
    ]
    for problem in query.problems:
        begun = _BEGUN.match(query.typed, problem.start) if problem.weight is ProblemWeight.UNFINISHED else None
        word = next((word for word in FilterWord if begun and word == begun[1].casefold()), None)
        if word is not None and word not in _KNOWN[listing]:
            wrong.append(QueryProblem(problem.start, problem.end, _unknown_value_error(listing, Term(word, "", 0, 0))))
    return replace(query, problems=(*query.problems, *wrong)) if wrong else query


def known_filter_words(listing: FilterableList) -> frozenset[FilterWord]:
    """The filter words that a list knows."""
    return frozenset(_KNOWN[listing])


_BEGUN = re.compile(r"-?(\w+):")

_LISTED: Mapping[FilterableList, Callable[[Reader, CaseId, str, Progress | None], Ids[Any]]] = {
    FilterableList.SOURCES: lambda record, case, words, progress: source_ids(record, case, words, progress=progress),
    FilterableList.REPORTS: lambda record, case, words, progress: (
        filter_chain(record, case, words, progress=progress) if words else chain(record, case, progress=progress)
    ),
    FilterableList.DENIALS: lambda record, case, words, progress: denial_ids(record, case, words, progress=progress),
}

_TABLE = {FilterableList.SOURCES: "sources", FilterableList.REPORTS: "reports", FilterableList.DENIALS: "statements"}
_ON = {FilterableList.SOURCES: "on_source", FilterableList.REPORTS: "on_report", FilterableList.DENIALS: "on_statement"}

_NAMED: dict[tuple[FilterableList, FilterWord], str] = {
    (FilterableList.SOURCES, FilterWord.SOURCE): "n.id IN {among}",
    (FilterableList.SOURCES, FilterWord.OUTLET): "n.kind = 'outlet' AND n.id IN {among}",
    (FilterableList.REPORTS, FilterWord.OUTLET): "n.outlet IN {among}",
    (FilterableList.REPORTS, FilterWord.SOURCE): """EXISTS (SELECT 1 FROM statements st
      WHERE st.report = n.id AND st.source IN {among})""",
    (FilterableList.DENIALS, FilterWord.SOURCE): "n.source IN {among}",
    (FilterableList.DENIALS, FilterWord.OUTLET): """EXISTS (SELECT 1 FROM reports re
      WHERE re.id = n.report AND re.outlet IN {among})""",
}

_HAVING = {
    FieldKind.NOTE: "EXISTS (SELECT 1 FROM notes o WHERE o.{on} = n.id)",
    FieldKind.TASK: "EXISTS (SELECT 1 FROM tasks o WHERE o.{on} = n.id AND NOT o.done)",
    FieldKind.TAG: "EXISTS (SELECT 1 FROM tags o WHERE o.{on} = n.id)",
}

_TIMES = {
    FilterableList.REPORTS: ("n.published_lo", "n.published_hi"),
    FilterableList.DENIALS: tuple(
        f"""CASE WHEN coalesce(n.said_lo, n.said_hi) IS NULL
        THEN (SELECT published_{end} FROM reports WHERE id = n.report) ELSE n.said_{end} END"""
        for end in ("lo", "hi")
    ),
}

_LETTER = "(SELECT r.letter FROM ratings r WHERE r.source = {source} ORDER BY r.id DESC LIMIT 1)"
_RATED = {
    FilterableList.SOURCES: _LETTER.format(source="n.id"),
    FilterableList.DENIALS: _LETTER.format(source="n.source"),
}

_KNOWN = {
    listing: {word for known, word in _NAMED if known is listing}
    | {FilterWord.TAG, FilterWord.HAS}
    | ({FilterWord.BEFORE, FilterWord.AFTER} if listing in _TIMES else set())
    | ({FilterWord.RATING} if listing in _RATED else set())
    for listing in FilterableList
}


def _is_known_value(term: Term) -> bool:
    """Whether a list knows the value of a word that it knows."""
    if term.word is FilterWord.HAS:
        return all(FieldKind(value) in _HAVING for value in term.values)
    if term.word is FilterWord.RATING:
        return all((len(value) == 1 and value.isalpha()) or value.casefold() == NONE for value in term.values)
    return True


def _unknown_value_error(listing: FilterableList, term: Term) -> str:
    if term.word in _KNOWN[listing]:
        return f"“{term.word}:{term.value}” works for claims; not for {listing}."
    known = ", ".join(f"{word}:" for word in FilterWord if word in _KNOWN[listing])
    return f"“{term.word}:” works for claims; for {listing} use {known}."


def _add_condition(
    asked: SqlConditions, record: Reader, listing: FilterableList, term: Term, names: ResolvedNames | None, case: CaseId
) -> None:
    assert term.word is not None
    if names is not None:
        among = f"(SELECT value FROM json_each({asked.value(list(names.found))}))"
        tagged = f"EXISTS (SELECT 1 FROM tags o WHERE o.{_ON[listing]} = n.id AND o.tag IN {{among}})"
        asked.add(_NAMED.get((listing, term.word), tagged).format(among=among), negated=term.negated)
    elif term.word is FilterWord.HAS:
        told = " OR ".join(_HAVING[FieldKind(value)].format(on=_ON[listing]) for value in term.values)
        asked.add(told, negated=term.negated)
    elif term.word is FilterWord.RATING:
        letters = [value.upper() for value in term.values if RATING.fullmatch(value) and value.casefold() != NONE]
        told = f"{_RATED[listing]} IN (SELECT value FROM json_each({asked.value(letters)}))"
        none = f" OR {_RATED[listing]} IS NULL" if len(letters) < len(term.values) else ""
        asked.add(told + none, negated=term.negated)
    else:
        lo, hi = _TIMES[listing]
        at = day_bound_sql(asked, record, term, case)
        asked.add(f"{hi} < {at}" if term.word is FilterWord.BEFORE else f"{lo} >= {at}", negated=term.negated)


def _add_matching(
    into: Ids[Any],
    record: Reader,
    listing: FilterableList,
    asked: SqlConditions,
    ids: Ids[Any],
    progress: Progress | None,
) -> None:
    for start in range(0, len(ids), _PIECE):
        if progress is not None:
            progress.go_on(start, len(ids))
        piece = ids[start : start + _PIECE]
        into.take(
            record.column(
                f"""SELECT n.id FROM json_each(:ids) j CROSS JOIN {_TABLE[listing]} n ON n.id = j.value
                    WHERE TRUE{asked} ORDER BY j.key""",
                ids=json.dumps(piece),
                **asked.values,
            )
        )
