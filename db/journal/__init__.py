"""Writing: the one writer, its transactions, the journal of changes, and undo."""
