"""Parse paths as typed, pasted or dropped, and complete partial ones."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from db.dataclass import dataclass

MOST_ENTRIES = 20_000
"""The most names of a folder that completion looks at."""

MOST_OFFERED = 24
"""The most names offered where several fit."""

_ESCAPE = re.compile(r"\\(.)")
_UNTYPABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Unicode categories that can't be typed on one line; names with such characters are not offered."""


@dataclass(frozen=True, slots=True)
class PathCompletion:
    """The completion of a partial path."""

    typed: str
    """The path, extended by the common prefix of the names that fit."""
    among: tuple[str, ...]
    """The names that fit, if there are several."""


def parse_path(typed: str) -> Path:
    """Parse a path, also with the quotation marks, backslashes or ``file://`` that terminals add to a dropped file.

    :param typed: as typed, pasted or dropped.
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
    """Complete a partial path as far as it is unique. An unreadable folder offers no names.

    :param typed: the text so far; spaces at its ends belong to it.
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
    """Names in a folder that begin with a prefix, folders with a slash; hidden ones only for a prefix with a dot."""
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
    """The common prefix of two names, and so of all names sorted between them."""
    same = zip(first, last, strict=False)
    return first[: next((at for at, (one, other) in enumerate(same) if one != other), min(len(first), len(last)))]


def _expand_home(text: str) -> str:
    """A path with ``~`` replaced by the home folder."""
    return os.path.expanduser(text)  # noqa: PTH111 - a path object would drop the slash at its end
