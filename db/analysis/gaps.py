"""Gaps: what to get next for a case, each with the claims and alarms that it could change.

Background claims are left out, and so are voices and origins whose alarm a person set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from db.analysis.alarms import Alarm, AlarmKind, alarms
from db.analysis.alarms.model import list_names, sort_keys
from db.dataclass import dataclass
from db.model.ids import CaseId
from db.store.reader import Reader, Row


class GapKind(StrEnum):
    """The kinds of gap, in the order in which gaps of equal weight are listed."""

    ORIGINAL = "original"
    """A report that is known only through another."""
    VOICE = "voice"
    """A source that a claim credits or accuses, without a statement of its own."""
    ORIGIN = "origin"
    """A claim with no recorded origin on one side."""
    CITATION = "citation"
    """A statement quoted only in a report that cites it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to get."""

    kind: GapKind
    key: str
    """Key of the report, source, claim or statement that it is about."""
    sentence: str
    could_change: tuple[str, ...]
    """Keys of the claims whose numbers it could change."""
    alarms: tuple[str, ...]
    """Alarms it could change, by kind and subject: "same house C1 W6"."""
    weight: int
    """How many claims and alarms it could change."""
    source: str = ""
    """Key of the source to ask or whose words to find."""
    settled_by: str | None = None
    """For a citation, the key of the report to get, where getting it closes this gap too."""

    @property
    def alike(self) -> str:
        """Its kind and source: gaps that share it repeat each other."""
        return f"{self.kind} {self.source}" if self.source else ""


def gaps(record: Reader, case: CaseId) -> list[Gap]:
    """The gaps of a case, those that could change the most first."""
    heard = _AlarmsByRow([alarm for alarm in alarms(record, case) if alarm.set_aside is None])
    found = [
        *_originals_to_get(record, case, heard),
        *_voices_and_origins_to_get(heard),
        *_citations_to_resolve(record, case, heard),
    ]
    order = list(GapKind)
    return sorted(found, key=lambda gap: (-gap.weight, order.index(gap.kind), len(gap.key), gap.key))


_ORIGINALS = """
-- Cited reports, with their statements and claims of the incident.
SELECT re.id, re.key, ou.key, coalesce(ou.short, ou.name), via.key, coalesce(vo.short, vo.name), st.key, c.key
FROM reports re JOIN sources ou ON ou.id = re.outlet
LEFT JOIN reports via ON via.id = re.known_via LEFT JOIN sources vo ON vo.id = via.outlet
LEFT JOIN statements st ON st.report = re.id
LEFT JOIN stances s ON s.statement = st.id
LEFT JOIN claims c ON c.id = s.claim AND NOT c.is_background AND c.joined_into IS NULL
WHERE re."case" = :case AND re.holding = 'cited'
ORDER BY re.id, st.id"""


def _originals_to_get(record: Reader, case: CaseId, heard: _AlarmsByRow) -> Iterator[Gap]:
    for rows in _grouped_by_first(record.rows(_ORIGINALS, case=case)):
        _, key, outlet_key, outlet, via, via_name, *_ = rows[0]
        through = f" It is seen only in {via_name} ({via})." if via else " It is only cited."
        statements = _distinct_keys(row[6] for row in rows)
        yield _make_gap(
            GapKind.ORIGINAL,
            key,
            f"Get the report of {outlet} ({key}).{through}",
            _distinct_keys(row[7] for row in rows),
            heard.about(("reports", key), *(("statements", statement) for statement in statements)),
            outlet_key,
        )


_KINDS = {AlarmKind.MISSING_VOICE: GapKind.VOICE, AlarmKind.ORIGIN_NOT_RECORDED: GapKind.ORIGIN}


def _voices_and_origins_to_get(heard: _AlarmsByRow) -> Iterator[Gap]:
    """Gaps that are alarms by themselves."""
    for alarm in heard.alarms:
        kind = _KINDS.get(alarm.kind)
        if kind is GapKind.VOICE:
            about = heard.about(("sources", alarm.subject))
            yield _make_gap(kind, alarm.subject, f"{alarm.sentence} {alarm.settle}", alarm.claims, about, alarm.subject)
        elif kind is GapKind.ORIGIN:
            own = [("statements", key) for key in alarm.statements]
            about = [each for each in heard.about(*own) if set(each.claims) & set(alarm.claims)]
            source = alarm.alike.removeprefix(f"{alarm.kind} ")
            yield _make_gap(kind, alarm.claims[0], f"{alarm.sentence} {alarm.settle}", alarm.claims, about, source)


_CITATIONS = """
-- Statements of a report that have quotes, but none from that report.
SELECT st.id, st.key, so.key, coalesce(so.short, so.name), re.key, re.holding = 'cited',
  (SELECT group_concat(DISTINCT rr.key) FROM quotes q JOIN captures ca ON ca.id = q.capture
   JOIN reports rr ON rr.id = ca.report WHERE q.statement = st.id), c.key
FROM statements st JOIN sources so ON so.id = st.source JOIN reports re ON re.id = st.report
LEFT JOIN stances s ON s.statement = st.id
LEFT JOIN claims c ON c.id = s.claim AND NOT c.is_background AND c.joined_into IS NULL
WHERE st."case" = :case AND EXISTS (SELECT 1 FROM quotes q WHERE q.statement = st.id)
  AND NOT EXISTS (SELECT 1 FROM quotes q JOIN captures ca ON ca.id = q.capture
                  WHERE q.statement = st.id AND ca.report = st.report)
ORDER BY st.id"""


def _citations_to_resolve(record: Reader, case: CaseId, heard: _AlarmsByRow) -> Iterator[Gap]:
    for rows in _grouped_by_first(record.rows(_CITATIONS, case=case)):
        _, key, source, speaker, report, to_get, read_in, _ = rows[0]
        yield _make_gap(
            GapKind.CITATION,
            key,
            f"Find the words of {speaker} ({key}) in {report} itself. They are seen only in "
            f"{list_names(sorted(read_in.split(',')))}, which {'cite' if ',' in read_in else 'cites'} them.",
            _distinct_keys(row[7] for row in rows),
            [alarm for alarm in heard.about(("statements", key)) if alarm.kind is not AlarmKind.SECOND_HAND_ONLY],
            source,
            settled_by=report if to_get else None,
        )


def _make_gap(
    kind: GapKind,
    key: str,
    sentence: str,
    claims: Iterable[str],
    about: Sequence[Alarm],
    source: str,
    settled_by: str | None = None,
) -> Gap:
    keys = sort_keys(claims)
    named = tuple(f"{alarm.kind} {alarm.subject}" for alarm in about)
    return Gap(kind, key, sentence, keys, named, len(keys) + len(about), source, settled_by)


class _AlarmsByRow:
    """Alarms by the rows behind them."""

    def __init__(self, alarms: Sequence[Alarm]) -> None:
        self.alarms = alarms
        self._behind: dict[tuple[str, str], list[int]] = {}
        for number, alarm in enumerate(alarms):
            for row in alarm.rows:
                self._behind.setdefault((row.table, row.key), []).append(number)

    def about(self, *rows: tuple[str, str]) -> list[Alarm]:
        """The alarms with at least one of some rows behind them, each given by table and key."""
        return [self.alarms[number] for number in sorted({n for row in rows for n in self._behind.get(row, ())})]


def _distinct_keys(keys: Iterable[str | None]) -> list[str]:
    """Keys that are not None, each once."""
    return list(dict.fromkeys(key for key in keys if key))


def _grouped_by_first(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Group consecutive rows by their first column."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    yield from found.values()
