"""The last step of drawing: safe signs in exactly the cells of what they replace."""

from __future__ import annotations

import sys

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content

from tests.support.hostile_store import HOSTILE, terminal_controls
from tui.text.net import SafetyNet
from tui.text.safe import line
from tui.text.strips import clean, row

NET = SafetyNet()
BACK = Color(0, 0, 0)
cuts = st.integers(0, 60)
anything = st.text(st.characters(exclude_categories=()), max_size=60)


def drawn(*segments: Segment) -> list[Segment]:
    return NET.apply(list(segments), BACK)


@given(anything, anything)
@example(HOSTILE, "a\u200bb\u00ad\u3000\t\U000e0041👩‍👩‍👧‍👦")
def test_widths_stay(one: str, other: str) -> None:
    bold = Style(bold=True)
    cleaned = drawn(Segment(one, bold), Segment(other))
    assert [cell_len(each.text) for each in cleaned] == [cell_len(one), cell_len(other)]
    assert [each.style for each in cleaned] == [bold, None]
    assert all(not terminal_controls(each.text) for each in cleaned)


def test_every_character_keeps_its_cells() -> None:
    for code in (*range(0x11000), *range(0xE0000, 0xE0200), *range(0xF0000, sys.maxunicode + 1, 997)):
        letter = chr(code)
        if not letter.isprintable():
            (safe,) = drawn(Segment(letter))
            assert cell_len(safe.text) == cell_len(letter), hex(code)
            assert safe.text.isprintable() or safe.text == line(letter) == letter, hex(code)


def test_safe_lines_are_not_copied() -> None:
    segments = [Segment("ordinary", Style(color="red")), Segment(" Москва 漢字 مرحبا é")]
    assert NET.apply(segments, BACK) is segments


def test_links_and_controls_are_dropped() -> None:
    linked = Style(bold=True, link="https://a.example/\x1b]52;c;T1dORUQ=\x07")
    (cleaned,) = drawn(Segment("words", linked))
    assert (cleaned.text, cleaned.style) == ("words", Style(bold=True))
    assert drawn(Segment("\x1b[2J", None, [(1,)])) == [Segment("[2J")]  # type: ignore[list-item]


@given(anything.map(lambda text: text.translate(dict.fromkeys(map(ord, "\x07\x08\x0b\x0c\r")))), cuts, cuts)
def test_styles_stay_on_their_words(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    content = Content.assemble(text[:start], (text[start:end], "bold"), text[end:])
    cleaned = clean(content)
    assert not terminal_controls(cleaned.plain.replace("\n", ""))
    before = clean(Content(text[:start])).plain
    for span in cleaned.spans:
        assert cleaned.plain[: span.start] == before
    assert clean(cleaned).plain == cleaned.plain


@given(anything, st.integers(1, 50))
def test_rows_are_one_line(text: str, width: int) -> None:
    made = row([text, (text, "bold")], text[:3], width)
    assert not terminal_controls(made.plain)
