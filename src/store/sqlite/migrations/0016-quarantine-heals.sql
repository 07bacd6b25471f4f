-- What was refused for its signature is kept as its door has to see it again: the exact bytes, and the headers that the
-- door reads. Who sent it, and how likely it is that a secret heals it, say who has to go where there is too much.
DROP INDEX quarantine_at;
ALTER TABLE quarantine RENAME TO quarantine_of_texts;

CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  bytes       INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  door        TEXT    NOT NULL,
  network     TEXT    NOT NULL,
  likely      TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  delivery_id TEXT    NOT NULL,
  signature   TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  -- A JSON object of texts.
  headers     TEXT    NOT NULL,
  body        BLOB    NOT NULL
) STRICT;

-- Only Sentry's door kept anything, and what it was told is enough to ask it again.
INSERT INTO quarantine (id, bytes, at, door, network, likely, kind, delivery_id, signature, reason, headers, body)
  SELECT id, bytes, at, 'sentry', '', iif(kind = '', 'stranger', 'unknown-secret'), kind, delivery_id, signature, reason,
         json_object('sentry-hook-resource', kind, 'sentry-hook-signature', signature, 'request-id', delivery_id),
         CAST(body AS BLOB)
  FROM quarantine_of_texts ORDER BY id;
DROP TABLE quarantine_of_texts;

CREATE INDEX quarantine_at ON quarantine (at, likely);
-- Who has to go is found without the bodies.
CREATE INDEX quarantine_shares ON quarantine (id, network, likely, bytes);
