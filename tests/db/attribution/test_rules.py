"""Who says what: the constructions an attribution can stand in."""

from __future__ import annotations

import pytest

from tests.support.proposal_fields import all_fields, fields_by_cue, only_fields


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The mayor said the dam had burst.", "The mayor", "the dam had burst"),
        ("The mayor has said that the dam had burst.", "The mayor", "the dam had burst"),
        ("The mayor later told reporters that the dam had burst.", "The mayor", "the dam had burst"),
        ("The mayor said on Friday that the dam had burst.", "The mayor", "the dam had burst"),
        ("The mayor said in a statement that the dam had burst.", "The mayor", "the dam had burst"),
        ("The dam had burst, said Mayor Ada Orr.", "Mayor Ada Orr", "The dam had burst"),
        ("The dam had burst, the mayor said in a statement.", "the mayor", "The dam had burst"),
        ("According to the mayor, the dam had burst.", "the mayor", "the dam had burst"),
        ("The dam had burst, according to the mayor.", "the mayor", "The dam had burst"),
        ("Officials say the dam has burst.", "Officials", "the dam has burst"),
        ("It was announced by the ministry that the dam had burst.", "the ministry", "the dam had burst"),
        ("As Ada Orr told the Selwick Herald, the dam had burst.", "Ada Orr", "the dam had burst"),
    ],
)
def test_what_is_said_is_found_with_who_says_it(text: str, source: str, content: str) -> None:
    found = only_fields(text)
    assert (found.source, found.content, found.form) == (source, (content,), "indirect")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ada Orr, the mayor of Selwick, said the dam had burst.", "Ada Orr, the mayor of Selwick"),
        ("Officer Ahmed Dalan, a captain in the river police, said it had burst.",
         "Officer Ahmed Dalan, a captain in the river police"),
        ("The Command, affiliated to the navy, said it had burst.", "The Command, affiliated to the navy"),
        ("On Friday the mayor said it had burst.", "the mayor"),
        ("In a statement the ministry said it had burst.", "the ministry"),
        ("The flood came and the mayor said it had burst.", "the mayor"),
        ("The mayor and the governor said it had burst.", "The mayor and the governor"),
        ("The head of the river police in Selwick said it had burst.", "The head of the river police in Selwick"),
        ("The World River Office (WRO) said it had burst.", "The World River Office (WRO)"),
    ],
)  # fmt: skip
def test_a_source_holds_its_titles_and_appositions_and_no_more(text: str, source: str) -> None:
    assert only_fields(text).source == source


@pytest.mark.parametrize(
    "text",
    [
        "The report will be published in May.",
        "The company added salt to the water.",
        "The council rejected a request for a grant.",
        "They were denied visas twice.",
        "The stated aim is to prevent accidents.",
        "The fire claimed three lives.",
        "These girls will be proving it to the world.",
        "The evacuation did not go according to plan.",
        "The minister will say more tomorrow.",
        "The note was found on the table.",
        "The court ordered the closure of the pit.",
        "It is noteworthy that the area was quiet.",
    ],
)
def test_what_attributes_nothing_is_not_proposed(text: str) -> None:
    assert all_fields(text) == []


def test_content_ends_with_its_clause() -> None:
    first, second = all_fields("The mayor said the dam had burst, adding that nobody was hurt.")
    assert (first.content, second.content) == (("the dam had burst",), ("nobody was hurt",))
    assert first.source == second.source == "The mayor"


def test_a_second_verb_shares_its_subject() -> None:
    first, second = all_fields("He said that the office offered help, and confirmed that it believed the men.")[:2]
    assert (first.source, first.content) == ("He", ("the office offered help",))
    assert (second.source, second.content, second.cue) == ("He", ("it believed the men",), "confirmed")


