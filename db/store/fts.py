"""The index of the store's words: what is in it, how it follows each change, how it is made anew and checked.

Asking it is :mod:`db.search.filter_claims` and :mod:`db.search.search`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from db.store.reader import Reader, Row
from db.text.search_fold import FOLD, fold_for_search


class IndexedKind(IntEnum):
    """What a row of the index stands for. The numbers are in the ids of its rows: they never change."""

    CASE = 0
    SOURCE = 1
    REPORT = 2
    CAPTURE = 3
    STATEMENT = 4
    QUOTE = 5
    CLAIM = 6
    NOTE = 7
    TASK = 8

    @property
    def table(self) -> str:
        """The table whose rows it is."""
        return f"{self.name.lower()}s"

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last id that its rows have in the index."""
        return self << _BITS, ((self + 1) << _BITS) - 1


_BITS = 40
"""Bits of an id in the index that are the row's own; beyond a million million rows a row is not indexed."""

_COLUMNS: dict[str, tuple[str, ...]] = {
    "cases": ("title", "place", "summary"),
    "sources": ("name", "short"),
    "reports": ("title",),
    "captures": ("text",),
    "statements": ("summary",),
    "quotes": ("exact",),
    "claims": ("text",),
    "notes": ("text",),
    "tasks": ("text",),
}
"""The columns whose words are searched, by table."""

_PLACES = {place.table: place for place in IndexedKind}
_PAGE = 2_000


def place_of(number: int) -> tuple[IndexedKind, int]:
    """What a row of the index stands for, and the id of that row.

    :param number: its id in the index.
    """
    return IndexedKind(number >> _BITS), number & ((1 << _BITS) - 1)


def number_of(place: IndexedKind, id: int) -> int:
    """The id in the index of a row of the record."""
    return (place << _BITS) | id


def indexed(table: str, id: int, row: Mapping[str, object]) -> tuple[int, str] | None:
    """The id in the index and the folded words of a row; None where it has none to be searched.

    :param table: its table.
    :param row: its columns; those that are missing have no words.
    """
    place = _PLACES.get(table)
    if place is None or not 0 < id < 1 << _BITS:
        return None
    found = fold_for_search("\n".join(str(row[name]) for name in _COLUMNS[table] if row.get(name)))
    return (number_of(place, id), found) if found else None


