"""What a terminal sends for a paste, hostile texts to paste, and what the desk's parser makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

from textual import events
from textual.message import Message

from db.journal.log import history
from db.store.opening import open_reader
from tui.system.pastes import MOST_PASTED, PASTE_END, PASTE_START, PasteScanner
from tui.system.textual_private import PasteParser

SIGNS_A_VERDICT = "The ministry said\x1b]2twccccc   it denied the report. "
"""Opened triage on the desk and signed a verdict, when an escape ended a paste."""

FIRST_SCREEN = "step 1 of 3"
"""Words on the first screen of the demo."""

QUITS = "words\x1b]aaa\x11aaa"

HOSTILE_PASTES = (
    *(
        SIGNS_A_VERDICT,
        QUITS,
        "\x1b[1mOfficials\x1b[0m said",
        "\x1b]52;c;T1dORUQ=\x07",
        "\x1b",
        "\x1b[",
        "\x1b[201",
        "",
    ),
    *(
        "\x1b\x1b[A\x1bOP",
        "\x9b2J\x90q\x9c",
        "\x03\x11\x1a\x1c\x00\x7f",
        "\x1b[200~\x1b[200~",
        "q\x1b[20q1~",
        "\x1b[I\x1b[O",
    ),
    *("\x1b[48;1;1;1;1t", "\x1b[<0;1;1M\x1b[M   ", "\x1b[13;5;113u", "\x1b[?2048;1$y", "\x1b" * 40, "two\r\nlines\n"),
)
"""Texts that Textual's own parser takes for keys, clicks, reports of the terminal, or none of these."""

_PARTS = (*HOSTILE_PASTES, "q", "c", "\r", "\x1b[", "201", "~", "\x1b[200~", "ه", "\U0001f5de")


def pasted(text: str) -> str:
    """What a terminal sends for a paste; it removes the end mark from the text."""
    return f"{PASTE_START}{text.replace(PASTE_END, '')}{PASTE_END}"


def random_paste(random: Random) -> str:
    """A text of hostile parts."""
    return "".join(random.choices(_PARTS, k=random.randint(1, 12))).replace(PASTE_END, "")


def read_in_pieces(pieces: Iterable[str], *, most: int = MOST_PASTED) -> list[Message]:
    """Feed pieces to the parser as the driver does.

    :param most: characters of a paste that are kept.
    """
    parser, found = PasteParser(scanner=PasteScanner(most)), list[Message]()
    for piece in pieces:
        found += parser.feed(piece)
        found += parser.tick()
    return found


def count_actions(store: Path) -> int:
    """How many actions the journal of a store holds."""
    with open_reader(store) as record:
        return len(history(record, most=1_000_000))


def told_apart(found: list[Message]) -> list[str]:
    """Messages as words: pastes with their text, keys with their names, others with their type."""
    return [
        f"paste {each.text}"
        if isinstance(each, events.Paste)
        else f"key {each.key}"
        if isinstance(each, events.Key)
        else type(each).__name__
        for each in found
    ]
