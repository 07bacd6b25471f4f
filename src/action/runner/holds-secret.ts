import { isAddress } from './inputs.ts';

/** Anything shorter may stand in a name by chance: the secret `checkout` in the service `checkout-eu`. */
const shortestInside = 12;

/**
 * Whether a text is a secret or holds one, also in lower case as the host of an address, or escaped as its path. An
 * address in a secret's place is none.
 */
export function holdsSecret(text: string, secret: string): boolean {
  if (secret === '' || isAddress(secret)) return false;
  const wanted = secret.toLowerCase();
  return [text, unescaped(text)].some((form) => {
    const found = form.toLowerCase();
    return found === wanted || (wanted.length >= shortestInside && found.includes(wanted));
  });
}

/** Sequence by sequence: one that means nothing must not keep the others from being read. */
function unescaped(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
