"""The grammar of the mark-up line: what parses, what is refused and where, and the round trip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refused
from db.markup.parser import LONGEST, LineName, MarkupLine, NameDetails, StanceText, UnreadableLine, parse_line
from db.model.enums import Act, Basis, Certainty, Naming, Polarity, RelayMode, SourceKind
from db.text.normalize import normalize_text

FOR, AGAINST, NEITHER = Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER


def test_who_via_whom_on_what() -> None:
    assert parse_line("Ahmed Khalaf > Anadolu : +C1 +C1a ?C3") == MarkupLine(
        LineName("Ahmed Khalaf"),
        None,
        (LineName("Anadolu"),),
        (StanceText(FOR, "C1"), StanceText(FOR, "C1a"), StanceText(NEITHER, "C3")),
    )


def test_keys_are_upper_case() -> None:
    line = parse_line("s1 > r2 > w3 > R2D2 > “R2” : -c1A")
    assert [(name.text, name.is_key) for name in (line.who, *line.stations)] == [
        ("S1", True),
        ("R2", True),
        ("W3", True),
        ("R2D2", False),
        ("R2", False),
    ]
    assert line.bearings == (StanceText(AGAINST, "C1a"),)


def test_brackets_known_or_name() -> None:
    line = parse_line('Baghdad Operations Command (deny, Official, said "at 9:45, > noon") @ Iraqi News Agency (INA)')
    assert line.who == LineName(
        "Baghdad Operations Command", told=NameDetails(act=Act.DENY, basis=Basis.OFFICIAL, said="at 9:45, > noon")
    )
    assert line.place == LineName("Iraqi News Agency (INA)")
    assert parse_line("Ahmed (insider) Khalaf").who.text == "Ahmed (insider) Khalaf"
    assert parse_line("Ahmed Khalaf (deny, shout)").who.text == "Ahmed Khalaf (deny, shout)"
    assert parse_line("INA (not recorded)").who.told == parse_line("INA (not_recorded)").who.told
    station = parse_line("x > Iraqi News Agency (INA) (translates, outlet, anonymous)").stations[0]
    assert station.text == "Iraqi News Agency (INA)"
    assert station.told == NameDetails(kind=SourceKind.OUTLET, naming=Naming.ANONYMOUS, relaying=RelayMode.TRANSLATES)


def test_quoted_name_takes_signs() -> None:
    assert parse_line('"Sources: a > b @ c" > “Who: what” : +C1').who == LineName("Sources: a > b @ c")
    assert parse_line('"Khalaf (deny)"').who == LineName("Khalaf (deny)")
    assert parse_line("“media” reports : +C1").who == LineName("“media” reports")
    assert parse_line('half " a mark : +C1').who == LineName('half " a mark')


@pytest.mark.parametrize("minus", "-−–‐‑‒")
def test_every_hyphen_is_against(minus: str) -> None:
    assert parse_line(f"x : {minus}C1").bearings == (StanceText(AGAINST, "C1"),)


def test_new_claim_and_part() -> None:
    line = parse_line('x : +"it was: a > drone" -C1.“the  embassy\'s”=prob, ?C2=U+C3')
    assert line.bearings == (
        StanceText(FOR, text="it was: a > drone"),
        StanceText(AGAINST, "C1", "the embassy's", Certainty.PROBABLE),
        StanceText(NEITHER, "C2", certainty=Certainty.UNCOMMITTED),
        StanceText(FOR, "C3"),
    )


def test_line_without_claims() -> None:
    assert parse_line("the security services (decline)").bearings == ()


@pytest.mark.parametrize(
    ("text", "because", "offset"),
    [
        ("", "There is no name", 0),
        (" \t ", "There is no name", 0),
        (": +C1", "There is no name", 0),
        ('"" : +C1', "There is no name", 0),
        ("(deny) : +C1", "There is no name", 0),
        ("x > : +C1", "“>” has no name after it", 2),
        ("x @ > y", "“@” has no place after it", 2),
        ("x @ y @ z", "two places", 6),
        ("x > y @ z", "a place after a relaying name", 6),
        ("x (deny, report)", "act twice", 2),
        ("x (deny) (official)", "one pair of brackets", 0),
        ('x (said "")', "“said” needs words", 2),
        ("x > y (deny)", "“deny” can't be said of a station", 6),
        ("x @ y (official)", "“official” can't be said of a place", 6),
        ("x (quotes)", "“quotes” can't be said of the one who says it", 2),
        ("x :", "no claims after", 3),
        ("x : ", "no claims after", 3),
        ("x : C1", "“C1” has no sign", 4),
        ("x : +C1 maybe", "“maybe” has no sign", 8),
        ("x : +", "“+” is before no claim", 5),
        ("x : + -C1", "“+” is before “-C1”", 6),
        ("x : +K1", "“K1”, which is not a claim", 5),
        ("x : +C1x9", "“C1x9”, which is not a claim", 5),
        ("x : +C1.", "“+” is before no claim", 8),
        ('x : +"abc', "not closed", 5),
        ('x : +""', "A new claim needs words", 5),
        ('x : +"a"b', "“b” can't be read after a claim", 8),
        ("x : +C1=p", "“p” may be probable or possible", 8),
        ("x : +C1=sure", "“=sure” means nothing", 8),
        ("x : +C1=", "“=” means nothing", 8),
        ("x : +C1 -c1", "C1 is there twice", 8),
        ('x : +"a" ?“a”', "a is there twice", 9),
    ],
)
def test_error_has_its_place(text: str, because: str, offset: int) -> None:
    with pytest.raises(UnreadableLine) as unread:
        parse_line(text)
    assert because in unread.value.message
    assert unread.value.message.endswith(".")
    assert unread.value.hint.endswith((".", '"'))
    assert unread.value.offset == offset
    assert isinstance(unread.value, Refused)


def test_endless_line_refused() -> None:
    with pytest.raises(UnreadableLine, match="4,000 is the most"):
        parse_line("x" * (LONGEST + 1))
    for hostile in ("(", '"', "(deny, ", "> ", "x : +C1.", "“", "(said “"):
        try:
            parse_line((hostile * LONGEST)[:LONGEST])
        except UnreadableLine:
            continue


def test_prints_as_written() -> None:
    for text in (
        "Ahmed Khalaf > Anadolu : +C1 +C1a ?C3",
        "Baghdad Operations Command (deny, official) @ R4 : -C1 -C1d",
        'S1 > R2 (paraphrases) : +C1a=probable +"a new one" -C1."a part"',
        '"R2" (outlet, anonymous)',
        '"a: b" @ W3',
    ):
        assert str(parse_line(text)) == text


pieces = st.sampled_from(
    [
        *("W7", "S1", "r2", "C1", "c1a", "Ahmed Khalaf", "Iraqi News Agency (INA)", "x", "é", "‮", "\n", "\t", " "),
        *('"', "“", "”", "„", "«", "»", "(", ")", ",", ".", "=", "+", "-", "−", "?", ":", ">", "@", "̸"),
        *("(deny, official)", "(quotes)", "(body, role)", '(said "a: b")', "(x)", "=pr", '+"new"', "+C1", " : ", " > "),
    ]
)
lines = st.text() | st.lists(pieces, max_size=14).map("".join) | st.lists(pieces, max_size=14).map(" ".join)


def read(text: str) -> MarkupLine | UnreadableLine:
    try:
        return parse_line(text)
    except UnreadableLine as unread:
        return unread


@given(lines)
def test_any_text_round_trips(text: str) -> None:
    found = read(text)
    if isinstance(found, MarkupLine):
        assert read(str(found)) == found
    else:
        assert 0 <= found.offset <= len(normalize_text(text))
        assert found.message.endswith(".")
