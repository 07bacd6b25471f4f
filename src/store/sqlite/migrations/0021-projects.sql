-- How steadily each project tells of errors.
CREATE TABLE project (
  added INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  doc   TEXT NOT NULL
) STRICT;
