"""Reading and writing beside the screen's thread."""
