"""The commands for tags, notes and tasks on a case, a source, a report, a statement or a claim."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import WrongUse
from tui.cli.answers import Answer, describe_change, describe_done, read_command, rows, write_command
from tui.cli.keys import is_key, keys_of_case, row_by_key
from tui.cli.options import global_options, key_argument, open_to_read, open_to_write, the_case, writes
from tui.cli.output import print_line, print_text
from tui.cli.standard_input import read_standard_text
from tui.system.terminal import is_terminal
from tui.text.paragraphs import Paragraph
from tui.text.safe import block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.journal.writer import Writer
    from db.model.ids import CaseId
    from db.model.things import Target
    from db.store.reader import Reader
    from tui.cli.keys import Keyed

_ON_OPTION = click.option("--on", "about", metavar="KEY", help="List only those on this thing.")


@write_command("tag")
@key_argument(keys_of_case, "words", many=True)
@click.option("--remove", "off", is_flag=True, help="Take the tags off.")
def tag(record: Writer, words: tuple[str, ...], off: bool, case: str | None) -> str:
    """Put tags on things, or take them off.

    Name the keys first, then the tags. Write # before a tag that looks like a key, such as #C4.

    \b
    Examples:
      onrecord tag C1 "call back"
      onrecord tag C1 C2 W7 video urgent
      onrecord tag C1 --remove urgent
    """
    from db.write.annotations import add_tag, remove_tag, tag_name

    things, names = _split_keys(record, words, case)
    if not things or not names:
        raise WrongUse("A tag needs a thing and a name.", "onrecord tag C1 urgent")
    change = remove_tag if off else add_tag
    tags = ", ".join(f"“{tag_name(name)}”" for name in names)
    keys = ", ".join(thing.key for thing in things)
    with record.action(f"take {tags} off {keys}" if off else f"tag {keys} {tags}"):
        changed = sum(change(record, [_target_of(thing) for thing in things], name) for name in names)
    return describe_change(record, changed)


@click.command("note")
@key_argument(keys_of_case)
@click.argument("text", required=False)
@click.option("--edit", is_flag=True, help="Change the note that KEY names, in your editor or to TEXT.")
@writes
def note(key: str, text: str | None, edit: bool, store: Path | None, case: str | None) -> None:
    """Write a note on a thing, in Markdown; print or change one.

    \b
    Examples:
      onrecord note C1 "the video is from **2019**"
      onrecord note C1          write it in your editor (VISUAL or EDITOR)
      onrecord note C1 -        read it from standard input
      onrecord note N1          print a note
      onrecord note N1 --edit   change it in your editor
    """
    if text is None and not edit and key[:1] in "nN":
        _print_note(key, store)
        return
    with open_to_write(store) as record:
        thing = row_by_key(record, key, case)
        if thing.table == "notes":
            print_line(_change_note(record, thing, text, edit=edit))
        elif edit:
            raise WrongUse(f"{thing.key} is not a note.", "onrecord note N1 --edit; onrecord notes lists them.")
        else:
            print_line(_add_note(record, thing, text))


@write_command("task")
@key_argument(keys_of_case, "words", many=True)
@click.option("--person", metavar="NAME", help="Who should do it; empty for nobody.")
@click.option("--due", metavar="DAY", help="The day it is due, such as 2026-11-30; empty for none.")
@click.option("--done/--not-done", "done", default=None, help="Mark tasks as done, or as not done.")
@click.option("--edit", is_flag=True, help="Change a task: its text, --person or --due.")
def task(
    record: Writer,
    words: tuple[str, ...],
    person: str | None,
    due: str | None,
    done: bool | None,
    edit: bool,
    case: str | None,
) -> str:
    """Add a task to a thing, change it, or mark it as done.

    \b
    Examples:
      onrecord task C1 "ask the ministry for the flight log" --person Rana --due 2026-11-30
      onrecord task T1 --done
      onrecord task T1 T2 --not-done
      onrecord task T1 --edit --due 2026-12-02
      onrecord task T1 "ask the ministry again" --edit
    """
    from db.write.annotations import add_task, finish_tasks

    things, rest = _split_keys(record, words, case, most_rest=1)
    are_tasks = bool(things) and all(thing.table == "tasks" for thing in things)
    if done is not None:
        if not are_tasks or rest or edit or person is not None or due is not None:
            raise WrongUse("Only tasks are done.", "onrecord task T1 --done; onrecord tasks lists them.")
        return describe_change(record, finish_tasks(record, [thing.id for thing in things], done))
    if edit:
        if not are_tasks or len(things) > 1:
            raise WrongUse("One task is changed at a time.", "onrecord task T1 --edit --due 2026-12-02")
        return _change_task(record, things[0], rest[0] if rest else None, person, due)
    if are_tasks:
        raise WrongUse(f"What of {things[0].key}?", "Say --done, --not-done or --edit.")
    if len(things) != 1 or not rest:
        raise WrongUse("A task needs a thing and words.", 'onrecord task C1 "ask for the original"')
    add_task(record, _target_of(things[0]), rest[0], person, due)
    return describe_done(record, "")


@read_command("notes")
@_ON_OPTION
def list_notes(record: Reader, about: str | None, case: str | None) -> Answer:
    """List the notes, the newest first.

    Without --case and --on, list those of the whole store.
    """
    from db.queries.annotations import all_notes
    from tui.cli.tables import NOTES

    on = _target_of(row_by_key(record, about, case)) if about else None
    return rows(all_notes(record, case=_case_named(record, case), on=on), NOTES)


@read_command("tasks")
@_ON_OPTION
@click.option("--open", "only_open", is_flag=True, help="List only tasks that are not done.")
def list_tasks(record: Reader, about: str | None, only_open: bool, case: str | None) -> Answer:
    """List the tasks: open ones first, by the day they are due.

    Without --case and --on, list those of the whole store.
    """
    from db.queries.annotations import all_tasks
    from db.serialize.assessments import encode_task
    from tui.cli.tables import TASKS

    where = _case_named(record, case)
    on = _target_of(row_by_key(record, about, case)) if about else None
    return rows(all_tasks(record, case=where, on=on, only_open=only_open), TASKS, encode_task)


def _case_named(record: Reader, case: str | None) -> CaseId | None:
    """The case that ``--case`` names; None for the whole store."""
    return the_case(record, case).id if (case or global_options().case) is not None else None


def _add_note(record: Writer, thing: Keyed, text: str | None) -> str:
    from db.write.annotations import add_note

    with _given_or_edited(text, "", f"note-{thing.key}") as words:
        add_note(record, _target_of(thing), words)
    return describe_done(record, "")


def _print_note(key: str, store: Path | None) -> None:
    """Print a note, whole."""
    with open_to_read(store) as record:
        from db.queries.annotations import note_by_key

        print_text(Paragraph(row) for row in block(note_by_key(record, key).text).split("\n"))


def _change_note(record: Writer, thing: Keyed, text: str | None, *, edit: bool) -> str:
    """Change a note to a text, or in the editor.

    :raises WrongUse: ``--edit`` is not given.
    """
    from db.write.annotations import edit_note

    was = str(record.whole_row("notes", thing.id)["text"])
    if not edit:
        raise WrongUse(f"{thing.key} is a note already.", f'onrecord note {thing.key} "…" --edit changes it.')
    with _given_or_edited(text, was, f"note-{thing.key}") as words:
        return describe_change(record, edit_note(record, thing.id, words, was=was if text is None else None))


def _change_task(record: Writer, thing: Keyed, text: str | None, person: str | None, due: str | None) -> str:
    """Change the fields of a task that are given; its text in the editor where none is."""
    from db.write.annotations import edit_task

    given = {"text": text, "person": person, "due": due}
    fields = {name: value for name, value in given.items() if value is not None}
    if fields:
        return describe_change(record, edit_task(record, thing.id, **fields))
    with _given_or_edited(None, str(record.whole_row("tasks", thing.id)["text"]), f"task-{thing.key}") as words:
        return describe_change(record, edit_task(record, thing.id, text=words))


@contextmanager
def _given_or_edited(text: str | None, was: str, name: str) -> Iterator[str]:
    """The text of an argument; where there is none, what a person writes in the editor, kept if it can't be stored.

    :param was: the text that the editor opens with.
    :param name: the name of the editor's file.
    :raises WrongUse: standard input or output is not a terminal, which an editor needs.
    """
    if text is not None:
        yield _given_text(text)
        return
    from tui.system.editor import edit_text

    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise WrongUse(
            "An editor needs a terminal, and this is not one.",
            "Give the text with the command, or - to read it from standard input.",
        )
    with edit_text(was, name).kept() as words:
        yield words


def _given_text(text: str) -> str:
    """The text of an argument; ``-`` stands for standard input.

    :raises Refused: standard input holds no text, or more of it than a note.
    """
    if text != "-":
        return text
    from db.write.annotations import LONGEST_NOTE

    return read_standard_text(LONGEST_NOTE, "A note")


def _split_keys(
    record: Reader, words: Sequence[str], case: str | None, *, most_rest: int | None = None
) -> tuple[list[Keyed], list[str]]:
    """The rows that the keys among the first words name, and the words after the keys.

    :raises WrongUse: more words than ``most_rest`` come after them.
    """

    count = next((at for at, word in enumerate(words) if not is_key(word)), len(words))
    rest = list(words[count:])
    if most_rest is not None and len(rest) > most_rest:
        raise WrongUse(f"“{rest[1]}” is one word too many.", "Text of several words has quotation marks around it.")
    return [row_by_key(record, word, case) for word in words[:count]], rest


def _target_of(thing: Keyed) -> Target:
    """The target of a tag, a note or a task.

    :raises WrongUse: a row of this kind can't have any.
    """

    from db.model.things import TARGET_KINDS, RowKind, Target

    if thing.table not in TARGET_KINDS:
        raise WrongUse(
            f"{thing.key} takes no tags, notes or tasks.", "Name a case, source, report, statement or claim."
        )
    return Target(RowKind(thing.table), thing.id)
