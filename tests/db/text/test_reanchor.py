"""Finding a quote in a later text: unchanged words are found, and a look-alike is never taken silently."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.text.anchors import Anchor, find_anchor
from db.text.diff import TokenChange, diff_tokens
from db.text.fuzzy_match import LEAST
from db.text.reanchor import ORPHAN, Match, MatchPlace, SearchedText

ARTICLE = """Two groups fight for the river, and both say that they hold it.

Team Alpha said on Sunday: “We crossed the river at dawn and lost no one.” A doctor counted 12 dead in the village.

The governor was not in the capital when the bridge was taken, his office said. Team Beta called it a lie.

Asked about the bridge, the army said: no comment. Asked about the prisoners, the police said: no comment.
"""

CROSSED = "We crossed the river at dawn and lost no one."
GOVERNOR = "The governor was not in the capital when the bridge was taken"
DOCTOR = "A doctor counted 12 dead in the village"


def anchored(words: str, text: str = ARTICLE) -> Anchor:
    return find_anchor(text, words, text.find(words))


def find_quote(old: Anchor, text: str, stood: int = 1) -> MatchPlace:
    return SearchedText(text).find(old, stood)


def changed(words: str, before: str, after: str) -> MatchPlace:
    """The place where words of the article are found after one change in it."""
    assert before in ARTICLE
    return find_quote(anchored(words), ARTICLE.replace(before, after))


def marked(before: str, after: str) -> list[tuple[str, str]]:
    return [
        (piece.change.value, piece.text) for piece in diff_tokens(before, after) if piece.change is not TokenChange.KEPT
    ]


def test_unchanged_is_exact() -> None:
    at = ARTICLE.find(CROSSED)
    assert find_quote(anchored(CROSSED), ARTICLE) == MatchPlace(Match.EXACT, at, at + len(CROSSED), CROSSED, 1.0, 0)


def test_pushed_is_moved() -> None:
    place = changed(CROSSED, "Two groups", "Correction: an earlier headline was wrong.\n\nTwo groups")
    assert (place.found, place.exact, place.others) == (Match.MOVED, CROSSED, 0)
    assert place.start == ARTICLE.find(CROSSED) + len("Correction: an earlier headline was wrong.\n\n")


def test_paragraph_takes_its_words() -> None:
    paragraphs = ARTICLE.strip().split("\n\n")
    turned = "\n\n".join([paragraphs[0], *reversed(paragraphs[1:])])
    for words in (CROSSED, GOVERNOR, DOCTOR):
        place = find_quote(anchored(words), turned)
        assert (place.found, place.start) == (Match.MOVED, turned.find(words))


def test_insertion_is_moved() -> None:
    assert changed(CROSSED, "said on Sunday", "said on Sunday in a speech").found is Match.MOVED


@pytest.mark.parametrize(
    ("words", "before", "after", "shown"),
    [
        ("Team Alpha said on Sunday", "Team Alpha", "Team Beta", [("dropped", "Alpha"), ("added", "Beta")]),
        (DOCTOR, "12 dead", "21 dead", [("dropped", "12"), ("added", "21")]),
        (DOCTOR, "12 dead", "112 dead", [("dropped", "12"), ("added", "112")]),
        (GOVERNOR, "was not in", "was in", [("dropped", "not ")]),
        (CROSSED, "We crossed", "We never crossed", [("added", "never ")]),
        (GOVERNOR, "the capital", "al-Mansour", [("dropped", "the capital"), ("added", "al-Mansour")]),
        (CROSSED, "dawn and lost", "dawn  and lost", [("dropped", " "), ("added", "  ")]),
        ("“" + CROSSED + "”", "“We", '"We', [("dropped", "“"), ("added", '"')]),
        (CROSSED, "river", "ri\u00adver", [("dropped", "river"), ("added", "ri\u00adver")]),
    ],
)
def test_lookalike_shows_difference(words: str, before: str, after: str, shown: list[tuple[str, str]]) -> None:
    place = changed(words, before, after)
    assert place.found is Match.FUZZY
    assert place.exact == words.replace(before, after) or before == "“We"
    assert LEAST <= place.likeness < 1
    assert marked(words, place.exact or "") == shown


@pytest.mark.parametrize(
    ("before", "after"),
    [("12 dead", "21 dead"), ("12 dead", "112 dead"), ("12 dead", "1,12 dead"), ("12 dead", "12 men dead")],
)
def test_short_changed_is_orphan(before: str, after: str) -> None:
    assert changed("12 dead", before, after) == ORPHAN


@pytest.mark.parametrize("word", ["river at", "bridge", "Alpha"])
def test_short_gone_not_by_chance(word: str) -> None:
    assert find_quote(anchored(word), ARTICLE.replace(word, "").replace("bridge", "ford")) == ORPHAN


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He counted 2 dead.", "He counted 12 dead."),
        ("He counted 2 dead.", "He counted 0.2 dead."),
        ("It costs 5 today.", "It costs $5 today."),
        ("Up by 5 today.", "Up by 5% today."),
        ("Up by 5 today.", "Up by 5.5 today."),
        ("The team of Alpha won.", "The team of Alphaville won."),
        ("A pro-Iranian group.", "A non-pro-Iranian group."),
        ("死者2人。", "死者12人。"),
    ],
)
def test_not_inside_longer_words(text: str, word: str) -> None:
    words = next(each for each in ("2 dead", "2人", "pro-Iranian", "Alpha", "5") if each in text)
    assert words in word
    assert find_quote(anchored(words, text), word).found in {Match.FUZZY, Match.ORPHAN}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Team Alpha said", "Team Beta said"),
        ("Team Alpha said", "Team Gamma said"),
        ("Alpha said on Sunday", "Alpha denied on Sunday"),
        ("Alpha said on Sunday", "Alpha did not say on Sunday"),
    ],
)
def test_other_speaker_not_silent(before: str, after: str) -> None:
    place = changed(CROSSED, before, after)
    assert (place.found, place.exact, place.likeness) == (Match.FUZZY, CROSSED, 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("قال الجيش:", "قالت الشرطة:"), ("Сказала армия:", "Сказала полиция:"), ("the army said:", "the police said:")],
)
def test_speaker_in_any_script(one: str, other: str) -> None:
    words = "“It was all over before the sun rose.”"
    assert find_quote(anchored(words, f"{one} {words}"), f"{other} {words}").found is Match.FUZZY


def test_speaker_after_words() -> None:
    text = "It was night. “We crossed the river at last!” said Team Alpha."
    old = anchored("We crossed the river at last!", text)
    assert find_quote(old, text.replace("Alpha", "Beta")).found is Match.FUZZY


def test_next_sentence_ignored() -> None:
    assert changed(CROSSED, "A doctor counted 12 dead", "Two nurses saw 21 wounded").found is Match.EXACT


def test_twice_told_by_both_sides() -> None:
    for at in (ARTICLE.find("no comment"), ARTICLE.rfind("no comment")):
        old = find_anchor(ARTICLE, "no comment", at)
        assert find_quote(old, "Update.\n\n" + ARTICLE, stood=2) == MatchPlace(
            Match.MOVED, at + 9, at + 9 + len("no comment"), "no comment", 1.0, 0
        )


def test_twice_untold_is_asked() -> None:
    text = ARTICLE.replace("the army said", "officers said").replace("the police said", "detectives said")
    place = find_quote(anchored("no comment"), text, stood=2)
    assert (place.found, place.exact, place.others) == (Match.FUZZY, "no comment", 1)


def test_one_side_is_not_enough() -> None:
    text = "A said: it is war. Then rain fell on us all day long."
    twice = "B said: it is war. Then rain fell on us all day long. C said: it is war. Then sun."
    assert find_quote(anchored("it is war", text), twice).found is Match.FUZZY


def test_no_context_no_choice() -> None:
    assert find_quote(anchored("it is war", "it is war"), "it is war. And again: it is war.").found is Match.FUZZY


def test_one_left_of_two_is_asked() -> None:
    left = ARTICLE.replace("Asked about the bridge, the army said: no comment. ", "")
    assert left.count("no comment") == 1
    first, second = (find_anchor(ARTICLE, "no comment", at) for at in (ARTICLE.find("no c"), ARTICLE.rfind("no c")))
    assert find_quote(first, left, stood=2).found is Match.FUZZY
    assert find_quote(second, left, stood=2).found is Match.MOVED, "what stands on both sides says whose it is"


def test_left_paragraph_is_asked() -> None:
    answer = "We do not comment on anything that is still going on."
    text = f"The army\n\n{answer}\n\nThe police\n\n{answer}\n\nIt rained."
    old, left = anchored(answer, text), text.removeprefix(f"The army\n\n{answer}\n\n")
    assert find_quote(old, left, stood=SearchedText(text).count(old)).found is Match.FUZZY


def test_common_words_need_context() -> None:
    old = anchored("no comment", "The army spoke. It had this to say: no comment. It then went home.")
    assert find_quote(old, "Nobody came.\nno comment\nPolice left.").found is Match.FUZZY


def test_excerpt_needs_no_context() -> None:
    excerpt = "Nobody came.\n\n[…]\n\n“dishonorable”\n\n[…]\n\nThen it rained on all of them."
    place = find_quote(anchored("dishonorable", excerpt), "The mayor called it “dishonorable” and left.")
    assert (place.found, place.start) == (Match.MOVED, 21)


def test_rewritten_page_has_none() -> None:
    other = (
        "The festival opened with songs. Children ran along the shore, and the bakers sold all they had by noon.\n" * 5
    )
    for words in (CROSSED, GOVERNOR, DOCTOR, "Team Beta called it a lie"):
        assert find_quote(anchored(words), other) == ORPHAN


def test_interrupted_words_found() -> None:
    place = changed(CROSSED, "at dawn and", "at dawn on Friday, under fire, and")
    assert place.exact == "We crossed the river at dawn on Friday, under fire, and lost no one."


def test_sentence_before_left_out() -> None:
    text = "The mayor was seen in the old town. The mayor was a guest at the fair, and met all who had built it."
    words = "The mayor was a guest at the fair, and met all who had built it."
    assert find_quote(anchored(words, text), text.replace("met", "saw")).exact == words.replace("met", "saw")
    assert find_quote(anchored(words, text), text.replace("a guest", "late")).exact == words.replace("a guest", "late")
    text = "They came back on May 24. On May 29, officers went to the station where the guards slept."
    words = "On May 29, officers went to the station where the guards slept."
    assert find_quote(anchored(words, text), text.replace("guards", "drivers")).exact == words.replace(
        "guards", "drivers"
    )
    text = "We held on to it all. We held on to hope."
    assert (
        find_quote(anchored("We held on to hope", text), text.replace("hope", "our hope")).exact
        == "We held on to our hope"
    )


def test_likeliest_shown_first() -> None:
    text = "Team Beta crossed the old river at dawn. Team Gamma crossed the old river at night.\n"
    place = find_quote(
        anchored("Team Alpha crossed the old river at dawn", "Team Alpha crossed the old river at dawn."), text
    )
    assert (place.exact, place.others) == ("Team Beta crossed the old river at dawn", 1)


def test_empty_text_is_orphan() -> None:
    assert find_quote(anchored(CROSSED), "") == ORPHAN


def test_signs_alone_are_orphan() -> None:
    assert find_quote(anchored("🙂", "He wrote 🙂 twice"), "He wrote 🙁 twice") == ORPHAN


def test_scripts_without_spaces() -> None:
    text = "当局说:昨天夜里桥被炸毁,没有人受伤。居民不同意。"
    place = find_quote(anchored("昨天夜里桥被炸毁,没有人受伤", text), text.replace("没有人", "十二人"))
    assert (place.found, place.exact) == (Match.FUZZY, "昨天夜里桥被炸毁,十二人受伤")


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["said " * 200_000, "a" * 1_000_000, "x, " * 300_000 + CROSSED[:-7], "no one " * 150_000],
    ids=["said", "letters", "signs", "no one"],
)
def test_slow_texts_are_bounded(text: str) -> None:
    searched = SearchedText(text)
    started = process_time()
    for words in (CROSSED, "said said said said", "a" * 500, "no one said no one said", "said", "a", "x, x, y"):
        searched.find(Anchor(words, "He ", " then", 3, 3 + len(words)))
    assert process_time() - started < 15, "it takes half a second; one that looked at every place would take minutes"


BITS = st.text(alphabet="ab 12.,“”'\n-éé死не", max_size=12) | st.sampled_from(["not ", "Beta", "12", "\n\n", CROSSED])


@st.composite
def edited(draw: st.DrawFn) -> tuple[Anchor, str, int]:
    """A quote of the article, the edited article, and how often the words stood in it before."""
    start = draw(st.integers(0, len(ARTICLE) - 2))
    end = draw(st.integers(start + 1, min(len(ARTICLE), start + 90)))
    text = ARTICLE
    for _ in range(draw(st.integers(0, 4))):
        low = draw(st.integers(0, len(text)))
        high = min(len(text), low + draw(st.integers(0, 40)))
        text = text[:low] + draw(BITS) + text[high:]
    words = ARTICLE[start:end]
    return find_anchor(ARTICLE, words, start), text, ARTICLE.count(words)


@given(edited())
def test_edits_settle_exact_only(case: tuple[Anchor, str, int]) -> None:
    old, text, stood = case
    found = find_quote(old, text, stood)
    if found.start is None or found.end is None:
        assert found == ORPHAN
        return
    assert text[found.start : found.end] == found.exact
    assert 0 <= found.start < found.end <= len(text)
    assert LEAST <= found.likeness <= 1
    if found.found in {Match.EXACT, Match.MOVED}:
        assert found.exact == old.exact
        assert (found.found is Match.EXACT) == (found.start == old.start)


@given(st.data(), st.text(max_size=60))
def test_prepended_moves_all(data: st.DataObject, heading: str) -> None:
    start = data.draw(st.integers(0, len(ARTICLE) - 20))
    words = ARTICLE[start : data.draw(st.integers(start + 20, len(ARTICLE)))]
    before = heading.replace(":", ".") + "\n\n"
    if words in before or ARTICLE.count(words) > 1:
        return
    found = find_quote(find_anchor(ARTICLE, words, start), before + ARTICLE)
    assert (found.found, found.start, found.exact) == (Match.MOVED, start + len(before), words)


@given(st.data())
def test_deleted_never_settles(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(ARTICLE) - 2))
    end = data.draw(st.integers(start + 1, min(len(ARTICLE), start + 120)))
    words = ARTICLE[start:end]
    if ARTICLE.count(words) > 1:
        return
    text = ARTICLE[:start] + ARTICLE[end:]
    if words not in text:
        assert find_quote(find_anchor(ARTICLE, words, start), text).found in {Match.FUZZY, Match.ORPHAN}


@given(st.randoms(use_true_random=False))
def test_changed_fact_never_settles(rng: random.Random) -> None:
    before, after = rng.choice([("Alpha", "Beta"), ("12", "21"), ("not ", ""), ("no one", "one"), ("capital", "port")])
    at = ARTICLE.find(before)
    start = max(0, at - rng.randrange(30))
    words = ARTICLE[start : at + len(before) + rng.randrange(1, 40)]
    text = ARTICLE[:at] + after + ARTICLE[at + len(before) :]
    if words not in text:
        assert find_quote(find_anchor(ARTICLE, words, start), text).found in {Match.FUZZY, Match.ORPHAN}


WORDS = st.lists(
    st.sampled_from(["Alpha", "12", "1,112", "was", "not", " ", "  ", "\n", "“", ".", "死", "e\u0301"]) | st.text()
)


@given(WORDS, WORDS)
@example([" "], ["\n"])
def test_difference_holds_both(one: list[str], other: list[str]) -> None:
    before, after = "".join(one), "".join(other)
    pieces = diff_tokens(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not TokenChange.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.change is not TokenChange.DROPPED) == after
    assert all(piece.text for piece in pieces)


def test_rewritten_is_one_change() -> None:
    assert marked("He was taken to the old hospital.", "He was driven straight to the old hospital.") == [
        ("dropped", "taken"),
        ("added", "driven straight"),
    ]
    assert marked("one two three", "four five six") == [("dropped", "one two three"), ("added", "four five six")]
