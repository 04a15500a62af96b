"""What screens of one kind share."""
