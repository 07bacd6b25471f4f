-- Drills: registered by CI, kept for readers for a day.
CREATE TABLE drill (
  added INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  doc   TEXT NOT NULL
) STRICT;

-- 1: opened by a drill, so that lists of what is real can leave it out.
ALTER TABLE incident ADD COLUMN drill INTEGER
  GENERATED ALWAYS AS (doc ->> '$.environmentClass' LIKE 'drill:%') VIRTUAL;

-- When the newest genuine webhook came outlives its inbox row.
INSERT INTO setting (name, value)
  SELECT 'last-sentry', json_object('at', received_at, 'verifiedBy', verified_by) FROM inbox
  WHERE source IN ('sentry', 'sentry-legacy') ORDER BY seq DESC LIMIT 1;
INSERT INTO setting (name, value)
  SELECT 'last-signed', received_at FROM inbox
  WHERE source = 'sentry' AND verified_by LIKE 'secret-%' ORDER BY seq DESC LIMIT 1;

-- What was refused since then has to be found among many.
CREATE INDEX quarantine_at ON quarantine (at);

-- Members that documents of the version before do not have.
UPDATE setting SET value = json_insert(value, '$.policy.drillReceivers', json('[]')) WHERE name = 'brain';
UPDATE release SET doc = json_insert(doc, '$.deploys', json('[]'));
UPDATE notification SET sent = json_insert(sent, '$.acceptedAt', json('null'));
UPDATE notification SET wanted = json_insert(wanted, '$.projection.drill', json('null')) WHERE surface = 'message';
UPDATE notification SET wanted = json_insert(wanted, '$.projection.drill', json('false')) WHERE surface = 'page';
UPDATE notification SET wanted = json_insert(wanted, '$.projection.deploys', json('[]')) WHERE surface = 'message';
