"""Names taken from selected words, and the kind of source they suggest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.attribution.naming import guess_source
from db.markup.names_in_text import find_names, first_known_name, short_name
from db.markup.selection import guess_quote_form
from db.model.enums import Naming, QuoteForm, SourceKind
from db.search.similar import same_sources
from tests.support.factories import CaseFactory


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ahmed Khalaf, an Iraqi police officer,", "Ahmed Khalaf"),
        ("Capt. Ahmed Khalaf", "Ahmed Khalaf"),
        ("Transport Minister Dell Harrow", "Dell Harrow"),
        ("Iraqi police captain Ahmed Khalaf", "Ahmed Khalaf"),
        ("The ferry’s operator, Blue Straits Lines", "Blue Straits Lines"),
        ("harbour master Nikos Vassos", "Nikos Vassos"),
        ("people in Port Ellery", "people in Port Ellery"),
        ("state broadcaster Radio Free Coast", "state broadcaster Radio Free Coast"),
        ("President Biden", "President Biden"),
        ("General Electric Company", "General Electric Company"),
        ("A spokeswoman for the county record office", "a spokeswoman for the county record office"),
        ("The Baghdad Operations Command", "Baghdad Operations Command"),
        ("The New York Times", "The New York Times"),
        ("the US embassy’s", "the US embassy"),
        ("Iraqi News Agency (INA)", "Iraqi News Agency (INA)"),
        ("media reports", "media reports"),
    ],
)
def test_name_without_titles(words: str, name: str) -> None:
    assert find_names(words)[0] == name


def test_words_match_a_name(desk: CaseFactory) -> None:
    names = find_names("Captain Ahmed Khalaf, of the police")
    assert first_known_name(desk.writer, desk.case, names) is None
    desk.source("Ahmed Khalaf")
    assert first_known_name(desk.writer, desk.case, names) == "Ahmed Khalaf"
    assert [each.key for each in same_sources(desk.writer, desk.case, "Ahmed Khalaf")] == ["W1"]
    desk.source("Ahmed Khalaf")
    assert len(same_sources(desk.writer, desk.case, "Ahmed Khalaf")) == 2


@given(st.text(max_size=60))
def test_names_have_no_blank_ends(words: str) -> None:
    assert all(name and name == name.strip() for name in find_names(words))


@pytest.mark.parametrize(
    ("name", "kind", "naming"),
    [
        ("Ahmed Khalaf", SourceKind.PERSON, Naming.NAMED),
        ("Captain Mustafa al-Kadhimi", SourceKind.PERSON, Naming.NAMED),
        ("a security source", SourceKind.PERSON, Naming.ANONYMOUS),
        ("sources", SourceKind.GROUP, Naming.ANONYMOUS),
        ("security sources", SourceKind.GROUP, Naming.ANONYMOUS),
        ("an official who asked not to be named", SourceKind.PERSON, Naming.ANONYMOUS),
        ("two officials", SourceKind.GROUP, Naming.ANONYMOUS),
        ("residents", SourceKind.GROUP, Naming.COLLECTIVE),
        ("“media reports”", SourceKind.GROUP, Naming.UNATTRIBUTED),
        ("the security services", SourceKind.BODY, Naming.ROLE),
        ("the president", SourceKind.PERSON, Naming.ROLE),
        ("Baghdad Operations Command", SourceKind.BODY, Naming.NAMED),
        ("The Ministry of Defence", SourceKind.BODY, Naming.NAMED),
        ("Meridian Shipping", SourceKind.BODY, Naming.NAMED),
        ("Bas News Agency", SourceKind.OUTLET, Naming.NAMED),
        ("The New York Times", SourceKind.OUTLET, Naming.NAMED),
        ("Washington", SourceKind.BODY, Naming.NAMED),
        ("وزارة الدفاع", SourceKind.BODY, Naming.NAMED),
        ("", SourceKind.GROUP, Naming.ANONYMOUS),
    ],
)
def test_kind_guessed_from_name(name: str, kind: SourceKind, naming: Naming) -> None:
    guess = guess_source(name)
    assert (guess.kind, guess.naming) == (kind, naming)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Anadolu", SourceKind.OUTLET),
        ("Anadolu Agency", SourceKind.OUTLET),
        ("Bas News", SourceKind.OUTLET),
        ("Ministry of Defence", SourceKind.BODY),
        ("a security source", SourceKind.PERSON),
        ("Captain Ahmed Khalaf", SourceKind.PERSON),
    ],
)
def test_outlet_place_is_outlet(name: str, kind: SourceKind) -> None:
    assert guess_source(name, publishes=True).kind is kind


@given(st.text(max_size=60), st.booleans())
def test_any_text_is_guessed(name: str, publishes: bool) -> None:
    guess_source(name, publishes=publishes)
    short_name(name)


def test_short_name_from_letters() -> None:
    assert short_name("Iraqi News Agency (INA)") == "INA"
    assert short_name("Ahmed Khalaf (captain)") is None
    assert short_name("(INA)") is None


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("“It fell by night,” he said.", "It fell by night", QuoteForm.DIRECT),
        ("“It fell by night,” he said.", "“It fell by night,”", QuoteForm.DIRECT),
        ('"It fell by night," he said.', "It fell by night", QuoteForm.DIRECT),
        ("He said it fell by night.", "it fell by night", QuoteForm.INDIRECT),
        ("He said it “fell” by night.", "it “fell” by night", QuoteForm.MIXED),
        ("He called it “dishonorable”.", "dishonorable", QuoteForm.MIXED),
        ("“One.”\n\nHe said it fell.", "it fell", QuoteForm.INDIRECT),
        ("« Il est tombé la nuit », dit-il.", "Il est tombé la nuit", QuoteForm.DIRECT),
    ],
)
def test_form_from_quote_marks(text: str, words: str, form: QuoteForm) -> None:
    start = text.index(words)
    assert guess_quote_form(text, [(start, start + len(words))]) is form
