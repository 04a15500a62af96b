"""State of screens apart from their widgets: cursor, highlights, filters, lists."""
