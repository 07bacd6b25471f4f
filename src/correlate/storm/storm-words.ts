import type { Cause } from '../../domain/cause.ts';

/** That there is a storm and why, as a sentence: what is not named yet is no cause. */
export function stormSentence({ kind, title }: Pick<Cause, 'kind' | 'title'>): string {
  return kind === 'surge' ? `Storm, ${title}.` : `Storm: ${title}.`;
}
