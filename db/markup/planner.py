"""Plan the rows for a line of mark-up. Writing them is `db.markup.apply`.

The speaker's own statement comes first, each station passes on the one before it, and the report that is read passes
on the last, unless its outlet speaks itself or publishes the speaker. Relaying statements bear on the same claims with
the same polarity and are uncommitted. The selected words are anchored on the statement that the report passes on,
since they are the report's words for it: a station's where it quotes one, else the speaker's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.errors import Refused
from db.markup.claims import ClaimWithStance, describe_stances, resolve_claims
from db.markup.nesting import (
    are_passed_on,
    enclosed_statements,
    enclosing_statement,
    pass_on_through,
    relaying_statement,
)
from db.markup.parse_names import LineName, NameDetails
from db.markup.parser import MarkupLine, parse_line
from db.markup.plan import MarkupContext, NewQuote, NewRelay, NewStatement, Plan, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.resolve import first_relaying_key, require_statement
from db.markup.selection import is_in_quotation_marks
from db.markup.speakers import Speaker, reading_outlet, resolve_first_speaker, resolve_station
from db.model.enums import Act, Basis, Certainty, Naming, Polarity, QuoteForm, RelayMode, SourceKind, Voice
from db.model.ids import StatementId
from db.model.times import When, parse_edtf_bounds
from db.queries.statements import Statement
from db.search.similar import bare_name
from db.store.reader import Reader
from db.text.words import word_set

_SHOWN = 60
"""Code points of a quote that are shown in the sentence of its step."""


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
    builder = PlanBuilder(record, context)
    who = _statement_on_record(builder, line) or resolve_first_speaker(builder, line.who, line.place)
    stations = [resolve_station(builder, name) for name in line.stations]
    claims = resolve_claims(builder, line.bearings)
    told = relaying_statement(builder, who, claims) if isinstance(who, Speaker) and not stations else None
    if told is not None:
        builder.doubt(f"{told.key} says this already: it passes on what stands within these words.")
        first: StatementId | StepResult = told.id
        _plan_quote(builder, first)
    else:
        first = _plan_statements(builder, line, who, stations, claims)
    if not (builder.spans or context.summary):
        builder.doubt("No words are selected, and none are given in the desk's own wording.")
    label = f"{who.source.short} ({who.key})" if isinstance(who, Statement) else who.label
    words = f"mark up {label} in {builder.report.key}"
    return Plan(line, context, words, tuple(builder.steps), tuple(builder.doubts), first)


def _plan_statements(
    builder: PlanBuilder,
    line: MarkupLine,
    who: Speaker | Statement,
    stations: Sequence[Speaker],
    claims: Sequence[ClaimWithStance],
) -> StatementId | StepResult:
    """Plan the speaker's statement, those that pass it on, and the quote; return the first of them."""
    through = enclosing_statement(builder, stations[-1] if stations else who)
    way = _stations_to_report(who, stations, None if through else reading_outlet(builder))
    if isinstance(who, Statement):
        first: StatementId | StepResult = who.id
        _add_relay_doubts(builder, who, way, claims)
    else:
        first = _plan_own_statement(builder, line.who, who, claims, with_summary=len(way) < 2)
    told = _plan_relays(builder, who, first, way, claims)
    if through is not None:
        pass_on_through(builder, through, told[-1], claims, _relay_mode(builder, _naming_of(who), is_last=False))
    _plan_quote(builder, told[-2] if way and not through else told[-1])
    return first


def _naming_of(who: Speaker | Statement) -> Naming:
    return who.source.naming if isinstance(who, Statement) else who.naming


# --- the way ---


def _statement_on_record(builder: PlanBuilder, line: MarkupLine) -> Statement | None:
    """The statement on record that the line begins with, if it does."""
    who = line.who
    if not who.is_key or who.text[0] != "S":
        return None
    if line.place is not None or who.told != NameDetails():
        raise Refused(f"{who.text} is on record already: its act and place are.", "Change them by editing it.")
    return require_statement(builder.record, builder.case, who.text)


def _stations_to_report(who: Speaker | Statement, stations: Sequence[Speaker], here: Speaker | None) -> list[Speaker]:
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
            raise Refused(f"{stop.shown} would pass on itself.", "Leave it out of the stations.")
        before = (stop.source, stop.report)
    return way


