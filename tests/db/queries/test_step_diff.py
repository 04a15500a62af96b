"""Words that changed from one step of the chain to the next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.queries.provenance import passages
from db.queries.step_diff import StepChanges, compare_steps
from db.text.normalize import normalize_text
from tests.support.factories import CaseFactory

Compare = Callable[..., StepChanges]


@pytest.fixture
def compare(desk: CaseFactory) -> Compare:
    def compared(here: str, other: str, langs: tuple[str | None, str | None] = ("en", "en")) -> StepChanges:
        ids = [desk.says(words=words, lang=lang) for words, lang in zip((here, other), langs, strict=True)]
        mine, theirs = passages(desk.writer, ids)
        return compare_steps([mine], [theirs])

    return compared


def marked(found: StepChanges, text: str) -> list[str]:
    return [text[start:end] for start, end in found.spans(text)]


def test_new_or_gone_words(compare: Compare) -> None:
    found = compare("the embassy shot the drone down", "the police shot the drone down")
    assert (found.new, found.gone, found.comparable) == (("embassy",), ("police",), True)


def test_neighbours_are_a_phrase(compare: Compare) -> None:
    found = compare("by the Green Zone Defence, Baghdad", "by them")
    assert found.new == ("Green Zone Defence", "Baghdad")


def test_phrase_listed_once(compare: Compare) -> None:
    assert compare("in Baghdad and in Baghdad", "there").new == ("Baghdad",)


def test_short_words_left_out(compare: Compare) -> None:
    text = "it was shot"
    found = compare(text, "it hit")
    assert found.new == ()
    assert marked(found, text) == []


def test_short_name_is_listed(compare: Compare) -> None:
    assert compare("He saw the US and 37 men", "we").new == ("US", "37")


def test_spelling_is_ignored(compare: Compare) -> None:
    for here, other in (
        ("EMBASSY", "embassy"),
        ("the embassy’s drone", "the embassy's drone"),
        ("the embassy’s drone", "the embassy drone"),
        ("the embassy's drone", "the Embassy drone"),
        ("déployé", "deploye"),
        ("laser-guided", "laser\N{NON-BREAKING HYPHEN}guided"),
        ("laser-guided", "laser\N{HYPHEN}guided"),
        ("don’t", "don't"),
    ):
        found = compare(here, other)
        assert (found.new, found.gone, found.only_here) == ((), (), frozenset()), here


def test_hyphenated_is_one_word(compare: Compare) -> None:
    assert compare("the laser-guided system", "the guided laser system").new == ("laser-guided",)


def test_vowel_sign_in_word(compare: Compare) -> None:
    for word in ("مُحَمَّد", "हिन्दी", "שָׁלוֹם", "می\N{ZERO WIDTH NON-JOINER}خواهم"):
        word = normalize_text(word)
        found = compare(f"x {word} x", "x")
        assert marked(found, f"x {word} x") == [word]


def test_languages_not_compared(compare: Compare) -> None:
    for langs in (("en", "ar"), ("en", None), (None, None)):
        found = compare("shot down", "brought down", langs)
        assert found == StepChanges((), (), False, frozenset())
        assert marked(found, "shot down") == []


def test_wordless_not_compared(desk: CaseFactory) -> None:
    silent, spoken = passages(desk.writer, [desk.says(), desk.says(words="shot down")])
    assert not compare_steps([silent], [spoken]).comparable
    assert not compare_steps([spoken], []).comparable


def test_code_point_places(compare: Compare) -> None:
    text = "🛰🛰 the embassy 🛰 shot"
    found = compare(text, "🛰 the 🛰 shot")
    assert list(found.spans(text)) == [(7, 14)]
    assert marked(found, text) == ["embassy"]


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).map(lambda text: f"x{text}")


@given(words, words)
def test_any_texts_runs_match(here: str, other: str) -> None:
    with CaseFactory.in_memory() as desk:
        mine, theirs = passages(desk.writer, [desk.says(words=here), desk.says(words=other)])
        found, back = compare_steps([mine], [theirs]), compare_steps([theirs], [mine])
    (kept,) = mine.statement.quotes
    assert list(dict.fromkeys(marked(found, kept.exact))) == list(found.new)
    assert (found.new, found.gone) == (back.gone, back.new)
    assert all(run in kept.exact for run in found.new)
    assert compare_steps([mine], [mine]).only_here == frozenset()
