"""Vocabularies, ids, times and targets: the words that every other package uses. No SQL here."""
