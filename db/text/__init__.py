"""Plain algorithms on text: normalizing, comparing, finding a quote again. No SQL here."""
