"""Edit conflicts: a form is saved after somebody else changed its row.

The conflict is found in the transaction that writes. A person decides, and the decision holds only for the row as they
saw it: if it has changed again, they are asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from db.errors import Refused
from tui.forms.model import Answers, Ask, ChoiceAsk, Form, Pick
from tui.forms.new_sources import add_named_sources
from tui.text.targets import Row

if TYPE_CHECKING:
    from db.journal.writer import Writer


class ConflictChoice(StrEnum):
    """Whose value is written if both changed it."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose value was changed by the person, by somebody else, or by both."""

    label: str
    was: str
    theirs: str
    mine: str
    by_them: bool
    by_me: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision on a conflict."""

    keep: ConflictChoice
    now: Mapping[str, str]
    """The row's values as they saw them."""


class EditConflict(Refused):
    """The row that a form edits has changed since the form was filled."""

    def __init__(self, title: str, by: str, differences: tuple[Difference, ...], now: Mapping[str, str]) -> None:
        super().__init__(f"{title} was changed while you edited it{by}.", "Nothing was saved.")
        self.differences = differences
        self.now = now


def save_form(
    writer: Writer,
    form: Form,
    answers: Mapping[str, str],
    *,
    was: Mapping[str, str],
    blank: Mapping[str, str],
    decision: Decision | None = None,
) -> Row | None:
    """Save the answers to a form, inside the action that writes them.

    :param was: the form's initial values, from the record.
    :param blank: the same, as the fields cleaned them.
    :param decision: the person's decision, if they were asked before.
    :raises EditConflict: the row has changed, and nobody has decided on it as it is now.
    """
    if form.again is None:
        return _save(writer, form, answers)
    fresh = form.again(writer)
    now = fresh.values
    theirs = {ask.name for ask in form.asks if not _is_same_answer(ask, was.get(ask.name, ""), now.get(ask.name, ""))}
    mine = {ask.name for ask in form.asks if answers.get(ask.name, "") != blank.get(ask.name, "")}
    if theirs and (decision is None or dict(decision.now) != dict(now)):
        raise EditConflict(
            form.title, _last_author(writer, form), _differences(form, theirs, mine, was, now, answers), now
        )
    merged = dict(answers)
    for name in theirs:
        if name not in mine or (decision is not None and decision.keep is ConflictChoice.THEIRS):
            merged[name] = now.get(name, "")
    return _save(writer, fresh, merged)


def _save(writer: Writer, form: Form, answers: Mapping[str, str]) -> Row | None:
    """Save the answers, after the sources that they name and the record lacks."""
    whole, words = add_named_sources(writer, form, answers)
    if not words:
        return form.save(writer, Answers(writer, form.case, whole))
    with writer.action(words):
        return form.save(writer, Answers(writer, form.case, whole))


def _is_same_answer(ask: Ask, one: str, other: str) -> bool:
    """Whether two answers mean the same; things are compared by key, since names change."""
    if isinstance(ask, Pick):
        one, other = one.partition(" ")[0], other.partition(" ")[0]
    return one.strip() == other.strip()


def _differences(
    form: Form,
    theirs: set[str],
    mine: set[str],
    was: Mapping[str, str],
    now: Mapping[str, str],
    answers: Mapping[str, str],
) -> tuple[Difference, ...]:
    """The differences, those that both made first."""
    found = [
        Difference(
            ask.label,
            was=_word_for(ask, was.get(ask.name, "")),
            theirs=_word_for(ask, now.get(ask.name, "")),
            mine=_word_for(ask, answers.get(ask.name, "")),
            by_them=ask.name in theirs,
            by_me=ask.name in mine,
        )
        for ask in form.asks
        if ask.name in theirs | mine
    ]
    return tuple(sorted(found, key=lambda each: not (each.by_them and each.by_me)))


def _word_for(ask: Ask, value: str) -> str:
    """The word that the form shows for a value."""
    return dict(ask.among).get(value, value) if isinstance(ask, ChoiceAsk) else value


def _last_author(writer: Writer, form: Form) -> str:
    """Who edited the row last, for a sentence; empty if the journal has no edit."""
    from db.journal.log import last_action_on  # kept out of start-up
    from tui.text import wording

    found = last_action_on(writer, *form.of) if form.of is not None else None
    return f" by {found.who}, {wording.day(found.at)}" if found is not None else ""
