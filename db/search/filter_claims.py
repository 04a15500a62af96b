"""Filter the claims of a case or of the whole store: every claim that matches, in the order of their keys.

Where a word of the filter has an index (a tag, plain words, an alarm, a verdict, a source, an outlet, a status), the
index gives the claims to test. All claims are tested only where no word has one, or the index gives much of the store.
They are tested in pieces and in order, so that the first results show early and the filter can be cancelled.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from functools import partial

from db.analysis.alarms import AlarmKind, alarms
from db.analysis.alarms.dismissals import alarm_decisions
from db.analysis.alarms.echo import claims_with_echo
from db.dataclass import dataclass
from db.errors import WrongUse
from db.model.ids import CaseId, ClaimId
from db.queries.cases import SMALL_CASE, is_small
from db.queries.claims import CLAIM_ORDER
from db.search.fields import ANY, NAMED, NONE, FilterWord
from db.search.membership import SCATTERED, LazyMembership, is_in
from db.search.query import Query, QueryProblem, Term, fts_expression
from db.search.resolve_names import ResolvedNames, resolve_names
from db.search.sql_conditions import DATED, SqlConditions, add_between_condition, add_condition
from db.store.fts import IndexedKind, words_beginning
from db.store.id_list import Ids
from db.store.progress import Progress, QueryStopped
from db.store.reader import Reader

_COMPLETED = 200
"""Up to this many completions, the beginning of a word is searched as its completions."""

_TIMES = (FilterWord.BEFORE, FilterWord.AFTER)


@dataclass(frozen=True, slots=True)
class FilterLimits:
    """How the claims to test are found and cut into pieces; the claims that match are the same."""

    piece: int = 1_000
    """Claims tested with one query."""
    few: int = 100_000
    """Up to this many claims from an index are sorted by key; beyond, all claims are tested in order."""
    near: int = 30_000
    """Ids of claims looked up with one query, for words."""
    near_alarms: int = 1_000
    """Ids of claims looked up with one query, for alarms."""
    scattered: int = SCATTERED
    """Ids looked up in ranges before the whole set is."""
    small_case: int = SMALL_CASE
    """Claims, reports and statements, each, up to which a case is looked through as a whole."""


DEFAULT_LIMITS = FilterLimits()


class WrongFilter(WrongUse):
    """A filter with a word or value that is not valid."""

    def __init__(self, query: Query) -> None:
        first = query.wrong[0]
        near = (
            f"Did you mean {' or '.join(first.nearest)}?" if first.nearest else "onrecord claims --help has the words."
        )
        super().__init__(first.sentence, near)
        self.problems = query.wrong


@dataclass(frozen=True, slots=True)
class FilterResult:
    """The claims that match a filter."""

    ids: Ids[ClaimId]
    """In the order of their keys; for the whole store, case by case."""
    undated: int
    """Claims left out by ``before:`` and ``after:`` alone, because no statement on them has a known time."""
    problems: tuple[QueryProblem, ...]
    """Names in the filter that the store does not have."""


def filter_claims(
    record: Reader,
    query: Query,
    case: CaseId | None = None,
    progress: Progress | None = None,
    *,
    into: Ids[ClaimId] | None = None,
    limits: FilterLimits = DEFAULT_LIMITS,
) -> FilterResult:
    """The claims that match a filter, without those joined into another.

    :param query: an empty one matches all.
    :param case: whose claims; None for those of the whole store.
    :param progress: moved on as claims are tested; see also :meth:`db.store.reader.Reader.heed`.
    :param into: where claims are appended as they are found; another thread may read it meanwhile.
    :param limits: how many claims are looked up and tested at a time.
    :raises WrongFilter: a word or value of the filter is not valid.
    :raises QueryStopped: it was cancelled.
    """
    if query.wrong:
        raise WrongFilter(query)
    watched = progress or Progress()
    ids: Ids[ClaimId] = Ids() if into is None else into
    undated = 0
    try:
        asking = _FilterRun(record, query, case, watched, limits)
        for kept, timeless in asking.found():
            ids.take(kept)
            undated += timeless
    except sqlite3.OperationalError:
        if watched.stopped:
            raise QueryStopped from None
        raise
    ids.note_places()
    return FilterResult(ids, undated, tuple(each.problem for each in asking.names.values() if each.problem))


def filter_ids(record: Reader, query: Query, ids: Sequence[ClaimId]) -> list[ClaimId]:
    """Those of a few claims that meet the conditions of a query, in the order given. Its plain words are ignored.

    :raises WrongFilter: a word or value of the filter is not valid.
    """
    if query.wrong:
        raise WrongFilter(query)
    asking = _FilterRun(record, Query(query.typed, query.conditions, query.problems), None, Progress(), DEFAULT_LIMITS)
    kept = set(asking.of_piece(list(ids))[0])
    return [id for id in ids if id in kept]


class _FilterRun:
    """One run of a filter over the claims."""

    def __init__(
        self, record: Reader, query: Query, case: CaseId | None, progress: Progress, limits: FilterLimits
    ) -> None:
        self._limits = limits
        self._record, self._case, self.progress = record, case, progress
        self._query = query
        self.names: dict[Term, ResolvedNames] = {
            term: resolve_names(record, term, case) for term in query.conditions if term.word in NAMED
        }
        self._asked, self._timed = self._sql_conditions()
        self._members: list[tuple[array[int] | LazyMembership, bool]] = [
            (self._claims_with_alarm(term), term.negated) for term in query.conditions if term.word is FilterWord.ALARM
        ]
        for term in query.without:
            if asked := fts_expression((term,), self._completions):
                self._members.append((self._claims_matching(asked), True))

    def found(self) -> Iterator[tuple[list[ClaimId], int]]:
        """The matching claims, piece by piece, in order; each with how many lack only a known time to match."""
        candidates, piece = self._narrowest_candidates(), self._limits.piece
        if candidates is not None and len(candidates) > self._limits.few:
            self._members.append((candidates, False))
            candidates = None
        if candidates is None:
            pieces, of = self._every_claim_by_page()
        else:
            ordered = _in_key_order(self._record, candidates, piece)
            pieces, of = (ordered[at : at + piece] for at in range(0, len(ordered), piece)), len(ordered)
        done = 0
        self.progress.go_on(done, of)
        for ids in pieces:
            if self._asks_only_for_new or (
                candidates is None and not self._asked.conditions and not self._timed.conditions
            ):
                yield self._with_words_and_alarms(ids), 0
            else:
                yield self.of_piece(ids)
            done += len(ids)
            self.progress.go_on(done, max(of, done))

    def _every_claim_by_page(self) -> tuple[Iterator[list[ClaimId]], int]:
        """Every claim to test, in order, and about how many there are."""
        named = {} if self._case is None else {"case": self._case}
        among = "" if self._case is None else ' AND c."case" = :case'
        new = "c.status = 'new' AND " if self._asks_only_for_new else ""
        tallies = 'SELECT coalesce(sum(claims), 0) FROM case_tallies WHERE :case IS NULL OR "case" = :case'
        sql = f"""SELECT c.id FROM claims c WHERE {new}c.joined_into IS NULL{among} ORDER BY c."case", {CLAIM_ORDER}"""
        return self._record.pieces(sql, self._limits.piece, **named), self._record.column(tallies, case=self._case)[0]

    @property
    def _asks_only_for_new(self) -> bool:
        """Whether the filter asks only for new claims, which one index gives in order."""
        terms = self._query.terms
        return len(terms) == 1 and (terms[0].word, terms[0].values) == _NEW and not terms[0].negated

    def _with_words_and_alarms(self, ids: list[ClaimId]) -> list[ClaimId]:
        """Those with the words and the alarms that the filter asks for."""
        for members, negated in self._members:
            ids = [id for id in ids if _is_member(members, id) is not negated]
        return ids

    def of_piece(self, ids: list[ClaimId]) -> tuple[list[ClaimId], int]:
        """Those of a piece that match, and the number left out only for having no known time."""
        ids = self._with_words_and_alarms(ids)
        piece = {"ids": json.dumps(ids), "case": self._case}
        base = """SELECT c.id FROM json_each(:ids) j CROSS JOIN claims c ON c.id = j.value
          WHERE c.joined_into IS NULL AND (:case IS NULL OR c."case" = :case)"""
        kept = self._record.column(
            f"{base}{self._asked}{self._timed} ORDER BY j.key", **self._asked.values, **self._timed.values, **piece
        )
        if not self._timed.conditions or len(kept) == len(ids):
            return kept, 0
        counted = self._record.column(
            f"SELECT count(*) FROM ({base}{self._asked} AND NOT {DATED})", **self._asked.values, **piece
        )
        return kept, counted[0]

    def _sql_conditions(self) -> tuple[SqlConditions, SqlConditions]:
        """The conditions on each claim, and apart from them those on times."""
        asked, timed = SqlConditions(), SqlConditions("t")
        times = tuple(term for term in self._query.conditions if term.word in _TIMES and not term.negated)
        for term in sorted(self._query.conditions, key=lambda term: term.word in (*_TIMES, FilterWord.ORIGINS)):
            if term.word is not FilterWord.ALARM and term not in times:
                add_condition(asked, self._record, term, self.names.get(term), self._case)
        if times:
            add_between_condition(timed, self._record, times, self._case)
        return asked, timed

    def _narrowest_candidates(self) -> array[int] | None:
        """The claims from the narrowest index; None where all claims must be tested."""
        if asked := fts_expression(self._query.plain, self._completions):
            self._members.append((self._claims_matching(asked, self._query.plain), False))
        given = {term.word: term for term in self._query.conditions if not term.negated and NONE not in term.values}
        if FilterWord.TAG in given:
            return self._claims_of_term(given[FilterWord.TAG])
        narrow = [each for each, negated in self._members if not negated and isinstance(each, array)]
        if narrow:
            narrowest = min(narrow, key=len)
            self._members = [each for each in self._members if each[0] is not narrowest]
            return narrowest
        for word in _GIVEN:
            if (
                word in given
                and not self._asks_only_for_new
                and (found := self._claims_of_term(given[word])) is not None
            ):
                return found
        return None

    def _claims_of_term(self, term: Term) -> array[int] | None:
        """The claims from the index of one term; None where they are too many."""
        assert term.word is not None
        values = self.names[term].found if term in self.names else [each.replace("-", "_") for each in term.values]
        few = self._limits.few
        found = self._record.ids(
            f"{_GIVEN[term.word]} LIMIT :most", values=json.dumps(values), case=self._case, most=few + 1
        )
        return array("q", sorted(found)) if len(found) <= few else None

    def _completions(self, begun: str) -> list[str] | None:
        """The completions of a beginning, where searching for each is quicker for FTS5; it finds the same."""
        found = words_beginning(self._record, begun, _COMPLETED + 1)
        return found if len(found) <= _COMPLETED else None

    def _claims_matching(self, asked: str, terms: tuple[Term, ...] = ()) -> array[int] | LazyMembership:
        """The claims that match an FTS5 query, in order; a key alone gives the claim with that key."""
        few, limits = self._limits.few, self._limits
        first, last = IndexedKind.CLAIM.span
        base = first
        if self._case is not None and is_small(self._record, self._case, limits.small_case):
            low, high = self._record.rows('SELECT min(id), max(id) FROM claims WHERE "case" = ?', self._case)[0]
            first, last = base + (low or 0), base + (high or 0)
        is_begun = (
            asked.endswith("*") or "* " in asked or "*)" in asked
        )  # FTS5 finds all matches of a prefix before it returns the first
        found = self._first_claims_matching(asked, first, last, -1 if is_begun else few + 1)
        if len(found) > few and not is_begun:
            return LazyMembership(
                lambda low, high: self._first_claims_matching(asked, base + low, min(last, base + high), -1),
                limits.near,
                limits.scattered,
            )
        key = terms[0].value if len(terms) == 1 else ""
        if self._case is not None and _KEY.fullmatch(key):
            written = key[:1].upper() + key[1:].lower()
            by_key = self._record.column('SELECT id FROM claims WHERE "case" = ? AND key = ?', self._case, written)
            found = array("q", sorted({*found, *by_key}))
        return found

    def _first_claims_matching(self, asked: str, first: int, last: int, most: int) -> array[int]:
        """The first claims that match an FTS5 query between two ids of the index, in order."""
        sql = """SELECT rowid - :base FROM words WHERE words MATCH :asked AND rowid BETWEEN :first AND :last
          ORDER BY rowid LIMIT :most"""
        base = IndexedKind.CLAIM.span[0]
        return array("q", self._record.ids(sql, base=base, asked=asked, first=first, last=last, most=most))

    def _claims_with_alarm(self, term: Term) -> array[int] | LazyMembership:
        """The claims with an alarm that is not set aside, in order, case by case."""
        kinds = [kind for kind in AlarmKind if ANY in term.values or kind.replace(" ", "-") in term.values]
        cases = [self._case] if self._case is not None else self._record.column("SELECT id FROM cases ORDER BY id")
        if kinds == [AlarmKind.ECHO] and self._case is not None and self._echo_index_suffices(self._case):
            return LazyMembership(
                partial(claims_with_echo, self._record, self._case), self._limits.near_alarms, self._limits.scattered
            )
        found: set[int] = set()
        for done, case in enumerate(cases):
            self.progress.go_on(done, len(cases))
            keys = {
                key
                for alarm in alarms(self._record, case, kinds=kinds)
                if alarm.set_aside is None
                for key in alarm.claims
            }
            if keys:
                found.update(
                    self._record.column(
                        'SELECT id FROM claims WHERE "case" = ? AND key IN (SELECT value FROM json_each(?))',
                        case,
                        json.dumps(sorted(keys)),
                    )
                )
        return array("q", sorted(found))

    def _echo_index_suffices(self, case: CaseId) -> bool:
        """Whether a case is large and has no echo set aside: then the echoes are computed for each claim alone."""
        return not is_small(self._record, case, self._limits.small_case) and not any(
            each.kind == AlarmKind.ECHO for each in alarm_decisions(self._record, case)
        )


_NEW = (FilterWord.STATUS, ("new",))


def _is_member(members: array[int] | LazyMembership, id: int) -> bool:
    return id in members if isinstance(members, LazyMembership) else is_in(members, id)


_KEY = re.compile("[Cc][0-9]{1,12}[A-Za-z]{0,6}", re.ASCII)

_IN_CASE = '(:case IS NULL OR st."case" = :case)'
_AMONG = "(SELECT value FROM json_each(:values))"

_GIVEN = {
    FilterWord.TAG: f"SELECT DISTINCT on_claim FROM tags WHERE tag IN {_AMONG} AND on_claim IS NOT NULL",
    FilterWord.VERDICT: f"SELECT DISTINCT claim FROM assessments WHERE verdict IN {_AMONG}",
    FilterWord.SOURCE: f"""SELECT DISTINCT s.claim FROM statements st CROSS JOIN stances s ON s.statement = st.id
      WHERE st.source IN {_AMONG} AND {_IN_CASE}""",
    FilterWord.OUTLET: f"""SELECT DISTINCT s.claim FROM reports re CROSS JOIN statements st ON st.report = re.id
      CROSS JOIN stances s ON s.statement = st.id WHERE re.outlet IN {_AMONG} AND {_IN_CASE}""",
    FilterWord.STATUS: f"""SELECT id FROM claims
      WHERE "case" IN (SELECT id FROM cases WHERE :case IS NULL OR id = :case)
        AND status IN {_AMONG} AND joined_into IS NULL""",
}
"""Queries that give the claims for a word from an index; they may give more, which are tested afterwards."""


def _in_key_order(record: Reader, found: Sequence[int], piece: int) -> list[ClaimId]:
    """Sort claims by their keys, case by case."""
    rows = [
        row
        for start in range(0, len(found), piece)
        for row in record.rows(
            f"""SELECT c."case", {CLAIM_ORDER}, c.id FROM claims c WHERE c.id IN (SELECT value FROM json_each(?))""",
            json.dumps(list(found[start : start + piece])),
        )
    ]
    return [row[-1] for row in sorted(rows)]
