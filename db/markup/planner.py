"""Plan the rows for a line of mark-up. Writing them is `db.markup.apply`.

The speaker's own statement comes first, each station passes on the one before it, and the report that is read passes
on the last, unless its outlet speaks itself or publishes the speaker. Relaying statements bear on the same claims with
the same polarity and are uncommitted. The selected words are anchored on the statement that the report passes on,
since they are the report's words for it: a station's where it quotes one, else the speaker's.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.attribution.verbs import is_denial_cue
from db.dataclass import replace
from db.errors import OnRecordError, Refused
from db.markup.claims import ClaimWithStance, describe_stances, resolve_claims
from db.markup.nesting import (
    are_passed_on,
    can_pass_on,
    enclosed_statements,
    enclosing_statement,
    line_without_source,
    pass_on_through,
    relaying_statement,
)
from db.markup.parse_names import LineName, NameDetails
from db.markup.parser import MarkupLine, parse_line
from db.markup.plan import MarkupContext, NewRelay, NewStatement, Plan, PlannedSpeaker, Repeat, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.quotes import plan_quote
from db.markup.repeat_plan import chosen_repeat, plan_repeat
from db.markup.repeats import clear_repeat, find_repeats
from db.markup.resolve import SeveralReports, first_relaying_key, require_statement
from db.markup.saying_time import time_of_saying
from db.markup.speakers import (
    Speaker,
    first_report_of,
    places_of,
    reading_outlet,
    resolve_first_speaker,
    resolve_station,
)
from db.markup.stations import naming_of, plan_relays, relay_mode, stations_to_report
from db.model.enums import Act, Basis, Certainty, Naming, Polarity, SourceKind, Voice
from db.model.ids import CaseId, StatementId
from db.queries.sources import Source
from db.queries.statements import Statement
from db.search.similar import bare_name, same_sources
from db.store.reader import Reader
from db.text.quotation import in_quotes
from db.text.words import word_set


def plan_line(record: Reader, line: MarkupLine | str, context: MarkupContext) -> Plan:
    """Plan a line of mark-up.

    :param line: the line, or its text.
    :param context: the report that is read, the selected words, and what is known of them.
    :raises Unread: the text can't be parsed.
    :raises Refused: it can't be written, or is ambiguous.
    :raises NotFound: it has an unknown key.
    """
    if isinstance(line, str):
        line = parse_line(line)
    try:
        return _plan_once(record, line, context)
    except SeveralReports as several:
        return _plan_in_one_report(record, line, context, several)


def _plan_in_one_report(record: Reader, line: MarkupLine, context: MarkupContext, several: SeveralReports) -> Plan:
    """The plan for the one of an outlet's reports that has on record what a line says.

    :raises SeveralReports: none has it, or several do.
    """
    found: list[Plan] = []
    for key in several.keys:
        try:
            plan = plan_line(record, _with_report(record, line, context.case, several.outlet, key), context)
        except OnRecordError:
            continue  # it does not fit in this report
        found += [plan] if plan.repeated is not None else []
    if len(found) != 1:
        raise several
    return found[0]


def _with_report(record: Reader, line: MarkupLine, case: CaseId, outlet: Source, key: str) -> MarkupLine:
    """A line with the key of a report in place of its outlet's name."""

    def replaced(name: LineName) -> LineName:
        if all(each.id != outlet.id for each in same_sources(record, case, name.text)):
            return name
        return replace(name, text=key, is_key=True, told=replace(name.told, kind=None, naming=None))

    place = replaced(line.place) if line.place is not None else None
    return replace(line, who=replaced(line.who), place=place, stations=tuple(map(replaced, line.stations)))


