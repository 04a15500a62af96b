"""Tags, notes and tasks on a case, source, report, statement or claim. Each function is one action."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from db.errors import Refused
from db.journal.writer import Writer
from db.model.things import Target
from db.text.normalize import casefold_words, normalize_line
from db.write.labels import names_of, require_key
from db.write.validate import checked_action, optional_words, signature_columns

LONGEST_TAG = 60
"""The most characters of a tag."""

LONGEST_NOTE = 200_000
"""The most characters of a note."""

LONGEST_TASK = 2_000
"""The most characters of a task."""

LONGEST_PERSON = 200
"""The most characters of the name of a task's person."""


def tag_name(text: str) -> str:
    """A tag as it is stored: on one line, without a leading ``#``.

    :param text: what a person typed.
    :raises Refused: it is empty or too long.
    """
    tag = normalize_line(normalize_line(text).lstrip("#"))
    if not tag:
        raise Refused("A tag needs a name.", "Type a word or two, such as “to call back”.")
    if len(tag) > LONGEST_TAG:
        raise Refused(
            f"A tag has {LONGEST_TAG} characters at most; this one has {len(tag):,}.", "Keep the words in a note."
        )
    return tag


def add_tag(writer: Writer, things: Sequence[Target], tag: str) -> int:
    """Put a tag on things; things that have it, whatever its case and accents, are left as they are.

    :returns: the number of things that got it.
    :raises Refused: the tag is empty or too long, or a thing is no longer in the store.
    """
    name = tag_name(tag)
    with checked_action(writer), writer.action(f"tag {names_of(writer, things)} “{name}”"):
        changed = 0
        for thing in dict.fromkeys(things):
            require_key(writer, thing.kind, thing.id)
            if not _tag_ids(writer, thing, name):
                writer.insert("tags", tag=name, **{thing.kind.column: thing.id})
                changed += 1
        return changed


def remove_tag(writer: Writer, things: Sequence[Target], tag: str) -> int:
    """Take a tag off things; case and accents don't matter.

    :returns: the number of things that lost it.
    :raises Refused: the tag is empty or too long.
    """
    name = tag_name(tag)
    with checked_action(writer), writer.action(f"remove the tag “{name}” from {names_of(writer, things)}"):
        changed = 0
        for thing in dict.fromkeys(things):
            found = _tag_ids(writer, thing, name)
            for id in found:
                writer.delete("tags", id)
            changed += bool(found)
        return changed


def add_note(writer: Writer, on: Target, text: str) -> int:
    """Put a note on a thing.

    :param text: markdown.
    :returns: the note's row.
    :raises Refused: the text is empty or too long, or the thing is no longer in the store.
    """
    kept = _require_note_text(text)
    with checked_action(writer):
        what = require_key(writer, on.kind, on.id)
        key = writer.next_key("notes", "N")
        with writer.action(f"note {key} on {what}"):
            return writer.insert("notes", key=key, text=kept, **signature_columns(writer), **{on.kind.column: on.id})


def edit_note(writer: Writer, id: int, text: str, *, was: str | None = None) -> bool:
    """Edit a note. Its author stays; the journal has who edited it.

    :param was: the text that was edited; if given, a note that has another text by now is left as it is.
    :returns: whether anything changed.
    :raises Refused: the text is empty or too long, the note is gone, or somebody else edited it meanwhile.
    """
    kept = _require_note_text(text)
    with checked_action(writer):
        row = writer.whole_row("notes", id)
        if was is not None and row["text"] != was:
            raise Refused(
                f"{row['key']} was changed by somebody else while you wrote.", "Check it as it is now, and edit that."
            )
        with writer.action(f"edit note {row['key']}"):
            return writer.update("notes", id, text=kept)


