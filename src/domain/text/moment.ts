const shape = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** A moment as ISO 8601 has it, in UNIX ms; null where it is none. Without a zone nobody knows which night is meant. */
export function momentIn(text: string): number | null {
  const said = text.trim();
  const at = shape.test(said) ? Date.parse(said.replace(' ', 'T')) : NaN;
  return Number.isFinite(at) ? at : null;
}

/** How a moment is written. */
export const momentExample = '"2027-01-30T22:00:00+01:00" or "2027-01-30T21:00:00Z"';
