/** `2026-11-29 14:02:11 UTC`, of virtual ms: a document is read in any time zone. */
export function momentOf(at: number): string {
  return `${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

/** `14:02`. */
export function clockTime(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