def add_words(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index rows that are new to the store, many at once, inside the transaction that is open.

    A row that goes through :meth:`db.journal.writer.Writer.insert` is indexed by it. Rows of one table are best given
    together and in the order of their ids.

    :param rows: as :func:`indexed` gives them.
    """
    known: set[str] = set()

    def each() -> Iterator[tuple[int, str]]:
        for number, text in rows:
            known.update(text.split())
            yield number, text

    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", each())
    _know(connection, known)


def _know(connection: sqlite3.Connection, known: Iterable[str]) -> None:
    connection.executemany("INSERT OR IGNORE INTO words_known (word) VALUES (?)", ((word,) for word in sorted(known)))


def words_beginning(record: Reader, begun: str, most: int) -> list[str]:
    """Words of the index that begin with a folded one, in order: itself first where it is one.

    :param most: how many at the most.
    """
    return record.column(
        "SELECT word FROM words_known WHERE word >= ? AND word < ? ORDER BY word LIMIT ?",
        begun,
        begun + "\U0010ffff",
        most,
    )


@dataclass(slots=True)
class WordChanges:
    """What an action changed in the words of the store, to be written to the index before it ends.

    Written all at once and in order: the index takes rows of rising ids at a fraction of what others cost.
    """

    _made: list[tuple[int, str, str]] = field(default_factory=list)
    """Id in the index, the words before, the words after."""
    _written: int = 0
    """How many of them the index has already."""

    def note(
        self, table: str, id: int, before: Mapping[str, object] | None, after: Mapping[str, object] | None
    ) -> None:
        """Take note of a change of a row.

        :param before: the row before, whole; None where it came.
        :param after: the row after, whole; None where it went.
        """
        columns = _COLUMNS.get(table)
        if columns is None or (before and after and all(before.get(name) == after.get(name) for name in columns)):
            return
        old, new = (indexed(table, id, row) if row else None for row in (before, after))
        if found := old or new:
            self._made.append((found[0], old[1] if old else "", new[1] if new else ""))

    def mark(self) -> tuple[int, int]:
        """Where it stands now, for :meth:`back_to`."""
        return len(self._made), self._written

    def back_to(self, mark: tuple[int, int]) -> None:
        """Forget what was noted and written since a mark: that part of the action is taken back."""
        made, self._written = mark
        del self._made[made:]

    def write(self, connection: sqlite3.Connection) -> None:
        """Write what was noted and is not written yet, inside the transaction that is open."""
        net: dict[int, tuple[str, str]] = {}
        for number, old, new in self._made[self._written :]:
            net[number] = (net[number][0] if number in net else old, new)
        self._written = len(self._made)
        known: set[str] = set()
        for number, (old, new) in sorted(net.items()):
            if old != new:
                if old:
                    connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (number, old))
                if new:
                    connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, new))
                known.update(new.split())
        _know(connection, known)


def index_all(connection: sqlite3.Connection) -> None:
    """Index every row of the store, inside the transaction that is open; the index is emptied first."""
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    connection.execute("DELETE FROM words_known")
    for table in _COLUMNS:
        add_words(connection, _all(lambda sql, after: connection.execute(sql, (after,)).fetchall(), table))
    connection.execute("INSERT OR REPLACE INTO words_folded (id, by) VALUES (1, ?)", (FOLD,))


def folded_as_now(connection: sqlite3.Connection) -> bool:
    """Whether the index was made by the rules of this version."""
    found = connection.execute("SELECT by FROM words_folded").fetchone()
    return found is not None and found[0] == FOLD


def verify(record: Reader) -> list[str]:
    """What is wrong with the index, one sentence each; none where it is whole.

    Its structure is checked by FTS5 where the connection may write; what it holds is compared with the words of every
    row, term by term, so it takes as long as indexing.

    :param record: the store.
    """
    if record.column("SELECT by FROM words_folded") != [FOLD]:
        return ["The index of words was made by other rules than this onrecord's: searching may miss words."]
    try:
        _check_structure(record)
        held = {term: (rows, times) for term, rows, times in record.rows("SELECT term, doc, cnt FROM words_terms")}
    except sqlite3.DatabaseError as error:
        return [f"The index of words is damaged: {error}."]
    times: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for table in _COLUMNS:
        for _, text in _all(record.rows, table):
            spread = text.split()
            times.update(spread)
            rows.update(set(spread))
    known = set(record.column("SELECT word FROM words_known"))
    wrong = sorted(
        term for term in held.keys() | times.keys() if held.get(term) != (rows[term], times[term]) or term not in known
    )
    if not wrong:
        return []
    some = ", ".join(f"“{term}”" for term in wrong[:_TOLD]) + (" …" if len(wrong) > _TOLD else "")
    return [f"The index of words does not agree with the record on {len(wrong):,} words: {some}."]


_TOLD = 5


def _check_structure(record: Reader) -> None:
    """FTS5's own check, which takes a connection that may write."""
    try:
        with record.as_of_now():
            record.rows("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise


def _all(ask: Callable[[str, int], list[Row]], table: str) -> Iterator[tuple[int, str]]:
    """What the index holds of every row of a table, in order, a page at a time."""
    columns, after = _COLUMNS[table], 0
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f'SELECT id, {names} FROM "{table}" WHERE id > ? ORDER BY id LIMIT {_PAGE if table != "captures" else 50}'
    while page := ask(sql, after):
        for id, *values in page:
            if found := indexed(table, id, dict(zip(columns, values, strict=True))):
                yield found
        after = page[-1][0]
