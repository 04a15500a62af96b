"""Writing to the store: the writer and its transactions, the journal of changes, and undo."""
