import { z } from 'zod';

/** A refusal of the REST API (PagerDuty REST API, "Errors"). */
const refusal = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number().int().nullable().catch(null),
    errors: z.array(z.string()).catch([]),
  }),
});

/** `POST /incidents/{id}/notes`, and one of `GET /incidents/{id}/notes`, as far as the relay reads them. */
const note = z.object({ id: z.string().min(1), content: z.string().catch('') });
const madeNote = z.object({ note });
const listedNotes = z.object({ notes: z.array(note) });

/** A note that is there. */
type Note = z.infer<typeof note>;

/** The complaints in a body, each a short text without `secret`; empty when the body is not PagerDuty's. */
export function restComplaints(body: string, secret: string): readonly string[] {
  const read = refusal.safeParse(parsed(body));
  if (!read.success) return [];
  const { message, errors } = read.data.error;
  return [message, ...errors]
    .filter((text) => text !== '')
    .slice(0, 5)
    .map((text) => text.replaceAll(secret, '(secret)').slice(0, 200));
}

/** The note that was made; null where the body tells of none. */
export function noteMade(body: string): Note | null {
  const read = madeNote.safeParse(parsed(body));
  return read.success ? read.data.note : null;
}

/** The notes that were listed; null where the body is no list of them. */
export function notesListed(body: string): readonly Note[] | null {
  const read = listedNotes.safeParse(parsed(body));
  return read.success ? read.data.notes : null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
