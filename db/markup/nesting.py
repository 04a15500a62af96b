"""Nested attributions: a statement on record that passes on, or is passed on by, the one that is marked up now.

"Bas News wrote that Khalaf told reporters …" has two attributions. Whichever is marked up first, Bas News' statement
passes on Khalaf's, and says in its own voice only what it does not have from him.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.markup.claims import ClaimWithStance, describe_stances
from db.markup.plan import InheritedStances, NewRelay, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.speakers import Speaker
from db.model.enums import Certainty, RelayMode, SourceKind, Voice
from db.model.ids import StatementId
from db.queries.provenance import relaying_statements as relaying_of
from db.queries.statements import Stance, Statement, statements
from db.store.reader import placeholders

_MOST = 200
"""The number of relaying statements that are followed."""


def enclosing_statement(builder: PlanBuilder) -> Statement | None:
    """The statement on record whose words enclose the selected ones."""
    if builder.context.through is None:
        return None
    found = statements(builder.record, [builder.context.through])
    return found[0] if found else None


def can_pass_on(through: Statement, last: Speaker | Statement) -> bool:
    """Whether a statement can pass on what was last said: no source passes on itself."""
    return through.source.id != (last.source.id if isinstance(last, Statement) else last.source)


def pass_on_through(
    builder: PlanBuilder,
    through: Statement,
    parent: StatementId | StepResult,
    claims: Sequence[ClaimWithStance],
    relaying: RelayMode,
) -> None:
    """Make a statement on record relay the new one. Its stances on the claims it takes from it become uncommitted.

    :param through: the statement on record. It, and those that pass it on, bear on the claims from now on.
    """
    sentence = f"{through.key} {_passage_in_words(through)} relays it ({relaying})"
    builder.add(NewRelay(sentence, through.id, parent, relaying))
    loosened = [each for each in claims if _stance_is_loosened(each, through)]
    told = [each for each in claims if _stance_on_claim(each, through) is None]
    kept = {stance.claim for stance in through.stances} - {
        each.claim for each in claims if _stance_agrees(each, through)
    }
    only_passes_on = not kept and through.voice is Voice.OWN
    if loosened or told or only_passes_on:
        relayed = ", relayed and no longer in its own voice" if only_passes_on else ""
        _add_inherited_stances(builder, through, [*loosened, *told], relayed, only_passes_on=only_passes_on)
    for other in statements(builder.record, relaying_of(builder.record, [through.id], _MOST)):
        missing = [each for each in claims if _stance_on_claim(each, other) is None]
        if missing:
            _add_inherited_stances(builder, other, missing, "", only_passes_on=False)


def line_without_source(builder: PlanBuilder, stop: Speaker, claims: Sequence[ClaimWithStance]) -> Statement | None:
    """A station's own line on the same claims that is read only in other reports: they left out who told the station.

    :param claims: the claims of the line.
    """
    if not claims or stop.kind is not SourceKind.OUTLET or stop.report is None or isinstance(stop.report, StepResult):
        return None
    found = builder.record.column(
        """SELECT st.id FROM statements st WHERE st.report = :report AND st.source = :source AND st.voice = 'own'
             AND NOT EXISTS (SELECT 1 FROM relays r WHERE r.child = st.id)
             AND EXISTS (SELECT 1 FROM quotes q WHERE q.statement = st.id)
             AND NOT EXISTS (SELECT 1 FROM quotes q JOIN captures ca ON ca.id = q.capture
                             WHERE q.statement = st.id AND ca.report = :report)
           ORDER BY st.id LIMIT :most""",
        report=stop.report,
        source=stop.source,
        most=_MOST,
    )
    lines = statements(builder.record, found)
    return next((each for each in lines if all(_stance_agrees(claim, each) for claim in claims)), None)


def relaying_statement(builder: PlanBuilder, who: Speaker, claims: Sequence[ClaimWithStance]) -> Statement | None:
    """The statement on record in which a speaker only passes on statements within the selected words.

    :param claims: the claims of the line.
    """
    found = _inner_statement_passed_on(builder, who)
    return found if found is not None and all(_stance_agrees(each, found) for each in claims) else None


def enclosed_statements(builder: PlanBuilder, who: Speaker) -> list[Statement]:
    """The statements on record within the selected words that no statement of the speaker passes on yet."""
    if _inner_statement_passed_on(builder, who) is not None:
        return []
    return [each for each in statements(builder.record, builder.context.inside) if each.source.id != who.source]


def are_passed_on(claims: Sequence[ClaimWithStance], parents: Sequence[Statement]) -> bool:
    """Whether all claims come from statements that are passed on, so that the speaker says nothing of its own."""
    return bool(parents) and all(any(_stance_agrees(each, parent) for parent in parents) for each in claims)


def _inner_statement_passed_on(builder: PlanBuilder, who: Speaker) -> Statement | None:
    ids = builder.context.inside
    if not ids or isinstance(who.source, StepResult):
        return None
    found = builder.record.column(
        f"""SELECT st.id FROM relays r JOIN statements st ON st.id = r.child
            WHERE r.parent IN ({placeholders(ids)}) AND st.source = ? ORDER BY st.id LIMIT 1""",
        *ids,
        who.source,
    )
    return statements(builder.record, found)[0] if found else None


def _add_inherited_stances(
    builder: PlanBuilder, on: Statement, claims: Sequence[ClaimWithStance], how: str, *, only_passes_on: bool
) -> None:
    bears = f": {describe_stances(claims, Certainty.UNCOMMITTED)}" if claims else ""
    sentence = f"{on.key} {_passage_in_words(on)}{how}{bears}"
    stances = tuple(each.stance(Certainty.UNCOMMITTED) for each in claims)
    builder.add(InheritedStances(sentence, on.id, stances, only_passes_on))


def _passage_in_words(statement: Statement) -> str:
    where = f" in {statement.report_key}" if statement.report_key else ""
    return f"{statement.source.short}{where}"


def _stance_agrees(claim: ClaimWithStance, statement: Statement) -> bool:
    stance = _stance_on_claim(claim, statement)
    return stance is not None and stance.polarity is claim.polarity


def _stance_is_loosened(claim: ClaimWithStance, statement: Statement) -> bool:
    stance = _stance_on_claim(claim, statement)
    return stance is not None and stance.polarity is claim.polarity and stance.certainty is not Certainty.UNCOMMITTED


def _stance_on_claim(claim: ClaimWithStance, statement: Statement) -> Stance | None:
    return None if isinstance(claim.claim, StepResult) else statement.bearing(claim.claim)
