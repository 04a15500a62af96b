"""How the command line prints: a table or text on a terminal, plain lines in a pipe, JSON anywhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from tui.system.terminal import is_terminal
from tui.text.paragraphs import WIDTH, Paragraph
from tui.text.safe import line

if TYPE_CHECKING:
    from rich.console import Console

    from db.journal.writer import Writer
    from db.queries.claims import Claim
    from db.search.similar import SimilarClaim
    from tui.cli.tables import ListTable

Shape = TypeVar("Shape")

_PAGE = 500
"""Rows laid out at once on a terminal; each page has its own heads, so that a long list starts at once."""


def print_rows(rows: Iterable[Shape], table: ListTable[Shape]) -> None:
    """Print a list: a table on a terminal, else a head and rows of fields with tabs between."""
    if is_terminal(sys.stdout):
        _print_table(iter(rows), table)
        return
    _print("\t".join(table.fields))
    for row in rows:
        _print("\t".join(line(field(row)) for field in table.fields.values()))


def print_text(paragraphs: Iterable[Paragraph]) -> None:
    """Print text: wrapped to the terminal if it is narrow, with its headings in bold there."""
    if not is_terminal(sys.stdout):
        for paragraph in paragraphs:
            _print(paragraph.wrapped())
        return
    from rich.text import Text

    console = _console()
    width = min(WIDTH, max(console.width, 20))
    for paragraph in paragraphs:
        style = "bold" if paragraph.heading else ""
        console.print(Text(paragraph.wrapped(width), style=style), soft_wrap=True)


def print_line(text: str) -> None:
    """Print one sentence, such as what was done.

    :param text: anything of the store may stand in it.
    """
    _print(line(text))


def print_changed(record: Writer, changed: bool) -> None:
    """Print what the journal calls the last change, or that there was none."""
    print_line((record.done if changed else None) or "It is so already; nothing changed.")


def print_near(near: Iterable[SimilarClaim[Claim]]) -> None:
    """Print on standard error which claims are near to one that was added.

    :param near: nearest first.
    """
    for each in near:
        sys.stderr.write(f"near: {each.found.key} {line(each.found.text)} ({int(each.score)} of 100)\n")


def print_json(value: object) -> None:
    """Print JSON in UTF-8. What an iterator gives is printed row by row, as a list."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    for piece in iter_json(value):
        sys.stdout.write(piece)
    sys.stdout.write("\n")


def iter_json(value: object) -> Iterator[str]:
    """JSON piece by piece, with whatever a terminal would obey or hide as ``\\uXXXX``.

    :param value: what JSON can hold, or an iterator of it at the top or as a value of the top's dict.
    """
    if isinstance(value, Mapping):
        yield "{"
        for number, (key, held) in enumerate(value.items()):
            yield f"{',' if number else ''}\n  {_json(key)}: "
            yield from iter_json(held) if isinstance(held, Iterator) else [_json(held)]
        yield "\n}"
    elif isinstance(value, Iterator):
        yield "["
        number = -1
        for number, row in enumerate(value):
            yield f"{',' if number else ''}\n  {_json(row)}"
        yield "]" if number < 0 else "\n]"
    else:
        yield _json(value)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    r"""A character as JSON escapes it: ``\uXXXX``, twice for one beyond the first plane."""
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _print_table(rows: Iterator[Shape], table: ListTable[Shape]) -> None:
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    console = _console()
    page = list(islice(rows, _PAGE))
    if not page:
        _print(table.empty)
    while page:
        drawn = Drawn(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for head in table.columns:
            drawn.add_column(Text(head), overflow="fold")
        for row in page:
            drawn.add_row(*(Text(line(cell(row))) for cell in table.columns.values()))
        console.print(drawn)
        page = list(islice(rows, _PAGE))
