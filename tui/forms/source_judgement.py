"""The forms for judgements: an alarm set aside or taken up; two sources the same, or independent."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from db.analysis.alarms import Alarm
from db.model.enums import Independence, Sameness
from db.model.ids import CaseId, SourceId
from db.queries.lookup import written_name
from db.queries.source_judgements import all_judgements
from db.write.alarm_dismissals import set_aside, take_up
from db.write.source_judgements import judge_independence, judge_same
from tui.forms.model import Answers, Ask, Form, Long, Pick, one_of
from tui.text.safe import line
from tui.text.targets import ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

T = TypeVar("T", bound=StrEnum)

_WHY = "A judgement needs a reason."


def alarm_decision_form(alarm: Alarm) -> Form:
    """The form that sets an alarm aside, or takes up one that is set aside."""
    is_aside = alarm.set_aside is not None
    verb, hint = (
        ("Reopen", "why it needs a look")
        if is_aside
        else ("Dismiss", "why it needs no look; it comes back when the record behind it changes")
    )

    def save(writer: Writer, answers: Answers) -> None:
        reason = answers.needed("reason", _WHY)
        take_up(writer, alarm, reason) if is_aside else set_aside(writer, alarm, reason)

    key = alarm.key
    title = f"{verb}: {line(alarm.kind)} {line(alarm.subject)}"
    return Form(f"{verb.lower()} {key}", title, alarm.case, (_reason_ask(hint),), save)


def independence_form(writer: Writer, case: CaseId, one: SourceId | None, other: SourceId | None) -> Form:
    """The form that judges whether two origins are independent of each other.

    :param one: the first of the two, if it is known.
    """
    title = "Are two origins independent?"
    return _judgement_form(writer, case, one, other, "independence", title, "origin", Independence, judge_independence)


def sameness_form(writer: Writer, case: CaseId, one: SourceId | None, other: SourceId | None) -> Form:
    """The form that judges whether two sources are one.

    :param one: the first of the two, if it is known.
    """
    title = "Are two sources the same?"
    return _judgement_form(writer, case, one, other, "same", title, "source", Sameness, judge_same)


def _judgement_form(
    writer: Writer,
    case: CaseId,
    one: SourceId | None,
    other: SourceId | None,
    name: str,
    title: str,
    label: str,
    of: type[T],
    judge: Callable[[Writer, SourceId, SourceId, T, str], object],
) -> Form:
    """The form for a judgement of two sources.

    :param label: what the first of them is called.
    :param of: the vocabulary of the judgement.
    """
    asks = (_source_ask("one", label), _source_ask("other", "and"), one_of("judgement", "are", of), _reason_ask())

    def save(writer: Writer, answers: Answers) -> None:
        judgement = answers.word("judgement", of)
        (first, second), reason = _read_two_sources(answers), answers.needed("reason", _WHY)
        with answers.at("other"):
            judge(writer, first, second, judgement, reason)

    values = {**_source_values(writer, one, other), "judgement": _last_judgement(writer, one, other, of)}
    return Form(f"{name} {one or 0} {other or 0}", title, case, asks, save, values)


def _reason_ask(hint: str = "why; it stands beside the judgement") -> Ask:
    return Long(name="reason", label="reason", hint=hint, rows=3)


def _source_ask(name: str, label: str) -> Ask:
    return Pick(name=name, label=label, hint="the name or key of a source", of=ThingKind.SOURCE, makes=None)


def _read_two_sources(answers: Answers) -> tuple[SourceId, SourceId]:
    sentence = "A judgement of two sources needs two."
    return answers.source("one", sentence), answers.source("other", sentence)


def _source_values(writer: Writer, one: SourceId | None, other: SourceId | None) -> dict[str, str]:
    return {"one": written_name(writer, "sources", one), "other": written_name(writer, "sources", other)}


def _last_judgement(writer: Writer, one: SourceId | None, other: SourceId | None, of: type[StrEnum]) -> str:
    """The last judgement on the two; "unsure" if there is none."""
    judged = all_judgements(writer, one, other) if one is not None and other is not None else []
    return str(next((each.judgement for each in reversed(judged) if isinstance(each.judgement, of)), "unsure"))
