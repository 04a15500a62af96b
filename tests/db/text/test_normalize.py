"""Normalizing text at intake."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from db.text.normalize import casefold_words, normalize_line, normalize_text

anything = st.text(st.characters(exclude_categories=()), max_size=60)
"""Every code point, lone surrogates too."""

GONE = {*map(chr, range(0x20)), "\x7f", *map(chr, range(0x80, 0xA0))} - {"\n", "\t"}
KEPT = [*map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0x061C, 0xFEFF))]


@given(anything)
@example("e\u0301 \u1100\u1161 \ud83d\ude00 \r\x00\n \x1b[2J \x9b31m")
def test_nfc_without_controls(text: str) -> None:
    clean = normalize_text(text)
    assert normalize_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not GONE & set(clean)
    assert clean.encode().decode() == clean


def test_all_other_controls_go() -> None:
    assert normalize_text("".join(map(chr, range(0xA0)))) == "\t\n\n" + "".join(map(chr, range(0x20, 0x7F)))


def test_newlines_are_one() -> None:
    assert normalize_text("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_surrogate_is_replaced() -> None:
    assert normalize_text("a\ud800b\udfff") == "a\ufffdb\ufffd"


def test_endless_row_of_marks_is_cut() -> None:
    for marks in ("\u0301\u0323", "\u0344", "\u0301"):
        found = normalize_text(f"a {marks * 1_000_000} b")
        assert len(found) < 1_000
        assert found.endswith("\ufffd b")
        assert normalize_text(found) == found
    piled = "a" + "\u0323" * 100 + "\u0301" * 100
    assert unicodedata.normalize("NFC", piled) == normalize_text(piled)


def test_bidi_and_zero_width_stay() -> None:
    text = "a".join(KEPT)
    assert normalize_text(text) == text


def test_letters_are_composed() -> None:
    assert normalize_text("e\u0301") == "é"


@given(anything)
def test_line_has_no_spare_blanks(text: str) -> None:
    line = normalize_line(text)
    assert normalize_line(line) == line
    assert line == " ".join(line.split())
    assert len(line.splitlines()) <= 1


@given(anything)
@example("𝐀 Ⅷ ﬁ İ ẞ Σ")
def test_fold_is_idempotent(text: str) -> None:
    assert casefold_words(casefold_words(text)) == casefold_words(text)
    assert casefold_words(unicodedata.normalize("NFD", text)) == casefold_words(unicodedata.normalize("NFC", text))


def test_fold_drops_case_accents() -> None:
    for written, typed in (
        ("Müller", "MULLER"),
        ("Straße", "strasse"),
        ("مُحَمَّد", "محمد"),
        ("𝐊𝐡𝐚𝐥𝐚𝐟", "khalaf"),
        ("İstanbul", "istanbul"),
        ("ﬁre", "FIRE"),
        ("الطَّائِرَة على مستشفى أحمـد", "الطايره علي مستشفي احمد"),
        ("کرکوک می‌گوید", "كركوك ميگويد"),
        ("ışık Łódź", "isik lodz"),
        ("ещё", "еще"),
        ("don’t “x”", 'don\'t "x"'),
    ):
        assert casefold_words(written) == casefold_words(typed)
