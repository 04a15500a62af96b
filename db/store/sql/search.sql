-- The index of words, for searching. It follows from the record and can be made anew; db.store.fts keeps it.

-- The words of every row that is searched, folded by db.text.search_fold, so that the tokenizer only splits at blanks.
-- content='' keeps no second copy of the text. A rowid is the kind of the row times 2^40 plus the id of the row, so
-- that each kind is one range.
CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, tokenize='ascii');

-- Every word of the index, with the number of rows that have it and how often it occurs. FTS5 computes it.
CREATE VIRTUAL TABLE words_terms USING fts5vocab(words, 'row');

-- Every word that was ever indexed, to complete what is being typed. It stays when its last row goes.
CREATE TABLE words_known (
  word TEXT PRIMARY KEY  -- folded
) STRICT, WITHOUT ROWID;

-- The folding rules the index was made by: when they change, it is made anew.
CREATE TABLE words_folded (
  id INTEGER PRIMARY KEY CHECK (id = 1),  -- there is one row
  by INTEGER NOT NULL  -- the version of the rules, db.text.search_fold.FOLD
) STRICT;
