"""Organisations of sources: the topmost body below a boundary, and which sources share one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.dataclass import dataclass
from db.model.enums import Naming, SourceKind
from db.model.ids import SourceId
from db.queries.sources import Source, sources
from db.store.reader import Reader, pages, placeholders


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation and its members among some sources."""

    bodies: tuple[Source, ...]
    """Its topmost body; several if a member belongs to several, which joins them."""
    members: tuple[SourceId, ...]
    """In the given order."""

    @property
    def is_recorded(self) -> bool:
        """Whether a body is on record: a member belongs to it or is one, known by name or office.

        A person or an unnamed group without affiliations is no organisation.
        """
        return any(
            body.kind is not SourceKind.PERSON
            and (body.id not in self.members or body.naming in (Naming.NAMED, Naming.ROLE))
            for body in self.bodies
        )


def organisations(record: Reader, members: Sequence[SourceId]) -> list[Organisation]:
    """Group sources by organisation. A source without affiliations stands for itself.

    The walk up affiliations ends below a boundary such as a state, and includes sources judged to be the same. In a
    cycle of affiliations the body that was added first represents the cycle.

    :param members: sources, each once.
    """
    ways = _ways_up(record, members)
    reached: dict[SourceId, frozenset[SourceId]] = {}
    tops = {member: _top_bodies(member, ways, reached) for member in members}
    named = {found.id: found for page in pages(sorted(set().union(*tops.values()))) for found in sources(record, page)}
    return [
        Organisation(
            tuple(named[body] for body in sorted(set().union(*(tops[member] for member in together)))), together
        )
        for together in _groups_by_top(members, tops)
    ]


def _ways_up(record: Reader, members: Sequence[SourceId]) -> dict[SourceId, list[SourceId]]:
    """For each source reachable from the members: the bodies directly above it."""
    found: dict[SourceId, list[SourceId]] = {}
    for page in pages(members):
        for below, above in record.rows(
            f"""WITH RECURSIVE up(body) AS (
                  SELECT id FROM sources WHERE id IN ({placeholders(page)})
                  UNION
                  SELECT b.body FROM up JOIN belongings b ON b.source = up.body)
                SELECT b.source, b.body FROM up JOIN belongings b ON b.source = up.body ORDER BY 1, 2""",
            *page,
        ):
            if above not in found.setdefault(below, []):
                found[below].append(above)
    return found


def _top_bodies(
    member: SourceId, ways: dict[SourceId, list[SourceId]], reached: dict[SourceId, frozenset[SourceId]]
) -> set[SourceId]:
    """The topmost bodies above a source. A cycle at the top counts as one."""
    return {
        min(_bodies_above(body, ways, reached))
        for body in _bodies_above(member, ways, reached)
        if all(body in _bodies_above(above, ways, reached) for above in _bodies_above(body, ways, reached))
    }


def _bodies_above(
    start: SourceId, ways: dict[SourceId, list[SourceId]], reached: dict[SourceId, frozenset[SourceId]]
) -> frozenset[SourceId]:
    if start not in reached:
        found, waiting = {start}, [start]
        while waiting:
            for above in ways.get(waiting.pop(), ()):
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        reached[start] = frozenset(found)
    return reached[start]


def _groups_by_top(members: Iterable[SourceId], tops: dict[SourceId, set[SourceId]]) -> list[tuple[SourceId, ...]]:
    """Groups of members that share a topmost body, directly or through others."""
    heads: dict[SourceId, SourceId] = {}

    def head(body: SourceId) -> SourceId:
        while heads.setdefault(body, body) != body:
            heads[body] = heads[heads[body]]
            body = heads[body]
        return body

    for bodies in tops.values():
        first, *rest = (head(body) for body in bodies)
        for other in rest:
            heads[head(other)] = head(first)
    together: dict[SourceId, list[SourceId]] = {}
    for member in members:
        together.setdefault(head(next(iter(tops[member]))), []).append(member)
    return [tuple(group) for group in together.values()]
