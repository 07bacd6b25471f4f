-- Rows are read a kind of work and a service at a time, so that a backlog of one hides nothing of another.
-- `overflow-…` is no incident: such a row is the message that stands for first messages which cannot soon be posted.
-- In the column `surface` it is a message; its document says `overflow`.
ALTER TABLE notification ADD COLUMN work TEXT GENERATED ALWAYS AS (
  CASE
    WHEN surface = 'page' THEN CASE WHEN handle IS NULL THEN 'trigger' ELSE 'page' END
    WHEN ambiguous_at IS NOT NULL THEN 'lookup'
    WHEN surface = 'thread' THEN 'reply'
    WHEN incident GLOB 'overflow-*' THEN 'overflow'
    WHEN handle IS NULL THEN
      CASE
        -- Nothing will be sent: the row only has to be settled.
        WHEN wanted ->> '$.projection.state' IN ('part-of', 'absent') THEN 'quiet'
        WHEN wanted ->> '$.projection.state' = 'resolved' THEN 'ended'
        WHEN severity_rank >= 3 OR wanted ->> '$.projection.storm' IS NOT NULL
          OR wanted ->> '$.projection.page' IS NOT NULL THEN 'urgent'
        ELSE 'first'
      END
    WHEN sent ->> '$.statusDigest' IS wanted ->> '$.statusDigest' THEN 'counter'
    ELSE 'status'
  END
) VIRTUAL;
ALTER TABLE notification ADD COLUMN service TEXT
  GENERATED ALWAYS AS (coalesce(wanted ->> '$.services[0]', '')) VIRTUAL;
ALTER TABLE notification ADD COLUMN show_from INTEGER
  GENERATED ALWAYS AS (coalesce(wanted ->> '$.projection.showFrom', 0)) VIRTUAL;

DROP INDEX notification_pending;
CREATE INDEX notification_pending
  ON notification (credential, lane, work, service, severity_rank DESC, pending_since, id, show_from)
  WHERE pending;
CREATE INDEX notification_overflow ON notification (credential, opened_at) WHERE incident GLOB 'overflow-*';

-- What the shown version of an overflow message covers: alerts of incidents that have no message of their own.
CREATE TABLE cover (
  notification TEXT    PRIMARY KEY,
  overflow     TEXT    NOT NULL,
  alerts       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cover_overflow ON cover (overflow);

-- Receivers that left the policy, and those of the policy that get nothing new.
UPDATE setting SET value = json_insert(value, '$.former', json('[]'), '$.policy.leaving', json('[]'))
  WHERE name = 'brain';
