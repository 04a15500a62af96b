"""The report chain: a case's reports in the order to step through, and the content of each step."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from db.dataclass import dataclass, replace
from db.errors import NotFound
from db.model.enums import Holding, LinkKind, Polarity, Voice
from db.model.ids import CaseId, ReportId, SourceId
from db.queries.open_proposals import count_open_in_report
from db.queries.provenance import TracedStatement, passages
from db.queries.reports import Report, reports
from db.queries.statements import statement_ids_in_report
from db.queries.step_diff import StepChanges, compare_steps
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import PAGE, Reader, ids_as_json, order_by_ids, pages, placeholders
from db.text.normalize import casefold_words

_MOST = 60
"""The most statements that a step reads of its report."""


class StepLink(StrEnum):
    """The relation of a step to the one before, the strongest first. The values are the words on the arrow."""

    DENIES = "denied by"
    AFFIRMS = "contradicts"
    CORRECTS = "corrected by"
    RETRACTS = "retracted by"
    CONFIRMS = "confirmed by"
    RESPONDS = "answered by"
    PASSES_ON = "relayed by"
    DRAWS_ON = "draws on"
    OTHER_SIDE = "other side in"
    SAME_SPEAKER = "same speaker"
    SAME_CLAIMS = "same claims"


@dataclass(frozen=True, slots=True)
class StepRelation:
    """One relation of a step to the one before."""

    kind: StepLink
    names: tuple[str, ...]
    """Keys of the claims, or names of the speakers, that the two have in common."""


@dataclass(frozen=True, slots=True)
class Step:
    """One report of the chain with its statements."""

    number: int
    """From 1."""
    of: int
    """The number of steps in the chain."""
    report: Report
    note: str | None
    passages: tuple[TracedStatement, ...]
    more: int
    """The number of statements that were not read."""
    joins: tuple[StepRelation, ...]
    """Its relations to the step before; empty at the first step, or if the record has none."""
    changed: StepChanges | None
    """Words that differ from the step before, at the first step from the next; None if it is the only step."""
    copies: tuple[str, ...] = ()
    """Keys of other reports with words of these statements, which are not shown beside the report's own."""
    opening: str | None = None
    """The beginning of a held text of which no words are quoted yet."""
    open_proposals: int = 0
    """Open proposals in its newest text; 0 also where it was not looked through yet."""


_SET = 'SELECT report FROM chain_steps WHERE "case" = ? ORDER BY position'
_BY_TIME = """
SELECT id FROM reports WHERE "case" = ? ORDER BY published_lo IS NULL, published_lo, published_hi, id"""


def chain(
    record: Reader,
    case: CaseId,
    *,
    most: int = -1,
    into: Ids[ReportId] | None = None,
    progress: Progress | None = None,
) -> Ids[ReportId]:
    """The reports of a case in the order of the chain: as a person set it, else by time, then by key.

    :param most: the most to return; -1 for all.
    :param into: a list to fill.
    :raises QueryStopped: the query was stopped.
    """
    is_set = record.row(f"{_SET} LIMIT 1", case)
    return record.ids(f"{_SET if is_set else _BY_TIME} LIMIT ?", case, most, into=into, progress=progress)


def filter_chain(
    record: Reader,
    case: CaseId,
    matching: str,
    *,
    into: Ids[ReportId] | None = None,
    progress: Progress | None = None,
) -> Ids[ReportId]:
    """The reports of the chain whose outlet, key, title or quotes contain a text, ignoring case and accents.

    :param into: a list to fill.
    :raises QueryStopped: the query was stopped.
    """
    found: Ids[ReportId] = Ids() if into is None else into
    walk = chain(record, case)
    for number, page in enumerate(pages(walk)):
        if progress is not None:
            progress.go_on(number * PAGE, len(walk))
        held = record.column(
            """SELECT re.id FROM reports re JOIN sources so ON so.id = re.outlet
                WHERE re.id IN (SELECT value FROM json_each(:page)) AND (
                  instr(folded(CAST(re.key || ' ' || so.name || ' ' || coalesce(so.short, '') || ' ' ||
                                    coalesce(re.title, '') AS BLOB)), :part)
                  OR EXISTS (SELECT 1 FROM statements st JOIN quotes q ON q.statement = st.id
                             WHERE st.report = re.id AND instr(folded(CAST(q.exact AS BLOB)), :part)))""",
            page=ids_as_json(page),
            part=casefold_words(matching),
        )
        found.take(order_by_ids(page, {id: id for id in held}))
    return found


