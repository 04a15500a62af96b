"""Saving an edit of what changed meanwhile: found where it is written, never settled by itself.

A form is filled with a row as it was. Where the row is another by the time it is saved, a person decides; what they
decide holds only for the row as they saw it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.errors import Refused
from tui.forms.model import Answers, Ask, ChoiceAsk, Form, Pick
from tui.text.targets import Row

if TYPE_CHECKING:
    from db.journal.writer import Writer


class ConflictChoice(StrEnum):
    """Whose value is written where both changed it."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One ask whose answer is another than the form was filled with, by somebody's hand."""

    label: str
    was: str
    theirs: str
    mine: str
    by_them: bool
    by_me: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, and on what."""

    keep: ConflictChoice
    now: Mapping[str, str]
    """The row as they saw it."""


class Meanwhile(Refused):
    """What a form changes is another by now than it was filled with."""

    def __init__(self, title: str, by: str, differences: tuple[Difference, ...], now: Mapping[str, str]) -> None:
        super().__init__(f"{title} was changed meanwhile{by}.", "Nothing was written.")
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
    """Save the answers to a form, inside the one action that writes them.

    :param was: what the form was filled with, from the record.
    :param blank: the same, as the fields gave it back.
    :param decision: what a person decided, where they were asked before.
    :raises Meanwhile: the record is another by now, and nobody has decided on it as it is.
    """
    if form.again is None:
        return form.save(writer, Answers(writer, form.case, answers))
    fresh = form.again(writer)
    now = fresh.values
    theirs = {ask.name for ask in form.asks if not _is_same_answer(ask, was.get(ask.name, ""), now.get(ask.name, ""))}
    mine = {ask.name for ask in form.asks if answers.get(ask.name, "") != blank.get(ask.name, "")}
    if theirs and (decision is None or dict(decision.now) != dict(now)):
        raise Meanwhile(
            form.title, _last_author(writer, form), _differences(form, theirs, mine, was, now, answers), now
        )
    merged = dict(answers)
    for name in theirs:
        if name not in mine or (decision is not None and decision.keep is ConflictChoice.THEIRS):
            merged[name] = now.get(name, "")
    return fresh.save(writer, Answers(writer, form.case, merged))


def _is_same_answer(ask: Ask, one: str, other: str) -> bool:
    """Whether two answers are one: of a thing by its key, though it has another name by now."""
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
    """What differs, first where both changed it, to something else."""
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
    """An answer as the form has it: the word for a value."""
    return dict(ask.among).get(value, value) if isinstance(ask, ChoiceAsk) else value


def _last_author(writer: Writer, form: Form) -> str:
    """Who changed it last, where the journal says so."""
    from db.journal.log import last_action_on
    from tui.text import wording

    found = last_action_on(writer, *form.of) if form.of is not None else None
    return f" by {found.who}, {wording.day(found.at)}" if found is not None else ""
