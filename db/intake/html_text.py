"""The words of HTML that a reader sees, in paragraphs: nothing hidden, no scripts, and no tree to be too deep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from db.intake.optional import library
from db.text.normalize import normalize_text

_NEVER_SHOWN = {
    *("head", "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas"),
    *("audio", "video", "select", "option", "textarea", "button", "datalist", "input"),
}
_INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
    *("img", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "picture", "progress", "q", "rp", "rt"),
    *("ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    "wbr",
}
"""Everything else begins and ends a paragraph."""

_UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:;|!|$)|font-size:0(?:[a-z%]+)?(?:;|!|$)"
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
"""What HTML folds to one blank; a no-break space is not among them."""


def unseen(tag: object, attributes: Mapping[str, str]) -> bool:
    """Whether an element says itself that readers don't see it.

    What a style sheet or a script hides can't be told without running the page.

    :param tag: its name; comments and the like have none that is text.
    :param attributes: its attributes.
    """
    if not isinstance(tag, str) or tag in _NEVER_SHOWN or "hidden" in attributes:
        return True
    if attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and _UNSEEN.search("".join(style.lower().split())) is not None


def visible_text(markup: str) -> str:
    """The words of HTML that a reader sees, paragraphs apart by a blank line.

    :param markup: a page or a piece of one.
    :raises NeedsExtra: the library that reads HTML is not installed.
    """
    if not markup.strip():
        return ""
    etree = library("lxml.etree", "HTML")
    words = _Words()
    parser = etree.HTMLParser(target=words, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    with suppress(etree.LxmlError):  # what came before the error is kept
        etree.fromstring(markup.replace("\0", "").encode(errors="replace"), parser=parser)
    return normalize_text("\n\n".join(words.close()))


class _Words:
    """Takes a page's tags as they come; a stack of names would be needless, since the parser closes what it opens."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.words: list[str] = []
        self.unseen = 0
        self.kept = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.unseen or unseen(tag, attributes):
            self.unseen += 1
            return
        if tag not in _INLINE:
            self._end_of_paragraph()
        self.kept += tag == "pre"

    def end(self, tag: str) -> None:
        if self.unseen:
            self.unseen -= 1
            return
        if tag not in _INLINE:
            self._end_of_paragraph()
        self.kept -= tag == "pre"

    def data(self, words: str) -> None:
        if not self.unseen:
            self.words.append(words if self.kept else _BLANKS.sub(" ", words))

    def close(self) -> list[str]:
        self._end_of_paragraph()
        return self.paragraphs

    def _end_of_paragraph(self) -> None:
        paragraph = "".join(self.words)
        paragraph = paragraph.strip("\n") if self.kept else _BLANKS.sub(" ", paragraph).strip(" ")
        self.words.clear()
        if paragraph.strip():
            self.paragraphs.append(paragraph)


def without_unseen(tree: Any) -> None:
    """Take out of a parsed page what readers don't see; the words after it stay.

    :param tree: an lxml tree, which is changed.
    """
    for element in [element for element in tree.iter() if unseen(element.tag, element.attrib)]:
        if element.getparent() is not None and element.tag != "head":
            element.drop_tree()
