"""The options that commands share, and the store they are asked of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from enum import StrEnum

    from db.journal.writer import Writer
    from db.model.ids import CaseId
    from db.model.times import When
    from db.queries.cases import Case
    from db.store.location import StorePath
    from db.store.reader import Reader

F = TypeVar("F", bound=Callable[..., Any])


_AGAINST = re.compile(r'-(?=["“„«]|[Cc][0-9])')


class StanceCommand(click.Command):
    """A command that takes stances: ``-C1`` and ``-"a new claim"`` are against a claim, and no options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words, with a minus sign that a mark-up line knows in place of the hyphen of a stance."""
        return super().parse_args(ctx, ["−" + each[1:] if _AGAINST.match(each) else each for each in args])


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """What was said before the name of a command; what is said after it goes first."""

    store: Path | None
    case: str | None
    theme: str | None
    readonly: bool = False
    """Whether nothing is to be written."""


def asked() -> GlobalOptions:
    """What was said before the name of the command that runs."""
    found = click.get_current_context().find_root().obj
    assert isinstance(found, GlobalOptions)
    return found


def store_path(store: Path | None) -> StorePath:
    """The store to open, as the command, the group, the environment or the system says.

    :param store: what was said after the command's name.
    """
    from db.store.location import locate_store

    return locate_store(store or asked().store)


@contextmanager
def reading(store: Path | None, *, rules: bool = False) -> Iterator[Reader]:
    """The store, open for reading.

    :param store: what was said after the command's name.
    :param rules: as for :func:`db.store.opening.open_reader`; not where nothing is to be written.
    :raises OnRecordError: it can't be opened, or is damaged further in.
    """
    import sqlite3

    from db.store.opening import open_reader
    from db.store.sqlite_errors import explain_error

    path = store_path(store).path
    with open_reader(path, upgrade=not asked().readonly, rules=rules and not asked().readonly) as record:
        try:
            yield record
        except sqlite3.Error as error:  # not OSError: that would be the output's
            raise explain_error(error, path) from error


@contextmanager
def writing(store: Path | None, *, make: bool = False) -> Iterator[Writer]:
    """The store, open for writing; every change inside is journaled under the name that was said.

    :param store: what was said after the command's name.
    :param make: whether to make a store where there is no file yet.
    :raises OnRecordError: it can't be opened, is damaged further in, or may not be written.
    """
    import sqlite3

    from db.journal.author import default_author
    from db.journal.opening import open_or_create, open_writer
    from db.store.sqlite_errors import explain_error

    if asked().readonly:
        from tui.workers.readonly import SAID, refusal

        raise refusal(SAID)
    where, who = store_path(store), default_author(author_option())
    if make and not where.path.exists():
        if not where.named:
            where.path.parent.mkdir(parents=True, exist_ok=True)
        opened = open_or_create(where.path, who)
    else:
        opened = open_writer(where.path, who)
    with opened as record:
        try:
            yield record
        except sqlite3.Error as error:  # not OSError: that would be the output's
            raise explain_error(error, where.path) from error


def the_case(record: Reader, case: str | None) -> Case:
    """The case that is meant: as said after the command's name, before it, or the only one.

    :param case: what was said after the command's name.
    """
    from db.queries.cases import case as find_case

    return find_case(record, case or asked().case)


@contextmanager
def writing_case(store: Path | None, case: str | None) -> Iterator[tuple[Writer, CaseId]]:
    """The store, open for writing, and the case that is meant.

    :raises OnRecordError: as for :func:`writing`, or there is no such case.
    """
    with writing(store) as record:
        yield record, the_case(record, case).id


_WHO = "onrecord.who"


def _keep_who(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.meta[_WHO] = value


def as_option(command: F) -> F:
    """``--as NAME``, before or after a command's name: whose hand the journal names."""
    return click.option(
        "--as",
        metavar="NAME",
        expose_value=False,
        callback=_keep_who,
        help="Whose change it is; else ONRECORD_AS, else the system's user.",
    )(command)


def author_option() -> str | None:
    """What was said with ``--as``."""
    found = click.get_current_context().meta.get(_WHO)
    return str(found) if found else None


