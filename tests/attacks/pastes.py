"""Pastes full of escapes, control characters and marks: each is text, and none presses a key."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from random import Random

from db.maintenance.demo import open_or_create_demo
from db.text.normalize import normalize_text
from tests.attacks import Attack
from tests.support.pasting import FIRST_SCREEN, count_actions, pasted, random_paste, read_in_pieces, told_apart
from tests.support.pty import live_terminal

PASTES = 20
"""Pastes on one desk."""


def split_pastes(folder: Path, tries: int, seed: int) -> Iterable[str]:
    """Pastes between two keys, split at random places."""
    random = Random(seed)
    for _ in range(tries):
        text = random_paste(random)
        sent = f"j{pasted(text)}k"
        places = [0, *sorted(random.choices(range(len(sent)), k=random.randint(0, 5))), len(sent)]
        pieces = [sent[start:end] for start, end in pairwise(places) if start < end]
        found = told_apart(read_in_pieces(pieces))
        yield "" if found == ["key j", f"paste {normalize_text(text)}", "key k"] else f"{pieces}: {found}"


def pastes_on_terminal(folder: Path, tries: int, seed: int) -> Iterable[str]:
    """Paste into the desk on a terminal, then quit; the store must be as before."""
    random = Random(seed)
    for number in range(tries):
        store = folder / f"{number}.db"
        open_or_create_demo(store)
        before = count_actions(store)
        texts = [random_paste(random) for _ in range(PASTES)]
        with live_terminal("--store", str(store)) as desk:
            desk.until(FIRST_SCREEN)
            for text in texts:
                desk.press(pasted(text))
            desk.press("q")
            code = desk.wait_for_end()
        faults = [f"exit code {code}"] * bool(code) + ["the store changed"] * (count_actions(store) != before)
        yield f"{', '.join(faults)}: {texts!r}" if faults else ""


ATTACKS = (
    Attack("pastes of escapes and control characters, split anywhere", split_pastes, small=300, long=50_000),
    Attack("pastes of escapes and control characters on a terminal", pastes_on_terminal, small=1, long=60),
)
