"""Import of CSV tables with claims or appearances, row by row. Importing articles: :mod:`db.write.articles`."""
