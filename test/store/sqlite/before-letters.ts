/** Takes a file back to before migration 0017: dead letters without how they were closed. */
export const beforeLettersClosed = `
  DROP INDEX dead_letter_closed;
  DROP INDEX dead_letter_subject;
  ALTER TABLE dead_letter DROP COLUMN closed_at;
  ALTER TABLE dead_letter DROP COLUMN closed_by;
  ALTER TABLE dead_letter DROP COLUMN closed_why;
  ALTER TABLE dead_letter DROP COLUMN came_again;
  CREATE INDEX dead_letter_closed ON dead_letter (at) WHERE state <> 'open';
`;
