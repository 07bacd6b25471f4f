-- All that the books ask of a message is in the index, so that ten thousand rows are not read for it, with their documents.
DROP INDEX notification_message;
CREATE INDEX notification_message ON notification (incident, sent_alerts, dead_digest, digest, handle, id)
  WHERE surface = 'message';
