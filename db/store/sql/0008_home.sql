-- What the home screen shows of each case at a glance. All of it follows from the record: none of it is journaled, and
-- none of it names a case by a foreign key, so that undoing the removal of a case finds it as it was.

-- How often a case was changed, and last when and by which action; case 0 stands for what cases share, such as sources.
CREATE TABLE case_changes (
  "case" INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  at TEXT CHECK (at GLOB '????-??-??T??:??:??Z'),
  action INTEGER
) STRICT;

-- How many claims a case has, and how many of them are undecided: those that were joined into another are left out.
CREATE TABLE case_tallies (
  "case" INTEGER PRIMARY KEY,
  claims INTEGER NOT NULL,
  undecided INTEGER NOT NULL
) STRICT;

-- What was counted of a case, and of which version of it: of any other version it says nothing. NULL was not counted.
CREATE TABLE case_glances (
  "case" INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  shared INTEGER NOT NULL,
  both_ways INTEGER NOT NULL,
  several INTEGER,
  single INTEGER,
  without INTEGER,
  against INTEGER,
  alarms INTEGER
) STRICT;

CREATE TRIGGER tally_claims_that_come AFTER INSERT ON claims WHEN NEW.joined_into IS NULL
BEGIN
  INSERT INTO case_tallies ("case", claims, undecided) VALUES (NEW."case", 1, NEW.status = 'new')
  ON CONFLICT ("case") DO UPDATE SET claims = claims + 1, undecided = undecided + excluded.undecided;
END;

CREATE TRIGGER tally_claims_that_go AFTER DELETE ON claims WHEN OLD.joined_into IS NULL
BEGIN
  UPDATE case_tallies SET claims = claims - 1, undecided = undecided - (OLD.status = 'new') WHERE "case" = OLD."case";
END;

CREATE TRIGGER tally_claims_that_change AFTER UPDATE OF status, joined_into ON claims
BEGIN
  UPDATE case_tallies SET
    claims = claims + (NEW.joined_into IS NULL) - (OLD.joined_into IS NULL),
    undecided = undecided + (NEW.joined_into IS NULL AND NEW.status = 'new')
                          - (OLD.joined_into IS NULL AND OLD.status = 'new')
  WHERE "case" = NEW."case";
END;

INSERT INTO case_tallies ("case", claims, undecided)
SELECT "case", count(*), sum(status = 'new') FROM claims WHERE joined_into IS NULL GROUP BY "case";

-- When each case last changed, from the journal. A change of a row that is gone is left out: its going came later.
INSERT INTO case_changes ("case", version, at, action)
WITH entries(action, "table", "row", was) AS (
  SELECT action, "table", "row", coalesce(after, before) FROM journal
), statement_entries(action, statement) AS (
  SELECT action, "row" FROM entries WHERE "table" = 'statements'
  UNION ALL
  SELECT e.action, coalesce(json_extract(was, '$.statement'), q.statement) FROM entries e
  LEFT JOIN quotes q ON q.id = e."row" WHERE "table" = 'quotes'
  UNION ALL
  SELECT e.action, coalesce(json_extract(was, '$.statement'), s.statement) FROM entries e
  LEFT JOIN stances s ON s.id = e."row" WHERE "table" = 'stances'
  UNION ALL
  SELECT e.action, coalesce(json_extract(was, '$.child'), r.child) FROM entries e
  LEFT JOIN relays r ON r.id = e."row" WHERE "table" = 'relays'
  UNION ALL
  SELECT e.action, coalesce(json_extract(was, '$.statement'), l.statement) FROM entries e
  LEFT JOIN statement_links l ON l.id = e."row" WHERE "table" = 'statement_links'
  UNION ALL
  SELECT e.action, coalesce(q.statement, p.statement) FROM entries e
  LEFT JOIN quote_places o ON o.id = e."row" LEFT JOIN quotes q ON q.id = coalesce(json_extract(was, '$.quote'), o.quote)
  LEFT JOIN quotes p ON p.id = o.quote WHERE "table" = 'quote_places'
), report_entries(action, report) AS (
  SELECT action, "row" FROM entries WHERE "table" = 'reports'
  UNION ALL
  SELECT e.action, coalesce(json_extract(was, '$.report'), c.report) FROM entries e
  LEFT JOIN captures c ON c.id = e."row" WHERE "table" = 'captures'
  UNION ALL
  SELECT e.action, c.report FROM entries e JOIN proposals p ON p.id = e."row" JOIN captures c ON c.id = p.capture
  WHERE "table" = 'proposals'
), touched(action, "case") AS (
  SELECT action, "row" FROM entries WHERE "table" = 'cases'
  UNION ALL
  SELECT action, json_extract(was, '$.case') FROM entries WHERE "table" <> 'cases'
  UNION ALL
  SELECT e.action, k."case" FROM entries e JOIN sources k ON k.id = e."row" WHERE "table" = 'sources'
  UNION ALL
  SELECT e.action, k."case" FROM entries e JOIN chain_steps k ON k.id = e."row" WHERE "table" = 'chain_steps'
  UNION ALL
  SELECT e.action, c."case" FROM entries e LEFT JOIN claim_parties p ON p.id = e."row"
  JOIN claims c ON c.id = coalesce(json_extract(was, '$.claim'), p.claim) WHERE "table" = 'claim_parties'
  UNION ALL
  SELECT e.action, c."case" FROM entries e JOIN claims c ON c.id = e."row" WHERE "table" = 'claims'
  UNION ALL
  SELECT e.action, s."case" FROM statement_entries e JOIN statements s ON s.id = e.statement
  UNION ALL
  SELECT e.action, r."case" FROM report_entries e JOIN reports r ON r.id = e.report
), last("case", action) AS (
  SELECT "case", max(action) FROM touched WHERE "case" IS NOT NULL GROUP BY "case"
)
SELECT last."case", 1, a.at, a.id FROM last JOIN actions a ON a.id = last.action;
