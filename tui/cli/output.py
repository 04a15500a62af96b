"""Printing: a table or text on a terminal, plain lines in a pipe, JSON anywhere, and progress bars."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from tui.system.terminal import is_terminal
from tui.text.paragraphs import WIDTH, Paragraph
from tui.text.safe import line

if TYPE_CHECKING:
    from rich.console import Console

    from db.queries.claims import Claim
    from db.search.similar import SimilarMatch
    from tui.cli.tables import ListTable

Shape = TypeVar("Shape")

_ROWS_AT_ONCE = 500
"""Rows of one table on a terminal. A longer list is printed as several, so that its first rows show at once."""


def print_rows(rows: Iterable[Shape], table: ListTable[Shape]) -> None:
    """Print a list: a table on a terminal, else a head and rows of fields with tabs between."""
    if is_terminal(sys.stdout):
        _print_table(iter(rows), table)
        return
    _write_line("\t".join(table.fields))
    for row in rows:
        _write_line("\t".join(line(field(row)) for field in table.fields.values()))


def print_text(paragraphs: Iterable[Paragraph]) -> None:
    """Print paragraphs; on a terminal wrapped to its width, with headings in bold."""
    if not is_terminal(sys.stdout):
        for paragraph in paragraphs:
            _write_line(paragraph.wrapped())
        return
    from rich.text import Text

    console = _plain_console()
    width = min(WIDTH, max(console.width, 20))
    for paragraph in paragraphs:
        style = "bold" if paragraph.heading else ""
        console.print(Text(paragraph.wrapped(width), style=style), soft_wrap=True)


def print_line(text: str) -> None:
    """Print one line, such as what was done.

    :param text: may hold text of the store; it is made safe here.
    """
    _write_line(line(text))


def print_near(near: Iterable[SimilarMatch[Claim]]) -> None:
    """Print on standard error which claims are near to one that was added.

    :param near: nearest first.
    """
    for each in near:
        sys.stderr.write(f"near: {each.found.key} {line(each.found.text)} ({int(each.score)} of 100)\n")


@contextmanager
def progress_bar(
    description: str, *columns: str, size: float | None = None, transient: bool = True
) -> Iterator[Callable[..., None]]:
    """A progress bar on standard error, where that is a terminal. Gives the function that moves it.

    That function takes the arguments of Rich's ``Progress.update``: ``completed``, ``total``, ``description``.

    :param description: the words beside the bar.
    :param columns: names of columns in ``rich.progress``; ``TextColumn`` is where the words stand.
    :param size: the total, where it is known at the start.
    :param transient: whether the bar is removed at the end.
    """
    if not is_terminal(sys.stderr):
        yield lambda **_: None
        return
    from rich import progress  # only a terminal needs Rich
    from rich.console import Console

    made = (
        progress.TextColumn("{task.description}", markup=False) if name == "TextColumn" else getattr(progress, name)()
        for name in columns
    )
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    with progress.Progress(*made, console=console, transient=transient) as bar:
        yield partial(bar.update, bar.add_task(description, total=size))


def print_json(value: object) -> None:
    """Print JSON in UTF-8; an iterator is printed row by row, as a list."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    for piece in iter_json(value):
        sys.stdout.write(piece)
    sys.stdout.write("\n")


def iter_json(value: object) -> Iterator[str]:
    """JSON piece by piece; characters that a terminal would obey or hide are written as ``\\uXXXX``.

    :param value: what JSON can hold. The top, and values of a dict at the top, may be iterators.
    """
    if isinstance(value, Mapping):
        yield "{"
        for number, (key, held) in enumerate(value.items()):
            yield f"{',' if number else ''}\n  {_dump_json(key)}: "
            yield from iter_json(held) if isinstance(held, Iterator) else [_dump_json(held)]
        yield "\n}"
    elif isinstance(value, Iterator):
        yield "["
        number = -1
        for number, row in enumerate(value):
            yield f"{',' if number else ''}\n  {_dump_json(row)}"
        yield "]" if number < 0 else "\n]"
    else:
        yield _dump_json(value)


def _dump_json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else _escape(each) for each in text)


def _escape(character: str) -> str:
    r"""A character as JSON escapes it: ``\uXXXX``, and as a surrogate pair beyond the first plane."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _write_line(text: str) -> None:
    sys.stdout.write(text + "\n")


def _plain_console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _print_table(rows: Iterator[Shape], table: ListTable[Shape]) -> None:
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    console = _plain_console()
    page = list(islice(rows, _ROWS_AT_ONCE))
    if not page:
        _write_line(table.empty)
    while page:
        drawn = Drawn(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for head in table.columns:
            drawn.add_column(Text(head), overflow="fold")
        for row in page:
            drawn.add_row(*(Text(line(cell(row))) for cell in table.columns.values()))
        console.print(drawn)
        page = list(islice(rows, _ROWS_AT_ONCE))
