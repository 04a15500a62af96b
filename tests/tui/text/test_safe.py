"""Safe text: the only way from stored text to a screen."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content

from tui.text.safe import LONGEST_BLOCK, LONGEST_LINE, block, line

anything = st.text(st.characters(exclude_categories=()), max_size=80)
"""Every code point, lone surrogates too."""

LONGEST_MARK = len("‹U+10FFFF›")


def obeyed(letter: str) -> bool:
    """Whether a terminal may interpret a character, or hide or reorder the text around it."""
    code = ord(letter)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or 0x200B <= code < 0x2010
        or 0x2028 <= code < 0x202F
        or 0x2060 <= code < 0x2070
        or code in (0x00AD, 0x061C, 0x180E, 0xFEFF)
        or 0xFFF9 <= code < 0xFFFC
        or 0xE0000 <= code < 0xE0080
        or unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    )


@given(anything)
@example("\x1b]0;owned\x07\x9b2J\r\n\u202etxt.exe\u2066\ud800\udfff\u2028\u2029\x85\u00ad\U000e0041")
def test_no_controls_come_out(text: str) -> None:
    assert not [letter for letter in line(text) if obeyed(letter)]
    assert not [letter for letter in block(text) if obeyed(letter) and letter != "\n"]


def test_none_of_all_unicode() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    for start in range(0, len(every), LONGEST_LINE):
        part = "".join(every[start : start + LONGEST_LINE])
        assert not [hex(ord(letter)) for letter in line(part) if obeyed(letter)]


@given(anything)
@example("[/] [link=x] [bold]b[/bold] [@click=app.quit]q[/] \\[red] [[ ]]")
def test_never_read_as_markup(text: str) -> None:
    assert Content(line(text)).plain == line(text)
    assert Content(block(text)).plain == block(text)


@pytest.mark.parametrize("text", ["[/]", "[link=x]", "[bold]b[/bold]", "[@click=app.quit]q[/]", "\\[red]", "$x ${x}"])
def test_markup_is_unchanged(text: str) -> None:
    assert line(text) == text
    assert block(text) == text
    assert Content.from_markup("$shown", shown=line(text)).plain == text


@given(anything)
def test_safe_text_is_unchanged(text: str) -> None:
    assert line(line(text)) == line(text)
    assert block(block(text)) == block(text)
    if text.isprintable():
        assert line(text) == block(text) == text


def test_hidden_shown_as_mark() -> None:
    assert line("abc\u202etxt.exe") == "abc‹RLO›txt.exe"
    assert line("a\u200bb") == "a·b"
    assert line("\x1b[2J") == "␛[2J"
    assert line("\x9b") == "‹U+009B›"


def test_newlines_by_place() -> None:
    assert block("a\r\nb\nc\td") == "a\nb\nc    d"
    assert line("a\nb\tc") == "a b c"


@pytest.mark.parametrize("letter", ["a", "é", "\u202e", "\U000e0041"])
def test_long_text_has_ellipsis(letter: str) -> None:
    for shown, longest in ((line, LONGEST_LINE), (block, LONGEST_BLOCK)):
        whole, cut = shown(letter * longest), shown(letter * (longest * 3))
        assert not whole.endswith("…")
        assert cut == whole + "…"
        assert len(cut) <= longest * LONGEST_MARK + 1


def test_block_lines_stay_lines() -> None:
    assert block("é\n" * 10).count("\n") == 10