def test_what_a_passive_confirms_in_passing_is_not_part_of_what_was_said() -> None:
    first, second = all_fields("Officials said that the dam had burst, which was later confirmed by the ministry.")
    assert first.content == ("the dam had burst",)
    assert (second.source, second.act) == ("the ministry", "confirm")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“We will stay,” Orr said.", "Orr", ("We will stay,",)),
        ("“We will stay,” said Ada Orr, 61.", "Ada Orr, 61", ("We will stay,",)),
        ("“Will you stay?” Orr asked.", "Orr", ("Will you stay?",)),
        ("Orr said: “We will stay.”", "Orr", ("We will stay.",)),
        ("“We will stay,” Orr said, “until it is over.”", "Orr", ("We will stay,", "until it is over.")),
        ("“We will stay,” Orr said. “It is our home.”", "Orr", ("We will stay,", "It is our home.")),
        ("Orr wrote to them:\n\n“We will stay. It is our home.”", "Orr", ("We will stay. It is our home.",)),
    ],
)
def test_direct_speech_is_the_words_inside_the_marks(text: str, source: str, content: tuple[str, ...]) -> None:
    found = only_fields(text)
    assert (found.source, found.content, found.form) == (source, content, "direct")


def test_a_clause_with_borrowed_words_is_mixed_and_whole() -> None:
    found = only_fields("The ministry said the plan was “a gift to nobody” and too late.")
    assert (found.form, found.content) == ("mixed", ("the plan was “a gift to nobody” and too late",))


def test_quoting_another_is_two_one_inside_the_other() -> None:
    outer, inner = all_fields("The Echo quoted Captain Nabil Sarraf as saying that the guards had opened fire.")
    assert (outer.source, outer.act) == ("The Echo", "report")
    assert (inner.source, inner.within) == ("Captain Nabil Sarraf", 0)
    assert inner.content == ("the guards had opened fire",)


def test_what_is_attributed_inside_a_quotation_stands_within_it() -> None:
    outer, inner = all_fields("The Echo reported: “Nabil Sarraf told reporters that the guards had opened fire.”")
    assert (outer.form, inner.source, inner.within) == ("direct", "Nabil Sarraf", 0)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The Command said in a statement published by the Sahran News Agency that it was over.", "Sahran News Agency"),
        ("Ada Orr told the Selwick Herald that it was over.", "Selwick Herald"),
        ("“It is over,” Orr told Reuters.", "Reuters"),
    ],
)
def test_the_outlet_that_carries_it_does_not_say_it(text: str, outlet: str) -> None:
    found = only_fields(text)
    assert found.outlet
    assert found.outlet.removeprefix("the ") == outlet
    assert found.source
    assert outlet not in found.source


def test_words_of_time_beside_the_cue_are_kept() -> None:
    assert only_fields("Earlier on Wednesday, the mayor said the dam had burst.").time == "Earlier on Wednesday"


def test_a_pronoun_is_offered_with_whom_it_may_stand_for() -> None:
    found = all_fields("Mayor Ada Orr said the dam had burst. “We are safe,” she said.")
    assert found[1].antecedent == "Mayor Ada Orr"
    assert found[0].antecedent is None


def test_a_headline_is_a_headline() -> None:
    found = all_fields(
        "Dam has burst, mayor says\n\nThe mayor said nothing else on the day. The road was shut until night came."
    )
    assert (found[0].form, found[0].source) == ("headline", "mayor")


def test_nobody_named_is_no_source() -> None:
    assert only_fields("It was reported that the dam had burst.").source is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "قال الوزير «لن نذهب» يوم الجمعة.",
        "Der Minister ging nach Hause.",
        "大臣は「行かない」と述べた。",
        "\x00\x01",
    ],
)
def test_other_tongues_and_nothing_give_nothing_or_quotations_and_no_error(text: str) -> None:
    assert all(one.form == "direct" for one in all_fields(text))


def test_a_verb_after_a_relative_clause_has_the_same_subject() -> None:
    first, second = all_fields(
        "The Command, which confirmed that the news is “shameful,” called on the media “to be careful.”"
    )
    assert (first.source, first.act, first.content) == ("The Command", "assert", ("the news is “shameful,”",))
    assert (second.source, second.act) == ("The Command", "advise")


def test_an_accusation_says_of_what() -> None:
    found = fields_by_cue("Sahran has accused the eastern factions of carrying out the attacks.", "accused")
    assert (found.source, found.content) == ("Sahran", ("the eastern factions of carrying out the attacks",))
