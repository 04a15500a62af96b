"""Options that commands share, and the store and the case that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from db.dataclass import dataclass
from db.errors import OnRecordError
from tui.text.safe import line

if TYPE_CHECKING:
    from enum import StrEnum

    from click.shell_completion import CompletionItem

    from db.journal.writer import Writer
    from db.model.times import When
    from db.queries.cases import Case
    from db.store.location import StorePath
    from db.store.reader import Reader

F = TypeVar("F", bound=Callable[..., Any])


_AGAINST = re.compile(r'-(?=["“„«]|[Cc][0-9])')


class StanceCommand(click.Command):
    """A command that takes stances: ``-C1`` and ``-"a new claim"`` are stances against a claim, not options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words, with a minus sign, which mark-up lines read too, for the hyphen of a stance."""
        return super().parse_args(ctx, ["−" + each[1:] if _AGAINST.match(each) else each for each in args])


class WholeNumberWithin(click.IntRange):
    """A whole number within bounds, which ``--help`` and errors give in words."""

    name = "whole number"

    def _describe_range(self) -> str:
        return _bounds_in_words(self.min, self.max)


class NumberWithin(click.FloatRange):
    """A number within bounds, which ``--help`` and errors give in words."""

    name = "number"

    def _describe_range(self) -> str:
        return _bounds_in_words(self.min, self.max)


def _bounds_in_words(least: float | None, most: float | None) -> str:
    """Bounds as "1 to 100" or "1 or more"; Click's own words are "1<=x<=100"."""
    return f"{least} or more" if most is None else f"{least} to {most}"


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """Options given before the name of a command; the same option after the name overrides them."""

    store: Path | None
    case: str | None
    theme: str | None
    readonly: bool = False
    """Whether commands that write are refused."""
    accept_schema: bool = False
    """Whether a store whose schema is not onrecord's is opened, for reading only."""


def global_options() -> GlobalOptions:
    """The options given before the name of the running command."""
    found = click.get_current_context().find_root().obj
    assert isinstance(found, GlobalOptions)
    return found


def store_path(store: Path | None) -> StorePath:
    """The store to open: named by the command, the group, the environment, or the default of the system.

    :param store: the option after the command's name.
    """

    from db.store.location import locate_store

    return locate_store(store or global_options().store)


def refuse_readonly() -> None:
    """Refuse a command that writes a file.

    :raises NotAllowed: ``--readonly`` was given.
    """
    if global_options().readonly:
        from tui.workers.readonly import SAID, readonly_refusal

        raise readonly_refusal(SAID)


@contextmanager
def open_to_read(store: Path | None, *, rules: bool = False, accept_schema: bool = False) -> Iterator[Reader]:
    """The store, open for reading.

    :param store: the option after the command's name.
    :param rules: as for :func:`db.store.opening.open_reader`; ignored with ``--readonly``.
    :param accept_schema: open a store whose schema is not onrecord's also without ``--accept-schema``.
    :raises OnRecordError: it can't be opened, or damage shows while it is read.
    """
    from db.store.opening import open_reader

    path, readonly = store_path(store).path, global_options().readonly
    accepted = accept_schema or global_options().accept_schema
    opened = open_reader(path, upgrade=not readonly, rules=rules and not readonly, accept_schema=accepted)
    with opened as record, _explain_store_errors(path):
        yield record


@contextmanager
def open_to_write(store: Path | None, *, make: bool = False) -> Iterator[Writer]:
    """The store, open for writing; the journal names the author that ``--as`` gives.

    :param store: the option after the command's name.
    :param make: whether to create a store where there is no file yet.
    :raises OnRecordError: it can't be opened or written, or damage shows while it is used.
    """
    from db.journal.opening import open_or_create, open_writer

    refuse_readonly()
    from db.journal.author import default_author

    where, who = store_path(store), default_author(author_option())
    if make and not where.path.exists():
        if not where.named:
            where.path.parent.mkdir(parents=True, exist_ok=True)
        opened = open_or_create(where.path, who)
    else:
        opened = open_writer(where.path, who)
    with opened as record, _explain_store_errors(where.path):
        yield record


@contextmanager
def _explain_store_errors(path: Path) -> Iterator[None]:
    """Raise errors that come from the store as :mod:`db.errors`. An OSError would be of standard output."""
    try:
        yield
    except (OnRecordError, OSError):
        raise
    except Exception:
        from db.store.sqlite_errors import explain_errors  # only an error needs it

        with explain_errors(path):
            raise


