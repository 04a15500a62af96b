"""Adding sources, and how sources belong to each other."""

from __future__ import annotations

from db.journal.writer import Writer
from db.model.enums import AffiliationKind, SourceKind
from db.model.fields import AFFILIATION, SOURCE
from db.model.ids import CaseId, QuoteId, SourceId
from db.write.add import add_row
from db.write.validate import checked_action, require_two


def add_source(
    writer: Writer, name: str, *, kind: SourceKind, case: CaseId | None = None, **fields: object
) -> SourceId:
    """Add a person, body, outlet or group that speaks or publishes.

    :param name: the name, the office, or the words used ("a security source").
    :param case: the only case it belongs to, for a source that another case can't share.
    :param fields: the other fields of :data:`db.model.fields.SOURCE`.
    :raises Refused: the name is empty.
    """
    with checked_action(writer):
        key = writer.next_key("sources", "W")
        return SourceId(add_row(writer, SOURCE, {"name": name, "kind": kind, **fields}, key=key, case=case))


def share_source(writer: Writer, source: SourceId) -> bool:
    """Let other cases use a source that belonged to one.

    :returns: whether anything changed.
    """
    with checked_action(writer):
        return writer.update("sources", source, case=None)


def add_affiliation(
    writer: Writer,
    member: SourceId,
    kind: AffiliationKind,
    org: SourceId,
    *,
    valid: str | None = None,
    quote: QuoteId | None = None,
) -> int:
    """Record that one source belongs to another.

    :param valid: when, in EDTF.
    :param quote: the words that say so.
    :raises Refused: the two are the same source, or the time is no EDTF date.
    """
    require_two(member, org, "A source can't belong to itself.")
    values = {"member": member, "kind": kind, "org": org, "valid": valid}
    return add_row(writer, AFFILIATION, values, quote=quote)
