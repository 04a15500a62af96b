"""State of screens that is no widget: cursor, highlights, filters."""
