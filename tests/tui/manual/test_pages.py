"""The pages of the manual are all listed, agree with the code, and are found from a wheel."""

from __future__ import annotations

import re

import pytest

from tests.support.manual import MANUAL, generated_page
from tui.manual.pages import near_topics, page, source, topics


def test_every_page_is_listed() -> None:
    assert sorted(topics()) == sorted(path.stem for path in MANUAL.glob("*.md"))


@pytest.mark.parametrize("topic", topics())
def test_tables_are_as_the_code_makes_them(topic: str) -> None:
    assert generated_page(source(topic)) == source(topic), "python -m tests.support.manual writes them anew"


@pytest.mark.parametrize("topic", topics())
def test_links_lead_to_files(topic: str) -> None:
    named = re.findall(r"\]\(([^)#]+)\)", source(topic))
    assert [name for name in named if not (MANUAL / name).exists()] == []


@pytest.mark.parametrize("topic", topics())
def test_a_page_has_no_pictures_link_targets_or_comments(topic: str) -> None:
    assert page(topic).startswith(f"# {topics()[topic]}\n\n")
    assert re.findall(r"\]\([\w./-]+\)|<!--.*", page(topic)) == []


def test_an_unknown_topic_has_no_page() -> None:
    with pytest.raises(KeyError):
        page("../pages")


@pytest.mark.parametrize(
    ("words", "nearest"), [("timeline", "chain-view-and-timeline"), ("trigae", "triage"), ("CSV", "tables")]
)
def test_near_topics_begin_with_the_nearest(words: str, nearest: str) -> None:
    assert near_topics(words)[0] == nearest


def test_nothing_is_near_to_nonsense() -> None:
    assert near_topics("xyzzy") == []
