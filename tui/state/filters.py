"""What is typed into the filter of a pane: words such as status:new, explained, completed and asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

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
"""What may stand next, shown at once."""


class ClaimFilter:
    """The filter of the claims of a case. What it imports comes with the first letter that is typed."""

    def __init__(self, case: Case) -> None:
        self._case = case.id
        self.noted = ""
        """What is to be known of what was found last, safe to show."""

    def find(self, record: Reader, matching: str, **how: Any) -> Ids[ClaimId]:
        """Ids of the claims that a filter leaves, in order; all of them for an empty one."""
        self.noted = ""
        if not matching.strip():
            return claim_ids(record, self._case, "", **how)
        from db.search.filter_claims import filter_claims
        from db.search.query import parse

        left = filter_claims(record, parse(matching), self._case, how.get("progress"), into=how.get("into"))
        said = [line(str(each)) for each in left.problems[:1]]
        if left.undated:
            said.append(f"{wording.counted(left.undated, 'claim')} of unknown time left out")
        self.noted = " · ".join(said)
        return left.ids

    def problem(self, typed: str) -> str:
        """What keeps a filter from being asked, safe to show; empty for nothing."""
        from db.search.query import parse

        wrong = parse(typed).wrong
        return line(str(wrong[0])) if wrong else ""

    def offered(self, record: Reader, typed: str) -> tuple[str, str]:
        """What may stand where a person is typing, safe to show; and the filter with the first of it put in."""
        from db.search.completion import completion

        return _offered(completion(record, typed), typed)


class OthersFilter:
    """The filter of the sources or the denials of a case: parts of words as ever, and the words that the list knows."""

    def __init__(self, case: Case, listing: str, plain: Callable[..., Ids[Any]]) -> None:
        """Take the list.

        :param listing: a :class:`db.search.filter_lists.FilterableList`, by its value.
        :param plain: what is asked where nothing but text is typed.
        """
        self._case, self._listing, self._plain = case.id, listing, plain
        self.noted = ""
        """What is to be known of what was found last, safe to show."""

    def find(self, record: Reader, matching: str, **how: Any) -> Ids[Any]:
        """Ids of the rows that a filter leaves, in order; all of them for an empty one."""
        self.noted = ""
        query = _parsed(matching) if ":" in matching else None
        if query is None or not (query.conditions or query.problems):
            return self._plain(record, self._case, matching, **how)
        from db.search.filter_lists import FilterableList, filter_list

        listing = FilterableList(self._listing)
        left = filter_list(record, listing, query, self._case, how.get("progress"), into=how.get("into"))
        self.noted = " · ".join(line(str(each)) for each in left.problems[:1])
        return left.ids

    def problem(self, typed: str) -> str:
        """What keeps a filter from being asked, safe to show; empty for nothing."""
        if ":" not in typed:
            return ""
        from db.search.filter_lists import FilterableList, asked_of

        wrong = asked_of(_parsed(typed), FilterableList(self._listing)).wrong
        return line(str(wrong[0])) if wrong else ""

    def offered(self, record: Reader, typed: str) -> tuple[str, str]:
        """What may stand where a person is typing, safe to show; and the filter with the first of it put in."""
        from db.search.completion import completion
        from db.search.filter_lists import FilterableList, asked_of, known

        listing = FilterableList(self._listing)
        found = completion(record, typed, known=known(listing))
        those = tuple(
            each
            for each in found.candidates
            if not asked_of(_parsed(typed[: found.start] + each.words + typed[found.end :]), listing).wrong
        )
        return _offered(replace(found, candidates=those), typed)


def _parsed(typed: str) -> Query:
    from db.search.query import parse

    return parse(typed)


def _offered(found: FilterCompletion, typed: str) -> tuple[str, str]:
    """What may stand there, as it is shown; and the filter with the first of it put in."""
    if not found.candidates:
        return line(found.hint), ""
    first = found.candidates[0].words
    said = [
        f"{line(each.words)} {line(each.about)}" if len(found.candidates) == 1 and each.about else line(each.words)
        for each in found.candidates[:_OFFERED]
    ]
    more = " …" if len(found.candidates) > _OFFERED else ""
    return f"⇥ {' · '.join(said)}{more}", typed[: found.start] + first + typed[found.end :]
