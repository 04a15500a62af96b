"""W3C Web Annotation (JSON-LD): each quote as an annotation of the text it was taken from.

Positions count code points of the capture's text, end exclusive, as in the standard. The capture is named by its
digest (RFC 6920), so that whoever holds the text can tell that it is the same.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from db.dataclass import dataclass
from db.exchange.export import Export
from db.exchange.identifiers import record_urn, ulid_time, web_address
from db.exchange.json_items import write_items
from db.exchange.masking import Mask
from db.exchange.statement_words import manner_words
from db.model.ids import QuoteId
from db.model.things import RowKind
from db.queries.statements import Quote, Statement
from db.store.reader import Reader, pages, placeholders

Annotation = dict[str, Any]

_AROUND = 200
"""Characters beside a quote in which a masked name keeps its selectors out; a context of 32 may cut a name in two."""


@dataclass(frozen=True, slots=True)
class QuoteAnchor:
    """Where the words of a quote stand."""

    ulid: str
    captured_at: str
    digest: str
    """SHA-256 of the capture's text, hexadecimal."""
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    around: str
    """The text with :data:`_AROUND` characters on both sides."""
    url: str | None
    report: str
    """The ULID of the report."""


def write(export: Export, out: BinaryIO) -> None:
    """Write a collection of annotations, whose only page has them all."""
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": record_urn("annotations", "/".join(export.ulids(RowKind.CASE, export.selection.cases).values())),
        "type": "AnnotationCollection",
        "label": f"Quotes of {export.state.words}",
        "generator": {"type": "Software", "name": "onrecord"},
        "total": _count(export),
        "first": {"type": "AnnotationPage", "startIndex": 0},
    }
    write_items(out, head, "items", _annotations(export), is_nested=True)


def _count(export: Export) -> int:
    return sum(
        export.record.column(f"SELECT count(*) FROM quotes WHERE statement IN ({placeholders(page)})", *page)[0]
        for page in pages(export.selection.statements)
    )


def _annotations(export: Export) -> Iterator[Annotation]:
    page: list[Statement] = []
    for statement in export.statements():
        page.append(statement)
        if len(page) == _PAGE:
            yield from _page_of_annotations(export, page)
            page = []
    yield from _page_of_annotations(export, page)


_PAGE = 500


def _page_of_annotations(export: Export, page: Sequence[Statement]) -> Iterator[Annotation]:
    anchors = _anchors(export.record, page)
    for statement in page:
        for quote in statement.quotes:
            if (statement.id, quote.id) in anchors:
                yield _annotation(export, statement, quote, anchors[statement.id, quote.id])


_ANCHORS = """
SELECT q.statement, q.id, q.ulid, ca.captured_at, ca.text_sha256, q.exact, q.prefix, q.suffix, q.start, q."end",
       substr(ca.text, max(q.start - {around}, 0) + 1, q."end" - q.start + 2 * {around}),
       coalesce(ca.final_url, re.url), re.ulid
FROM quotes q JOIN captures ca ON ca.id = q.capture JOIN reports re ON re.id = ca.report
WHERE q.statement IN ({ids})"""


def _anchors(record: Reader, page: Sequence[Statement]) -> Mapping[tuple[int, QuoteId], QuoteAnchor]:
    ids = [statement.id for statement in page]
    rows = record.rows(_ANCHORS.format(around=_AROUND, ids=placeholders(ids)), *ids)
    return {(statement, quote): QuoteAnchor(*row) for statement, quote, *row in rows}


def _annotation(export: Export, statement: Statement, quote: Quote, anchor: QuoteAnchor) -> Annotation:
    target = _target(export.mask, quote, anchor)
    return {
        "id": record_urn(RowKind.QUOTE, anchor.ulid),
        "type": "Annotation",
        "motivation": "describing",
        "created": ulid_time(anchor.ulid),
        "body": [*_bodies(export, statement, quote, target)],
        "target": target,
    }


def _bodies(export: Export, statement: Statement, quote: Quote, target: Annotation) -> Iterator[Annotation]:
    """Who says it, in which form; what it bears on; a translation. The words are the target's, but for masked ones."""
    source = statement.source
    said = f"{statement.key}: {source.name} ({source.naming}), {manner_words(statement)}; {quote.form_words}"
    yield _body(said, "describing")
    if "selector" not in target:
        yield _body(quote.marked, "describing", quote.lang)
    for stance in statement.stances:
        if export.has_claim(stance.claim):
            yield _body(f"{stance.polarity.word} {stance.key}, {stance.certainty}", "classifying")
    if quote.translation:
        by = f", translated by {quote.translation.by}" if quote.translation.by else ", translator not recorded"
        yield _body(f"{quote.translation.text}{by}", "describing", quote.translation.lang)


def _body(value: str, purpose: str, lang: str | None = "en") -> Annotation:
    language = {"language": lang} if lang else {}
    return {"type": "TextualBody", "value": value, "format": "text/plain", **language, "purpose": purpose}


def _target(mask: Mask, quote: Quote, anchor: QuoteAnchor) -> Annotation:
    """The words in the capture. Where a masked name stands in or near them, only their source and time."""
    url = web_address(mask.text(anchor.url)) if anchor.url else None
    language = {"language": quote.lang} if quote.lang else {}
    source = {"id": url or record_urn(RowKind.REPORT, anchor.report), "type": "Text", **language}
    state = {"type": "TimeState", "sourceDate": anchor.captured_at}
    if mask.text(anchor.around) != anchor.around:
        return {"type": "SpecificResource", "source": source, "state": state}
    if not mask and _SHA256.fullmatch(anchor.digest):
        state["cached"] = _digest_name(anchor.digest)
    selectors = [
        {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix},
        {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
    ]
    return {"type": "SpecificResource", "source": source, "state": state, "selector": selectors}


_SHA256 = re.compile("[0-9a-f]{64}")


def _digest_name(sha256: str) -> str:
    """The name of a text by its digest (RFC 6920)."""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip('=')}"
