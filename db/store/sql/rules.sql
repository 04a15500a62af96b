-- Rules that hold whoever writes, also in sqlite3: what breaks one is refused with the sentence that is given here.
-- Most come in pairs, one for a new row and one for a changed one. The journal's own are in journal.sql.

-- Captures

CREATE TRIGGER captures_are_never_edited BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'A capture is never edited: a changed page is a new capture.'); END;

-- INSERT OR REPLACE would edit one without an UPDATE.
CREATE TRIGGER captures_are_never_replaced BEFORE INSERT ON captures
WHEN EXISTS (SELECT 1 FROM captures WHERE id = NEW.id OR ulid = NEW.ulid
             OR (report = NEW.report AND text_sha256 = NEW.text_sha256))
BEGIN SELECT RAISE(ABORT, 'A capture is never edited: a changed page is a new capture.'); END;

CREATE TRIGGER captures_supersede_in_one_report BEFORE INSERT ON captures
WHEN NEW.supersedes IS NOT NULL AND NEW.report <> (SELECT report FROM captures WHERE id = NEW.supersedes)
BEGIN SELECT RAISE(ABORT, 'A capture supersedes one of the same report.'); END;

-- Quotes: their words are in the capture, at the place they name

CREATE TRIGGER quotes_stand_in_their_capture BEFORE INSERT ON quotes
WHEN NEW.exact IS NOT (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM captures WHERE id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'These words are not in the capture at that place.'); END;

CREATE TRIGGER quotes_stay_in_their_capture BEFORE UPDATE OF exact, start, "end", capture ON quotes
WHEN NEW.exact IS NOT (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM captures WHERE id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'These words are not in the capture at that place.'); END;

CREATE TRIGGER quote_places_stand_in_their_capture BEFORE INSERT ON quote_places
WHEN NEW.exact IS NOT NULL
 AND NEW.exact IS NOT (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM captures WHERE id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'These words are not in the capture at that place.'); END;

CREATE TRIGGER quote_places_stay_in_their_capture BEFORE UPDATE OF exact, start, "end", capture ON quote_places
WHEN NEW.exact IS NOT NULL
 AND NEW.exact IS NOT (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM captures WHERE id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'These words are not in the capture at that place.'); END;

-- Cases: what is linked belongs to one case

CREATE TRIGGER statements_report_in_one_case BEFORE INSERT ON statements
WHEN NEW.report IS NOT NULL AND NEW."case" <> (SELECT "case" FROM reports WHERE id = NEW.report)
BEGIN SELECT RAISE(ABORT, 'A statement and its report belong to one case.'); END;

CREATE TRIGGER statements_report_stays_in_one_case BEFORE UPDATE OF "case", report ON statements
WHEN NEW.report IS NOT NULL AND NEW."case" <> (SELECT "case" FROM reports WHERE id = NEW.report)
BEGIN SELECT RAISE(ABORT, 'A statement and its report belong to one case.'); END;

CREATE TRIGGER reports_known_via_in_one_case BEFORE INSERT ON reports
WHEN NEW.known_via IS NOT NULL AND NEW."case" <> (SELECT "case" FROM reports WHERE id = NEW.known_via)
BEGIN SELECT RAISE(ABORT, 'A report is known via a report of the same case.'); END;

CREATE TRIGGER reports_known_via_stays_in_one_case BEFORE UPDATE OF "case", known_via ON reports
WHEN NEW.known_via IS NOT NULL AND NEW."case" <> (SELECT "case" FROM reports WHERE id = NEW.known_via)
BEGIN SELECT RAISE(ABORT, 'A report is known via a report of the same case.'); END;

CREATE TRIGGER claims_parent_in_one_case BEFORE INSERT ON claims
WHEN NEW.parent IS NOT NULL AND NEW."case" <> (SELECT "case" FROM claims WHERE id = NEW.parent)
BEGIN SELECT RAISE(ABORT, 'A claim and its parent belong to one case.'); END;

CREATE TRIGGER claims_parent_stays_in_one_case BEFORE UPDATE OF "case", parent ON claims
WHEN NEW.parent IS NOT NULL AND NEW."case" <> (SELECT "case" FROM claims WHERE id = NEW.parent)
BEGIN SELECT RAISE(ABORT, 'A claim and its parent belong to one case.'); END;

CREATE TRIGGER stances_claim_in_one_case BEFORE INSERT ON stances
WHEN NEW.claim IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.statement) <> (SELECT "case" FROM claims WHERE id = NEW.claim)
BEGIN SELECT RAISE(ABORT, 'A statement bears only on claims of its own case.'); END;

CREATE TRIGGER stances_claim_stays_in_one_case BEFORE UPDATE OF statement, claim ON stances
WHEN NEW.claim IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.statement) <> (SELECT "case" FROM claims WHERE id = NEW.claim)
BEGIN SELECT RAISE(ABORT, 'A statement bears only on claims of its own case.'); END;

CREATE TRIGGER relays_parent_in_one_case BEFORE INSERT ON relays
WHEN NEW.parent IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.child) <> (SELECT "case" FROM statements WHERE id = NEW.parent)
BEGIN SELECT RAISE(ABORT, 'A statement passes on only statements of its own case.'); END;

CREATE TRIGGER relays_parent_stays_in_one_case BEFORE UPDATE OF child, parent ON relays
WHEN NEW.parent IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.child) <> (SELECT "case" FROM statements WHERE id = NEW.parent)
BEGIN SELECT RAISE(ABORT, 'A statement passes on only statements of its own case.'); END;

