-- The words of the store, folded, for searching. Nothing is stored here twice: the index holds no text of its own.
-- A row's id is its kind times 2^40 and the id of the row it stands for, so that each kind is one range of it; db/search
-- folds what goes in, so that the tokenizer has only to part it at blanks. Each row is written with the row it stands for.
CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, tokenize='ascii');
-- Every word of it, in how many rows, how many times.
CREATE VIRTUAL TABLE words_terms USING fts5vocab(words, 'row');

-- Every word that ever was in it, to be completed as it is typed; one whose last row went stays, and finds nothing.
CREATE TABLE words_known (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- By which rules the words were folded: the index is made anew when they change. It is about the index, not the record.
CREATE TABLE words_folded (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  by INTEGER NOT NULL
) STRICT;
