"""From a file, an address or a paste to an article: reading, fetching and keeping what was brought."""
