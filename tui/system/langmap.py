"""The langmap: the key that stands in the place of a letter, on keyboards that type other alphabets.

Where no text is typed, the key in the place of ``n`` is ``n``, whatever it types. Each layout is the letters of its
rows, as the keys of a US keyboard stand, from the top row to the bottom one; first as typed, then with Shift.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence
from functools import cache

_ROWS = ("`", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./")
_SHIFTED_ROWS = ("~", "QWERTYUIOP{}|", 'ASDFGHJKL:"', "ZXCVBNM<>?")

LAYOUTS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "arabic": (
        ("ذ", "ضصثقفغعهخحجد\\", "شسيبلاتنمكط", "ئءؤرﻻىةوزظ"),
        ("ّ", "ًٌَُﻹإ`÷×؛<>|", 'ٍِ][ﻷأـ،/:"', "~ْ}{ﻵآ’,.؟"),
    ),
    "persian": (
        ("‍", "ضصثقفغعهخحجچ\\", "شسیبلاتنمکگ", "ظطزرذدپو./"),
        ("÷", "ًٌٍَُِّْ][}{|", "ؤئيإأآة»«:؛", "كٓژٰ‌ٔء<>؟"),
    ),
    "hebrew": (
        (";", "/'קראטוןםפ][\\", "שדגכעיחלךף,", "זסבהנמצתץ."),
        ("~", "QWERTYUIOP}{|", 'ASDFGHJKL:"', "ZXCVBNM><?"),
    ),
    "russian": (
        ("ё", "йцукенгшщзхъ\\", "фывапролджэ", "ячсмитьбю."),
        ("Ё", "ЙЦУКЕНГШЩЗХЪ/", "ФЫВАПРОЛДЖЭ", "ЯЧСМИТЬБЮ,"),
    ),
    "ukrainian": (
        ("'", "йцукенгшщзхїґ", "фівапролджє", "ячсмитьбю."),
        ("ʼ", "ЙЦУКЕНГШЩЗХЇҐ", "ФІВАПРОЛДЖЄ", "ЯЧСМИТЬБЮ,"),
    ),
    "greek": (
        ("`", ";ςερτυθιοπ[]\\", "ασδφγηξκλ΄'", "ζχψωβνμ,./"),
        ("~", ":΅ΕΡΤΥΘΙΟΠ{}|", 'ΑΣΔΦΓΗΞΚΛ¨"', "ΖΧΨΩΒΝΜ<>?"),
    ),
}
"""Each layout with its rows, as typed and with Shift."""

_LANGUAGES = {"ar": "arabic", "fa": "persian", "he": "hebrew", "ru": "russian", "uk": "ukrainian", "el": "greek"}


class Langmap:
    """Finds the key in the place of a letter.

    Some letters stand in different places on two layouts, such as د on the Arabic and on the Persian one. The layout
    that was set decides; else the one whose own letters were typed last, else the one of the system's language.
    """

    def __init__(self, layout: str = "auto") -> None:
        """Take the layout.

        :param layout: a name of :data:`LAYOUTS`; ``auto`` for any, ``off`` for none.
        """
        self._is_on = layout != "off"
        self._own = layout if layout in LAYOUTS else ""
        self._seen = self._own or _LANGUAGES.get(_language(), "")

    def key_in_place(self, character: str) -> str:
        """The letter or sign of a US keyboard in the place of a letter; empty where it needs none.

        :param character: what the key types; letters and signs of ASCII stand for themselves.
        """
        if not self._is_on or len(character) != 1 or character.isascii():
            return ""
        if character.isdigit():
            return str(int(character))
        places = _places().get(character, {})
        if self._own:
            return places.get(self._own, "")
        if len({*places.values()}) == 1 and len(places) == 1:
            self._seen = next(iter(places))
        return places.get(self._seen) or next(iter(places.values()), "")


@cache
def _places() -> Mapping[str, Mapping[str, str]]:
    """By each letter, the key in its place by layout."""
    places: dict[str, dict[str, str]] = {}
    for name, layout in LAYOUTS.items():
        for rows, keys in zip(layout, (_ROWS, _SHIFTED_ROWS), strict=True):
            for row, of in zip(rows, keys, strict=True):
                for letter, key in zip(row, of, strict=True):
                    if not letter.isascii():
                        places.setdefault(letter, {}).setdefault(name, key)
    return places


def _language() -> str:
    """The language of the system, such as "fa"; empty where it is not known."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    return (named or locale.getlocale()[0] or "")[:2].lower()
