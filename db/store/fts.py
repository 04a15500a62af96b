"""The full-text index: which columns it covers, how it follows changes, how it is rebuilt and checked.

Queries on it: :mod:`db.search.filter_claims` and :mod:`db.search.search`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

from db.dataclass import dataclass, field
from db.store.reader import Reader, Row
from db.text.search_fold import FOLD, fold_for_search, folded_words


class IndexedKind(IntEnum):
    """The kind of a row in the index. The numbers are part of the index's row ids, so they never change."""

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
        """The table of that kind."""
        return f"{self.name.lower()}s"

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last index id of that kind."""
        return self << _ID_BITS, ((self + 1) << _ID_BITS) - 1


_ID_BITS = 40
"""Low bits of an index id, which hold the row's own id; rows with a larger id are not indexed."""

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
"""The columns that are searched, by table."""

_KIND_BY_TABLE = {place.table: place for place in IndexedKind}
_PAGE_ROWS = 2_000


def row_of_index_id(number: int) -> tuple[IndexedKind, int]:
    """The kind and the id of the row that an index id stands for.

    :param number: the index id.
    """
    return IndexedKind(number >> _ID_BITS), number & ((1 << _ID_BITS) - 1)


def index_id_of(place: IndexedKind, id: int) -> int:
    """The index id of a row of the record."""
    return (place << _ID_BITS) | id


def index_entry(table: str, id: int, row: Mapping[str, object]) -> tuple[int, str] | None:
    """The index id and the folded words of a row; None if it has no words to search.

    :param table: its table.
    :param row: its values by column; missing columns count as empty.
    """
    place = _KIND_BY_TABLE.get(table)
    return None if place is None else _folded_entry(place, id, [row.get(name) for name in _COLUMNS[table]])


def _folded_entry(place: IndexedKind, id: int, values: Sequence[object]) -> tuple[int, str] | None:
    if not 0 < id < 1 << _ID_BITS:
        return None
    found = fold_for_search("\n".join([str(value) for value in values if value]))
    return (index_id_of(place, id), found) if found else None


def add_words(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index many new rows, inside the open transaction.

    :meth:`db.journal.writer.Writer.insert` indexes its own row. It is fastest by table and in the order of ids.

    :param rows: as :func:`index_entry` gives them.
    """
    known: set[str] = set()

    def each() -> Iterator[tuple[int, str]]:
        for number, text in rows:
            for words in folded_words(text):
                known.update(words)
            yield number, text

    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", each())
    _add_known_words(connection, known)


def _add_known_words(connection: sqlite3.Connection, known: Iterable[str]) -> None:
    connection.executemany("INSERT OR IGNORE INTO words_known (word) VALUES (?)", ((word,) for word in sorted(known)))


def words_beginning(record: Reader, begun: str, most: int) -> list[str]:
    """Indexed words with a prefix, in order.

    :param begun: the prefix, folded.
    :param most: the most to return.
    """
    return record.column(
        "SELECT word FROM words_known WHERE word >= ? AND word < ? ORDER BY word LIMIT ?",
        begun,
        begun + "\U0010ffff",
        most,
    )


@dataclass(slots=True)
class WordChanges:
    """Changes of an action to indexed words, collected and written before the action ends.

    They are written together and in the order of ids, which costs FTS5 a fraction of any other order.
    """

    _changes: list[tuple[int, str, str]] = field(default_factory=list)
    """Index id, words before, words after."""
    _written: int = 0
    """How many of them are in the index already."""

    def note(
        self, table: str, id: int, before: Mapping[str, object] | None, after: Mapping[str, object] | None
    ) -> None:
        """Collect a change of a row.

        :param before: the whole row before; None for a new row.
        :param after: the whole row after; None for a deleted row.
        """
        columns = _COLUMNS.get(table)
        if columns is None or (before and after and all(before.get(name) == after.get(name) for name in columns)):
            return
        old, new = (index_entry(table, id, row) if row else None for row in (before, after))
        if found := old or new:
            self._changes.append((found[0], old[1] if old else "", new[1] if new else ""))

    def mark(self) -> tuple[int, int]:
        """The position to return to with :meth:`back_to`."""
        return len(self._changes), self._written

    def back_to(self, mark: tuple[int, int]) -> None:
        """Forget changes since a mark, as that part of the action was rolled back."""
        made, self._written = mark
        del self._changes[made:]

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the changes that are not in the index yet, inside the open transaction."""
        net: dict[int, tuple[str, str]] = {}
        for number, old, new in self._changes[self._written :]:
            net[number] = (net[number][0] if number in net else old, new)
        self._written = len(self._changes)
        known: set[str] = set()
        for number, (old, new) in sorted(net.items()):
            if old != new:
                if old:
                    connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (number, old))
                if new:
                    connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, new))
                known.update(*folded_words(new))
        _add_known_words(connection, known)


