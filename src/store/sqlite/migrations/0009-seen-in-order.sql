-- What was seen lies in the order in which it came, so that a new row goes to the end and only one index is written at
-- a random place: under a storm the pages that an append touches are most of what it costs. A digest is known by its
-- beginning, and compared as a whole afterwards.
CREATE TABLE seen_in_order (
  added  INTEGER PRIMARY KEY,
  source TEXT    NOT NULL,
  id     TEXT    NOT NULL,
  digest TEXT    NOT NULL,
  kind   TEXT    NOT NULL,
  -- 1: the key that first brought the body, from which the 24 h run in which another key with it is a duplicate.
  first  INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

INSERT INTO seen_in_order (source, id, digest, kind, first, seq, at)
  SELECT source, id, digest, kind, first, seq, at FROM seen ORDER BY at, seq;

DROP TABLE seen;
ALTER TABLE seen_in_order RENAME TO seen;
CREATE INDEX seen_digest ON seen (substr(digest, 1, 16), first, id);
-- What is known by its key alone, whatever its body.
CREATE INDEX seen_key ON seen (source, id) WHERE source NOT IN ('sentry', 'sentry-legacy', 'drill');
