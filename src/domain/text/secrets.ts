import { occurrenceOf } from './occurrence.ts';

/** Takes secrets out of texts. Everything that leaves the check passes one. */
export type Redactor = ReturnType<typeof createRedactor>;

/** What stands in the place of one of the relay's own. */
export const hiddenSecret = '(secret)';

/** Anything shorter is part of ordinary words, and no secret. */
const shortest = 4;

/**
 * A redactor for these secrets.
 * @param by What stands in their place.
 */
export function createRedactor(secrets: readonly string[], by = '***') {
  const known = [...secrets];
  let forms = formsOf(known);
  let occurs: ReturnType<typeof occurrenceOf> | null = null;
  /** The text without any secret. */
  const text = (value: string): string => forms.reduce((clean, form) => clean.replaceAll(form, by), value);
  return {
    text,
    /** Whether there is one in it. */
    isIn: (value: string): boolean => (occurs ??= occurrenceOf(forms))(value),
    /** The same for every text inside plain data. */
    deep: <T>(value: T): T => deepWith(text, value),
    /** One more secret to take out from now on. */
    hide: (secret: string): void => {
      if (known.includes(secret)) return;
      known.push(secret);
      forms = formsOf(known);
      occurs = null;
    },
  };
}

/** In texts of strangers, by which messages are grouped, a shorter one may be a word: `password`. */
const shortestInTexts = 12;

/** A redactor of the relay's own secrets for texts that strangers write. */
export function createOwnRedactor(secrets: readonly string[]): Redactor {
  const isMeant = ({ length }: string): boolean => length >= shortestInTexts;
  const redactor = createRedactor(secrets.filter(isMeant), hiddenSecret);
  return {
    ...redactor,
    hide: (secret) => {
      if (isMeant(secret)) redactor.hide(secret);
    },
  };
}

/**
 * A secret as it is, as JSON writes it, as an address writes it, and within base64, where `Authorization: Basic` has it.
 * The longest first: one may be part of another.
 */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    // A lone surrogate has no form in an address.
    encodeURIComponent(secret.toWellFormed()),
    ...base64Of(secret),
  ]);
  return [...new Set(forms)].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
}

/**
 * What a secret is within a longer text in base64, whatever stands before and behind it: of each of the three ways to lie
 * across groups of three bytes the characters that are the secret's alone.
 */
function base64Of(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const own = whole
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function deepWith<T>(text: (value: string) => string, value: T): T;
function deepWith(text: (value: string) => string, value: unknown): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item: unknown) => deepWith(text, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), deepWith(text, item)]));
}

/** Whether a text is an http(s) address. */
export function isAddress(text: string): boolean {
  // An address forgets the line breaks and tabs in it; whoever wrote them meant something else.
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

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
