/** Takes secrets out of texts. Everything that leaves the check passes one. */
export interface Redactor {
  /** The text without any secret. */
  text(text: string): string;
  /** The same for every text inside plain data. */
  deep<T>(value: T): T;
  /** One more secret to take out from now on. */
  hide(secret: string): void;
}

/** Anything shorter is part of ordinary words, and no secret. */
const shortest = 4;

/** A redactor for these secrets. */
export function createRedactor(secrets: readonly string[]): Redactor {
  let forms = formsOf(secrets);
  const text = (value: string): string => forms.reduce((clean, form) => clean.replaceAll(form, '***'), value);
  return {
    text,
    deep: (value) => deepWith(text, value),
    hide: (secret) => (forms = formsOf([...forms, secret])),
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
