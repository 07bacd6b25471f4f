-- Times are virtual UNIX milliseconds. A column called `doc`, `wanted`, `sent`, `attempts` or `state` holds one
-- JSON document of the domain; the columns beside it are only what queries need. Columns generated from a
-- document cannot disagree with it.

-- Single values: the install id, the cursor, who holds the file, and the brain's own few values.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- The inbox. Bodies live apart, so that counting and searching never reads them.
-- AUTOINCREMENT: a number is never given twice, even after the newest rows were pruned.
CREATE TABLE inbox (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  source      TEXT    NOT NULL,
  id          TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  received_at INTEGER NOT NULL,
  digest      TEXT    NOT NULL,
  verified_by TEXT    NOT NULL,
  bytes       INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_sentry ON inbox (seq) WHERE source IN ('sentry', 'sentry-legacy');

CREATE TABLE body (
  seq  INTEGER PRIMARY KEY REFERENCES inbox (seq),
  body TEXT NOT NULL
) STRICT;

-- What was seen, kept apart from the bodies. A row without digest is a second id of a body that was known already.
CREATE TABLE seen (
  source TEXT    NOT NULL,
  id     TEXT    NOT NULL,
  kind   TEXT    NOT NULL,
  digest TEXT,
  seq    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_digest ON seen (digest, source, kind, at) WHERE digest IS NOT NULL;
CREATE INDEX seen_at ON seen (at);

-- What became of an entry. It outlives the body, because the books are recounted from here.
CREATE TABLE disposition (
  seq         INTEGER PRIMARY KEY,
  source      TEXT    NOT NULL,
  received_at INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('counted', 'set-aside', 'suppressed', 'dead')),
  incident    TEXT,
  reason      TEXT    NOT NULL,
  -- 1: the body and its inbox row are gone, so that the entry is counted here and not there.
  pruned      INTEGER NOT NULL DEFAULT 0,
  CHECK ((kind = 'counted') = (incident IS NOT NULL))
) STRICT;
CREATE INDEX disposition_sentry ON disposition (kind, incident, seq, received_at)
  WHERE source IN ('sentry', 'sentry-legacy');
CREATE INDEX disposition_incident ON disposition (incident) WHERE incident IS NOT NULL;
CREATE INDEX disposition_pruned ON disposition (source) WHERE pruned = 1;
CREATE INDEX disposition_uncounted ON disposition (seq) WHERE kind <> 'counted';

CREATE TABLE lease (
  name   TEXT    PRIMARY KEY,
  holder TEXT    NOT NULL,
  epoch  INTEGER NOT NULL,
  until  INTEGER NOT NULL
) STRICT;

-- The brain's rows. `added` keeps the order in which they were first written, so that a reload gives the same maps.
CREATE TABLE issue (
  added    INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,
  doc      TEXT NOT NULL
) STRICT;

CREATE TABLE incident (
  added      INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,
  parent     TEXT,
  status     TEXT    NOT NULL,
  opened_at  INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- 1: it left the brain's memory and stays for readers only.
  forgotten  INTEGER NOT NULL DEFAULT 0,
  doc        TEXT    NOT NULL
) STRICT;
CREATE INDEX incident_parent ON incident (parent) WHERE parent IS NOT NULL;
CREATE INDEX incident_newest ON incident (opened_at, added);
CREATE INDEX incident_unresolved ON incident (opened_at, added) WHERE status <> 'resolved';
CREATE INDEX incident_remembered ON incident (added) WHERE forgotten = 0;
CREATE INDEX incident_over ON incident (changed_at) WHERE forgotten = 1 AND status = 'resolved';

CREATE TABLE member (
  added    INTEGER PRIMARY KEY,
  incident TEXT NOT NULL,
  id       TEXT NOT NULL,
  UNIQUE (incident, id)
) STRICT;

CREATE TABLE timer (
  added INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  doc   TEXT NOT NULL
) STRICT;

CREATE TABLE release (
  added INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  doc   TEXT NOT NULL
) STRICT;

CREATE TABLE baseline (
  added INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  doc   TEXT NOT NULL
) STRICT;

-- What the brain was told of lanes; dispatch keeps its own below.
CREATE TABLE brain_lane (
  added INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  doc   TEXT NOT NULL
) STRICT;

-- Two writers tell one story. Each counts its own lines, so that neither has to know the other's.
CREATE TABLE timeline (
  incident TEXT    NOT NULL,
  writer   TEXT    NOT NULL CHECK (writer IN ('brain', 'dispatch')),
  n        INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  detail   TEXT    NOT NULL,
  tell     TEXT    NOT NULL CHECK (tell IN ('no', 'thread', 'channel')),
  PRIMARY KEY (incident, writer, n)
) STRICT, WITHOUT ROWID;

-- Wanted against sent. The brain writes the first half, dispatch the second.
CREATE TABLE notification (
  id            TEXT    PRIMARY KEY,
  incident      TEXT    NOT NULL,
  receiver      TEXT    NOT NULL,
  surface       TEXT    NOT NULL CHECK (surface IN ('message', 'thread', 'page')),
  lane          TEXT    NOT NULL,
  credential    TEXT    NOT NULL,
  digest        TEXT    NOT NULL,
  severity_rank INTEGER NOT NULL,
  opened_at     INTEGER NOT NULL,
  wanted        TEXT    NOT NULL,
  sent          TEXT    NOT NULL,
  attempts      TEXT    NOT NULL,
  pending_since INTEGER,
  sent_digest   TEXT    GENERATED ALWAYS AS (sent ->> '$.digest') STORED,
  sent_at       INTEGER GENERATED ALWAYS AS (sent ->> '$.at') STORED,
  sent_alerts   INTEGER GENERATED ALWAYS AS (sent ->> '$.alerts') STORED,
  handle        TEXT    GENERATED ALWAYS AS (sent ->> '$.handle') STORED,
  started_at    INTEGER GENERATED ALWAYS AS (attempts ->> '$.startedAt') STORED,
  ambiguous_at  INTEGER GENERATED ALWAYS AS (attempts ->> '$.ambiguousAt') STORED,
  dead_digest   TEXT    GENERATED ALWAYS AS (attempts ->> '$.deadDigest') STORED,
  -- The one place that says what "something to do" means.
  pending       INTEGER GENERATED ALWAYS AS (
    dead_digest IS NOT digest
    AND (sent_digest IS NOT digest OR started_at IS NOT NULL OR ambiguous_at IS NOT NULL)
  ) STORED,
  -- 0 pages, 1 first messages, 2 everything else.
  urgency       INTEGER GENERATED ALWAYS AS (
    CASE WHEN surface = 'page' THEN 0 WHEN surface = 'message' AND handle IS NULL THEN 1 ELSE 2 END
  ) STORED
) STRICT;
CREATE INDEX notification_incident ON notification (incident);
CREATE INDEX notification_pending ON notification (credential, lane, urgency, severity_rank DESC, pending_since, id)
  WHERE pending;
CREATE INDEX notification_message ON notification (incident, sent_alerts, dead_digest, digest)
  WHERE surface = 'message';

CREATE TABLE lane (
  id         TEXT PRIMARY KEY,
  credential TEXT NOT NULL,
  state      TEXT NOT NULL
) STRICT;
CREATE INDEX lane_credential ON lane (credential);

CREATE TABLE budget (
  credential TEXT NOT NULL,
  bucket     TEXT NOT NULL,
  state      TEXT NOT NULL,
  PRIMARY KEY (credential, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE dead_letter (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT    NOT NULL CHECK (kind IN ('entry', 'notification')),
  subject  TEXT    NOT NULL,
  incident TEXT,
  at       INTEGER NOT NULL,
  reason   TEXT    NOT NULL,
  attempts INTEGER NOT NULL,
  state    TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'replayed', 'discarded', 'revived'))
) STRICT;
-- One open dead letter a subject: a second failure tells the newest reason.
CREATE UNIQUE INDEX dead_letter_open ON dead_letter (kind, subject) WHERE state = 'open';
CREATE INDEX dead_letter_closed ON dead_letter (at) WHERE state <> 'open';

CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  bytes       INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  delivery_id TEXT    NOT NULL,
  signature   TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  body        TEXT    NOT NULL
) STRICT;
