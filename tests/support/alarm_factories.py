"""Alarms: rows that raise them, and the alarms of one kind."""

from __future__ import annotations

from db.analysis.alarms import Alarm, AlarmKind, alarms
from db.model.enums import Act, AffiliationKind, Basis, Certainty, Ground, Polarity, RelayMode, Voice
from db.model.ids import CaseId, ClaimId, SourceId, StatementId
from db.store.reader import Reader
from db.write.sources import add_affiliation
from db.write.statements import add_relay, add_stance, add_statement
from tests.support.factories import CaseFactory


def alarms_raised(desk: CaseFactory, kind: AlarmKind) -> list[Alarm]:
    """The alarms of one kind in the desk's case."""
    return alarms_of_kind(desk.writer, desk.case, kind)


def alarms_of_kind(record: Reader, case: CaseId, kind: AlarmKind) -> list[Alarm]:
    return [alarm for alarm in alarms(record, case) if alarm.kind is kind]


def statement_keys(desk: CaseFactory, *ids: StatementId) -> tuple[str, ...]:
    """Keys of statements."""
    return tuple(desk.writer.column("SELECT key FROM statements WHERE id = ?", id)[0] for id in ids)


def affiliate(desk: CaseFactory, member: SourceId, org: SourceId, kind: str = "part_of") -> None:
    add_affiliation(desk.writer, member, AffiliationKind(kind), org)


def say(
    desk: CaseFactory,
    claim: ClaimId,
    certainty: str = "certain",
    *,
    source: SourceId | None = None,
    polarity: int = 1,
    voice: str = "own",
    basis: str = "official",
) -> StatementId:
    """Add a statement with a stance of a given certainty."""
    statement = add_statement(
        desk.writer,
        desk.case,
        source or desk.source(),
        act=Act.ASSERT,
        voice=Voice(voice),
        basis=Basis(basis),
    )
    add_stance(desk.writer, statement, claim, Polarity(polarity), Certainty(certainty))
    return statement


def relay(desk: CaseFactory, child: StatementId, parent: StatementId, kind: str = "quotes") -> None:
    add_relay(desk.writer, child, parent, kind=RelayMode(kind), ground=Ground.EXPLICIT)
