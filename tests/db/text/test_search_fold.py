"""Folded words for search, and their places in the original."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.text.normalize import normalize_text
from db.text.search_fold import fold_for_search, folded_words, search_words

anything = st.text(st.characters(exclude_categories=()), max_size=60)
written = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("الطائرةوبلكفىيآأإـ\u064b\u0651 ﷺİıŁßёйが゙ｶﾞ巴格达โดรน'’\u02bc-¼Ⅷﬁ\u200c\u00ad"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("on_record", "typed"),
    [
        ("Müller", "MULLER"),
        ("Straße", "strasse"),
        ("Łódź, Ærø, Đà Nẵng", "lodz aero da nang"),
        ("İSTANBUL Iğdır ışık", "istanbul igdir isik"),
        ("Ёлка и ещё мёд", "елка и еще мед"),
        ("ｄｒｏｎｅ　Ⅷ ﬁre", "drone viii fire"),
        ("الطَّائِرَةُ المُسيَّرة", "طائرة مسيرة"),
        ("أحمد إبراهيم آل", "احمد ابراهيم ال"),
        ("مستشفى على", "مستشفي علي"),
        ("مدرسة", "مدرسه"),
        ("بغـــداد ١٦ ۱۶", "بغداد 16 16"),
        ("والطائرة بالطائرة للطائرة", "طايره طايره طايره"),
        ("تهران می‌گوید", "تهران ميگويد"),
        ("کرکوک", "كركوك"),
        ("Ankara’da l'armée", "ankara da l armee"),
        ("don’t laser‑guided", "don't laser-guided"),
        ("ｶﾞｽ", "ガス"),
        ("巴格达上空", "巴 格 达 上 空"),
        ("โดรน", "โ ด ร น"),
        ("ວຽງຈັນ", "ວ ຽ ງ ຈ ັ น".replace("น", "ນ")),
    ],
)
def test_typed_matches_recorded(on_record: str, typed: str) -> None:
    assert fold_for_search(normalize_text(on_record)) == fold_for_search(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("мой", "мои"), ("їжа", "іжа"), ("が", "か"), ("ガ", "カ"), ("น้า", "นา"), ("الى", "علي"), ("که", "كم")],
)
def test_own_letters_stay(one: str, other: str) -> None:
    assert fold_for_search(one) != fold_for_search(other)


def test_article_needs_a_word() -> None:
    assert fold_for_search("الى التي الله الان") == "الي التي الله الان"
    assert fold_for_search("المانيا") == "مانيا"


@given(anything)
def test_any_text_folds_to_words(text: str) -> None:
    folded = fold_for_search(text)
    assert folded == " ".join(folded.split())
    assert not set('"*()^:+-{}') & set(folded)


@given(written)
@example("الطائرة ﷺ a¼b ｶﾞ don’t")
@example("ё" * 3 + "\u0301")
def test_word_places(text: str) -> None:
    text = normalize_text(text)
    found = list(search_words(text))
    assert " ".join(word.text for word in found) == fold_for_search(text)
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        alone = fold_for_search(text[word.start : word.end]).split()
        assert word.text in (alone or [word.text])
    assert all(a.start <= b.start for a, b in pairwise(found))


@given(written)
def test_composed_is_the_same(text: str) -> None:
    assert fold_for_search(unicodedata.normalize("NFD", text)) == fold_for_search(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["A word’s end. ", "وقال الناطق لل ", "漢字かな交じり文", "İé ", "ｶﾞｷﾞ"])
def test_long_text_folds_as_its_parts_do(text: str) -> None:
    count = 600_000 // len(text)
    folded = fold_for_search(text * count)
    assert folded == " ".join([fold_for_search(text)] * count)
    assert [word for part in folded_words(folded) for word in part] == folded.split()
