"""What commands that only read answer with: a table or text, or JSON; and the options that all of them take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui.cli.options import case_option, json_option, reading, store_option

if TYPE_CHECKING:
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
            from tui.cli.output import print_json

            print_json(self.json())
        else:
            self.print_text()


def rows(found: Iterable[Shown], table: ListTable[Shown], encode: Callable[[Shown], object] | None = None) -> Answer:
    """A list.

    :param table: its columns and fields.
    :param encode: makes JSON of a row; :func:`db.serialize.encoder.encode` where not given.
    """
    from db.serialize.encoder import encode as encode_record
    from tui.cli.output import print_rows

    return Answer(lambda: map(encode or encode_record, found), lambda: print_rows(found, table))


def text(paragraphs: Iterable[Paragraph], json: Callable[[], object]) -> Answer:
    """One thing, whole."""
    from tui.cli.output import print_text

    return Answer(json, lambda: print_text(paragraphs))


def read_command(
    name: str, *, has_case: bool = True, cls: type[click.Command] = click.Command
) -> Callable[[Callable[..., Answer]], click.Command]:
    """Make a command of a function that answers. The command opens the store and prints the answer.

    The function is given the store first, and then by name the command's own options and ``case`` as it was typed.

    :param name: what the command is called by.
    :param has_case: whether it takes ``--case``.
    :param cls: what reads its words.
    """

    def made(answer: Callable[..., Answer]) -> click.Command:
        @wraps(answer)
        def run(store: Path | None, as_json: bool, **own: Any) -> None:
            with reading(store) as record:
                answer(record, **own).print(as_json=as_json)

        own_options = vars(run).pop("__click_params__", [])
        json_option(run)
        if has_case:
            case_option(run)
        store_option("The store to read.")(run)
        vars(run)["__click_params__"] += own_options  # click lists them the last first
        return click.command(name, cls=cls)(run)

    return made
