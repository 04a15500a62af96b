"""Keys of things of any kind: C3, S12, R2."""

from __future__ import annotations

from collections.abc import Iterable

from db.model.things import TARGET_KINDS, Target
from db.store.reader import Reader, pages, placeholders


def keys(record: Reader, things: Iterable[Target]) -> dict[Target, str]:
    """The keys of some things, with one query for each kind and page. Deleted things are left out.

    :param things: in any order.
    """
    wanted = list(dict.fromkeys(things))
    found: dict[Target, str] = {}
    for kind in TARGET_KINDS:
        for page in pages([thing.id for thing in wanted if thing.kind is kind]):
            rows = record.rows(f'SELECT id, key FROM "{kind}" WHERE id IN ({placeholders(page)})', *page)
            found |= {Target(kind, id): key for id, key in rows}
    return {thing: found[thing] for thing in wanted if thing in found}
