/** Why a webhook's body is no JSON object. */
export type BodyFault = 'body-empty' | 'body-not-json' | 'body-not-object';

/**
 * Parses once to know that a body is whole; the mapping comes after the inbox. JSON.parse needs no stack for nesting (a
 * million levels were measured), so depth is no danger here.
 */
export function faultInBody(body: string): BodyFault | null {
  if (body === '') return 'body-empty';
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? null : 'body-not-object';
  } catch {
    return 'body-not-json';
  }
}
