"""The constructions of attribution: who says what."""

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
def test_who_says_what(text: str, source: str, content: str) -> None:
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
def test_source_with_titles(text: str, source: str) -> None:
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
def test_no_attribution_no_offer(text: str) -> None:
    assert all_fields(text) == []


def test_content_ends_with_clause() -> None:
    first, second = all_fields("The mayor said the dam had burst, adding that nobody was hurt.")
    assert (first.content, second.content) == (("the dam had burst",), ("nobody was hurt",))
    assert first.source == second.source == "The mayor"


def test_second_verb_same_subject() -> None:
    first, second = all_fields("He said that the office offered help, and confirmed that it believed the men.")[:2]
    assert (first.source, first.content) == ("He", ("the office offered help",))
    assert (second.source, second.content, second.cue) == ("He", ("it believed the men",), "confirmed")


def test_passing_passive_left_out() -> None:
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
def test_direct_inside_marks(text: str, source: str, content: tuple[str, ...]) -> None:
    found = only_fields(text)
    assert (found.source, found.content, found.form) == (source, content, "direct")


def test_borrowed_words_are_mixed() -> None:
    found = only_fields("The ministry said the plan was “a gift to nobody” and too late.")
    assert (found.form, found.content) == ("mixed", ("the plan was “a gift to nobody” and too late",))


def test_quoting_nests() -> None:
    outer, inner = all_fields("The Echo quoted Captain Nabil Sarraf as saying that the guards had opened fire.")
    assert (outer.source, outer.act) == ("The Echo", "report")
    assert (inner.source, inner.within) == ("Captain Nabil Sarraf", 0)
    assert inner.content == ("the guards had opened fire",)


def test_quoted_attribution_nests() -> None:
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
def test_carrier_does_not_speak(text: str, outlet: str) -> None:
    found = only_fields(text)
    assert found.outlet
    assert found.outlet.removeprefix("the ") == outlet
    assert found.source
    assert outlet not in found.source


def test_time_words_kept() -> None:
    assert only_fields("Earlier on Wednesday, the mayor said the dam had burst.").time == "Earlier on Wednesday"


def test_pronoun_has_antecedent() -> None:
    found = all_fields("Mayor Ada Orr said the dam had burst. “We are safe,” she said.")
    assert found[1].antecedent == "Mayor Ada Orr"
    assert found[0].antecedent is None


def test_headline() -> None:
    found = all_fields(
        "Dam has burst, mayor says\n\nThe mayor said nothing else on the day. The road was shut until night came."
    )
    assert (found[0].form, found[0].source) == ("headline", "mayor")


def test_nobody_is_no_source() -> None:
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
def test_other_languages_no_error(text: str) -> None:
    assert all(one.form == "direct" for one in all_fields(text))


def test_verb_after_relative() -> None:
    first, second = all_fields(
        "The Command, which confirmed that the news is “shameful,” called on the media “to be careful.”"
    )
    assert (first.source, first.act, first.content) == ("The Command", "assert", ("the news is “shameful,”",))
    assert (second.source, second.act) == ("The Command", "advise")


def test_accusation_content() -> None:
    found = fields_by_cue("Sahran has accused the eastern factions of carrying out the attacks.", "accused")
    assert (found.source, found.content) == ("Sahran", ("the eastern factions of carrying out the attacks",))
