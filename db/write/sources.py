"""Adding sources, and how they belong to each other."""

from __future__ import annotations

from db.journal.writer import Writer
from db.model.enums import AffiliationKind, Naming, SourceKind
from db.model.ids import CaseId, QuoteId, SourceId
from db.model.times import When, parse_edtf_bounds
from db.write.validate import check_two, entering, optional_line, optional_text


def add_source(
    writer: Writer,
    name: str,
    *,
    kind: SourceKind,
    naming: Naming,
    short: str | None = None,
    boundary: bool = False,
    case: CaseId | None = None,
) -> SourceId:
    """Enter whoever speaks or publishes.

    :param name: the name, the office, or the words used ("a security source").
    :param short: the name where there is little room.
    :param boundary: whether the walk up affiliations stops here, as at a state.
    :param case: the only case it belongs to, for a source that another case can't share.
    :raises Refused: the name is empty.
    """
    with entering(writer):
        return SourceId(
            writer.insert(
                "sources",
                key=writer.next_key("sources", "W"),
                case=case,
                name=optional_text(name, "A source needs a name, an office, or the words used for it."),
                short=optional_line(short),
                kind=SourceKind(kind),
                naming=Naming(naming),
                is_boundary=int(boundary),
            )
        )


def add_affiliation(
    writer: Writer,
    member: SourceId,
    kind: AffiliationKind,
    org: SourceId,
    *,
    valid: str | None = None,
    quote: QuoteId | None = None,
) -> int:
    """Enter that one source belongs to another.

    :param valid: when, in EDTF.
    :param quote: the words that say so.
    :raises Refused: the two are the same source, or the time is no EDTF date.
    """
    parse_edtf_bounds(When(edtf=valid), "UTC")
    check_two(member, org, "A source does not belong to itself.")
    with entering(writer):
        return writer.insert(
            "affiliations", member=member, org=org, kind=AffiliationKind(kind), valid_edtf=valid, quote=quote
        )
