-- Indexes that keep a key's path short in a large store.
CREATE INDEX reports_by_number ON reports("case", CAST(substr(key, 2) AS INTEGER));
CREATE INDEX statements_by_number ON statements("case", CAST(substr(key, 2) AS INTEGER));
CREATE INDEX sources_by_number ON sources(CAST(substr(key, 2) AS INTEGER));
CREATE INDEX journal_of_removed ON journal("table", seq) WHERE op = 'delete';
