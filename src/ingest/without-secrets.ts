import { comesFromOutside, type Entry } from '../domain/inbox/entry.ts';
import { noteParsed, parsedBody } from '../domain/inbox/json-body.ts';
import type { Redactor } from '../domain/text/secrets.ts';

/**
 * An entry as it is read: an application that reports its own configuration, or a vendor that quotes a key, must not
 * bring the relay's secrets into messages, pages and rows. Before anything is cut short: half a secret is known to nobody.
 */
export function withoutSecrets(entry: Entry, redactor: Redactor): Entry {
  if (!comesFromOutside(entry.source) || !redactor.isIn(entry.body)) return entry;
  const clean = redactor.deep(parsedOf(entry));
  const read = { ...entry, body: JSON.stringify(clean) };
  noteParsed(read, clean);
  return read;
}

/** A body that is no JSON is for the source to complain of. */
function parsedOf(entry: Entry): unknown {
  try {
    return parsedBody(entry);
  } catch {
    return entry.body;
  }
}
