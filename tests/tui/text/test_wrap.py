"""Wrapping and pointing: every row and selection is a range of the stored text."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.hostile_store import HOSTILE, PAYLOADS
from tui.state.highlights import Highlight, Highlights, TrailingLabel
from tui.state.text_cursor import TextCursor
from tui.text.safe import block
from tui.text.wrap import LONGEST_TEXT, clusters, word_ranges, wrap_text

texts = st.lists(
    st.one_of(
        st.sampled_from([*PAYLOADS, "\n", "\n\n", " ", "  ", "\t", "word", "“quoted”", "e\u0301", "漢字", "\u202e"]),
        st.text(max_size=12),
    ),
    max_size=30,
).map("".join)
widths = st.integers(min_value=2, max_value=60)


@given(texts, widths)
def test_rows_hold_the_text_once(text: str, width: int) -> None:
    rows = wrap_text(text, width)
    held = "".join(text[slice(*rows[at])] for at in range(len(rows)))
    lines = [line for line in text.split("\n") if line.strip()]
    assert held == "".join(lines)


@given(texts, widths)
def test_rows_fit(text: str, width: int) -> None:
    rows = wrap_text(text, width)
    for at in range(len(rows)):
        start, end = rows[at]
        assert cell_len(block(text[start:end]).rstrip()) <= max(
            width, 10
        )  # a mark such as ‹U+E0041› is never cut in two


@given(texts, widths, st.lists(st.sampled_from(["right", "left", "down", "up", "more", "less", "v", "shift"])))
def test_selection_is_letters(text: str, width: int, keys: list[str]) -> None:
    pointer = TextCursor(text)
    pointer.rows = wrap_text(text, width)
    pointer.start()
    for key in keys:
        match key:
            case "right" | "left":
                pointer.step(1 if key == "right" else -1)
            case "down" | "up":
                pointer.climb(1 if key == "down" else -1)
            case "more" | "less":
                pointer.letter(1 if key == "more" else -1)
            case "v":
                pointer.toggle()
            case _:
                pointer.step(1, select=True)
        if pointer.selection is not None:
            start, end = pointer.selection
            assert 0 <= start < end <= len(text)
        if pointer.cursor is not None:
            assert pointer.cursor in word_ranges(text, *pointer.rows[pointer.row])


@given(texts, widths)
def test_words_both_ways(text: str, width: int) -> None:
    rows = wrap_text(text, width)
    every = [word for at in range(len(rows)) for word in word_ranges(text, *rows[at])]
    pointer = TextCursor(text)
    pointer.rows = rows
    pointer.start()
    found = [pointer.cursor] if pointer.cursor else []
    while pointer.step(1):
        assert pointer.cursor is not None
        found.append(pointer.cursor)
    assert found == every
    for word in reversed(every[:-1]):
        assert pointer.step(-1)
        assert pointer.cursor == word


@given(texts, widths)
def test_cell_is_its_letter(text: str, width: int) -> None:
    pointer = TextCursor(text)
    pointer.rows = wrap_text(text, width)
    for row in range(len(pointer.rows)):
        cell = 0
        for each in clusters(text, *pointer.rows[row]):
            if each.cells:
                assert pointer.offset_at(row, cell) == each.start
                assert pointer.offset_at(row, cell + each.cells - 1) == each.start
            cell += each.cells


@given(texts, widths, st.integers(0, 200), st.integers(0, 200))
def test_marks_keep_the_width(text: str, width: int, start: int, length: int) -> None:
    rows = wrap_text(text, width)
    marking = Highlights([Highlight(start, start + length, "underline", "○"), Highlight(0, start, "bold")], {})
    for at in range(len(rows)):
        pieces = marking.pieces(text, *rows[at], [])
        drawn = "".join(piece[0] if isinstance(piece, tuple) else piece.plain for piece in pieces)
        assert drawn == "".join(each.shown for each in clusters(text, *rows[at]))[: len(drawn)]
        if not text[slice(*rows[at])][-1:].isspace():
            assert drawn == "".join(each.shown for each in clusters(text, *rows[at]))


def test_tag_has_its_room() -> None:
    text = "one two three four"
    tag = TrailingLabel(" ⟦S2⟧", "$accent")
    rows = wrap_text(text, 13, {7: tag.cells})
    marking = Highlights([], {7: tag})
    drawn = [
        "".join(getattr(piece, "plain", piece[0]) for piece in marking.pieces(text, *rows[at], [])) for at in (0, 1)
    ]
    assert drawn == ["one two ⟦S2⟧", "three four"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't al-Harthiya 9:45 R&D, (so)", ["don't", "al-Harthiya", "9:45", "R&D", "so"]),
        ("漢字と kana", ["漢", "字", "と", "kana"]),
        ("한국어 말", ["한국어", "말"]),
        ("e\u0301te\u0301 d’été", ["e\u0301te\u0301", "d’été"]),
        ("مرحبا بالعَالم", ["مرحبا", "بالعَالم"]),
        ("a\u202eb👍🏽", ["a", "b", "👍🏽"]),
        ("हिन्दी", ["हिन्दी"]),
    ],
)
def test_words_of_many_scripts(text: str, expected: list[str]) -> None:
    assert [text[slice(*word)] for word in word_ranges(text, 0, len(text))] == expected


def test_lines_stand_apart() -> None:
    rows = wrap_text("one\ntwo\nthree", 20)
    assert [rows[at] for at in range(len(rows))] == [(0, 3), (4, 4), (4, 7), (8, 8), (8, 13)]
    rows = wrap_text("one\ntwo\n\n\n\nthree", 20)
    assert len(rows) == 4


@pytest.mark.parametrize(
    "text",
    ["word " * 200_000, "x" * 1_000_000, "漢" * 1_000_000, "e\u0301" * 500_000, "\u200b" * 1_000_000, "\n" * 10**6],
    ids=["words", "one word", "wide", "combining", "invisible", "empty lines"],
)
def test_megabyte_in_seconds(text: str) -> None:
    started = process_time()
    rows = wrap_text(text, 76)
    assert process_time() - started < 10  # loaded machines; about one second on a free one
    pointer = TextCursor(text)
    pointer.rows = rows
    started = process_time()
    pointer.start()
    for _ in range(20):
        pointer.climb(1, select=True)
        pointer.letter(1)
    assert process_time() - started < 2


def test_longer_laid_out_in_part() -> None:
    rows = wrap_text("word " * 500_000, 80)
    assert rows.laid == LONGEST_TEXT


def test_no_controls_are_drawn() -> None:
    rows = wrap_text(HOSTILE, 30)
    marking = Highlights()
    for at in range(len(rows)):
        drawn = "".join(getattr(piece, "plain", "") for piece in marking.pieces(HOSTILE, *rows[at], []))
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff\u2028\u2029]", drawn)
