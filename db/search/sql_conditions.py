"""The SQL condition of each filter word, on claims aliased as ``c``. Running them: `filter_claims`, `filter_lists`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from db.dataclass import dataclass, field
from db.model.ids import CaseId
from db.search.fields import NONE, ORIGINS, RATING, FieldKind, FilterWord
from db.search.query import Term
from db.search.resolve_names import ResolvedNames
from db.store.reader import Reader

_SAID = """
FROM stances s JOIN statements st ON st.id = s.statement LEFT JOIN reports re ON re.id = st.report
WHERE s.claim = c.id"""

_LO = "CASE WHEN coalesce(st.said_lo, st.said_hi) IS NULL THEN re.published_lo ELSE st.said_lo END"
_HI = "CASE WHEN coalesce(st.said_lo, st.said_hi) IS NULL THEN re.published_hi ELSE st.said_hi END"
"""Until when a statement was said; where that is not known, until when it was published."""

DATED = f"EXISTS (SELECT 1 {_SAID} AND coalesce({_LO}, {_HI}) IS NOT NULL)"
"""Whether any statement on a claim has a known time."""

_HAVING = {
    FieldKind.NOTE: "EXISTS (SELECT 1 FROM notes n WHERE n.on_claim = c.id)",
    FieldKind.TASK: "EXISTS (SELECT 1 FROM tasks t WHERE t.on_claim = c.id AND NOT t.done)",
    FieldKind.TAG: "EXISTS (SELECT 1 FROM tags t WHERE t.on_claim = c.id)",
    FieldKind.VERDICT: "EXISTS (SELECT 1 FROM assessments a WHERE a.claim = c.id)",
    FieldKind.RATING: "EXISTS (SELECT 1 FROM ratings r WHERE r.claim = c.id)",
    FieldKind.QUOTE: "EXISTS (SELECT 1 FROM stances s JOIN quotes q ON q.statement = s.statement WHERE s.claim = c.id)",
    FieldKind.PARTS: "EXISTS (SELECT 1 FROM claims p WHERE p.parent = c.id)",
}

_ORIGINS = """(SELECT count(DISTINCT o.person) FROM origins o
  WHERE o.claim = c.id AND o.polarity = 1 AND o.standing <> 'not_recorded')"""
"""The number of origins for a claim: persons, named and anonymous. "Not recorded" counts as none."""

_LETTER = "(SELECT r.letter FROM ratings r WHERE r.source = st.source ORDER BY r.id DESC LIMIT 1)"
_DIGIT = "(SELECT r.digit FROM ratings r WHERE r.statement = st.id AND r.claim = c.id ORDER BY r.id DESC LIMIT 1)"

_VERDICT = "coalesce((SELECT a.verdict FROM assessments a WHERE a.claim = c.id ORDER BY a.id DESC LIMIT 1), 'none')"


@dataclass(slots=True)
class SqlConditions:
    """SQL conditions with their parameters."""

    prefix: str = "v"
    """The prefix of its parameters' names."""
    conditions: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def value(self, value: object) -> str:
        """Add a parameter, a list as JSON, and return its placeholder."""
        name = f"{self.prefix}{len(self.values)}"
        self.values[name] = json.dumps(value) if isinstance(value, list) else value
        return f":{name}"

    def add(self, condition: str, *, negated: bool) -> None:
        """Add a condition, or its negation."""
        self.conditions.append(f"NOT coalesce(({condition}), 0)" if negated else f"({condition})")

    def __str__(self) -> str:
        return "".join(f" AND {condition}" for condition in self.conditions)


def add_condition(
    asked: SqlConditions, record: Reader, term: Term, names: ResolvedNames | None, case: CaseId | None
) -> None:
    """Add the condition of a term.

    :param names: the resolved names, for a word that takes names.
    :param case: the case whose claims are filtered; None for all.
    """
    assert term.word is not None
    if term.word in _SIMPLE:
        asked.add(_SIMPLE[term.word](asked, term), negated=term.negated)
    elif names is not None:
        among = f"(SELECT value FROM json_each({asked.value(list(names.found))}))"
        asked.add(_NAMED[term.word].format(among=among), negated=term.negated)
    else:
        at = day_bound_sql(asked, record, term, case)
        told = f"{_HI} < {at}" if term.word is FilterWord.BEFORE else f"{_LO} >= {at}"
        asked.add(f"EXISTS (SELECT 1 {_SAID} AND {told})", negated=term.negated)


