"""The SQLite file: opening it, reading from it, its schema and migrations, and the index of words."""
