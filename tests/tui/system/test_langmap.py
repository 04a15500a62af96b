"""The langmap: a letter of another alphabet is the key in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.support.pilot import open_desk, press, settle
from tui.system.langmap import LAYOUTS, Langmap

OWN = {"arabic": "ى", "persian": "گ", "hebrew": "א", "russian": "ё", "ukrainian": "ї", "greek": "ω"}
"""A letter that only one layout has."""


@pytest.mark.parametrize(
    ("layout", "typed", "keys"),
    [
        ("arabic", "ىحتنلل", "npjkgg"),
        ("persian", "دحتنلل", "npjkgg"),
        ("hebrew", "מפחלעע", "npjkgg"),
        ("russian", "тзолпп", "npjkgg"),
        ("ukrainian", "тзолппі", "npjkggs"),
        ("greek", "νπξκγγ", "npjkgg"),
        ("russian", "ТПЕФ", "NGTA"),
        ("greek", "ΝΓΤΑ", "NGTA"),
        ("arabic", "؟", "?"),
        ("arabic", "٢٣", "23"),
        ("persian", "۲", "2"),
    ],
)
def test_the_key_in_the_place(layout: str, typed: str, keys: str) -> None:
    for langmap in Langmap(layout), Langmap("auto"):
        langmap.key_in_place(
            "ى" if layout == "arabic" else "گ" if layout == "persian" else "ї" if layout == "ukrainian" else "ё"
        )
        assert "".join(langmap.key_in_place(letter) for letter in typed) == keys


def test_ascii_and_off_change_nothing() -> None:
    assert [Langmap("russian").key_in_place(letter) for letter in "n/?G"] == ["", "", "", ""]
    assert Langmap("off").key_in_place("т") == ""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_letter_of_a_layout_has_a_place(layout: str) -> None:
    langmap = Langmap(layout)
    letters = {letter for rows in LAYOUTS[layout] for row in rows for letter in row if not letter.isascii()}
    assert all(langmap.key_in_place(letter) for letter in letters)


async def test_russian_keys_move_and_russian_words_are_typed(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        assert desk.chain.current is not None
        pilot.app.post_message(events.Key("т", "т"))
        await settle(pilot)
        assert desk.chain.current.label == "Anadolu"
        for letter in "пп":
            pilot.app.post_message(events.Key(letter, letter))
        await settle(pilot)
        assert desk.chain.current.label == "Bas News"
        await press(pilot, "2", "slash")
        for letter in "тп":
            pilot.app.post_message(events.Key(letter, letter))
        await settle(pilot)
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.value == "тп"
