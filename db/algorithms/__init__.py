"""Graph layout and time bounds. No SQL here."""
