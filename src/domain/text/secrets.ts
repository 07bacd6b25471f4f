/** Takes secrets out of texts. Everything that leaves the check passes one. */
export type Redactor = ReturnType<typeof createRedactor>;

/** Anything shorter is part of ordinary words, and no secret. */
const shortest = 4;

/** A redactor for these secrets. */
export function createRedactor(secrets: readonly string[]) {
  let forms = formsOf(secrets);
  /** The text without any secret. */
  const text = (value: string): string => forms.reduce((clean, form) => clean.replaceAll(form, '***'), value);
  return {
    text,
    /** The same for every text inside plain data. */
    deep: <T>(value: T): T => deepWith(text, value),
    /** One more secret to take out from now on. */
    hide: (secret: string): void => void (forms = formsOf([...forms, secret])),
  };
}

/** A secret as it is, as JSON writes it and as an address writes it. The longest first: one may be part of another. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    // A lone surrogate has no form in an address.
    encodeURIComponent(secret.toWellFormed()),
  ]);
  return [...new Set(forms)].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
}

function deepWith<T>(text: (value: string) => string, value: T): T;
function deepWith(text: (value: string) => string, value: unknown): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item: unknown) => deepWith(text, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepWith(text, item)]));
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