CREATE TRIGGER statement_links_other_in_one_case BEFORE INSERT ON statement_links
WHEN NEW.other IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.statement) <> (SELECT "case" FROM statements WHERE id = NEW.other)
BEGIN SELECT RAISE(ABORT, 'Linked statements belong to one case.'); END;

CREATE TRIGGER statement_links_other_stays_in_one_case BEFORE UPDATE OF statement, other ON statement_links
WHEN NEW.other IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.statement) <> (SELECT "case" FROM statements WHERE id = NEW.other)
BEGIN SELECT RAISE(ABORT, 'Linked statements belong to one case.'); END;

CREATE TRIGGER quotes_capture_in_one_case BEFORE INSERT ON quotes
WHEN NEW.capture IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.statement)
  <> (SELECT r."case" FROM captures c JOIN reports r ON r.id = c.report WHERE c.id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'A quote is anchored in a capture of its statement''s case.'); END;

CREATE TRIGGER quotes_capture_stays_in_one_case BEFORE UPDATE OF statement, capture ON quotes
WHEN NEW.capture IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.statement)
  <> (SELECT r."case" FROM captures c JOIN reports r ON r.id = c.report WHERE c.id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'A quote is anchored in a capture of its statement''s case.'); END;

CREATE TRIGGER chain_steps_report_in_one_case BEFORE INSERT ON chain_steps
WHEN NEW.report IS NOT NULL AND NEW."case" <> (SELECT "case" FROM reports WHERE id = NEW.report)
BEGIN SELECT RAISE(ABORT, 'A step of the chain is a report of that case.'); END;

CREATE TRIGGER chain_steps_report_stays_in_one_case BEFORE UPDATE OF "case", report ON chain_steps
WHEN NEW.report IS NOT NULL AND NEW."case" <> (SELECT "case" FROM reports WHERE id = NEW.report)
BEGIN SELECT RAISE(ABORT, 'A step of the chain is a report of that case.'); END;

-- Cases: nothing moves to another case

CREATE TRIGGER reports_stay_in_their_case BEFORE UPDATE OF "case" ON reports
WHEN NEW."case" <> OLD."case"
BEGIN SELECT RAISE(ABORT, 'A report stays in its case.'); END;

CREATE TRIGGER statements_stay_in_their_case BEFORE UPDATE OF "case" ON statements
WHEN NEW."case" <> OLD."case"
BEGIN SELECT RAISE(ABORT, 'A statement stays in its case.'); END;

CREATE TRIGGER claims_stay_in_their_case BEFORE UPDATE OF "case" ON claims
WHEN NEW."case" <> OLD."case"
BEGIN SELECT RAISE(ABORT, 'A claim stays in its case.'); END;

-- Judgements: a newer one supersedes, none is overwritten

CREATE TRIGGER same_sources_are_never_edited BEFORE UPDATE ON same_sources
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER same_sources_are_never_replaced BEFORE INSERT ON same_sources
WHEN EXISTS (SELECT 1 FROM same_sources WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER independence_is_never_edited BEFORE UPDATE ON independence
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER independence_is_never_replaced BEFORE INSERT ON independence
WHEN EXISTS (SELECT 1 FROM independence WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER alarms_set_aside_are_never_edited BEFORE UPDATE ON alarms_set_aside
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER alarms_set_aside_are_never_replaced BEFORE INSERT ON alarms_set_aside
WHEN EXISTS (SELECT 1 FROM alarms_set_aside WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER assessments_are_never_edited BEFORE UPDATE ON assessments
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER assessments_are_never_replaced BEFORE INSERT ON assessments
WHEN EXISTS (SELECT 1 FROM assessments WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER ratings_are_never_edited BEFORE UPDATE ON ratings
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER ratings_are_never_replaced BEFORE INSERT ON ratings
WHEN EXISTS (SELECT 1 FROM ratings WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER claim_joins_are_never_edited BEFORE UPDATE ON claim_joins
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER claim_joins_are_never_replaced BEFORE INSERT ON claim_joins
WHEN EXISTS (SELECT 1 FROM claim_joins WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

-- Judgements: what they are about belongs to one case

CREATE TRIGGER ratings_bear_on_the_claim BEFORE INSERT ON ratings
WHEN NEW.claim IS NOT NULL
 AND (SELECT "case" FROM statements WHERE id = NEW.statement) <> (SELECT "case" FROM claims WHERE id = NEW.claim)
BEGIN SELECT RAISE(ABORT, 'A statement is rated on a claim of its own case.'); END;

CREATE TRIGGER claim_joins_stay_in_one_case BEFORE INSERT ON claim_joins
WHEN (SELECT "case" FROM claims WHERE id = NEW.claim) <> (SELECT "case" FROM claims WHERE id = NEW.other)
BEGIN SELECT RAISE(ABORT, 'Claims that are joined belong to one case.'); END;

CREATE TRIGGER claims_joined_in_one_case BEFORE UPDATE OF joined_into ON claims
WHEN NEW.joined_into IS NOT NULL AND NEW."case" <> (SELECT "case" FROM claims WHERE id = NEW.joined_into)
BEGIN SELECT RAISE(ABORT, 'Claims that are joined belong to one case.'); END;
