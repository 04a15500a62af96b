"""Articles from files, web addresses and pasted text: fetching, decoding, reading. Storing them: ``db.write``."""
