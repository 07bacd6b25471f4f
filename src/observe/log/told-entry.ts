import type { Disposition } from '../../domain/inbox/disposition.ts';

/** What became of one entry, in words. */
export function toldDisposition(one: { readonly seq: number; readonly disposition: Disposition }): object {
  const { kind, decision, reason } = one.disposition;
  return { seq: one.seq, disposition: { kind, code: decision.code, reason } };
}
