"""Standard input of a command, which may give bytes without end: read up to a limit."""

from __future__ import annotations

import sys

from db.errors import Refused


def read_standard_input(most: int) -> bytes:
    """The bytes of standard input, up to one more than a limit.

    :param most: the limit in bytes.
    """
    return sys.stdin.buffer.read(most + 1)


def read_standard_text(most: int, what: str) -> str:
    """The text of standard input.

    :param most: the limit in characters.
    :param what: the noun for the text, in an error ("A note").
    :raises Refused: it is too long, or no UTF-8.
    """
    raw = read_standard_input(4 * most)
    if len(raw) > 4 * most:
        raise Refused(f"{what} has {most:,} characters at most; this is more.", "Shorten it.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("Standard input is not UTF-8 text; nothing was saved.", "Convert it to UTF-8.") from error
