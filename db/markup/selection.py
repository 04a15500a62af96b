"""Selected words in a text: trimmed, and whether they are in quotation marks, which gives their form."""

from __future__ import annotations

from collections.abc import Sequence

from db.markup.lexer import MARKS
from db.model.enums import QuoteForm

_FEW = 3
"""Up to this many words in quotation marks are taken as part of somebody else's sentence."""

_PARAGRAPH = "\n\n"
_LONGEST = 5_000


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks at its ends.

    :param text: the whole text.
    """
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def is_in_quotes(text: str, start: int, end: int) -> bool:
    """Whether quotation marks are open in the paragraph where a span begins.

    :param text: the whole text.
    """
    if text[start:end][:1] in MARKS and MARKS[text[start]] in text[start + 1 : end + 1][-2:]:
        return True
    paragraph = text[max(0, start - _LONGEST) : start].rpartition(_PARAGRAPH)[2]
    if paragraph.count('"') % 2:
        return True
    return any(
        paragraph.rfind(opening) > paragraph.rfind(closing) for opening, closing in MARKS.items() if opening != closing
    )


def guess_quote_form(text: str, spans: Sequence[tuple[int, int]]) -> QuoteForm:
    """The likely form of selected words: direct in quotation marks, indirect without, mixed with some.

    :param text: the whole text.
    :param spans: the words: code points, end exclusive.
    """
    forms = {_form_of_span(text, *trim_span(text, start, end)) for start, end in spans}
    return forms.pop() if len(forms) == 1 else QuoteForm.MIXED


def _form_of_span(text: str, start: int, end: int) -> QuoteForm:
    words = text[start:end]
    if is_in_quotes(text, start, end):
        return QuoteForm.MIXED if len(words.split()) <= _FEW else QuoteForm.DIRECT
    return QuoteForm.MIXED if any(mark in words for mark in MARKS) else QuoteForm.INDIRECT
