"""Mark-up: turn one typed line and the selected words into statements, relays, quotes and stances."""
