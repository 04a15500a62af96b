"""The visible text of HTML, in paragraphs. It is collected from parser events, so that no nesting is too deep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from db.intake.optional import load_library
from db.text.normalize import normalize_text

_HIDDEN_TAGS = {
    *("head", "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas"),
    *("audio", "video", "select", "option", "textarea", "button", "datalist", "input"),
}
_INLINE_TAGS = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
    *("img", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "picture", "progress", "q", "rp", "rt"),
    *("ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    "wbr",
}
"""Elements within a paragraph; every other one begins and ends a paragraph."""

_HIDING_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:;|!|$)|font-size:0(?:[a-z%]+)?(?:;|!|$)"
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
"""White space that HTML collapses to one space; a no-break space stays."""


def is_hidden(tag: object, attributes: Mapping[str, str]) -> bool:
    """Whether an element is hidden by its tag, its attributes or its inline style.

    What style sheets and scripts hide can't be known without running the page.

    :param tag: its name; lxml gives comments and the like a function instead.
    :param attributes: its attributes.
    """
    if not isinstance(tag, str) or tag in _HIDDEN_TAGS or "hidden" in attributes:
        return True
    if attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDING_STYLE.search("".join(style.lower().split())) is not None


def visible_text(markup: str) -> str:
    """The visible text of HTML, with a blank line between paragraphs.

    :param markup: a page or a fragment.
    :raises NeedsExtra: the library that reads HTML is not installed.
    """
    if not markup.strip():
        return ""
    etree = load_library("lxml.etree", "HTML")
    collector = _ParagraphCollector()
    parser = etree.HTMLParser(target=collector, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        etree.fromstring(markup.replace("\0", "").encode(errors="replace"), parser=parser)
    except etree.LxmlError as error:
        raise_memory_error(error)  # else the text before the error counts
    return normalize_text("\n\n".join(collector.close()))


def raise_memory_error(error: Any) -> None:
    """Raise the memory error that lxml reports as an error of its own: what it has read is not all.

    :param error: an error of lxml.
    :raises MemoryError: there was too little memory.
    """
    if getattr(error, "code", None) == _NO_MEMORY:
        raise MemoryError from error


_NO_MEMORY = 2
"""``XML_ERR_NO_MEMORY`` of libxml2."""


class _ParagraphCollector:
    """A parser target of lxml. Counters do for open elements: lxml reports an end for every start."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.texts: list[str] = []
        self.hidden_depth = 0
        self.pre_depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.hidden_depth or is_hidden(tag, attributes):
            self.hidden_depth += 1
            return
        if tag not in _INLINE_TAGS:
            self._end_paragraph()
        self.pre_depth += tag == "pre"

    def end(self, tag: str) -> None:
        if self.hidden_depth:
            self.hidden_depth -= 1
            return
        if tag not in _INLINE_TAGS:
            self._end_paragraph()
        self.pre_depth -= tag == "pre"

    def data(self, text: str) -> None:
        if not self.hidden_depth:
            self.texts.append(text if self.pre_depth else _BLANKS.sub(" ", text))

    def close(self) -> list[str]:
        self._end_paragraph()
        return self.paragraphs

    def _end_paragraph(self) -> None:
        paragraph = "".join(self.texts)
        paragraph = paragraph.strip("\n") if self.pre_depth else _BLANKS.sub(" ", paragraph).strip(" ")
        self.texts.clear()
        if paragraph.strip():
            self.paragraphs.append(paragraph)


def remove_hidden(tree: Any) -> None:
    """Remove the hidden elements of a parsed page; the text after them stays.

    :param tree: an lxml tree, which is changed.
    """
    for element in [element for element in tree.iter() if is_hidden(element.tag, element.attrib)]:
        if element.getparent() is not None and element.tag != "head":
            element.drop_tree()
