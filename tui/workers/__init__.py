"""Background work: threads that read, write and watch the store."""
