"""Finding things by their words: the index of words, the words of a filter, what it leaves, search of everything."""