def step(record: Reader, walk: Sequence[ReportId], number: int) -> Step:
    """Read one step.

    :param walk: the chain, from :func:`chain`.
    :param number: the step, from 1.
    :raises NotFound: the report was deleted.
    """
    here = walk[number - 1]
    found = reports(record, [here])
    if not found:
        raise NotFound("This report is no longer in the store.", "Open the case again.")
    ids = statement_ids_in_report(record, here)
    whole = passages(record, ids[:_MOST])
    said = tuple(map(own_words, whole))
    neighbour = walk[number - 2] if number > 1 else walk[number] if len(walk) > 1 else None
    beside = statement_ids_in_report(record, neighbour)[:_MOST] if neighbour is not None else []
    other = tuple(map(own_words, passages(record, beside)))
    note = record.row("SELECT note FROM chain_steps WHERE report = ?", here)
    return Step(
        number=number,
        of=len(walk),
        report=found[0],
        note=note[0] if note else None,
        passages=said,
        more=max(0, len(ids) - _MOST),
        joins=_step_joins(record, (walk[number - 2], other), (here, said)) if number > 1 else (),
        changed=compare_steps(said, other) if neighbour is not None else None,
        copies=_copies(whole, said),
        opening=_opening(record, found[0], said),
        open_proposals=count_open_in_report(record, here),
    )


def own_words(passage: TracedStatement) -> TracedStatement:
    """A statement with the words of its own report alone; where we have none of them, each wording once."""
    statement = passage.statement
    kept = tuple(quote for quote in statement.quotes if quote.read_in == statement.report_key)
    if not kept:
        worded = {casefold_words(quote.exact): quote for quote in reversed(statement.quotes)}
        kept = tuple(quote for quote in statement.quotes if quote in worded.values())
    if len(kept) == len(statement.quotes):
        return passage
    return replace(passage, statement=replace(statement, quotes=kept))


def _copies(whole: Sequence[TracedStatement], said: Sequence[TracedStatement]) -> tuple[str, ...]:
    """The reports with words that are left out of a step."""
    shown = {quote.id for passage in said for quote in passage.statement.quotes}
    every = (quote for passage in whole for quote in passage.statement.quotes)
    return tuple(dict.fromkeys(quote.read_in for quote in every if quote.id not in shown))


def _opening(record: Reader, report: Report, said: Sequence[TracedStatement]) -> str | None:
    """The beginning of a held text, if none of its words are quoted."""
    if report.holding is not Holding.HELD or any(
        quote.read_in == report.key for passage in said for quote in passage.statement.quotes
    ):
        return None
    found = record.row(
        "SELECT substr(text, 1, ?) FROM captures WHERE report = ? ORDER BY id DESC LIMIT 1", _OPENING + 1, report.id
    )
    text = " ".join(str(found[0]).split()) if found else ""
    return f"{text[:_OPENING]}…" if len(text) > _OPENING else text or None


_OPENING = 300
"""Code points of a text that are shown where nothing in it is quoted."""


def step_relations(record: Reader, before: ReportId, after: ReportId) -> tuple[StepRelation, ...]:
    """The relations of a report to the one before it on a chain, the strongest first.

    Statements that the later report only passes on neither deny nor affirm; its own, and those it publishes for
    another, do.
    """
    then = passages(record, statement_ids_in_report(record, before)[:_MOST])
    now = passages(record, statement_ids_in_report(record, after)[:_MOST])
    return _step_joins(record, (before, then), (after, now))


