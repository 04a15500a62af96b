"""No order of function words, cues and marks takes long: rules that ask one another remember what was answered."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest

from db.attribution import propose

TEXTS = 20_000
WORDS = 48
"""Words of a text; where rules ask each other without memory, 48 words take half a minute."""
MOST = 0.1
"""Seconds of the processor for any of them."""

_PIECES = """the a Smith Ardania ministry police report claim statement bridge comment reporters he she it they we
    evidence who which that said says say saying told tell denied denying confirmed claims reported noted was were
    is has have did not will been by to as and but or then according quoted citing accused of asked whether why
    urged called on for warned declined from with in no also only later Monday 2019 U.S. Mr. adding earlier
    “ ” " '' `` , , . : ; ( ) — -""".split()  # noqa: SIM905


def random_text(number: int) -> str:
    """A few pieces in a random order, all of them, or a short phrase again and again."""
    random = Random(number)
    pieces = random.sample(_PIECES, random.choice((2, 3, 5, 8, len(_PIECES))))
    if number % 3 == 0:
        return " ".join((pieces * WORDS)[:WORDS])
    return " ".join(random.choices(pieces, k=WORDS))


def seconds(text: str) -> float:
    begun = process_time()
    propose(text)
    return process_time() - begun


def test_repeated_clauses_of_any_length_end() -> None:
    assert min(seconds("and said " * 24) for _ in range(3)) < MOST


@pytest.mark.slow
def test_random_texts_end() -> None:
    times = {number: seconds(random_text(number)) for number in range(TEXTS)}
    slowest = sorted(times, key=times.__getitem__)[-20:]
    for number in slowest:  # once more, as the collector of garbage may have run meanwhile
        assert min(seconds(random_text(number)) for _ in range(3)) < MOST, random_text(number)
