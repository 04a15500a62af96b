"""Printing: a table or text on a terminal, in a pager where it is long; plain lines in a pipe; JSON; progress bars.

Nothing else in ``tui`` or ``db`` writes to standard output or error, and what is written here is :class:`Safe`.
"""

from __future__ import annotations

import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedWriter, RawIOBase, TextIOWrapper
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, Literal, TextIO, TypeVar

from db.errors import WrongUse
from tui.cli.pager import PagedStream, PagerClosed, find_pager
from tui.system.terminal import is_terminal
from tui.text.paragraphs import WIDTH, Paragraph
from tui.text.safe import Safe, block, joined, json_text, line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from typing_extensions import Buffer

    from db.queries.claims import Claim
    from db.search.similar import SimilarMatch
    from tui.cli.tables import ListTable

Shape = TypeVar("Shape")

_ROWS_AT_ONCE = 500
"""Rows of one table on a terminal. A longer list is printed as several, so that its first rows show at once."""


def print_rows(rows: Iterable[Shape], table: ListTable[Shape], *, whole: bool = False) -> None:
    """Print a list: a table on a terminal, else a head and rows of fields with tabs between.

    :param whole: whether a terminal shows rows too that repeat another; by default they are folded into it.
    """
    if is_terminal(sys.stdout):
        _hold_for_pager()
        _print_table(_folded(rows, table) if table.alike is not None and not whole else _cells(rows, table), table)
        return
    rest = iter(rows)
    first = list(islice(rest, 1))  # a store that can't be read leaves no head behind
    _write(joined("\t", map(line, table.fields)))
    for row in chain(first, rest):
        _write(joined("\t", (line(field(row)) for field in table.fields.values())))


def print_text(paragraphs: Iterable[Paragraph]) -> None:
    """Print paragraphs; on a terminal wrapped to its width, with headings in bold."""
    if not is_terminal(sys.stdout):
        for paragraph in paragraphs:
            _write(paragraph.wrapped())
        return
    _hold_for_pager()
    console = _plain_console()
    width = min(WIDTH, max(console.width, 20))
    for paragraph in paragraphs:
        console.print(_styled(paragraph.wrapped(width), "bold" if paragraph.heading else ""), soft_wrap=True)


def print_line(text: str) -> None:
    """Print one line, such as what was done."""
    _write(line(text))


def print_lines(texts: Iterable[str]) -> None:
    """Print lines that may be many."""
    _hold_for_pager()
    for text in texts:
        _write(line(text))


def print_block(text: str) -> None:
    """Print text of several lines."""
    _hold_for_pager()
    _write(block(text))


def print_markdown(text: str) -> None:
    """Print Markdown: on a terminal with headings, tables and bold text drawn, in a pipe as it is."""
    if not is_terminal(sys.stdout):
        _write(block(text), end="")
        return
    from rich.markdown import Markdown  # only a terminal needs Rich
    from rich.theme import Theme

    _hold_for_pager()
    console = _plain_console()
    console.push_theme(Theme({"markdown.code": "bold"}))  # readable on any background
    console.print(Markdown(block(text), code_theme="ansi_dark"), width=min(WIDTH, console.width))


def print_notice(text: str) -> None:
    """Print one line on standard error, such as an error or what was left out; where a pager is open, after it."""
    out = _unguarded("stdout")
    if isinstance(out, PagedStream) and out.is_holding:
        _NOTICES.append(line(text))
    else:
        _write(line(text), to="stderr")


def print_traceback(text: str) -> None:
    """Print a traceback on standard error."""
    _write(block(text), to="stderr")


def print_near(near: Iterable[SimilarMatch[Claim]]) -> None:
    """Print on standard error which claims are near to one that was added.

    :param near: nearest first.
    """
    for each in near:
        print_notice(f"near: {each.found.key} {each.found.text} ({int(each.score)} of 100)")


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

    made = (
        progress.TextColumn("{task.description}", markup=False) if name == "TextColumn" else getattr(progress, name)()
        for name in columns
    )
    with progress.Progress(*made, console=_plain_console("stderr"), transient=transient) as bar:
        task = bar.add_task(line(description), total=size)

        def update(completed: float | None = None, total: float | None = None, description: str | None = None) -> None:
            words = None if description is None else line(description)
            bar.update(task, total=total, completed=completed, description=words)

        yield update


def print_json(value: object) -> None:
    """Print JSON in UTF-8; an iterator is printed row by row, as a list."""
    _hold_for_pager()
    out = _unguarded("stdout")
    stream = out.stream if isinstance(out, PagedStream) else out
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    for piece in iter_json(value):
        _write(piece, end="")
    _write(line(""))


def iter_json(value: object) -> Iterator[Safe]:
    """JSON piece by piece; characters that a terminal would obey or hide are written as ``\\uXXXX``.

    :param value: what JSON can hold. The top, and values of a dict at the top, may be iterators.
    """
    if isinstance(value, Mapping):
        yield block("{")
        for number, (key, held) in enumerate(value.items()):
            yield block(",\n  " if number else "\n  ")
            yield json_text(key)
            yield block(": ")
            yield from iter_json(held) if isinstance(held, Iterator) else [json_text(held)]
        yield block("\n}")
    elif isinstance(value, Iterator):
        number = -1
        for number, row in enumerate(value):
            yield block(",\n  " if number else "[\n  ")
            yield json_text(row)
        yield block("[]" if number < 0 else "\n]")
    else:
        yield json_text(value)


