"""What each form asks, with what it is filled, and how it is saved. No widget here, and nothing read at the start."""
