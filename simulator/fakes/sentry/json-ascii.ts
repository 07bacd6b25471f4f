/**
 * JSON as Sentry writes it: compact, and ASCII only with `\uXXXX` in lower case (src/sentry/utils/json.py:
 * simplejson with separators "," and ":" and ensure_ascii). A relay that parses and serialises again gets
 * other bytes, and another signature.
 */
export function asciiJson(value: unknown): string {
  return toAscii(JSON.stringify(value));
}

/** A float as Python prints it: `1700000000.0` where JavaScript would print `1700000000`. */
export function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const outsideAscii = /[\u007f-\uffff]/g;

function toAscii(json: string): string {
  // Nearly every body is plain ASCII: the search alone is much cheaper than a replacement.
  return json.search(outsideAscii) === -1 ? json : json.replace(outsideAscii, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
