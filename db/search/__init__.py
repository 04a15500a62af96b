"""Search and filters: parsing what was typed, full-text search over everything, filters of claims and lists."""
