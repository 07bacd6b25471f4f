-- Who closed a dead letter, when and why, and as which entry its body came in again. Those that were closed before tell
-- none of it, and are old by when they died.
ALTER TABLE dead_letter ADD COLUMN closed_at INTEGER;
ALTER TABLE dead_letter ADD COLUMN closed_by TEXT;
ALTER TABLE dead_letter ADD COLUMN closed_why TEXT;
ALTER TABLE dead_letter ADD COLUMN came_again INTEGER;

DROP INDEX dead_letter_closed;
CREATE INDEX dead_letter_closed ON dead_letter (coalesce(closed_at, at)) WHERE state <> 'open';
CREATE INDEX dead_letter_subject ON dead_letter (kind, subject);
