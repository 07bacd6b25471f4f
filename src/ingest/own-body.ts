import { z } from 'zod';

/** The version of the bodies that this relay writes. Those of relays before it name none, and count as 0. */
const bodyVersion = 1;

const versioned = z.object({ v: z.int().min(0).default(0) });

/** The body of an entry that this relay makes itself: JSON, with the version of its words as `v`. */
export function ownBody(told: object): string {
  return JSON.stringify({ ...told, v: bodyVersion });
}

/**
 * Reads such a body, its own or an older relay's: what those did not know takes the schema's defaults.
 * @throws Error that says what is wrong with it, in a sentence for people; the entry then becomes a dead letter.
 */
export function readOwnBody<T>(schema: z.ZodType<T>, body: string, what: string): T {
  const value = parsed(body, what);
  const version = versioned.safeParse(value);
  if (version.success && version.data.v > bodyVersion)
    throw new Error(
      `This ${what} is of version ${version.data.v}, which a newer relay wrote; this one reads up to ${bodyVersion}. Update the relay, then replay it.`,
    );
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  throw new Error(`This is no ${what} that this relay can read. ${wrong.join('; ')}`);
}

function parsed(body: string, what: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error(`This is no ${what}: its body is not JSON.`);
  }
}
