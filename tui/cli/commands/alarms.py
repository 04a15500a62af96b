"""The commands for alarms and for judgements of two sources: whether they are one, or independent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from db.errors import WrongUse
from db.model.enums import Independence, Sameness
from tui.cli.answers import Answer, all_option, describe_done, read_command, rows, write_command
from tui.cli.keys import source_keys
from tui.cli.options import key_argument, parse_term, the_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.journal.writer import Writer
    from db.model.ids import SourceId
    from db.store.reader import Reader

_REASON = click.option("--reason", required=True, metavar="WORDS", help="Your reason; it is kept with the judgement.")


def alarm_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the alarms with their sentences."""
    from db.analysis.alarms import alarms
    from db.queries.cases import case as find_case

    yield from ((alarm.key, alarm.sentence) for alarm in alarms(record, find_case(record, case).id))


@read_command("alarms", has_as_of=True)
@click.option("--claim", "about", metavar="KEY", help="List only alarms about this claim.")
@all_option
def list_alarms(record: Reader, about: str | None, whole: bool, case: str | None) -> Answer:
    """List the findings a researcher should look at.

    Findings, not verdicts. Dismissed alarms are listed too, and marked. On a terminal, alarms of one kind and
    source are one line.
    """
    from db.analysis.alarms import alarms
    from db.analysis.alarms.pages import alarm_pages
    from db.queries.claims import claim
    from tui.cli.tables import ALARMS

    where = the_case(record, case).id
    if about is not None:
        return rows(alarms(record, where, claim=claim(record, where, about).id), ALARMS, whole=whole)
    return rows((alarm for page in alarm_pages(record, where) for alarm in page.alarms), ALARMS, whole=whole)


@write_command("set-aside")
@key_argument(alarm_keys)
@_REASON
def set_alarm_aside(record: Writer, key: str, reason: str, case: str | None) -> str:
    """Dismiss an alarm: it needs no look.

    It stays listed as dismissed, and comes back when the record behind it changes.
    """
    from db.analysis.alarms.lookup import alarm_by_key
    from db.write.alarm_dismissals import set_aside

    set_aside(record, alarm_by_key(record, the_case(record, case).id, key), reason)
    return describe_done(record)


@write_command("take-up")
@key_argument(alarm_keys)
@_REASON
def take_alarm_up(record: Writer, key: str, reason: str, case: str | None) -> str:
    """Reopen a dismissed alarm."""
    from db.analysis.alarms.lookup import alarm_by_key
    from db.write.alarm_dismissals import take_up

    alarm = alarm_by_key(record, the_case(record, case).id, key)
    if alarm.set_aside is None:
        raise WrongUse(f"The alarm {key} is not dismissed.", "onrecord alarms shows which are.")
    take_up(record, alarm, reason)
    return describe_done(record)


@click.group("judge")
def judge() -> None:
    """Judge two sources: whether they are one, or independent.

    The last judgement of two counts; earlier ones stay on record.
    """


@write_command("same", group=judge)
@key_argument(source_keys, "one")
@key_argument(source_keys, "other")
@click.argument("judgement", type=parse_term(Sameness))
@_REASON
def judge_two_same(record: Writer, one: str, other: str, judgement: str, reason: str, case: str | None) -> str:
    """Judge whether two sources are one; every count follows.

    \b
    Examples:
      onrecord judge same W8 W12 same --reason "the same post, translated"
      onrecord judge same W8 W12 unsure --reason "one has since been renamed"
    """
    from db.write.source_judgements import judge_same

    judge_same(record, *_two_sources(record, case, one, other), Sameness(judgement), reason)
    return describe_done(record)


@write_command("independent", group=judge)
@key_argument(source_keys, "one")
@key_argument(source_keys, "other")
@click.argument("judgement", type=parse_term(Independence))
@_REASON
def judge_two_independent(record: Writer, one: str, other: str, judgement: str, reason: str, case: str | None) -> str:
    """Judge whether two sources are independent of each other.

    \b
    Example:
      onrecord judge independent W6 W7 independent --reason "each has a witness of its own"
    """
    from db.write.source_judgements import judge_independence

    judge_independence(record, *_two_sources(record, case, one, other), Independence(judgement), reason)
    return describe_done(record)


def _two_sources(record: Reader, case: str | None, one: str, other: str) -> tuple[SourceId, SourceId]:
    """Two sources by their keys or names."""
    from db.queries.lookup import resolve_source

    where = the_case(record, case).id
    return resolve_source(record, where, one), resolve_source(record, where, other)
