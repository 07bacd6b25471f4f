/**
 * A sentence without our stop behind somebody's words that have their own: a title may end with one, and a name like
 * "Robin Jr.".
 * @param told What the sentence was made of; its texts are looked for.
 */
export function withOneStop(said: string, told: object): string {
  if (!/[.!?…]\.(\s|$)/.test(said)) return said;
  return textsIn(told)
    .filter((words) => /[.!?…]$/.test(words))
    .reduce((one, words) => {
      const twice = `${words}.`;
      const inside = one.replaceAll(`${twice} `, `${words} `);
      return inside.endsWith(twice) ? inside.slice(0, -1) : inside;
    }, said);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A sentence as a headline, or as a part of a longer one. */
export function withoutStop(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}
