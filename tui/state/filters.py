"""Filters of panes: parse what is typed, such as ``status:new``, complete it, explain errors, and find the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from db.dataclass import replace
from db.model.ids import ClaimId
from db.queries.cases import Case
from db.queries.claims import claim_ids
from db.store.id_list import Ids
from db.store.reader import Reader
from tui.text import wording
from tui.text.safe import line

if TYPE_CHECKING:
    from db.search.completion import FilterCompletion
    from db.search.query import Query

_OFFERED = 4
"""Completions shown at a time."""


class ClaimFilter:
    """The filter of the claims of a case. The search is imported with the first letter typed."""

    def __init__(self, case: Case) -> None:
        self._case = case.id
        self.noted = ""
        """A note on the last result, safe to show."""

    def find(self, record: Reader, matching: str, **how: Any) -> Ids[ClaimId]:
        """Ids of the claims that pass the filter, in order."""
        self.noted = ""
        if not matching.strip():
            return claim_ids(record, self._case, "", **how)
        from db.search.filter_claims import filter_claims  # kept out of start-up
        from db.search.query import parse_query

        left = filter_claims(record, parse_query(matching), self._case, how.get("progress"), into=how.get("into"))
        notes: list[str] = [line(str(each)) for each in left.problems[:1]]
        if left.undated:
            notes.append(f"{wording.pluralize(left.undated, 'claim')} without a known time left out")
        self.noted = " · ".join(notes)
        return left.ids

    def problem(self, typed: str) -> str:
        """The error in a filter, safe to show; empty where there is none."""
        from db.search.query import parse_query  # kept out of start-up

        wrong = parse_query(typed).wrong
        return line(str(wrong[0])) if wrong else ""

    def offered(self, record: Reader, typed: str) -> tuple[str, str]:
        """Completions, safe to show; and the filter with the first of them filled in."""
        from db.search.completion import complete_filter  # kept out of start-up

        return _show_completions(complete_filter(record, typed), typed)


class OthersFilter:
    """The filter of the sources or the denials of a case: parts of words, and the fields that the list has."""

    def __init__(self, case: Case, listing: str, plain: Callable[..., Ids[Any]]) -> None:
        """Take the list.

        :param listing: value of a :class:`db.search.filter_lists.FilterableList`.
        :param plain: the query for a filter without fields.
        """
        self._case, self._listing, self._plain = case.id, listing, plain
        self.noted = ""
        """A note on the last result, safe to show."""

    def find(self, record: Reader, matching: str, **how: Any) -> Ids[Any]:
        """Ids of the rows that pass the filter, in order."""
        self.noted = ""
        query = _parsed(matching) if ":" in matching else None
        if query is None or not (query.conditions or query.problems):
            return self._plain(record, self._case, matching, **how)
        from db.search.filter_lists import FilterableList, filter_list  # kept out of start-up

        listing = FilterableList(self._listing)
        left = filter_list(record, listing, query, self._case, how.get("progress"), into=how.get("into"))
        self.noted = " · ".join(line(str(each)) for each in left.problems[:1])
        return left.ids

    def problem(self, typed: str) -> str:
        """The error in a filter, safe to show; empty where there is none."""
        if ":" not in typed:
            return ""
        from db.search.filter_lists import FilterableList, query_for_list  # kept out of start-up

        wrong = query_for_list(_parsed(typed), FilterableList(self._listing)).wrong
        return line(str(wrong[0])) if wrong else ""

    def offered(self, record: Reader, typed: str) -> tuple[str, str]:
        """Completions, safe to show; and the filter with the first of them filled in."""
        from db.search.completion import complete_filter  # kept out of start-up
        from db.search.filter_lists import FilterableList, known_filter_words, query_for_list

        listing = FilterableList(self._listing)
        found = complete_filter(record, typed, known=known_filter_words(listing))
        fitting = tuple(
            each
            for each in found.candidates
            if not query_for_list(_parsed(typed[: found.start] + each.words + typed[found.end :]), listing).wrong
        )
        return _show_completions(replace(found, candidates=fitting), typed)


def _parsed(typed: str) -> Query:
    from db.search.query import parse_query  # kept out of start-up

    return parse_query(typed)


def _show_completions(found: FilterCompletion, typed: str) -> tuple[str, str]:
    """Completions as they are shown; and the filter with the first of them filled in."""
    if not found.candidates:
        return line(found.hint), ""
    first = found.candidates[0].words
    shown = [
        f"{line(each.words)} {line(each.about)}" if len(found.candidates) == 1 and each.about else line(each.words)
        for each in found.candidates[:_OFFERED]
    ]
    more = " …" if len(found.candidates) > _OFFERED else ""
    return f"⇥ {' · '.join(shown)}{more}", typed[: found.start] + first + typed[found.end :]
