/** Whether a word of a text is `true` or `false`. */
export function isTruth(text: string, from: number, to: number): boolean {
  const initial = text.charCodeAt(from) | 32;
  const length = to - from;
  if (!((initial === 116 && length === 4) || (initial === 102 && length === 5))) return false;
  const word = text.slice(from, to).toLowerCase();
  return word === 'true' || word === 'false';
}

/** `(null)`, `result: None`: a value is missing. Elsewhere (`of null`) it is what the text is about. */
export function isNothing(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (length < 3 || length > 4 || (text.charCodeAt(from) | 32) !== 110) return false;
  const before = text.charCodeAt(from - 1) === 32 ? text.charAt(from - 2) : text.charAt(from - 1);
  return (
    '([<{:='.includes(before) &&
    before !== '' &&
    /^(?:null|none|nil)(?=[)\]>},;]|$)/i.test(text.slice(from, to + 1))
  );
}