def index_all(connection: sqlite3.Connection) -> None:
    """Rebuild the index from every row of the store, inside the open transaction."""
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    connection.execute("DELETE FROM words_known")
    for table in _COLUMNS:
        add_words(connection, _indexed_rows(lambda sql, after: connection.execute(sql, (after,)).fetchall(), table))
    connection.execute("INSERT OR REPLACE INTO words_folded (id, by) VALUES (1, ?)", (FOLD,))


def has_current_folding(connection: sqlite3.Connection) -> bool:
    """Whether the index was made by this version's folding rules."""
    found = connection.execute("SELECT by FROM words_folded").fetchone()
    return found is not None and found[0] == FOLD


def verify_index(record: Reader) -> list[str]:
    """Check the index: one sentence for each problem.

    FTS5 checks the structure, if the connection may write. The content is compared with the words of every row, term
    by term, so this takes as long as indexing.

    :param record: the store.
    """
    if record.column("SELECT by FROM words_folded") != [FOLD]:
        return ["The search index was made by another version of onrecord: searches may miss words."]
    try:
        _check_structure(record)
        held = {term: (rows, times) for term, rows, times in record.rows("SELECT term, doc, cnt FROM words_terms")}
    except sqlite3.DatabaseError as error:
        return [f"The search index is damaged: {error}."]
    times: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for table in _COLUMNS:
        for _, text in _indexed_rows(record.rows, table):
            spread = [_term_of(word) for word in text.split()]
            times.update(spread)
            rows.update(set(spread))
    known = set(map(_term_of, record.column("SELECT word FROM words_known")))
    wrong = sorted(
        term for term in held.keys() | times.keys() if held.get(term) != (rows[term], times[term]) or term not in known
    )
    if not wrong:
        return []
    some = ", ".join(f"“{term}”" for term in wrong[:_LISTED_TERMS]) + (" …" if len(wrong) > _LISTED_TERMS else "")
    return [f"The search index disagrees with the record on {len(wrong):,} words: {some}."]


_LONGEST_TERM = 32_768
"""Bytes of a word that FTS5 keeps (``FTS5_MAX_TOKEN_SIZE``)."""


def _term_of(word: str) -> str:
    """The term that FTS5 keeps for a word, as a query returns it: a letter that is cut through reads as U+FFFD."""
    if len(word) * 4 <= _LONGEST_TERM:
        return word
    return word.encode()[:_LONGEST_TERM].decode("utf-8", "replace")


_LISTED_TERMS = 5


def _check_structure(record: Reader) -> None:
    """Run FTS5's own check; a connection that may not write skips it."""
    try:
        with record.as_of_now():
            record.rows("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise


def _indexed_rows(ask: Callable[[str, int], list[Row]], table: str) -> Iterator[tuple[int, str]]:
    """Index id and folded words of every row of a table that has words, in order, read page by page."""
    place, columns, after = _KIND_BY_TABLE[table], _COLUMNS[table], 0
    names = ", ".join(f'"{name}"' for name in columns)
    has_words = " OR ".join(f"\"{name}\" <> ''" for name in columns)
    sql = f"""SELECT id, {names} FROM "{table}" WHERE id > ? AND ({has_words})
              ORDER BY id LIMIT {_PAGE_ROWS if table != "captures" else 50}"""
    while page := ask(sql, after):
        for id, *values in page:
            if found := _folded_entry(place, id, values):
                yield found
        after = page[-1][0]