def add_between_condition(asked: SqlConditions, record: Reader, terms: tuple[Term, ...], case: CaseId | None) -> None:
    """Require that one and the same statement lies before and after the given days.

    :param terms: ``before:`` and ``after:``, none of them negated.
    """
    told = "".join(
        f" AND {_HI} < {day_bound_sql(asked, record, term, case)}"
        if term.word is FilterWord.BEFORE
        else f" AND {_LO} >= {day_bound_sql(asked, record, term, case)}"
        for term in terms
    )
    asked.add(f"EXISTS (SELECT 1 {_SAID}{told})", negated=False)


def day_bound_sql(asked: SqlConditions, record: Reader, term: Term, case: CaseId | None) -> str:
    """SQL for the moment when the day begins in the time zone of each claim's case."""
    day = term.days
    assert day is not None
    sql = "SELECT DISTINCT tz FROM cases" + (" WHERE id = :case" if case is not None else "")
    zones = record.column(sql, **({"case": case} if case is not None else {"most": 0}))
    begins = {name: day.begins(_time_zone(name)) for name in zones}
    if len(set(begins.values())) < 2:
        return asked.value(next(iter(begins.values()), day.begins(_time_zone("UTC"))))
    name = asked.value(json.dumps(begins))
    return f"""(SELECT b.value FROM json_each({name}) b JOIN cases k ON k.tz = b.key WHERE k.id = c."case")"""


def _time_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a store made by another program may have any name
        return ZoneInfo("UTC")


def _status_condition(asked: SqlConditions, term: Term) -> str:
    return f"c.status IN (SELECT value FROM json_each({asked.value([each.replace('-', '_') for each in term.values])}))"


def _verdict_condition(asked: SqlConditions, term: Term) -> str:
    return f"{_VERDICT} IN (SELECT value FROM json_each({asked.value(list(term.values))}))"


def _denied_condition(_: SqlConditions, term: Term) -> str:
    told = "EXISTS (SELECT 1 FROM stances s WHERE s.claim = c.id AND s.polarity = -1)"
    return " OR ".join(told if value == "yes" else f"NOT {told}" for value in term.values)


def _origins_condition(asked: SqlConditions, term: Term) -> str:
    parts = [found.groups() for value in term.values if (found := ORIGINS.fullmatch(value))]
    return " OR ".join(f"{_ORIGINS} {sign or '='} {asked.value(int(number))}" for sign, number in parts)


def _has_condition(_: SqlConditions, term: Term) -> str:
    return " OR ".join(_HAVING[FieldKind(value)] for value in term.values)


def _rating_condition(asked: SqlConditions, term: Term) -> str:
    told = []
    for value in term.values:
        if value.casefold() == NONE:
            told.append(f"NOT {_HAVING[FieldKind.RATING]}")
            continue
        found = RATING.fullmatch(value)
        letter, digit = found.groups() if found else (None, None)
        rated = f" AND {_LETTER} = {asked.value(letter.upper())}" if letter else ""
        rated += f" AND {_DIGIT} = {asked.value(int(digit))}" if digit else ""
        told.append(
            f"EXISTS (SELECT 1 FROM stances s JOIN statements st ON st.id = s.statement WHERE s.claim = c.id{rated})"
        )
    return " OR ".join(told)


_SIMPLE: Mapping[FilterWord, Callable[[SqlConditions, Term], str]] = {
    FilterWord.STATUS: _status_condition,
    FilterWord.VERDICT: _verdict_condition,
    FilterWord.DENIED: _denied_condition,
    FilterWord.ORIGINS: _origins_condition,
    FilterWord.HAS: _has_condition,
    FilterWord.RATING: _rating_condition,
}

_NAMED = {
    FilterWord.SOURCE: """EXISTS (SELECT 1 FROM stances s JOIN statements st ON st.id = s.statement
      WHERE s.claim = c.id AND st.source IN {among})""",
    FilterWord.OUTLET: """EXISTS (SELECT 1 FROM stances s JOIN statements st ON st.id = s.statement
      JOIN reports re ON re.id = st.report WHERE s.claim = c.id AND re.outlet IN {among})""",
    FilterWord.TAG: "EXISTS (SELECT 1 FROM tags t WHERE t.on_claim = c.id AND t.tag IN {among})",
    FilterWord.CASE: 'c."case" IN {among}',
}
