"""The SQLite file: opening, the read connection, migrations and the index of words."""
