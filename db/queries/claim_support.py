"""Support of one claim: the statements behind each number for and against it.

The numbers alone, for a page of claims: :mod:`db.queries.origins`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from db.dataclass import dataclass, replace
from db.model.enums import Independence, Naming, OriginStanding, Polarity
from db.model.ids import ClaimId, ReportId, SourceId, StatementId
from db.queries.claims import Claim, claims, family
from db.queries.organisations import Organisation, organisations
from db.queries.origins import OriginCounts, Support, origin_counts
from db.queries.source_judgements import SourceJudgement, first_same_sources, independence_between
from db.queries.sources import SOURCE_COLUMNS, Source, source_from_row, sources
from db.store.reader import Reader, Row, pages


@dataclass(frozen=True, slots=True)
class SupportingStatement:
    """One statement at the origin of a claim."""

    statement: StatementId
    key: str
    source: Source


@dataclass(frozen=True, slots=True)
class SupportSpeaker:
    """One origin: a person with their statements on one side. Sources judged to be the same are one person."""

    id: SourceId
    """The source that was added first of those judged the same."""
    source: Source
    """The best known of the sources that speak here."""
    standing: OriginStanding
    lines: tuple[SupportingStatement, ...]


@dataclass(frozen=True, slots=True)
class CarryingReport:
    """One report with a statement on that side."""

    report: ReportId
    key: str
    outlet: SourceId


@dataclass(frozen=True, slots=True)
class PairIndependence:
    """Two origins, and whether they are independent of each other."""

    one: SupportSpeaker
    other: SupportSpeaker
    judged: SourceJudgement[Independence] | None
    """The newest judgement; None if there is none."""

    @property
    def word(self) -> str:
        """The words on screen."""
        return self.judged.judgement.word if self.judged else "not established"


@dataclass(frozen=True, slots=True)
class SupportSide:
    """The support on one side of a claim."""

    polarity: Polarity
    support: Support
    """The three numbers, and what is withdrawn beside them."""
    named: tuple[SupportSpeaker, ...]
    anonymous: tuple[SupportSpeaker, ...]
    not_recorded: tuple[SupportingStatement, ...]
    """Statements without a recorded source, which count as no origin."""
    withdrawn: tuple[SupportingStatement, ...]
    """Statements that would be origins, had they not been taken back."""
    outlets: tuple[Source, ...]
    """The outlets of the reports."""
    reports: tuple[CarryingReport, ...]
    organisations: tuple[Organisation, ...]
    """The recorded organisations of the origins; members are ids of :class:`SupportSpeaker`."""
    judged: tuple[SourceJudgement[Independence], ...]
    """The newest judgements of independence between two of the origins, with the ids of their persons."""

    @property
    def origins(self) -> tuple[SupportSpeaker, ...]:
        """The named origins, then the anonymous."""
        return self.named + self.anonymous

    @property
    def in_organisations(self) -> str:
        """The origins by organisation: "2 origins in 1 organisation", "2 origins; organisation recorded for 1"."""
        known = sum(len(each.members) for each in self.organisations)
        origins = _count(len(self.origins), "origin")
        if known == len(self.origins):
            return f"{origins} in {_count(len(self.organisations), 'organisation')}"
        return f"{origins}; organisation {f'recorded for {known:,}' if known else 'not recorded'}"

    @property
    def without_organisation(self) -> tuple[SupportSpeaker, ...]:
        """The origins without a recorded organisation."""
        known = {member for each in self.organisations for member in each.members}
        return tuple(each for each in self.origins if each.id not in known)

    def independence(self) -> Iterator[PairIndependence]:
        """Every pair of origins. It is an iterator, since a thousand origins make half a million pairs."""
        last = {(judged.a, judged.b): judged for judged in self.judged}
        for one, other in combinations(self.origins, 2):
            yield PairIndependence(one, other, last.get((min(one.id, other.id), max(one.id, other.id))))


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class ClaimSupport:
    """Both sides of a claim, and its parts, which are not counted in them."""

    claim: Claim
    supporting: SupportSide
    against: SupportSide
    parts: tuple[tuple[Claim, OriginCounts], ...]
    """Each part with its own numbers."""


def claim_support(record: Reader, claim: ClaimId) -> ClaimSupport | None:
    """The support of a claim, for and against; None if the claim was deleted.

    :param claim: the claim's id.
    """
    found = claims(record, [claim])
    if not found:
        return None
    below = family(record, claim)[1]
    numbers = {
        id: each for page in pages([claim, *(p.id for p in below)]) for id, each in origin_counts(record, page).items()
    }
    alike = first_same_sources(record)
    return ClaimSupport(
        claim=found[0],
        supporting=_support_side(record, claim, Polarity.FOR, numbers[claim].supporting, alike),
        against=_support_side(record, claim, Polarity.AGAINST, numbers[claim].against, alike),
        parts=tuple((part, numbers[part.id]) for part in below),
    )


_ORIGINS = f"""
SELECT o.person, o.standing, st.id, st.key, {SOURCE_COLUMNS}
FROM origins o JOIN statements st ON st.id = o.statement JOIN sources so ON so.id = o.source
WHERE o.claim = :claim AND o.polarity = :polarity ORDER BY st.id"""

_CARRYING = """
SELECT DISTINCT re.id, re.key, re.outlet FROM stances s JOIN statements st ON st.id = s.statement
JOIN reports re ON re.id = st.report WHERE s.claim = :claim AND s.polarity = :polarity ORDER BY re.id"""


_WITHDRAWN = _ORIGINS.replace("o.standing", "NULL").replace("FROM origins o", "FROM withdrawn_origins o")


def _support_side(
    record: Reader, claim: ClaimId, polarity: Polarity, support: Support, alike: dict[SourceId, SourceId]
) -> SupportSide:
    rows = record.rows(_ORIGINS, claim=claim, polarity=int(polarity))
    gone = record.rows(_WITHDRAWN, claim=claim, polarity=int(polarity)) if support.withdrawn else ()
    carrying = [CarryingReport(*row) for row in record.rows(_CARRYING, claim=claim, polarity=int(polarity))]
    known = _speakers_by_person(rows)
    named, anonymous = (tuple(each for each in known if each.standing is how) for how in _KNOWN)
    outlets = sorted({alike.get(each.outlet, each.outlet) for each in carrying})
    return SupportSide(
        polarity=polarity,
        support=support,
        named=named,
        anonymous=anonymous,
        not_recorded=tuple(_statement_from_row(row) for row in rows if row[1] == OriginStanding.NOT_RECORDED),
        withdrawn=tuple(dict.fromkeys(_statement_from_row(row) for row in gone)),
        outlets=tuple(outlet for page in pages(outlets) for outlet in sources(record, page)),
        reports=tuple(carrying),
        organisations=tuple(each for each in organisations(record, [each.id for each in known]) if each.is_recorded),
        judged=tuple(_independence_judgements(record, known, alike)),
    )


_KNOWN = (OriginStanding.NAMED, OriginStanding.ANONYMOUS)


def _speakers_by_person(rows: Sequence[Row]) -> list[SupportSpeaker]:
    """Named and anonymous origins by person, in the order of their first statements."""
    said: dict[SourceId, list[Row]] = {}
    for row in rows:
        if row[1] != OriginStanding.NOT_RECORDED:
            said.setdefault(row[0], []).append(row)
    found = []
    for person, own in said.items():
        lines = tuple(_statement_from_row(row) for row in own)
        best = min((line.source for line in lines), key=lambda source: _LESS_KNOWN.index(source.naming))
        found.append(SupportSpeaker(person, best, OriginStanding(own[0][1]), lines))
    return found


_LESS_KNOWN = (Naming.NAMED, Naming.ROLE, Naming.ANONYMOUS, Naming.COLLECTIVE, Naming.UNATTRIBUTED)


def _statement_from_row(row: Row) -> SupportingStatement:
    _, _, statement, key, *source = row
    return SupportingStatement(statement, key, source_from_row(tuple(source)))


def _independence_judgements(
    record: Reader, known: Sequence[SupportSpeaker], alike: dict[SourceId, SourceId]
) -> Iterator[SourceJudgement[Independence]]:
    """The newest judgement of each pair of persons, whichever of their sources it names."""
    ids = {each.id for each in known}
    together = [*ids, *(source for source, person in alike.items() if person in ids and source != person)]
    last: dict[tuple[SourceId, SourceId], SourceJudgement[Independence]] = {}
    for judged in independence_between(record, together):
        one, other = alike.get(judged.a, judged.a), alike.get(judged.b, judged.b)
        if one != other:
            last[min(one, other), max(one, other)] = judged
    for (a, b), judged in last.items():
        yield replace(judged, a=a, b=b)