def store_option(help: str) -> Callable[[F], F]:
    """``--store FILE``, before or after a command's name. What is wrong with the file, :mod:`db.store.opening` says."""
    return click.option("--store", type=click.Path(path_type=Path, readable=False), metavar="FILE", help=help)


def case_option(command: F) -> F:
    """``--case KEY``, completed from the store."""
    return click.option(
        "--case", metavar="KEY", shell_complete=_cases, help="The case, such as K1, where the store holds several."
    )(command)


def writes(command: F) -> F:
    """``--store``, ``--case`` and ``--as``: the options of every command that writes into a case."""
    return store_option("The store to write to.")(case_option(as_option(command)))


def words_of(enum: type[StrEnum]) -> click.Choice[str]:
    """One of the words of an enum; capitals don't matter."""
    return click.Choice([str(each) for each in enum], case_sensitive=False)


def json_option(command: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, in the shapes the README gives.")(command)


theme_option = click.option("--theme", metavar="NAME", help="Colours of the desk, such as onrecord-light.")
"""``--theme NAME``, passed on to the desk."""


def time_options(name: str, of: str) -> Callable[[F], F]:
    """The four options of a time: ``--published``, ``--published-words``, ``--published-after``, ``…-before``.

    :param of: what it is the time of, such as "its publication".
    """

    def with_time(command: F) -> F:
        for suffix, help in (
            ("before", f"The latest {of} can be, such as 2020-12-16T21:45:00+02:00."),
            ("after", f"The earliest {of} can be."),
            ("words", f"The words that say when {of} is, such as “earlier on Wednesday”."),
        ):
            command = click.option(f"--{name}-{suffix}", f"{name}_{suffix}", metavar="TIME", help=help)(command)
        return click.option(f"--{name}", metavar="EDTF", help=f"When {of} is: 2020-12-16, 2020-12, 2020~.")(command)

    return with_time


def when(edtf: str | None, words: str | None, after: str | None, before: str | None) -> When:
    """A time from its four options."""
    from db.model.times import When

    return When(raw=words or None, edtf=edtf or None, lo=after or None, hi=before or None)


def key_argument(
    complete: Callable[[Reader, str | None], Iterator[tuple[str, str]]],
    name: str = "key",
    *,
    required: bool = True,
    many: bool = False,
) -> Callable[[F], F]:
    """A thing's key, completed from the store.

    :param complete: gives keys and what they stand for.
    :param name: the parameter's name.
    :param required: whether the command needs it.
    :param many: whether the command takes several.
    """

    def completed(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        return _completed(context, begun, complete)

    return click.argument(name, required=required, nargs=-1 if many else 1, shell_complete=completed)


def _cases(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    def keys(record: Reader, _: str | None) -> Iterator[tuple[str, str]]:
        from db.queries.cases import cases

        for case in cases(record):
            yield case.key, case.title

    return _completed(context, begun, keys)


_OFFERED = 200
"""Keys that a shell is offered at once."""


def _completed(
    context: click.Context, begun: str, keys: Callable[[Reader, str | None], Iterator[tuple[str, str]]]
) -> list[CompletionItem]:
    """Keys that begin as typed. A store that can't be read completes nothing, and says nothing."""
    from itertools import islice

    from db.errors import OnRecordError
    from db.store.location import locate_store
    from db.store.opening import open_reader
    from tui.text.safe import line

    said = {name: _said(context, name) for name in ("store", "case")}
    try:
        path = locate_store(Path(said["store"]) if said["store"] else None).path
        with open_reader(path) as record:
            matching = (pair for pair in keys(record, said["case"]) if pair[0].lower().startswith(begun.lower()))
            return [CompletionItem(line(key), help=line(words)) for key, words in islice(matching, _OFFERED)]
    except OnRecordError:
        return []


def _said(context: click.Context, name: str) -> str | None:
    """An option as typed, after the command's name or before it."""
    now: click.Context | None = context
    while now is not None:
        if now.params.get(name):
            return str(now.params[name])
        now = now.parent
    return None
