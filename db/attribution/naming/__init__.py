"""Naming: what kind of source some words stand for, and how well they let us know it. A name needs evidence.

:mod:`.vocabulary` reads the table of words of each language in ``words``, :mod:`.tokens` the words of a source,
:mod:`.capitals` an article's capitals, and :mod:`.decision` decides.
"""

from __future__ import annotations

from db.attribution.naming.decision import SourceGuess, guess_source, guess_station, without_opening_capital

__all__ = ["SourceGuess", "guess_source", "guess_station", "without_opening_capital"]
