"""Tables of claims or of appearances, brought in row by row. Articles are brought in by :mod:`db.write.articles`."""
