"""The stations of a line, from its first speaker to the report that is read, and what each passes on."""

from __future__ import annotations

from collections.abc import Sequence

from db.errors import Refused
from db.markup.claims import ClaimWithStance, describe_stances
from db.markup.plan import NewStatement, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.selection import is_in_quotes
from db.markup.speakers import Speaker
from db.model.enums import Act, Basis, Certainty, Naming, QuoteForm, RelayMode, Voice
from db.model.ids import StatementId
from db.queries.statements import Statement


def stations_to_report(who: Speaker | Statement, stations: Sequence[Speaker], here: Speaker | None) -> list[Speaker]:
    """The stations up to the report that is read; none where that report has the statement at first hand.

    :param here: the outlet of the report; None where a statement on record passes it on to the report.
    :raises Refused: a source passes on itself.
    """
    way = list(stations)
    if here is not None:
        at_first_hand = isinstance(who, Speaker) and who.report == here.report
        if not (way[-1].report == here.report if way else at_first_hand):
            way.append(here)
    before = (who.source.id if isinstance(who, Statement) else who.source, who.report)
    for stop in way:
        if (stop.source, stop.report) == before and (stop.report is not None or isinstance(who, Speaker)):
            raise Refused(f"{stop.shown} would relay itself.", "Leave it out of the stations.")
        before = (stop.source, stop.report)
    return way


def plan_relays(
    builder: PlanBuilder,
    who: Speaker | Statement,
    first: StatementId | StepResult,
    way: Sequence[Speaker],
    claims: Sequence[ClaimWithStance],
) -> list[StatementId | StepResult]:
    """Plan each station's statement, passing on the one before it; return all statements from the first on."""
    told = [first]
    summarised = len(way) - 2 if len(way) > 1 else 0 if isinstance(who, Statement) else None
    for place, stop in enumerate(way):
        relaying = stop.relaying or relay_mode(builder, naming_of(who), is_last=place == len(way) - 1)
        passed = who.key if place == 0 and isinstance(who, Statement) else "it"
        bears = f": {describe_stances(claims, Certainty.UNCOMMITTED)}" if claims else ""
        step = NewStatement(
            f"new statement: {stop.shown} relays {passed} ({relaying}){bears}",
            stop.source,
            stop.report,
            Act.REPORT,
            Voice.RELAYED,
            Basis.RELAY,
            tuple(each.stance(Certainty.UNCOMMITTED) for each in claims),
            builder.context.summary if place == summarised else None,
            parent=told[-1],
            relaying=relaying,
        )
        told.append(builder.add(step))
    return told


def relay_mode(builder: PlanBuilder, speaker: Naming, *, is_last: bool) -> RelayMode:
    """How a station passes on. The last one, the report that is read, shows it in the form of the selected words."""
    if not builder.spans:
        return RelayMode.SUMMARISES if speaker is Naming.UNATTRIBUTED else RelayMode.PARAPHRASES
    quotes = builder.context.form is not QuoteForm.INDIRECT
    if is_last:
        quotes = quotes or all(is_in_quotes(builder.text, *span) for span in builder.spans)
    return RelayMode.QUOTES if quotes else RelayMode.PARAPHRASES


def naming_of(who: Speaker | Statement) -> Naming:
    """How well the first speaker is known."""
    return who.source.naming if isinstance(who, Statement) else who.naming