def _plan_once(record: Reader, line: MarkupLine, context: MarkupContext) -> Plan:
    """The plan for a line whose names stand for one report each."""
    if context.same_as is not None:
        others = plan_line(record, line, replace(context, same_as=None)).repeats
        return plan_repeat(record, line, context, chosen_repeat(record, context.same_as, others), others)
    builder = PlanBuilder(record, context)
    through = enclosing_statement(builder)
    who = _statement_on_record(builder, line) or _first_speaker(builder, line, through)
    stations = [resolve_station(builder, name) for name in line.stations]
    claims = resolve_claims(builder, line.bearings)
    _ask_about_denial(builder, line, claims)
    told = relaying_statement(builder, who, claims) if isinstance(who, Speaker) and not stations else None
    repeats: tuple[Repeat, ...] = ()
    if told is not None:
        builder.doubt(f"{told.key} says this already: it relays what is within these words.")
        first: StatementId | StepResult = told.id
        plan_quote(builder, first)
    else:
        through = through if through is not None and can_pass_on(through, stations[-1] if stations else who) else None
        way = stations_to_report(who, stations, None if through else reading_outlet(builder))
        if isinstance(who, Speaker):
            repeats = find_repeats(builder, who, places_of(who, way, through), claims, line.who.told)
            repeated = clear_repeat(repeats)
            if repeated is not None and not context.is_new:
                return plan_repeat(record, line, context, repeated, repeats)
            if repeats and not context.is_new:
                line = _until_decided(builder, line, who, repeats)
        first = _plan_statements(builder, line, who, way, through, claims)
    if isinstance(who, Statement):
        return builder.plan(line, f"{who.source.short} ({who.key})", first, repeats)
    speaker = PlannedSpeaker(line.who.text, who.kind, who.naming, isinstance(who.source, StepResult))
    return replace(builder.plan(line, who.label, first, repeats), speaker=speaker)


def _ask_about_denial(builder: PlanBuilder, line: MarkupLine, claims: Sequence[ClaimWithStance]) -> None:
    """Ask whether words that are introduced as a denial really are for a claim."""
    supported = [each.label for each in claims if each.polarity is Polarity.FOR]
    is_silent = not any(each.polarity is Polarity.AGAINST for each in claims)
    cue = builder.context.cue or ""
    if supported and is_silent and line.who.told.act is None and is_denial_cue(cue):
        builder.ask(f"{in_quotes(cue)} introduces a denial, and it is for {' '.join(supported)}. Is it against?")


def _plan_statements(
    builder: PlanBuilder,
    line: MarkupLine,
    who: Speaker | Statement,
    way: Sequence[Speaker],
    through: Statement | None,
    claims: Sequence[ClaimWithStance],
) -> StatementId | StepResult:
    """Plan the speaker's statement, those that pass it on, and the quote; return the first of them."""
    if isinstance(who, Statement):
        first: StatementId | StepResult = who.id
        _add_relay_doubts(builder, who, way, claims)
    else:
        first = _plan_own_statement(builder, line.who, who, claims, with_summary=len(way) < 2)
    told = _plan_way(builder, who, first, way, claims)
    if through is not None:
        pass_on_through(builder, through, told[-1], claims, relay_mode(builder, naming_of(who), is_last=False))
    plan_quote(builder, told[-2] if way and not through else told[-1])
    return first


def _plan_way(
    builder: PlanBuilder,
    who: Speaker | Statement,
    first: StatementId | StepResult,
    way: Sequence[Speaker],
    claims: Sequence[ClaimWithStance],
) -> list[StatementId | StepResult]:
    """Plan the statements of the stations; return all statements from the first on.

    A station's own line, which is read only in copies, passes the first statement on from now on.
    """
    for place, stop in enumerate(way):
        line = line_without_source(builder, stop, claims)
        if line is not None and can_pass_on(line, who):
            before = plan_relays(builder, who, first, way[:place], claims)
            relaying = stop.relaying or relay_mode(builder, naming_of(who), is_last=False)
            pass_on_through(builder, line, before[-1], claims, relaying)
            return [*before, *plan_relays(builder, line, line.id, way[place + 1 :], claims)]
    return plan_relays(builder, who, first, way, claims)


def _until_decided(builder: PlanBuilder, line: MarkupLine, who: Speaker, repeats: Sequence[Repeat]) -> MarkupLine:
    """A line that may repeat several statements, so that it adds no origin before a person says which."""
    named = "; ".join(each.words for each in repeats[:_NAMED])
    more = f"; {len(repeats) - _NAMED} more" if len(repeats) > _NAMED else ""
    if not isinstance(who.source, StepResult):  # another statement of a source on record adds no origin
        builder.doubt(f"This may already be on record: {named}{more}.")
        return line
    builder.doubt(f"This may be already on record, and is not counted until you decide: {named}{more}.")
    return replace(line, who=replace(line.who, told=replace(line.who.told, basis=Basis.NOT_RECORDED)))


_NAMED = 4
"""Statements that a doubt names at most."""


def _first_speaker(builder: PlanBuilder, line: MarkupLine, through: Statement | None) -> Speaker:
    heard_in = None if line.who.is_key else first_report_of(builder, line.place, line.stations, through)
    return resolve_first_speaker(builder, line.who, line.place, heard_in)


