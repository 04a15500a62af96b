"""Names of things in the journal and in refusals: the keys of the first few, and the number of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from db.errors import Refused
from db.model.things import RowKind, Target
from db.queries.keys import keys
from db.store.reader import Reader

_NAMED = 5


def names_of(record: Reader, things: Sequence[Target]) -> str:
    """Things by key, for a sentence: "C1", "C1, C2", "C1, C2, C3, C4, C5 and 95 more".

    :param things: in order; duplicates are dropped.
    """
    wanted = list(dict.fromkeys(things))
    found = list(keys(record, wanted[:_NAMED]).values())
    more = len(wanted) - _NAMED
    return ", ".join(found or ["nothing"]) + (f" and {more:,} more" if more > 0 else "")


def require_key(record: Reader, kind: RowKind, id: int) -> str:
    """The key of a thing.

    :raises Refused: it is gone.
    """
    found = record.row(f'SELECT key FROM "{kind}" WHERE id = ?', id)
    if not found:
        raise Refused(f"A {kind.word} among them is no longer in the store.", "Somebody removed it; look again.")
    return str(found[0])
