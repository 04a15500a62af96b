"""Gaps: what to get next for a case, each with the claims and alarms that it could change.

Background claims are left out, and so are voices and origins whose alarm a person set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from enum import StrEnum
from itertools import chain, groupby
from operator import itemgetter

from db.analysis.alarms import Alarm, AlarmKind
from db.analysis.alarms.model import list_names, sort_keys
from db.analysis.alarms.pages import AlarmPageLimits, alarm_pages
from db.dataclass import dataclass
from db.model.ids import CaseId
from db.store.progress import Progress
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


@dataclass(frozen=True, slots=True)
class _FoundGap:
    """A gap before it is known which alarms it could change."""

    kind: GapKind
    key: str
    sentence: str
    claims: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    """Tables and keys of the rows that it would change."""
    source: str
    settled_by: str | None = None


def gaps(
    record: Reader,
    case: CaseId,
    *,
    progress: Progress | None = None,
    limits: AlarmPageLimits | None = None,
    alarms: Sequence[Alarm] | None = None,
) -> list[Gap]:
    """The gaps of a case of any size, those that could change the most first.

    :param limits: how alarms are read page by page.
    :param alarms: every alarm of the case, where the caller has read them; otherwise they are read here, in pages.
    :raises QueryStopped: the progress was stopped.
    """
    own: Iterable[Alarm]
    every: Iterable[Alarm]
    if alarms is None:
        own = (alarm for page in alarm_pages(record, case, kinds=_KINDS, limits=limits) for alarm in page.alarms)
        every = (alarm for page in alarm_pages(record, case, progress=progress, limits=limits) for alarm in page.alarms)
    else:
        own, every = (alarm for alarm in alarms if alarm.kind in _KINDS), alarms
    found = [
        *_originals_to_get(record, case),
        *_voices_and_origins_to_get(alarm for alarm in own if alarm.set_aside is None),
        *_citations_to_resolve(record, case),
    ]
    heard = _AlarmsByRow({row for gap in found for row in gap.rows})
    for alarm in every:
        heard.add(alarm)
    order = list(GapKind)
    weighed = [_weigh(gap, heard) for gap in found]
    return sorted(weighed, key=lambda gap: (-gap.weight, order.index(gap.kind), len(gap.key), gap.key))


def _weigh(found: _FoundGap, heard: _AlarmsByRow) -> Gap:
    about = heard.about(*found.rows)
    if found.kind is GapKind.ORIGIN:
        about = [alarm for alarm in about if set(alarm.claims) & set(found.claims)]
    if found.kind is GapKind.CITATION:
        about = [alarm for alarm in about if alarm.kind is not AlarmKind.SECOND_HAND_ONLY]
    named = tuple(f"{alarm.kind} {alarm.subject}" for alarm in about)
    weight = len(found.claims) + len(about)
    return Gap(found.kind, found.key, found.sentence, found.claims, named, weight, found.source, found.settled_by)


_ROWS_AT_ONCE = 1_000

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


def _originals_to_get(record: Reader, case: CaseId) -> Iterator[_FoundGap]:
    for rows in _grouped_by_first(record.row_pieces(_ORIGINALS, _ROWS_AT_ONCE, case=case)):
        _, key, outlet_key, outlet, via, via_name, *_ = rows[0]
        through = f" It is seen only in {via_name} ({via})." if via else " It is only cited."
        statements = _distinct_keys(row[6] for row in rows)
        yield _FoundGap(
            GapKind.ORIGINAL,
            key,
            f"Get the report of {outlet} ({key}).{through}",
            sort_keys(_distinct_keys(row[7] for row in rows)),
            (("reports", key), *(("statements", statement) for statement in statements)),
            outlet_key,
        )


_KINDS = (AlarmKind.ORIGIN_NOT_RECORDED, AlarmKind.MISSING_VOICE)
"""Alarms that are gaps by themselves."""


def _voices_and_origins_to_get(own: Iterable[Alarm]) -> Iterator[_FoundGap]:
    """Gaps that are alarms by themselves."""
    for alarm in own:
        sentence, claims = f"{alarm.sentence} {alarm.settle}", sort_keys(alarm.claims)
        if alarm.kind is AlarmKind.MISSING_VOICE:
            rows = (("sources", alarm.subject),)
            yield _FoundGap(GapKind.VOICE, alarm.subject, sentence, claims, rows, alarm.subject)
        else:
            statements = tuple(("statements", key) for key in alarm.statements)
            source = alarm.alike.removeprefix(f"{alarm.kind} ")
            yield _FoundGap(GapKind.ORIGIN, alarm.claims[0], sentence, claims, statements, source)


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


def _citations_to_resolve(record: Reader, case: CaseId) -> Iterator[_FoundGap]:
    for rows in _grouped_by_first(record.row_pieces(_CITATIONS, _ROWS_AT_ONCE, case=case)):
        _, key, source, speaker, report, to_get, read_in, _ = rows[0]
        yield _FoundGap(
            GapKind.CITATION,
            key,
            f"Find the words of {speaker} ({key}) in {report} itself. They are seen only in "
            f"{list_names(sorted(read_in.split(',')))}, which {'cite' if ',' in read_in else 'cites'} them.",
            sort_keys(_distinct_keys(row[7] for row in rows)),
            (("statements", key),),
            source,
            settled_by=report if to_get else None,
        )


@dataclass(frozen=True, slots=True)
class _NamedAlarm:
    """What a gap needs of an alarm; its rows would take memory."""

    kind: AlarmKind
    subject: str
    claims: tuple[str, ...]


class _AlarmsByRow:
    """Alarms by the rows behind them, without those that are set aside."""

    def __init__(self, wanted: Set[tuple[str, str]]) -> None:
        """Take the rows that are asked for, by table and key; alarms without any of them are left out."""
        self._wanted = wanted
        self._alarms: list[_NamedAlarm] = []
        self._behind: dict[tuple[str, str], list[int]] = {}

    def add(self, alarm: Alarm) -> None:
        """Add an alarm."""
        rows = {(row.table, row.key) for row in alarm.rows} & self._wanted
        if not rows or alarm.set_aside is not None:
            return
        for row in rows:
            self._behind.setdefault(row, []).append(len(self._alarms))
        self._alarms.append(_NamedAlarm(alarm.kind, alarm.subject, alarm.claims))

    def about(self, *rows: tuple[str, str]) -> list[_NamedAlarm]:
        """The alarms with at least one of some rows behind them."""
        return [self._alarms[number] for number in sorted({n for row in rows for n in self._behind.get(row, ())})]


def _distinct_keys(keys: Iterable[str | None]) -> list[str]:
    """Keys that are not None, each once."""
    return list(dict.fromkeys(key for key in keys if key))


def _grouped_by_first(pieces: Iterable[Sequence[Row]]) -> Iterator[list[Row]]:
    """Group consecutive rows by their first column."""
    rows = chain.from_iterable(pieces)
    yield from (list(group) for _, group in groupby(rows, key=itemgetter(0)))