def _statement_on_record(builder: PlanBuilder, line: MarkupLine) -> Statement | None:
    """The statement on record that the line begins with, if it does."""
    who = line.who
    if not who.is_key or who.text[0] != "S":
        return None
    if line.place is not None or who.told != NameDetails():
        raise Refused(f"{who.text} is already on record: its act and place are.", "Change them by editing it.")
    return require_statement(builder.record, builder.case, who.text)


def _add_relay_doubts(
    builder: PlanBuilder, said: Statement, way: Sequence[Speaker], claims: Sequence[ClaimWithStance]
) -> None:
    known = {stance.claim for stance in said.stances}
    strange = [each.label for each in claims if each.claim not in known]
    if strange:
        builder.doubt(f"{said.key} has no stance on {' '.join(strange)}: there is nothing to relay.")
    first = way[0]
    if first.report is not None and not isinstance(first.report, StepResult):
        already = first_relaying_key(builder.record, said.id, first.report)
        if already:
            builder.doubt(f"{already} in {first.report_label} relays {said.key} already.")


# --- statements ---


def _plan_own_statement(
    builder: PlanBuilder, name: LineName, who: Speaker, claims: Sequence[ClaimWithStance], *, with_summary: bool
) -> StepResult:
    """Plan the speaker's statement: in its own voice, unless it only passes on statements within the words."""
    told, parents = name.told, enclosed_statements(builder, who)
    relayed = are_passed_on(claims, parents)
    act = told.act or (Act.REPORT if relayed else _act_of(who, claims))
    basis, ground = (
        (Basis.RELAY, "") if relayed else (told.basis, "") if told.basis else _basis_with_reason(builder, name, who)
    )
    certainty = Certainty.UNCOMMITTED if relayed else None
    said = time_of_saying(builder, told.said)
    when = f", said {said.raw or said.edtf}" if said and (said.raw or said.edtf) else ""
    voice = Voice.RELAYED if relayed else Voice.OWN
    how = "relayed" if relayed else f"own voice, {act}, {basis.replace('_', ' ')}{ground}"
    sentence = f"new statement: {who.shown}, {how}{when}: {describe_stances(claims, certainty)}"
    if act is Act.DENY and not any(each.polarity is Polarity.AGAINST for each in claims):
        doubt = builder.ask if any(each.polarity is Polarity.FOR for each in claims) else builder.doubt
        doubt(f"{who.label} denies, but is against no claim: no denial will be listed.")
    stances = tuple(each.stance(certainty) for each in claims)
    summary = builder.context.summary if with_summary else None
    first = builder.add(NewStatement(sentence, who.source, who.report, act, voice, basis, stances, summary, said))
    relaying = relay_mode(builder, who.naming, is_last=False)
    for parent in parents:
        sentence = f"it relays {parent.key} of {parent.source.short} ({relaying})"
        builder.add(NewRelay(sentence, first, parent.id, relaying))
    return first


def _act_of(who: Speaker, claims: Sequence[ClaimWithStance]) -> Act:
    if claims and all(each.polarity is Polarity.AGAINST for each in claims):
        return Act.DENY
    return Act.REPORT if _is_line_of_outlet(who) else Act.ASSERT


def _basis_with_reason(builder: PlanBuilder, name: LineName, who: Speaker) -> tuple[Basis, str]:
    """The basis of a statement, and the reason for it where the line does not give it."""
    if _is_line_of_outlet(who):
        return Basis.NOT_RECORDED, ""
    if not isinstance(who.source, StepResult):
        before = builder.record.row(
            """SELECT basis, key FROM statements WHERE source = ? AND "case" = ? AND voice = 'own'
               AND basis NOT IN ('not_recorded', 'relay') ORDER BY id DESC LIMIT 1""",
            who.source,
            builder.case,
        )
        if before:
            return Basis(before[0]), f" as in {before[1]}"
    if any(word in _WITNESSES for word in bare_name(name.text).split()):
        return Basis.EYEWITNESS, ", a guess"
    official = who.kind is SourceKind.BODY or who.naming is Naming.ROLE
    return (Basis.OFFICIAL if official else Basis.INSIDER), ", a guess"


_WITNESSES = word_set("witness witnesses eyewitness eyewitnesses resident residents survivor survivors")


def _is_line_of_outlet(who: Speaker) -> bool:
    """Whether no source is named behind a statement: an outlet's own line, or "media reports"."""
    return who.kind is SourceKind.OUTLET or who.naming is Naming.UNATTRIBUTED
