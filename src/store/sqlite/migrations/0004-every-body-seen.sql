-- When the sender sent it, by its own clock, and, for a replay, when the delivery first came.
ALTER TABLE inbox ADD COLUMN sent_at INTEGER;
ALTER TABLE inbox ADD COLUMN first_received_at INTEGER;

-- Every body under a key is remembered, not only the first: a known key with another body is another delivery.
CREATE TABLE seen_body (
  source TEXT    NOT NULL,
  id     TEXT    NOT NULL,
  digest TEXT    NOT NULL,
  kind   TEXT    NOT NULL,
  -- 1: the key that first brought the body, from which the 24 h run in which another key with it is a duplicate.
  first  INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (source, id, digest)
) STRICT, WITHOUT ROWID;

-- A second key used to be kept without the digest; it is its body's.
INSERT INTO seen_body (source, id, digest, kind, first, seq, at)
  SELECT seen.source, seen.id, coalesce(seen.digest, inbox.digest), seen.kind, seen.digest IS NOT NULL, seen.seq, seen.at
  FROM seen LEFT JOIN inbox USING (seq)
  WHERE coalesce(seen.digest, inbox.digest) IS NOT NULL;

DROP TABLE seen;
ALTER TABLE seen_body RENAME TO seen;
CREATE INDEX seen_digest ON seen (digest, source, kind, at) WHERE first = 1;
CREATE INDEX seen_at ON seen (at);