def _add_relay_doubts(
    builder: PlanBuilder, said: Statement, way: Sequence[Speaker], claims: Sequence[ClaimWithStance]
) -> None:
    known = {stance.claim for stance in said.stances}
    strange = [each.label for each in claims if each.claim not in known]
    if strange:
        builder.doubt(f"{said.key} does not bear on {' '.join(strange)}: nothing passed on stands behind that.")
    first = way[0]
    if first.report is not None and not isinstance(first.report, StepResult):
        already = first_relaying_key(builder.record, said.id, first.report)
        if already:
            builder.doubt(f"{already} in {first.report_label} passes {said.key} on already.")


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
    said = _time_of_saying(builder, told.said)
    when = f", said {said.raw or said.edtf}" if said and (said.raw or said.edtf) else ""
    voice = Voice.RELAYED if relayed else Voice.OWN
    how = "relayed" if relayed else f"own voice, {act}, {basis.replace('_', ' ')}{ground}"
    sentence = f"S? {who.shown}, {how}{when}: {describe_stances(claims, certainty)}"
    if act is Act.DENY and not any(each.polarity is Polarity.AGAINST for each in claims):
        builder.doubt(f"{who.label} denies, but bears against no claim: no denial will be listed.")
    stances = tuple(each.stance(certainty) for each in claims)
    summary = builder.context.summary if with_summary else None
    first = builder.add(NewStatement(sentence, who.source, who.report, act, voice, basis, stances, summary, said))
    relaying = _relay_mode(builder, who.naming, is_last=False)
    for parent in parents:
        sentence = f"it passes {parent.key} of {parent.source.short} on ({relaying})"
        builder.add(NewRelay(sentence, first, parent.id, relaying))
    return first


def _plan_relays(
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
        relaying = stop.relaying or _relay_mode(builder, _naming_of(who), is_last=place == len(way) - 1)
        passed = who.key if place == 0 and isinstance(who, Statement) else "it"
        bears = f": {describe_stances(claims, Certainty.UNCOMMITTED)}" if claims else ""
        step = NewStatement(
            f"S? {stop.shown} passes {passed} on ({relaying}){bears}",
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


def _relay_mode(builder: PlanBuilder, speaker: Naming, *, is_last: bool) -> RelayMode:
    """How a station passes on. The last one, the report that is read, shows it in the form of the selected words."""
    if not builder.spans:
        return RelayMode.SUMMARISES if speaker is Naming.UNATTRIBUTED else RelayMode.PARAPHRASES
    quotes = builder.context.form is not QuoteForm.INDIRECT
    if is_last:
        quotes = quotes or all(is_in_quotation_marks(builder.text, *span) for span in builder.spans)
    return RelayMode.QUOTES if quotes else RelayMode.PARAPHRASES


def _time_of_saying(builder: PlanBuilder, raw: str | None) -> When | None:
    """The time of a statement, bounded by the publication of the report where that is possible."""
    said = builder.context.said or When()
    said = replace(said, raw=raw or said.raw)
    if said == When():
        return None
    (tz,) = builder.record.column("SELECT tz FROM cases WHERE id = ?", builder.case)
    reckoned = parse_edtf_bounds(said, tz)
    latest = builder.report.published.hi
    if said.hi is None and latest and (reckoned.hi or "9") > latest >= (reckoned.lo or ""):
        return replace(said, hi=latest)
    return said


# --- words ---


def _plan_quote(builder: PlanBuilder, on: StatementId | StepResult) -> None:
    """Plan the quote: the selected words on a statement, unless it has them already."""
    context, key = builder.context, builder.report.key
    for start, end in builder.spans:
        exact = builder.text[start:end]
        shown = exact if len(exact) <= _SHOWN else f"{exact[:_SHOWN]}…"
        if not isinstance(on, StepResult) and builder.record.row(
            'SELECT 1 FROM quotes WHERE statement = ? AND capture = ? AND start = ? AND "end" = ?',
            on,
            context.capture,
            start,
            end,
        ):
            builder.doubt(f"“{shown}” is quoted on it already.")
            continue
        sentence = f"“{shown}” quoted from {key}, {start}–{end} ({context.form})"
        builder.add(NewQuote(sentence, on, start, exact, context.lang or builder.report.lang))
