"""The commands for alarms and for judgements of two sources: whether they are one, or independent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.model.enums import Independence, Sameness
from tui.cli.answers import Answer, read_command, rows
from tui.cli.keys import source_keys
from tui.cli.options import key_argument, the_case, words_of, writes, writing_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.model.ids import CaseId, SourceId
    from db.store.reader import Reader

_REASON = click.option("--reason", required=True, metavar="WORDS", help="Why; it stands beside the judgement.")


def alarm_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the alarms with their sentences."""
    from db.analysis.alarms import alarms
    from db.queries.cases import case as find_case

    yield from ((alarm.key, alarm.sentence) for alarm in alarms(record, find_case(record, case).id))


@read_command("alarms")
@click.option("--claim", "about", metavar="KEY", help="Only those that bear on this claim.")
def list_alarms(record: Reader, about: str | None, case: str | None) -> Answer:
    """List what a researcher should look at.

    Findings, not verdicts. What is set aside is listed as well, and says so.
    """
    from db.analysis.alarms import alarms
    from db.queries.claims import claim
    from tui.cli.tables import ALARMS

    where = the_case(record, case).id
    bearing_on = claim(record, where, about).id if about is not None else None
    return rows(alarms(record, where, claim=bearing_on), ALARMS)


@click.command("set-aside")
@key_argument(alarm_keys)
@_REASON
@writes
def set_alarm_aside(key: str, reason: str, store: Path | None, case: str | None) -> None:
    """Set an alarm aside: it needs no look.

    It stays listed as set aside, and comes back when a row behind it changes.
    """
    with writing_case(store, case) as (record, where):
        from db.analysis.alarms.lookup import alarm_keyed
        from db.write.alarm_dismissals import set_aside
        from tui.cli.output import print_line

        set_aside(record, alarm_keyed(record, where, key), reason)
        print_line(record.done or "Nothing changed.")


@click.command("take-up")
@key_argument(alarm_keys)
@_REASON
@writes
def take_alarm_up(key: str, reason: str, store: Path | None, case: str | None) -> None:
    """Take up an alarm again that was set aside."""
    with writing_case(store, case) as (record, where):
        from db.analysis.alarms.lookup import alarm_keyed
        from db.errors import WrongUse
        from db.write.alarm_dismissals import take_up
        from tui.cli.output import print_line

        alarm = alarm_keyed(record, where, key)
        if alarm.set_aside is None:
            raise WrongUse(f"The alarm {key} is not set aside.", "onrecord alarms says which are.")
        take_up(record, alarm, reason)
        print_line(record.done or "Nothing changed.")


@click.group("judge")
def judge() -> None:
    """Judge two sources: whether they are one, or independent.

    The last judgement of two counts; what was judged before stays on record.
    """


@judge.command("same")
@key_argument(source_keys, "one")
@key_argument(source_keys, "other")
@click.argument("judgement", type=words_of(Sameness))
@_REASON
@writes
def judge_two_same(one: str, other: str, judgement: str, reason: str, store: Path | None, case: str | None) -> None:
    """Judge whether two sources are one; every count follows.

    \b
    onrecord judge same W8 W12 same --reason "the same post, translated"
    onrecord judge same W8 W12 unsure --reason "one has since been renamed"
    """
    with writing_case(store, case) as (record, where):
        from db.write.source_judgements import judge_same
        from tui.cli.output import print_line

        first, second = _two_sources(record, where, one, other)
        judge_same(record, first, second, Sameness(judgement), reason)
        print_line(record.done or "Nothing changed.")


@judge.command("independent")
@key_argument(source_keys, "one")
@key_argument(source_keys, "other")
@click.argument("judgement", type=words_of(Independence))
@_REASON
@writes
def judge_two_independent(
    one: str, other: str, judgement: str, reason: str, store: Path | None, case: str | None
) -> None:
    """Judge whether two sources are independent of each other.

    \b
    onrecord judge independent W6 W7 independent --reason "different services, each with its own witnesses"
    """
    with writing_case(store, case) as (record, where):
        from db.write.source_judgements import judge_independence
        from tui.cli.output import print_line

        first, second = _two_sources(record, where, one, other)
        judge_independence(record, first, second, Independence(judgement), reason)
        print_line(record.done or "Nothing changed.")


def _two_sources(record: Reader, case: CaseId, one: str, other: str) -> tuple[SourceId, SourceId]:
    """Two sources by their keys or names."""
    from db.queries.lookup import resolve_source

    return resolve_source(record, case, one), resolve_source(record, case, other)
