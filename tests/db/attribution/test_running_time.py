"""Running time grows linearly with the text."""

from __future__ import annotations

from time import process_time

import pytest

from db.attribution import propose

SLACK = 4.0
"""Seconds that a small hostile text may take: many times what it does, so that a busy machine does not fail it."""

HOSTILE = {
    "said 5,000 times": "said " * 5_000,
    "he said that, over and over": "he said that " * 4_000,
    "a comma and a tag": ", he said" * 4_000,
    "claims inside claims": "claim that " * 2_000,
    "appositions without end": "The report, a paper, said that it, " * 1_500,
    "relayed relays": "He quoted him as saying that " * 2_000,
    "relative passives": "which was confirmed by " * 5_000,
    "according to": "according to " * 10_000,
    "opening brackets": "( " * 50_000,
    "commas": "," * 100_000,
    "one word of a megabyte": "a" * 1_000_000,
    "paragraphs that reopen": "“He said so.\n\n" * 4_000,
    "blank lines": " \n" * 200_000,
    "short quotations": "“a” " * 20_000,
    "quotations inside one another": "“a " * 20_000 + "” " * 20_000,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_hostile_text_ends(text: str) -> None:
    begun = process_time()
    propose(text)
    assert process_time() - begun < SLACK


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", "’", "«", "»", "„", "''", "``"])
def test_many_quote_marks_end(mark: str) -> None:
    begun = process_time()
    assert propose(mark * 100_000) == []
    propose((mark + "a ") * 20_000)
    assert process_time() - begun < SLACK


def test_megabyte_line_is_read() -> None:
    text = "The bridge stood by the river as it always had, " * 20_000 + "the mayor said. "
    begun = process_time()
    found = propose(text + "The ministry denied that the dam had burst.")
    assert process_time() - begun < 3 * SLACK
    assert found[-1].content[0].text == "the dam had burst"


@pytest.mark.slow
def test_linear_time() -> None:
    lines = "“We will not go there today,” Mira Orr said.\n\nThe ministry denied that the dam had burst.\n\n"
    begun = process_time()
    propose(lines * 1_000)
    once = process_time() - begun
    begun = process_time()
    propose(lines * 8_000)
    assert process_time() - begun < 8 * once * 3
