"""Changes of a line's first speaker before it is written: another name, kind or naming, or a source on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from db.dataclass import dataclass, replace
from db.markup.parse_names import parse_name, split_parts
from db.markup.parser import MarkupLine
from db.markup.plan import Plan
from db.model.enums import Naming, SourceKind
from db.model.ids import CaseId
from db.search.similar import near_sources
from db.store.reader import Reader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NameChange:
    """What a person says of a line's first speaker, in place of what was proposed."""

    name: str = ""
    """Another name, or the key of a source on record."""
    kind: SourceKind | None = None
    naming: Naming | None = None
    another: bool = False
    """Whether it is somebody else than who is on record under such a name."""

    def apply(self, line: MarkupLine) -> MarkupLine:
        """The line with these changes.

        :raises Unread: the name can't be parsed.
        """
        who = line.who
        if self.name:
            who = replace(parse_name(self.name, split_parts(self.name)[0]), told=who.told, offset=who.offset)
        told = replace(who.told, kind=self.kind or who.told.kind, naming=self.naming or who.told.naming)
        if self.another:
            told = replace(told, another=True)
        if who.is_key:
            told = replace(told, kind=None, naming=None, another=False)
        return replace(line, who=replace(who, told=told))


def next_kind(plan: Plan) -> SourceKind | None:
    """The kind after that of the new speaker of a plan; None where it has none."""
    return _next(list(SourceKind), plan.speaker.kind) if plan.speaker is not None and plan.speaker.is_new else None


def next_naming(plan: Plan) -> Naming | None:
    """The naming after that of the new speaker of a plan; None where it has none."""
    return _next(list(Naming), plan.speaker.naming) if plan.speaker is not None and plan.speaker.is_new else None


def _next(terms: Sequence[T], now: T) -> T:
    return terms[(terms.index(now) + 1) % len(terms)]


def next_source(record: Reader, case: CaseId, name: str, now: NameChange) -> NameChange:
    """The next answer to who a name means: as proposed, each near source on record, another.

    :param name: the name as proposed.
    :param now: the answer so far.
    """
    first = replace(now, name="", another=False)
    near = [replace(first, name=each.found.key) for each in near_sources(record, case, name, _OFFERED)]
    answers = [first, *near, replace(first, another=True)]
    return _next(answers, now) if now in answers else first


_OFFERED = 5
"""Near sources offered."""
