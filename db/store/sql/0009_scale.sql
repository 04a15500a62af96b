-- What keeps a key as quick in a case of a million claims as in one of a thousand: each list is a walk along an index.

-- What the claims panes list: all but those that were joined into another.
CREATE INDEX claims_shown ON claims("case", CAST(substr(key, 2) AS INTEGER), length(key), key)
  WHERE joined_into IS NULL;

-- The next free key of a table is one more than the last number of these; of claims, claims_in_order has it.
CREATE INDEX reports_by_number ON reports("case", CAST(substr(key, 2) AS INTEGER));
CREATE INDEX statements_by_number ON statements("case", CAST(substr(key, 2) AS INTEGER));
CREATE INDEX sources_by_number ON sources(CAST(substr(key, 2) AS INTEGER));

-- The key of what was removed is not given again: without this, each new key reads the whole journal of its table.
CREATE INDEX journal_of_removed ON journal("table", seq) WHERE op = 'delete';

-- Whether an outlet publishes in a case, where it publishes a million reports in others.
DROP INDEX reports_by_outlet;
CREATE INDEX reports_by_outlet ON reports(outlet, "case");

-- Originals to get.
CREATE INDEX reports_to_get ON reports("case") WHERE holding = 'cited';
