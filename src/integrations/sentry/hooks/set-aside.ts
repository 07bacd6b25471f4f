import type { Reading } from '../../../seams/source.ts';
import type { Hook } from './hook.ts';

/** A reading without an alert; `why` completes the sentence "<resource>.<action> was set aside: …". */
export function setAside(hook: Pick<Hook, 'name'>, why: string): Reading {
  return { kind: 'set-aside', reason: `${hook.name} was set aside: ${why}.` };
}
