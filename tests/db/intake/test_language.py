"""The language of a text is guessed where its words make it clear, also of a short text."""

from __future__ import annotations

import pytest

from db.intake.language import guess_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The mayor said the bridge fell on Tuesday.", "en"),
        ("There is no truth to what was reported.", "en"),
        ("La policía dijo que el incendio fue provocado.", "es"),
        ("Der Minister wies den Bericht zurück.", "de"),
    ],
)
def test_short_text_has_a_language(text: str, lang: str) -> None:
    assert guess_language(text) == (
        lang,
        (f"The language ({lang}) is a guess from the words; nothing in the article says it.",),
    )


@pytest.mark.parametrize(
    "text", ["", "Reuters", "Ahmed Khalaf told reporters", "BBC News Radio 4, 12:30", "no comment"]
)
def test_few_or_doubtful_words_have_none(text: str) -> None:
    assert guess_language(text) == (None, ())


def test_declared_language_is_taken() -> None:
    assert guess_language("Der Minister wies den Bericht zurück.", "en") == ("en", ())