def the_case(record: Reader, case: str | None) -> Case:
    """The case that ``--case`` names, after the command's name or before it; else the only case of the store.

    :param case: the option after the command's name.
    """
    from db.queries.cases import case as find_case

    return find_case(record, case or global_options().case)


_AUTHOR = "onrecord.who"


def _remember_author(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.meta[_AUTHOR] = value


def as_option(command: F) -> F:
    """``--as NAME``, before or after a command's name: the author in the journal."""
    return click.option(
        "--as",
        metavar="NAME",
        expose_value=False,
        callback=_remember_author,
        help="Your name, for the journal. Default: ONRECORD_AS, or your user name.",
    )(command)


def author_option() -> str | None:
    """The name given with ``--as``; None without it."""
    found = click.get_current_context().meta.get(_AUTHOR)
    return str(found) if found else None


def store_option(help: str) -> Callable[[F], F]:
    """``--store FILE``, before or after a command's name. :mod:`db.store.opening` checks the file."""
    return click.option("--store", type=click.Path(path_type=Path, readable=False), metavar="FILE", help=help)


def case_option(command: F) -> F:
    """``--case KEY``, completed from the store."""
    return click.option(
        "--case",
        metavar="KEY",
        shell_complete=complete_keys(case_keys),
        help="The case, such as K1. Needed if the store has several.",
    )(command)


def writes(command: F) -> F:
    """``--store``, ``--case`` and ``--as``: the options of every command that writes into a case."""
    return store_option("The store to write to.")(case_option(as_option(command)))


def parse_term(enum: type[StrEnum]) -> click.Choice[str]:
    """One of the words of an enum; capitals don't matter."""
    return click.Choice([str(each) for each in enum], case_sensitive=False)


def json_option(command: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON; see onrecord help json.")(command)


theme_option = click.option("--theme", metavar="NAME", help="Colours of the desk, such as onrecord-light.")
"""``--theme NAME``, passed on to the desk."""


def time_options(name: str, of: str) -> Callable[[F], F]:
    """The four options of a time: ``--published``, ``--published-words``, ``--published-after``, ``…-before``.

    :param of: what it is the time of, such as "its publication".
    """

    def with_time(command: F) -> F:
        for suffix, help in (
            ("before", f"The latest time of {of}, such as 2020-12-16T21:45:00+02:00."),
            ("after", f"The earliest time of {of}."),
            ("words", f"The words for the time of {of}, such as “earlier on Wednesday”."),
        ):
            command = click.option(f"--{name}-{suffix}", f"{name}_{suffix}", metavar="TIME", help=help)(command)
        return click.option(f"--{name}", metavar="EDTF", help=f"The time of {of}: 2020-12-16, 2020-12, 2020~.")(command)

    return with_time


def parse_time_options(edtf: str | None, words: str | None, after: str | None, before: str | None) -> When:
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
    """The key of a thing, completed from the store.

    :param complete: gives keys, each with a description.
    :param name: the parameter's name.
    :param required: whether the command needs it.
    :param many: whether the command takes several.
    """

    return click.argument(name, required=required, nargs=-1 if many else 1, shell_complete=complete_keys(complete))


def complete_keys(
    complete: Callable[[Reader, str | None], Iterator[tuple[str, str]]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """What completes the key of a thing from the store.

    :param complete: gives keys, each with a description.
    """

    def completed(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        return _matching_keys(context, begun, complete)

    return completed


def case_keys(record: Reader, _: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the cases with their titles."""
    from db.queries.cases import cases

    yield from ((case.key, case.title) for case in cases(record))


_MOST_OFFERED = 200
"""Keys that a shell is offered at most."""


def _matching_keys(
    context: click.Context, begun: str, keys: Callable[[Reader, str | None], Iterator[tuple[str, str]]]
) -> list[CompletionItem]:
    """Keys that begin as typed; none, and no error, where the store can't be read."""

    from click.shell_completion import CompletionItem  # only a shell that completes needs it

    from db.store.opening import open_reader

    typed = {name: _typed_option(context, name) for name in ("store", "case")}
    try:
        from db.store.location import locate_store

        path = locate_store(Path(typed["store"]) if typed["store"] else None).path
        with open_reader(path) as record:
            matching = (pair for pair in keys(record, typed["case"]) if pair[0].lower().startswith(begun.lower()))
            return [CompletionItem(line(key), help=line(words)) for key, words in islice(matching, _MOST_OFFERED)]
    except OnRecordError:
        return []


def _typed_option(context: click.Context, name: str) -> str | None:
    """An option as typed, after the command's name or before it."""
    here: click.Context | None = context
    while here is not None:
        if here.params.get(name):
            return str(here.params[name])
        here = here.parent
    return None
