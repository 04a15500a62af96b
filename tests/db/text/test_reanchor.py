"""Looking up a quote's words in a later text: what stands is found, what only looks like it is never taken silently."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.text.anchors import Anchor, find_anchor
from db.text.diff import Change, diff_tokens
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
    """Where words of the article are found after one thing in it changed."""
    assert before in ARTICLE
    return find_quote(anchored(words), ARTICLE.replace(before, after))


def marked(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.change.value, piece.text) for piece in diff_tokens(before, after) if piece.change is not Change.KEPT]


def test_unchanged_words_at_their_place_are_exact() -> None:
    at = ARTICLE.find(CROSSED)
    assert find_quote(anchored(CROSSED), ARTICLE) == MatchPlace(Match.EXACT, at, at + len(CROSSED), CROSSED, 1.0, 0)


def test_words_pushed_on_by_what_was_put_before_them_are_moved() -> None:
    place = changed(CROSSED, "Two groups", "Correction: an earlier headline was wrong.\n\nTwo groups")
    assert (place.found, place.exact, place.others) == (Match.MOVED, CROSSED, 0)
    assert place.start == ARTICLE.find(CROSSED) + len("Correction: an earlier headline was wrong.\n\n")


def test_a_paragraph_that_changes_its_place_takes_its_words_with_it() -> None:
    paragraphs = ARTICLE.strip().split("\n\n")
    turned = "\n\n".join([paragraphs[0], *reversed(paragraphs[1:])])
    for words in (CROSSED, GOVERNOR, DOCTOR):
        place = find_quote(anchored(words), turned)
        assert (place.found, place.start) == (Match.MOVED, turned.find(words))


def test_an_insertion_between_a_speaker_and_the_words_asks_nobody() -> None:
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
def test_a_look_alike_is_for_a_person_to_decide_and_the_difference_shows_why(
    words: str, before: str, after: str, shown: list[tuple[str, str]]
) -> None:
    place = changed(words, before, after)
    assert place.found is Match.FUZZY
    assert place.exact == words.replace(before, after) or before == "“We"
    assert LEAST <= place.likeness < 1
    assert marked(words, place.exact or "") == shown


@pytest.mark.parametrize(
    ("before", "after"),
    [("12 dead", "21 dead"), ("12 dead", "112 dead"), ("12 dead", "1,12 dead"), ("12 dead", "12 men dead")],
)
def test_a_changed_quote_of_two_words_is_an_orphan(before: str, after: str) -> None:
    assert changed("12 dead", before, after) == ORPHAN


@pytest.mark.parametrize("word", ["river at", "bridge", "Alpha"])
def test_a_short_quote_that_is_gone_is_not_found_by_chance(word: str) -> None:
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
def test_words_are_not_found_inside_longer_words(text: str, word: str) -> None:
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
def test_the_same_words_from_another_speaker_are_not_taken_silently(before: str, after: str) -> None:
    place = changed(CROSSED, before, after)
    assert (place.found, place.exact, place.likeness) == (Match.FUZZY, CROSSED, 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("قال الجيش:", "قالت الشرطة:"), ("Сказала армия:", "Сказала полиция:"), ("the army said:", "the police said:")],
)
def test_a_speaker_counts_in_any_script(one: str, other: str) -> None:
    words = "“It was all over before the sun rose.”"
    assert find_quote(anchored(words, f"{one} {words}"), f"{other} {words}").found is Match.FUZZY


def test_the_speaker_named_after_the_words_counts() -> None:
    text = "It was night. “We crossed the river at last!” said Team Alpha."
    old = anchored("We crossed the river at last!", text)
    assert find_quote(old, text.replace("Alpha", "Beta")).found is Match.FUZZY


def test_what_changes_in_the_next_sentence_asks_nobody() -> None:
    assert changed(CROSSED, "A doctor counted 12 dead", "Two nurses saw 21 wounded").found is Match.EXACT


def test_words_said_twice_are_told_apart_by_what_stands_on_both_sides() -> None:
    for at in (ARTICLE.find("no comment"), ARTICLE.rfind("no comment")):
        old = find_anchor(ARTICLE, "no comment", at)
        assert find_quote(old, "Update.\n\n" + ARTICLE, stood=2) == MatchPlace(
            Match.MOVED, at + 9, at + 9 + len("no comment"), "no comment", 1.0, 0
        )


def test_words_said_twice_of_which_neither_is_singled_out_are_for_a_person() -> None:
    text = ARTICLE.replace("the army said", "officers said").replace("the police said", "detectives said")
    place = find_quote(anchored("no comment"), text, stood=2)
    assert (place.found, place.exact, place.others) == (Match.FUZZY, "no comment", 1)


def test_one_side_that_agrees_is_not_enough_among_several() -> None:
    text = "A said: it is war. Then rain fell on us all day long."
    twice = "B said: it is war. Then rain fell on us all day long. C said: it is war. Then sun."
    assert find_quote(anchored("it is war", text), twice).found is Match.FUZZY


def test_words_that_stood_in_no_company_are_not_singled_out_by_it() -> None:
    assert find_quote(anchored("it is war", "it is war"), "it is war. And again: it is war.").found is Match.FUZZY


def test_of_words_that_stood_twice_the_one_left_may_be_the_other() -> None:
    left = ARTICLE.replace("Asked about the bridge, the army said: no comment. ", "")
    assert left.count("no comment") == 1
    first, second = (find_anchor(ARTICLE, "no comment", at) for at in (ARTICLE.find("no c"), ARTICLE.rfind("no c")))
    assert find_quote(first, left, stood=2).found is Match.FUZZY
    assert find_quote(second, left, stood=2).found is Match.MOVED, "what stands on both sides says whose it is"


def test_of_a_paragraph_that_stood_twice_the_one_left_may_be_the_others() -> None:
    answer = "We do not comment on anything that is still going on."
    text = f"The army\n\n{answer}\n\nThe police\n\n{answer}\n\nIt rained."
    old, left = anchored(answer, text), text.removeprefix(f"The army\n\n{answer}\n\n")
    assert find_quote(old, left, stood=SearchedText(text).count(old)).found is Match.FUZZY


def test_a_few_words_that_anybody_may_say_need_some_company() -> None:
    old = anchored("no comment", "The army spoke. It had this to say: no comment. It then went home.")
    assert find_quote(old, "Nobody came.\nno comment\nPolice left.").found is Match.FUZZY


def test_a_few_words_of_an_excerpt_need_no_company_from_its_other_passages() -> None:
    excerpt = "Nobody came.\n\n[…]\n\n“dishonorable”\n\n[…]\n\nThen it rained on all of them."
    place = find_quote(anchored("dishonorable", excerpt), "The mayor called it “dishonorable” and left.")
    assert (place.found, place.start) == (Match.MOVED, 21)


def test_a_page_written_anew_has_none_of_the_quotes() -> None:
    other = (
        "The festival opened with songs. Children ran along the shore, and the bakers sold all they had by noon.\n" * 5
    )
    for words in (CROSSED, GOVERNOR, DOCTOR, "Team Beta called it a lie"):
        assert find_quote(anchored(words), other) == ORPHAN


def test_words_that_were_interrupted_are_found_with_what_was_put_between() -> None:
    place = changed(CROSSED, "at dawn and", "at dawn on Friday, under fire, and")
    assert place.exact == "We crossed the river at dawn on Friday, under fire, and lost no one."


def test_like_words_of_the_sentence_before_are_not_taken_in() -> None:
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


def test_the_likest_of_several_look_alikes_is_shown_and_the_others_counted() -> None:
    text = "Team Beta crossed the old river at dawn. Team Gamma crossed the old river at night.\n"
    place = find_quote(
        anchored("Team Alpha crossed the old river at dawn", "Team Alpha crossed the old river at dawn."), text
    )
    assert (place.exact, place.others) == ("Team Beta crossed the old river at dawn", 1)


def test_an_empty_text_has_no_words() -> None:
    assert find_quote(anchored(CROSSED), "") == ORPHAN


def test_a_quote_of_signs_alone_that_is_gone_is_an_orphan() -> None:
    assert find_quote(anchored("🙂", "He wrote 🙂 twice"), "He wrote 🙁 twice") == ORPHAN


def test_scripts_without_spaces_are_compared_too() -> None:
    text = "当局说:昨天夜里桥被炸毁,没有人受伤。居民不同意。"
    place = find_quote(anchored("昨天夜里桥被炸毁,没有人受伤", text), text.replace("没有人", "十二人"))
    assert (place.found, place.exact) == (Match.FUZZY, "昨天夜里桥被炸毁,十二人受伤")


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["said " * 200_000, "a" * 1_000_000, "x, " * 300_000 + CROSSED[:-7], "no one " * 150_000],
    ids=["said", "letters", "signs", "no one"],
)
def test_texts_made_to_be_slow_take_bounded_time(text: str) -> None:
    searched = SearchedText(text)
    started = process_time()
    for words in (CROSSED, "said said said said", "a" * 500, "no one said no one said", "said", "a", "x, x, y"):
        searched.find(Anchor(words, "He ", " then", 3, 3 + len(words)))
    assert process_time() - started < 15, "it takes half a second; one that looked at every place would take minutes"


BITS = st.text(alphabet="ab 12.,“”'\n-éé死не", max_size=12) | st.sampled_from(["not ", "Beta", "12", "\n\n", CROSSED])


@st.composite
def edited(draw: st.DrawFn) -> tuple[Anchor, str, int]:
    """A quote of the article, the article after some edits, and how often the words stood before them."""
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
def test_whatever_is_edited_only_the_very_words_are_settled(case: tuple[Anchor, str, int]) -> None:
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
def test_whole_paragraphs_put_before_move_every_quote_to_its_place(data: st.DataObject, heading: str) -> None:
    start = data.draw(st.integers(0, len(ARTICLE) - 20))
    words = ARTICLE[start : data.draw(st.integers(start + 20, len(ARTICLE)))]
    before = heading.replace(":", ".") + "\n\n"
    if words in before or ARTICLE.count(words) > 1:
        return
    found = find_quote(find_anchor(ARTICLE, words, start), before + ARTICLE)
    assert (found.found, found.start, found.exact) == (Match.MOVED, start + len(before), words)


@given(st.data())
def test_words_that_are_deleted_are_never_settled(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(ARTICLE) - 2))
    end = data.draw(st.integers(start + 1, min(len(ARTICLE), start + 120)))
    words = ARTICLE[start:end]
    if ARTICLE.count(words) > 1:
        return
    text = ARTICLE[:start] + ARTICLE[end:]
    if words not in text:
        assert find_quote(find_anchor(ARTICLE, words, start), text).found in {Match.FUZZY, Match.ORPHAN}


@given(st.randoms(use_true_random=False))
def test_a_name_number_or_negation_changed_anywhere_in_a_quote_is_never_settled(rng: random.Random) -> None:
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
def test_a_difference_holds_both_texts_whole(one: list[str], other: list[str]) -> None:
    before, after = "".join(one), "".join(other)
    pieces = diff_tokens(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.DROPPED) == after
    assert all(piece.text for piece in pieces)


def test_a_rewritten_phrase_is_one_change_and_not_many() -> None:
    assert marked("He was taken to the old hospital.", "He was driven straight to the old hospital.") == [
        ("dropped", "taken"),
        ("added", "driven straight"),
    ]
    assert marked("one two three", "four five six") == [("dropped", "one two three"), ("added", "four five six")]
