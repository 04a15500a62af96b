"""A statement in words, for formats that hold it as a text: who, how, in which words, and whose words these are."""

from __future__ import annotations

from db.queries.statements import Statement


def statement_words(statement: Statement) -> str:
    """A statement as a text of a few lines. Words that are not the speaker's are given to who wrote them."""
    lines = [f"{statement.key}: {statement.source.name} ({statement.source.naming}), {manner_words(statement)}."]
    if statement.summary:
        lines.append(f"In our words: {statement.summary}")
    lines += [f"{quote.marked} ({quote.form_words}, read in {quote.read_in})" for quote in statement.quotes]
    if not statement.quotes:
        lines.append("Its words are not recorded.")
    return "\n".join(lines)


def manner_words(statement: Statement) -> str:
    """What a source does in saying it, in whose voice, and what it rests on: "deny, own voice, basis official"."""
    return f"{statement.act}, {statement.voice} voice, basis {statement.basis.replace('_', ' ')}"
