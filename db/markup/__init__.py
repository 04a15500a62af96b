"""Mark-up: one typed line and the words it is about, turned into statements, relays, quotes and stances."""
