"""Plan a line that repeats a statement on record: its words become another quote, and what is missing is added.

The statement and the source behind it are not written again. Of the stations that the line names, those that pass the
statement on already stay as they are; the others, up to the report that is read, pass it on from now on.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import replace
from db.errors import Refused
from db.markup.claims import ClaimWithStance, describe_stances, resolve_claims
from db.markup.nesting import can_pass_on, enclosing_statement, pass_on_through
from db.markup.parser import MarkupLine
from db.markup.plan import InheritedStances, MarkupContext, Plan, Repeat, RepeatReason, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.quotes import plan_quote
from db.markup.repeats import repeat_of, stance_on
from db.markup.speakers import Speaker, reading_outlet, resolve_publisher, resolve_station
from db.markup.stations import plan_relays, relay_mode
from db.model.enums import Certainty, RelayMode, Voice
from db.model.ids import StatementId
from db.queries.provenance import relaying_statements
from db.queries.statements import Statement, statements
from db.store.reader import Reader

_MOST = 500
"""Statements that pass the repeated one on and are looked at."""


def chosen_repeat(record: Reader, statement: StatementId, offered: Sequence[Repeat] = ()) -> Repeat:
    """A statement that a person says is repeated.

    :param offered: the statements that the line may repeat.
    :raises Refused: it is no longer on record.
    """
    for each in offered:
        if each.statement == statement:
            return each
    found = statements(record, [statement])
    if not found:
        raise Refused("The statement that is repeated is no longer on record.", "Choose again.")
    return repeat_of(found[0], RepeatReason.CHOSEN, is_clear=True)


def plan_repeat(
    record: Reader, line: MarkupLine, context: MarkupContext, repeated: Repeat, repeats: tuple[Repeat, ...] = ()
) -> Plan:
    """Plan a line that repeats a statement.

    :param repeats: all statements that it may repeat.
    :raises Refused: it can't be written.
    """
    builder = PlanBuilder(record, context)
    said = statements(record, [repeated.statement])[0]
    claims = resolve_claims(builder, line.bearings)
    through = enclosing_statement(builder)
    stops = _stops(builder, line)
    if through is not None and stops and _stands_at(through, stops[-1]):
        stops.pop()  # the statement that encloses the words is that station's
    through = through if through is not None and can_pass_on(through, stops[-1] if stops else said) else None
    if through is None:
        stops = _up_to_here(builder, stops)
    builder.doubt(f"{repeated.words} says this already ({repeated.reason}): these words are another quote of it.")
    chain, missing = _known_way(builder, said, stops)
    for each in chain:
        _add_missing_stances(builder, each, claims)
    told = plan_relays(builder, chain[-1], chain[-1].id, missing, claims)
    if through is not None and through.id not in relaying_statements(record, [chain[-1].id], _MOST):
        pass_on_through(builder, through, told[-1], claims, relay_mode(builder, said.source.naming, is_last=False))
    every: list[StatementId | StepResult] = [*(each.id for each in chain[:-1]), *told]
    plan_quote(builder, every[-2] if through is None and len(every) > 1 else every[-1])
    return builder.plan(line, f"{said.source.short} ({said.key})", said.id, repeats, repeated)


def _stops(builder: PlanBuilder, line: MarkupLine) -> list[Speaker]:
    """The stations of a line, from the outlet that publishes its statement onwards."""
    publisher = [resolve_publisher(builder, line.place)] if line.place is not None else []
    return [*publisher, *(resolve_station(builder, name) for name in line.stations)]


def _up_to_here(builder: PlanBuilder, stops: list[Speaker]) -> list[Speaker]:
    here = reading_outlet(builder)
    if builder.context.republishes:
        here = replace(here, relaying=RelayMode.REPUBLISHES)
    return stops if stops and stops[-1].report == here.report else [*stops, here]


def _known_way(
    builder: PlanBuilder, said: Statement, stops: Sequence[Speaker]
) -> tuple[list[Statement], list[Speaker]]:
    """The statements that pass one on at the stops of a line already, from it onwards, and the stops without one."""
    chain, missing = [said], list(stops)
    if missing and said.report is not None and missing[0].report == said.report:
        del missing[0]
    while missing:
        passing_on = statements(builder.record, relaying_statements(builder.record, [chain[-1].id], _MOST))
        found = next((each for each in passing_on if _stands_at(each, missing[0])), None)
        if found is None:
            break
        chain.append(found)
        del missing[0]
    return chain, missing


def _stands_at(statement: Statement, stop: Speaker) -> bool:
    return statement.source.id == stop.source and statement.report == stop.report


def _add_missing_stances(builder: PlanBuilder, on: Statement, claims: Sequence[ClaimWithStance]) -> None:
    """Add the stances of a line that a statement on record lacks; one that it has stays as it is."""
    certainty = Certainty.UNCOMMITTED if on.voice is Voice.RELAYED else None
    missing = [each for each in claims if stance_on(each, on) is None]
    for each in claims:
        known = stance_on(each, on)
        if known is not None and known.polarity is not each.polarity:
            builder.doubt(f"{on.key} is {known.polarity.word} {each.label} on record, and stays so.")
    if missing:
        sentence = f"{on.key} {on.source.short}: {describe_stances(missing, certainty)}"
        builder.add(InheritedStances(sentence, on.id, tuple(each.stance(certainty) for each in missing)))
