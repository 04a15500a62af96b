"""What commands answer with: a table or text, or JSON, or a line of what was done; and the options all of them take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from db.dataclass import dataclass
from db.errors import WrongUse
from tui.cli.options import as_option, case_option, json_option, open_to_read, open_to_write, store_option, the_case
from tui.cli.output import print_json, print_line, print_notice, print_rows, print_text

if TYPE_CHECKING:
    from db.as_of.as_of import AsOf
    from db.journal.writer import Writer
    from db.queries.cases import Case
    from db.store.reader import Reader
    from tui.cli.tables import ListTable
    from tui.text.paragraphs import Paragraph

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found, in both its forms; only the one that is asked for is made."""

    json: Callable[[], object]
    """Gives what JSON can hold; an iterator is printed row by row."""
    print_text: Callable[[], None]

    def print(self, *, as_json: bool) -> None:
        """Print it in the form that was asked for."""
        if as_json:
            print_json(self.json())
        else:
            self.print_text()


all_option = click.option(
    "--all", "whole", is_flag=True, help="On a terminal: print every row, also those that repeat another."
)


def rows(
    found: Iterable[Shown],
    table: ListTable[Shown],
    encode: Callable[[Shown], object] | None = None,
    *,
    whole: bool = False,
) -> Answer:
    """A list.

    :param table: its columns and fields.
    :param encode: makes JSON of a row; :func:`db.serialize.encoder.encode` where not given.
    :param whole: whether a terminal shows rows too that repeat another.
    """
    from db.serialize.encoder import encode as encode_record

    return Answer(lambda: map(encode or encode_record, found), lambda: print_rows(found, table, whole=whole))


def text(paragraphs: Iterable[Paragraph], json: Callable[[], object]) -> Answer:
    """One thing, whole."""

    return Answer(json, lambda: print_text(paragraphs))


def describe_done(record: Writer, otherwise: str = "Nothing changed.") -> str:
    """What the journal calls the last action.

    :param otherwise: what to say where there is none.
    """
    return record.done or otherwise


def describe_change(record: Writer, is_changed: object) -> str:
    """What the journal calls the last change, or that there was none."""
    return (record.done if is_changed else None) or "Already so; nothing changed."


as_of_options = (
    click.option(
        "--as-of",
        metavar="TIME|R3",
        help="Show what was known at a time (in the case's zone), or when a report came out.",
    ),
    click.option("--possible", is_flag=True, help="With --as-of: include what was possibly known."),
)
"""The options of a command that can answer as of a moment."""


def show_as_of_options(record: Reader, case: Case | None, moment: str | None, possible: bool) -> AsOf | None:
    """Switch the record to what was known at a time or at a report, where ``--as-of`` names one.

    :raises WrongUse: ``--possible`` is given without it.
    """
    if moment is None:
        if possible:
            raise WrongUse("--possible needs --as-of.", "Give a time or a report with --as-of.")
        return None
    from db.as_of.as_of import show_as_of_typed  # only a look at the past needs it

    assert case is not None
    return show_as_of_typed(record, case.id, moment, take_in_possible=possible)


def read_command(
    name: str, *, has_case: bool = True, has_as_of: bool = False, cls: type[click.Command] = click.Command
) -> Callable[[Callable[..., Answer]], click.Command]:
    """Make a command of a function that answers. The command opens the store and prints the answer.

    The function is given the store first, and then by name the command's own options and ``case`` as it was typed.

    :param name: what the command is called by.
    :param has_case: whether it takes ``--case``.
    :param has_as_of: whether it takes ``--as-of``; what that leaves out is said on standard error.
    :param cls: what reads its words.
    """

    def made(answer: Callable[..., Answer]) -> click.Command:
        @wraps(answer)
        def run(
            store: Path | None, as_json: bool, as_of: str | None = None, possible: bool = False, **own: Any
        ) -> None:
            with open_to_read(store) as record:
                if as_of is not None or possible:
                    _say_as_of(record, own["case"], as_of, possible)
                with record.as_of_now():
                    answer(record, **own).print(as_json=as_json)

        past = as_of_options if has_as_of else ()
        shared = [store_option("The store to read."), *([case_option] if has_case else []), *past, json_option]
        return click.command(name, cls=cls)(_with_options(run, shared))

    return made


def _say_as_of(record: Reader, case: str | None, moment: str | None, possible: bool) -> None:
    """Switch the record to a moment, and say on standard error what that leaves out."""
    from zoneinfo import ZoneInfo

    from tui.text.wording import as_of_text  # only a look at the past needs it

    where = the_case(record, case)
    known = show_as_of_options(record, where, moment, possible)
    if known is not None:
        print_notice(as_of_text(known, ZoneInfo(where.tz)))


def write_command(
    name: str,
    *,
    group: click.Group | None = None,
    store: str = "The store to write to.",
    makes_store: bool = False,
    has_case: bool = True,
    cls: type[click.Command] = click.Command,
    help: str | None = None,
) -> Callable[[Callable[..., str | Iterable[str]]], click.Command]:
    """Make a command of a function that changes the record. The command opens the store and prints what was done.

    The function is given the store first, and then by name the command's own options and ``case`` as it was typed.
    It returns the line to print, or several.

    :param name: what the command is called by.
    :param group: the group it belongs to, such as ``add``.
    :param store: help of ``--store``.
    :param makes_store: whether the store is made where there is none.
    :param has_case: whether it takes ``--case``.
    :param cls: what reads its words.
    :param help: its help, where the function has no docstring.
    """

    def made(change: Callable[..., str | Iterable[str]]) -> click.Command:
        @wraps(change)
        def run(store: Path | None, **own: Any) -> None:
            with open_to_write(store, make=makes_store) as record:
                said = change(record, **own)
                for line in [said] if isinstance(said, str) else said:
                    print_line(line)

        shared = [store_option(store), *([case_option] if has_case else []), as_option]
        command = click.command(name, cls=cls, help=help)(_with_options(run, shared))
        if group is not None:
            group.add_command(command)
        return command

    return made


def _with_options(run: Callable[..., None], shared: Sequence[Callable[..., Any]]) -> Callable[..., None]:
    """Give a command options, listed in ``--help`` after its own."""
    own = vars(run).pop("__click_params__", [])
    for option in reversed(shared):
        option(run)
    vars(run)["__click_params__"] = [*vars(run)["__click_params__"], *own]  # click lists them the last first
    return run
