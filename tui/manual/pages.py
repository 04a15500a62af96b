"""Topics and pages of the manual. ``onrecord help`` prints them, and ``?`` on the desk shows them.

A page is a Markdown file of this package. On GitHub it has pictures and links; :func:`page` leaves out what a terminal
can't show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

ORDER = (
    "desk",
    "triage",
    "import",
    "proposals",
    "mark-up",
    "editing",
    "tables",
    "export",
    "search",
    "alarms",
    "chain-view-and-timeline",
    "configuration",
    "stores",
    "serve",
    "commands",
    "json",
    "exit-codes",
    "glossary",
)
"""The topics, in the order in which they are listed."""

_UNSHOWN = re.compile(r"^<!-- .*? -->\n|^!\[[^\]]*\]\([^)]*\)\n\n?", re.MULTILINE)
"""Comments that mark generated tables; and pictures, with the blank line after each."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@cache
def topics() -> Mapping[str, str]:
    """The title of each topic, by its name, in the order in which they are listed."""
    return MappingProxyType({name: source(name).partition("\n")[0].removeprefix("# ") for name in ORDER})


def page(topic: str) -> str:
    """A page in Markdown, without pictures, link targets and comments.

    :param topic: a name in :func:`topics`.
    :raises KeyError: there is no such topic.
    """
    return _LINK.sub(r"\1", _UNSHOWN.sub("", source(topic)))


def source(topic: str) -> str:
    """A page as it stands in its file.

    :raises KeyError: there is no such topic.
    """
    if topic not in ORDER:
        raise KeyError(topic)
    from importlib.resources import files  # --help imports this module, too, and reads no page

    return files(__package__).joinpath(f"{topic}.md").read_text("utf-8")


def near_topics(words: str) -> list[str]:
    """The topics whose names or titles are nearest to some words, nearest first; empty where none is near."""
    from rapidfuzz import fuzz, process, utils  # only a mistyped topic needs it

    named = {name: f"{name} {title}" for name, title in topics().items()}
    found = process.extract(
        words, named, scorer=fuzz.partial_ratio, processor=utils.default_process, score_cutoff=70, limit=3
    )
    return [name for _, _, name in found]