@contextmanager
def binary_output(name: str, *, is_text: bool) -> Iterator[BinaryIO]:
    """Standard output for bytes. On a terminal they are text, which goes through the door.

    :param name: what is written, for the error.
    :param is_text: whether the bytes are text in UTF-8.
    :raises WrongUse: they are not, and standard output is a terminal.
    """
    out = _unguarded("stdout")
    if not is_terminal(sys.stdout):
        out.flush()
        yield out.buffer
        out.buffer.flush()
        return
    if not is_text:
        raise WrongUse(f"{name} is not text, and can't be shown on a terminal.", "Name a file with --out.")
    _hold_for_pager()
    written = _TerminalText()
    yield BufferedWriter(written)


class _TerminalText(RawIOBase):
    """Bytes of a text in UTF-8, printed as they come."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        piece = bytes(data)
        _write(block(self._decode(piece)), end="")
        return len(piece)


class GuardedStream:
    """A standard stream that cleans what is written to it: for click, warnings, tracebacks and libraries."""

    def __init__(self, stream: TextIO) -> None:
        self.unguarded = stream
        self.flush = stream.flush

    def write(self, text: str) -> int:
        """Write a text through the door."""
        self.unguarded.write(block(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts through the door."""
        for each in lines:
            self.write(each)

    @property
    def buffer(self) -> _GuardedBytes:
        """The stream for bytes, which click writes completions to."""
        return _GuardedBytes(self)

    def __getattr__(self, name: str) -> object:
        return getattr(self.unguarded, name)


class _GuardedBytes:
    def __init__(self, stream: GuardedStream) -> None:
        self._stream = stream
        self.flush = stream.flush

    def write(self, data: bytes) -> int:
        self._stream.write(data.decode("utf-8", "replace"))
        return len(data)


def guard_streams() -> None:
    """Let nothing of this process reach standard output or error but through the door. The desk draws past these."""
    for name in "stdout", "stderr":
        stream = getattr(sys, name)
        if not isinstance(stream, GuardedStream):
            setattr(sys, name, GuardedStream(stream))


_NOTICES: list[Safe] = []
"""Notices that wait for the end of a long text."""


@contextmanager
def paged_output() -> Iterator[None]:
    """Show text in a pager that is taller than the screen, where standard output is a terminal.

    The block ends early, without an error, where the person closes the pager before all is written.
    """
    stream = sys.stdout
    pager = find_pager() if is_terminal(stream) else []
    if not pager:
        yield
        return
    paged = PagedStream(_unguarded("stdout"), pager)
    sys.stdout = GuardedStream(paged)  # type: ignore[arg-type]
    try:
        yield
    except PagerClosed:
        pass
    finally:
        paged.end()
        sys.stdout = stream
        while _NOTICES:
            _write(_NOTICES.pop(0), to="stderr")


def disable_pager() -> None:
    """Print long text straight to the terminal."""
    out = _unguarded("stdout")
    if isinstance(out, PagedStream):
        out.turn_off()


def _hold_for_pager() -> None:
    """Hold back what is printed from now on, until it is clear whether it fits the screen."""
    out = _unguarded("stdout")
    if isinstance(out, PagedStream):
        out.hold()


StreamName = Literal["stdout", "stderr"]


def _unguarded(name: StreamName) -> TextIO:
    stream: TextIO | GuardedStream = getattr(sys, name)
    return stream.unguarded if isinstance(stream, GuardedStream) else stream


def _write(text: Safe, *, to: StreamName = "stdout", end: Literal["\n", ""] = "\n") -> None:
    """Write safe text: the one place where this program writes to a stream itself."""
    out = _unguarded(to)
    out.write(text)
    if end:
        out.write(end)


def _plain_console(to: StreamName = "stdout") -> Console:
    from rich.console import Console

    return Console(file=_unguarded(to), highlight=False, markup=False, emoji=False)


def _styled(text: Safe, style: str = "") -> Text:
    """Safe text for Rich, which writes by itself."""
    from rich.text import Text

    return Text(text, style=style)


def _cells(rows: Iterable[Shape], table: ListTable[Shape]) -> Iterator[list[str]]:
    return ([cell(row) for cell in table.columns.values()] for row in rows)


def _folded(rows: Iterable[Shape], table: ListTable[Shape]) -> Iterator[list[str]]:
    """The cells of the rows; of a long run of rows alike only the first, and the number of the others."""
    from db.algorithms.grouping import group_alike  # only lists that fold need it

    assert table.alike is not None
    for group in group_alike(rows, table.alike):
        yield from _cells(group[:1], table)
        if len(group) > 1:
            yield ["", f"… and {len(group) - 1:,} like it: --all lists them", *[""] * (len(table.columns) - 2)]


def _print_table(rows: Iterator[list[str]], table: ListTable[Shape]) -> None:
    from rich import box
    from rich.table import Table as Drawn

    console = _plain_console()
    page = list(islice(rows, _ROWS_AT_ONCE))
    if not page:
        print_line(table.empty)
    is_empty = not page
    while page:
        drawn = Drawn(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for head in table.columns:
            drawn.add_column(_styled(line(head)), overflow="fold")
        for row in page:
            drawn.add_row(*(_styled(line(cell)) for cell in row))
        console.print(drawn)
        page = list(islice(rows, _ROWS_AT_ONCE))
    if table.note and not is_empty:
        console.print(_styled(line(table.note)))
