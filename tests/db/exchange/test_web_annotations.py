"""Quotes as W3C Web Annotations, whose selectors are applied to the captures by a reading of their own."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.exchange.export import Export
from db.exchange.masking import make_mask
from db.exchange.selection import Scope
from db.store.reader import Reader
from db.write.excerpts import add_excerpt_capture
from db.write.statements import add_quote
from tests.support.exports import export_bytes, export_json
from tests.support.factories import CaseFactory

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def select_by_position(text: str, selector: dict[str, Any]) -> str:
    """Apply a TextPositionSelector: code points, end exclusive. UTF-32 has four bytes for each."""
    assert selector["type"] == "TextPositionSelector"
    units = text.encode("utf-32-le")
    return units[4 * selector["start"] : 4 * selector["end"]].decode("utf-32-le")


def places_by_quote(text: str, selector: dict[str, Any]) -> list[int]:
    """Apply a TextQuoteSelector: everywhere where the words stand between prefix and suffix."""
    assert selector["type"] == "TextQuoteSelector"
    prefix, whole = selector["prefix"], selector["prefix"] + selector["exact"] + selector["suffix"]
    return [at + len(prefix) for at in range(len(text)) if text.startswith(whole, at)]


def annotations(export: Export) -> list[dict[str, Any]]:
    found = export_json(export, "annotations")
    assert (found["@context"], found["type"], found["first"]["type"]) == (
        CONTEXT,
        "AnnotationCollection",
        "AnnotationPage",
    )
    assert found["total"] == len(found["first"]["items"])
    items: list[dict[str, Any]] = found["first"]["items"]
    return items


def test_every_quote_is_selected_to_the_letter(record: Reader) -> None:
    texts = {
        "ni:///sha-256;" + base64.urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("="): text
        for text in record.column("SELECT text FROM captures")
    }
    found = annotations(Export(record, Scope()))
    assert len({each["id"] for each in found}) == len(found) > 0
    words = []
    for each in found:
        target = each["target"]
        assert target["state"]["type"] == "TimeState"
        text = texts[target["state"]["cached"]]
        quote, position = target["selector"]
        assert select_by_position(text, position) == quote["exact"]
        assert position["start"] in places_by_quote(text, quote)
        words.append(quote["exact"])
    assert sorted(words) == sorted(record.column("SELECT exact FROM quotes"))
    days = {each["target"]["state"]["sourceDate"] for each in found}
    assert days == set(record.column("SELECT captured_at FROM captures WHERE id IN (SELECT capture FROM quotes)"))


PIECES = st.sampled_from(
    ["the drone ", "fell ", "👩‍👩‍👧 ", "👍🏽", "e\u0301\u0323", "a\u0308\u0302 ", "مرحبا ", "𝔄", "\n", "“no” "]
)


@pytest.mark.slow
@given(st.lists(PIECES, min_size=1, max_size=30).map("".join), st.data())
def test_selectors_find_repeated_and_combined_words(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    with CaseFactory.in_memory() as made:
        said = made.says(report=(report := made.report()))
        capture = add_excerpt_capture(made.writer, report, [text])
        [kept] = made.writer.column("SELECT text FROM captures WHERE id = ?", capture)
        start = data.draw(st.integers(0, len(kept) - 1))
        end = data.draw(st.integers(start + 1, len(kept)))
        assume(kept[start:end].strip() == kept[start:end])
        try:
            add_quote(made.writer, said, capture, kept[start:end], start=start)
        except Exception:  # words that can't be a quote
            assume(False)
        [each] = annotations(Export(made.writer, Scope()))
        [(exact, first)] = made.writer.rows("SELECT exact, start FROM quotes")
        quote, position = each["target"]["selector"]
        assert select_by_position(kept, position) == quote["exact"] == exact
        assert position["start"] == first
        assert first in places_by_quote(kept, quote)


def test_paraphrases_are_given_to_who_wrote_them(record: Reader) -> None:
    said = [each["body"][0]["value"] for each in annotations(Export(record, Scope()))]
    forms = record.column("SELECT form FROM quotes")
    assert sum("indirect speech, in the words of" in each for each in said) == forms.count("indirect") > 0


@pytest.mark.parametrize("url", [None, "https://example.org/2020/khalaf-says"])
def test_masked_names_leave_no_trace_in_annotations(demo_store: Any, url: str | None) -> None:
    import sqlite3

    from db.store.opening import open_reader

    with sqlite3.connect(demo_store) as connection:
        connection.execute("UPDATE reports SET url = ?", (url,))
    connection.close()
    with open_reader(demo_store) as record:
        export = Export(record, Scope(), mask=make_mask(record, private=True))
        data = export_bytes(export, "annotations")
        assert b"khalaf" not in data.lower()
        found = annotations(export)
        assert len(found) == record.column("SELECT count(*) FROM quotes")[0]
        for each in found:
            target = each["target"]
            assert "cached" not in target["state"]
            if "selector" in target:
                quote, _ = target["selector"]
                around = quote["prefix"] + quote["exact"] + quote["suffix"]
                assert export.mask.text(around) == around
            else:
                assert each["body"][1]["value"]


def test_a_name_cut_by_the_context_is_masked_too() -> None:
    with CaseFactory.in_memory() as made:
        made.source("Ahmed Khalaf")
        text = f"A statement of Ahmed Khalaf {'x' * 29} and the drone fell, said nobody."
        said = made.says(report=(report := made.report()))
        capture = add_excerpt_capture(made.writer, report, [text])
        add_quote(made.writer, said, capture, "and the drone fell")
        [each] = annotations(Export(made.writer, Scope(), mask=make_mask(made.writer, private=True)))
        assert "selector" not in each["target"]
        assert each["body"][1]["value"] == "“and the drone fell”"
