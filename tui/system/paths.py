"""Paths as a person types, pastes or drops them, and what a path that is half typed may go on with."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

MOST_ENTRIES = 20_000
"""Names of a folder that are looked at."""

MOST_OFFERED = 24
"""Names that are told where several fit."""

_ESCAPE = re.compile(r"\\(.)")
_UNTYPABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Unicode's categories of what can't be typed on a line; a name with one is not offered."""


@dataclass(frozen=True, slots=True)
class PathCompletion:
    """How far a path that is half typed is sure."""

    typed: str
    """What is typed, and as much more as all that fit have in common."""
    among: tuple[str, ...]
    """The names that fit, where there are several."""


def parse_path(typed: str) -> Path:
    """The path that is meant: also in the quotation marks, with the backslashes or as the ``file://`` address in which
    a terminal drops it.

    :param typed: what a person typed, pasted or dropped.
    """
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif text.lower().startswith("file://"):
        try:
            text = unquote(urlsplit(text).path) or text
        except ValueError:
            return Path(text)
    elif "\\" in text and os.sep != "\\" and not os.path.lexists(_expand_home(text)):
        text = _ESCAPE.sub(r"\1", text)
    return Path(_expand_home(text))


def complete_path(typed: str) -> PathCompletion:
    """Go on with a path that is half typed, as far as it is sure. A folder that can't be read has no names.

    :param typed: what is typed so far; blanks at its ends belong to it.
    """
    if typed == "~":
        return PathCompletion(f"~{os.sep}", ())
    begun = typed.rpartition(os.sep)[2]
    start = typed[: len(typed) - len(begun)]
    fitting = _matching_names(_expand_home(start) or os.curdir, begun)
    if not fitting:
        return PathCompletion(typed, ())
    if len(fitting) == 1:
        return PathCompletion(start + fitting[0], ())
    return PathCompletion(start + _common_prefix(fitting[0], fitting[-1]), tuple(fitting[:MOST_OFFERED]))


def _matching_names(folder: str, begun: str) -> list[str]:
    """The names in a folder that begin so, folders with a slash after them; hidden ones only where asked for."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST_ENTRIES), entries, strict=False):
                hidden = entry.name.startswith(".") and not begun.startswith(".")
                if entry.name.startswith(begun) and not hidden and _can_be_typed(entry.name):
                    found.append(entry.name + (os.sep if entry.is_dir() else ""))
    except (OSError, ValueError):
        return []
    return sorted(found)


def _can_be_typed(name: str) -> bool:
    return name.isprintable() or not any(unicodedata.category(letter) in _UNTYPABLE for letter in name)


def _common_prefix(first: str, last: str) -> str:
    """How two names begin alike; so do all between them in their order."""
    same = zip(first, last, strict=False)
    return first[: next((at for at, (one, other) in enumerate(same) if one != other), min(len(first), len(last)))]


def _expand_home(text: str) -> str:
    """A path with ``~`` as the folder it stands for, where there is one."""
    return os.path.expanduser(text)  # noqa: PTH111 - a path object would drop the slash at its end
