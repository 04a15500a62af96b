"""Quotation marks around words that may have marks of their own."""

from __future__ import annotations

CLOSING_MARKS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "「": "」",
    "『": "』",
}
"""The marks that may close each opening mark."""


def in_quotes(words: str, marks: str = "“”") -> str:
    """Words in quotation marks; words that are quoted already keep their own marks, and get no second pair.

    Of a quote that was cut, the opening mark is kept and the closing one is added.

    :param marks: the opening and the closing mark.
    """
    own = words.strip()
    closing = CLOSING_MARKS.get(own[:1], "")
    inner = own[1:-1]
    if closing and len(own) > 1 and not _ends_before(inner, closing):
        if own[-1] in closing:
            return own
        if own[0] != '"' and not _ends_before(own[1:], closing):
            return own + closing[-1]
    return f"{marks[0]}{words}{marks[1]}"


def _ends_before(inner: str, closing: str) -> bool:
    """Whether a quote is closed within these words; an apostrophe between two letters closes none."""
    return any(
        letter in closing and not (letter == "’" and inner[at - 1 : at].isalpha() and inner[at + 1 : at + 2].isalpha())
        for at, letter in enumerate(inner)
    )
