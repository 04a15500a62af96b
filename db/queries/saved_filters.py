"""Saved filters. Saving them: :mod:`db.write.saved_filters`."""

from __future__ import annotations

from db.dataclass import dataclass
from db.errors import NotFound
from db.store.reader import Reader
from db.text.normalize import casefold_words, normalize_line


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A named filter."""

    id: int
    name: str
    words: str
    """The filter as it was typed. Names in it may be deleted by now."""


def saved_filters(record: Reader) -> list[SavedFilter]:
    """The saved filters of the store, by name."""
    rows = record.rows("SELECT id, name, words FROM filters ORDER BY name COLLATE NOCASE, id")
    return [SavedFilter(*row) for row in rows]


def saved_filter(record: Reader, name: str) -> SavedFilter:
    """The filter with a name.

    :param name: ignoring case and accents.
    :raises NotFound: there is none.
    """
    found = named_filter(record, name)
    if found is None:
        raise NotFound(f"There is no filter “{normalize_line(name)}”.", "onrecord filters lists them.")
    return found


def named_filter(record: Reader, name: str) -> SavedFilter | None:
    """The filter with a name, or None.

    :param name: ignoring case and accents.
    """
    wanted = casefold_words(normalize_line(name))
    return next((each for each in saved_filters(record) if casefold_words(each.name) == wanted), None)
