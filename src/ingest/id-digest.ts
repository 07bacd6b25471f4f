import { createHash } from 'node:crypto';

/** The digest of what may be said twice: the id keeps two equal texts apart. */
export function idDigest(id: string, text: string): string {
  return createHash('sha256').update(`${id}\n${text}`).digest('hex');
}
