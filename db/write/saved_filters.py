"""Saving, renaming and removing filters. Each function is one action."""

from __future__ import annotations

from db.errors import Refused
from db.journal.writer import Writer
from db.queries.saved_filters import named_filter, saved_filter
from db.search.filter_claims import WrongFilter
from db.search.query import parse_query
from db.text.normalize import normalize_line
from db.write.validate import checked_action, require_line

LONGEST_NAME = 60
"""The most characters of a filter's name."""


def save_filter(writer: Writer, name: str, words: str) -> int:
    """Save a filter; a filter of that name, whatever its case and accents, gets the new words.

    :returns: its id.
    :raises Refused: the name is empty or too long, or the filter is empty.
    :raises WrongFilter: a term of the filter can't be read.
    """
    name, words = _require_filter_name(name), normalize_line(words)
    query = parse_query(words, finished=True)
    if query.wrong:
        raise WrongFilter(query)
    if query.is_empty:
        raise Refused("A filter needs words.", "Type some, such as “status:new denied:yes”.")
    with checked_action(writer):
        before = named_filter(writer, name)
        if before is None:
            with writer.action(f"save filter “{name}”"):
                return writer.insert("filters", name=name, words=words)
        with writer.action(f"change filter “{before.name}”"):
            writer.update("filters", before.id, words=words)
        return before.id


def rename_filter(writer: Writer, name: str, to: str) -> bool:
    """Rename a filter.

    :returns: whether it changed.
    :raises NotFound: no filter has that name.
    :raises Refused: another has the new name, or it is empty or too long.
    """
    to = _require_filter_name(to)
    with checked_action(writer):
        found, taken = saved_filter(writer, name), named_filter(writer, to)
        if taken is not None and taken.id != found.id:
            raise Refused(
                f"There is a filter “{taken.name}” already.", "Choose another name, or remove that one first."
            )
        with writer.action(f"rename filter “{found.name}” to “{to}”"):
            return writer.update("filters", found.id, name=to)


def remove_filter(writer: Writer, name: str) -> None:
    """Remove a filter; the things it finds stay.

    :raises NotFound: no filter has that name.
    """
    with checked_action(writer):
        found = saved_filter(writer, name)
        with writer.action(f"remove filter “{found.name}”"):
            writer.delete("filters", found.id)


def _require_filter_name(name: str) -> str:
    name = require_line(name, "A filter needs a name.")
    if len(name) > LONGEST_NAME:
        raise Refused(
            f"The name of a filter has {LONGEST_NAME} characters at most; this one has {len(name):,}.",
            "Choose a shorter one.",
        )
    return name
