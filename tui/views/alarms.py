"""Views of alarms: those of a case by kind, and one alarm with the rows that make it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from textual.content import Content

from db.algorithms.grouping import group_alike
from db.analysis.alarms import Alarm, AlarmKind
from db.dataclass import dataclass
from db.model.ids import StatementId
from db.queries.claims import Claim, claims
from db.queries.provenance import passages
from db.queries.reports import reports
from db.queries.sources import Source, sources
from db.store.reader import Reader
from tui.documents.statements import reports_of_statements
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block
from tui.views.parts import fact, heading_block, passage_block, report_fact, text_block

if TYPE_CHECKING:
    from db.analysis.alarms import AlarmRow

MOST = 200
"""Alarms, or rows of one kind behind an alarm, that are laid out at first; a line gives the number of the rest."""

MEANING = {
    AlarmKind.ECHO: "many outlets, one recorded origin",
    AlarmKind.SAME_HOUSE: "one organisation says it and denies it",
    AlarmKind.CHANGED_ACCOUNT: "one source says it and denies it",
    AlarmKind.LOOK_ALIKE_SOURCES: "similar names, counted as two",
    AlarmKind.ATTRIBUTION_DROPPED: "states as its own what it has from others",
    AlarmKind.CERTAINTY_INFLATED: "more certain than the statement it relays",
    AlarmKind.POLARITY_FLIPPED: "relayed with the opposite meaning",
    AlarmKind.CIRCULAR: "relays that lead back to themselves",
    AlarmKind.ORIGIN_NOT_RECORDED: "no source is named",
    AlarmKind.MISSING_VOICE: "credited or accused, but not heard",
    AlarmKind.SECOND_HAND_ONLY: "seen only in other reports: get the original",
    AlarmKind.DENIAL_SCOPE: "what a denial does not deny",
}
"""Each kind in a few words."""


@dataclass(frozen=True, slots=True)
class AlarmsView:
    """The alarms of a case."""

    blocks: tuple[Block, ...]
    standing: int
    aside: int
    """Number of alarms that are set aside."""


def alarms_view(
    found: Sequence[Alarm], most: int = MOST, *, of_each_kind: bool = False, unfinished: Collection[AlarmKind] = ()
) -> AlarmsView:
    """Lay out alarms by kind, then those that are set aside.

    :param most: alarms to lay out.
    :param of_each_kind: whether so many of each kind are laid out, as of a large case.
    :param unfinished: kinds of which there may be more than those found.
    """
    standing = [alarm for alarm in found if alarm.set_aside is None]
    aside = [alarm for alarm in found if alarm.set_aside is not None]
    blocks: list[Block] = [_count_line(len(standing), len(aside), is_whole=not unfinished)]
    shown = 0
    for kind in AlarmKind:
        all_of_kind = [alarm for alarm in standing if alarm.kind is kind]
        of_kind = all_of_kind[: most if of_each_kind else max(0, most - shown)]
        shown += len(of_kind)
        if of_kind:
            number = f"{'>' if kind in unfinished else ''}{len(all_of_kind):,}"
            blocks.append(heading_block(f"{Mark.ALARM} {kind.word} · {number}", MEANING[kind]))
            blocks += map(_alarm_in_list, _grouped(of_kind))
    if aside:
        blocks.append(
            heading_block(
                f"{Mark.SET_ASIDE} dismissed · {len(aside):,}", "each comes back when the record behind it changes"
            )
        )
        blocks += map(_alarm_in_list, _grouped(aside[:most]))
    left = len(standing) - shown + max(0, len(aside) - most)
    if left:
        blocks.append(text_block(f"… and {left:,} more: enter shows more", target=Thing(ThingKind.MORE, 0), gap=True))
    if unfinished:
        blocks.append(text_block(("onrecord alarms lists all of them, however many there are.", DIM), gap=True))
    return AlarmsView(tuple(blocks), len(standing), len(aside))


def alarm_blocks(found: Iterable[Alarm]) -> list[Block]:
    """The alarms that bear on a claim or a denial, for its own view."""
    bearing = sorted(found, key=lambda alarm: alarm.set_aside is not None)
    if not bearing:
        return []
    standing = sum(alarm.set_aside is None for alarm in bearing)
    blocks = [heading_block(f"{Mark.ALARM} {wording.pluralize(standing, 'alarm')}", "enter shows why")]
    blocks += map(_alarm_with_name, _grouped(bearing[:MOST]))
    if len(bearing) > MOST:
        blocks.append(text_block((f"… and {len(bearing) - MOST:,} more: A lists them all.", DIM)))
    return blocks


def alarm_view(record: Reader, alarm: Alarm) -> list[Block]:
    """One alarm: its sentence, how to settle it, and every row behind it."""
    mark, style = (Mark.ALARM, "$warning") if alarm.set_aside is None else (Mark.SET_ASIDE, DIM)
    blocks = [
        text_block((f"{mark} {alarm.kind.word}", f"bold {style}"), (f"   {MEANING[alarm.kind]}", DIM)),
        Block(Content.assemble((line(alarm.sentence), "bold")), citation=cite_alarm(alarm)),
        fact("to do", line(alarm.settle)),
        fact("key", (line(alarm.key), DIM)),
    ]
    if alarm.set_aside is not None:
        blocks.append(fact("dismissed", _set_aside_by(alarm)))
        blocks.append(fact("", ("comes back when the record behind it changes; s reopens it", DIM)))
    ids: dict[str, list[AlarmRow]] = {}
    for row in alarm.rows:
        ids.setdefault(row.table, []).append(row)
    return [
        *blocks,
        *_statements(record, ids.pop("statements", [])),
        *_rows("Claims", ids.pop("claims", []), lambda shown: map(_claim, claims(record, shown))),
        *_rows("Reports", ids.pop("reports", []), lambda shown: map(report_fact, reports(record, shown))),
        *_rows("Sources", ids.pop("sources", []), lambda shown: map(_source, sources(record, shown))),
        *_links(ids),
    ]


def cite_alarm(alarm: Alarm) -> str:
    """An alarm as a line to paste."""
    return f"{alarm.kind.word}: {alarm.sentence} [{alarm.key}]"


def _count_line(standing: int, aside: int, *, is_whole: bool) -> Block:
    if not standing and not aside:
        if not is_whole:
            return text_block(("No alarm so far.", "bold"))
        return text_block(("No alarm.", "bold"), (" Nothing needs a look.", DIM))
    also = f", {aside:,} dismissed" if aside else ""
    return text_block(
        (f"{Mark.ALARM} {'' if is_whole else '>'}{wording.pluralize(standing, 'alarm')}", "bold $warning"),
        (f"{also}. Findings, not verdicts: enter shows why.", DIM),
    )


def _grouped(found: Iterable[Alarm]) -> Iterator[Alarm]:
    """Alarms with those that repeat each other in a row, to be folded."""
    return chain.from_iterable(group_alike(found, lambda alarm: alarm.alike))


def _alarm_in_list(alarm: Alarm) -> Block:
    """An alarm in the list: its sentence, its claims, and the reason if it is set aside."""
    pieces: list[tuple[str, str]] = [(line(alarm.sentence), "" if alarm.set_aside is None else DIM)]
    if alarm.set_aside is not None:
        pieces = [(f"{alarm.kind.word}: ", "bold"), *pieces, (f"\n{_set_aside_by(alarm)}", "italic $text-muted")]
    about = f"on {line(wording.list_keys(alarm.claims))}" if alarm.claims else "on no claim"
    return Block(
        Content.assemble(*pieces, (f"\n{about}", "$primary"), (f"   {line(alarm.key)}", DIM)),
        indent=2,
        target=_opening(alarm),
        citation=cite_alarm(alarm),
        alike=_alike(alarm),
    )


def _alarm_with_name(alarm: Alarm) -> Block:
    """An alarm with the name of its kind, for the view of a claim or a denial."""
    is_aside = alarm.set_aside is not None
    lead = (f"{Mark.SET_ASIDE} dismissed, ", DIM) if is_aside else (f"{Mark.ALARM} ", "$warning")
    return Block(
        Content.assemble(lead, (f"{alarm.kind.word}: ", "bold"), (line(alarm.sentence), DIM if is_aside else "")),
        target=_opening(alarm),
        citation=cite_alarm(alarm),
        alike=_alike(alarm),
    )


def _alike(alarm: Alarm) -> str:
    """What it shares with alarms that repeat it; those that are set aside are folded apart."""
    return f"{alarm.alike}{'' if alarm.set_aside is None else ', dismissed'}" if alarm.alike else ""


def _opening(alarm: Alarm) -> Thing:
    return Thing(ThingKind.ALARM, alarm.case, alarm.key)


def _set_aside_by(alarm: Alarm) -> str:
    """Who set it aside, when and why."""
    judged = alarm.set_aside
    assert judged is not None
    return f"{line(judged.who)}, {wording.day(judged.at)}: {line(judged.reason)}"


def _statements(record: Reader, rows: Sequence[AlarmRow]) -> list[Block]:
    """The statements behind an alarm, each with its exact words."""
    if not rows:
        return []
    said = passages(record, [StatementId(row.id) for row in rows[:MOST]])
    standing = reports_of_statements(record, said)
    blocks = [heading_block("Statements behind it", "with exact words; enter opens the text at them")]
    blocks += [passage_block(each, standing.get(each.statement.report)) for each in said]
    return blocks + _more_rows(len(rows))


def _rows(title: str, rows: Sequence[AlarmRow], draw: Callable[[list[Any]], Iterable[Block]]) -> list[Block]:
    """The rows of one kind behind an alarm, under a heading.

    :param draw: reads and draws those with some ids.
    """
    return [heading_block(title), *draw([row.id for row in rows[:MOST]]), *_more_rows(len(rows))] if rows else []


def _claim(claim: Claim) -> Block:
    return fact(line(claim.key), line(claim.text), target=Thing(ThingKind.CLAIM, claim.id))


def _source(source: Source) -> Block:
    return fact(
        line(source.key),
        (line(source.name), "bold"),
        (f"   {wording.kind_and_naming(source)}", DIM),
        target=Thing(ThingKind.SOURCE, source.id),
    )


_BETWEEN = {
    "relays": ("relays", "relays"),
    "stances": ("bears on", "stances"),
    "statement_links": ("links to", "links"),
    "affiliations": ("belongs to", "affiliations"),
    "claim_parties": ("is about", "parties"),
}
"""Verb of a row that links two things, and the name of such rows, by table."""


def _links(rows: dict[str, list[AlarmRow]]) -> list[Block]:
    """The rows that link the other rows: relays, stances, links, affiliations, by their keys."""
    blocks: list[Block] = []
    for table, between in rows.items():
        verb, name = _BETWEEN.get(table, ("", table.replace("_", " ")))
        said = "; ".join(_link_words(row.key, verb) for row in between[:MOST])
        rest = f" … and {len(between) - MOST:,} more" if len(between) > MOST else ""
        blocks.append(
            fact(verb, (said + rest, DIM)) if blocks else text_block((f"{name}: {said}{rest}", DIM), gap=True)
        )
    return blocks


def _link_words(key: str, verb: str) -> str:
    one, _, other = line(key).partition(" ")
    return f"{one} {verb} {other}" if other else one


def _more_rows(rows: int) -> list[Block]:
    return (
        [text_block((f"… and {rows - MOST:,} more: onrecord alarms --json lists them all.", DIM))]
        if rows > MOST
        else []
    )