def add_task(writer: Writer, on: Target, text: str, person: str | None = None, due: str | None = None) -> int:
    """Put a task on a thing.

    :param person: who is to do it.
    :param due: the day it is due, as 2026-11-30.
    :returns: the task's row.
    :raises Refused: the text is empty or too long, the day is no date, or the thing is no longer in the store.
    """
    columns = {"text": _require_task_text(text), "person": _optional_person(person), "due": due_day(due)}
    with checked_action(writer):
        what = require_key(writer, on.kind, on.id)
        key = writer.next_key("tasks", "T")
        with writer.action(f"task {key} on {what}"):
            return writer.insert("tasks", key=key, **columns, **signature_columns(writer), **{on.kind.column: on.id})


def edit_task(writer: Writer, id: int, **changes: str | None) -> bool:
    """Edit a task; what is not given stays.

    :param changes: its ``text``, ``person`` and ``due``.
    :returns: whether anything changed.
    :raises Refused: the text is empty or too long, the day is no date, or the task is gone.
    """
    columns = {name: _CLEAN_TASK[name](text) for name, text in changes.items()}
    with checked_action(writer):
        key = writer.whole_row("tasks", id)["key"]
        with writer.action(f"edit task {key}"):
            return writer.update("tasks", id, **columns) if columns else False


def finish_tasks(writer: Writer, ids: Sequence[int], done: bool = True) -> int:
    """Mark tasks as done, or as open again.

    :returns: how many changed.
    :raises Refused: one of them is gone.
    """
    with checked_action(writer):
        keys = [str(writer.whole_row("tasks", id)["key"]) for id in dict.fromkeys(ids)]
        told = ", ".join(keys[:5]) + (f" and {len(keys) - 5:,} more" if len(keys) > 5 else "")
        with writer.action(f"{told}: {'done' if done else 'not done'}"):
            return sum(writer.update("tasks", id, done=int(done)) for id in dict.fromkeys(ids))


def due_day(text: str | None) -> str | None:
    """The day a task is due, as it is stored; None if none is given.

    :param text: what a person typed.
    :raises Refused: it is not a calendar day.
    """
    day = normalize_line(text or "")
    if not day:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
            day = _written_day(day) or day
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
            raise ValueError(day)
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        shown = day if len(day) <= LONGEST_TAG else f"{day[:LONGEST_TAG]}…"
        raise Refused(f"“{shown}” is not a calendar day.", "Write the day it is due as 2026-11-30.") from error


def _written_day(day: str) -> str | None:
    from db.model.written_dates import parse_written_date  # most dates are ISO 8601

    found = parse_written_date(day)
    if found is not None and "T" in found:
        raise Refused("A task is due on a day, without a time.", f"Write {found[:10]}.")
    return found


def _tag_ids(writer: Writer, thing: Target, name: str) -> list[int]:
    wanted = casefold_words(name)
    rows = writer.rows(f'SELECT id, tag FROM tags WHERE "{thing.kind.column}" = ?', thing.id)
    return [id for id, tag in rows if casefold_words(tag) == wanted]


def _require_note_text(text: str) -> str:
    return _require_short_text(text, "A note", LONGEST_NOTE)


def _require_task_text(text: str | None) -> str:
    return _require_short_text(normalize_line(text or ""), "A task", LONGEST_TASK)


def _optional_person(text: str | None) -> str | None:
    name = normalize_line(text or "")
    return _require_short_text(name, "The name of a person", LONGEST_PERSON) if name else None


_CLEAN_TASK: Mapping[str, Callable[[str | None], str | None]] = {
    "text": _require_task_text,
    "person": _optional_person,
    "due": due_day,
}
"""What checks and cleans each field of a task."""


def _require_short_text(text: str, what: str, longest: int) -> str:
    kept = optional_words(text)
    if not kept:
        raise Refused(f"{what} needs words.", "Nothing was saved.")
    if len(kept) > longest:
        raise Refused(f"{what} has {longest:,} characters at most; this one has {len(kept):,}.", "Shorten it.")
    return kept