Said = tuple[ReportId, Sequence[TracedStatement]]
"""A report with the statements that a step reads."""


def _step_joins(record: Reader, earlier: Said, later: Said) -> tuple[StepRelation, ...]:
    (before, then), (after, now) = earlier, later
    own = [passage for passage in now if passage.statement.voice is Voice.OWN]
    relayed = [passage for passage in now if passage.statement.voice is Voice.RELAYED]
    linked = _recorded_links(record, before, after)
    found = {
        **linked,
        StepLink.DENIES: _claims_on_opposite_sides(then, Polarity.FOR, own, Polarity.AGAINST)
        or linked.get(StepLink.DENIES, ()),
        StepLink.AFFIRMS: _claims_on_opposite_sides(then, Polarity.AGAINST, own, Polarity.FOR),
        StepLink.PASSES_ON: _relayed_statements(record, before, after),
        StepLink.DRAWS_ON: _relayed_statements(record, after, before),
        StepLink.OTHER_SIDE: (
            *_claims_on_opposite_sides(then, Polarity.FOR, relayed, Polarity.AGAINST),
            *_claims_on_opposite_sides(then, Polarity.AGAINST, relayed, Polarity.FOR),
        ),
        StepLink.SAME_SPEAKER: _common_speakers(then, now),
        StepLink.SAME_CLAIMS: _claims_on_opposite_sides(then, Polarity.FOR, now, Polarity.FOR),
    }
    return tuple(StepRelation(kind, names) for kind in StepLink if (names := found.get(kind)))


def _claims_on_opposite_sides(
    then: Sequence[TracedStatement], before: Polarity, now: Sequence[TracedStatement], after: Polarity
) -> tuple[str, ...]:
    """Keys of the claims on which two steps take opposite sides, in the order of the later step."""
    met = {stance.claim for passage in then for stance in passage.statement.stances if stance.polarity is before}
    return tuple(
        dict.fromkeys(
            stance.key
            for passage in now
            for stance in passage.statement.stances
            if stance.polarity is after and stance.claim in met
        )
    )


def _common_speakers(then: Sequence[TracedStatement], now: Sequence[TracedStatement]) -> tuple[str, ...]:
    """The speakers whom both steps pass on."""
    heard: set[SourceId] = {passage.speaker.id for passage in then}
    return tuple(dict.fromkeys(passage.speaker.name for passage in now if passage.speaker.id in heard))


_LINKS = {
    LinkKind.DENIES: StepLink.DENIES,
    LinkKind.CORRECTS: StepLink.CORRECTS,
    LinkKind.RETRACTS: StepLink.RETRACTS,
    LinkKind.CONFIRMS: StepLink.CONFIRMS,
    LinkKind.RESPONDS_TO: StepLink.RESPONDS,
}


def _recorded_links(record: Reader, before: ReportId, after: ReportId) -> dict[StepLink, tuple[str, ...]]:
    """Statement links from the later report to the earlier."""
    rows = record.rows(
        f"""SELECT l.kind, group_concat(DISTINCT earlier.key) FROM statement_links l
            JOIN statements now ON now.id = l.statement JOIN statements earlier ON earlier.id = l.other
            WHERE now.report = ? AND earlier.report = ? AND l.kind IN ({placeholders(range(len(_LINKS)))})
            GROUP BY l.kind""",
        after,
        before,
        *_LINKS,
    )
    return {_LINKS[LinkKind(kind)]: tuple(keys.split(",")) for kind, keys in rows}


def _relayed_statements(record: Reader, parent: ReportId, child: ReportId) -> tuple[str, ...]:
    """Keys of the statements of one report that another passes on."""
    return tuple(
        record.column(
            """SELECT DISTINCT p.key FROM relays r JOIN statements p ON p.id = r.parent
               JOIN statements c ON c.id = r.child WHERE p.report = ? AND c.report = ? ORDER BY p.id""",
            parent,
            child,
        )
    )
