import type { PagerWord } from '../../domain/inbox/pager-word.ts';

/** A page of the pipeline that is in use, as its pager tells of it. Times in UNIX ms. */
export interface TheirPage {
  readonly id: string;
  readonly at: number;
  readonly service: string | null;
  readonly title: string;
  readonly acknowledged: { readonly at: number; readonly by: string | null } | null;
  readonly resolvedAt: number | null;
}

/** A word of the pager with how it describes the incident. */
export interface Described {
  readonly word: PagerWord;
  readonly title: string;
  readonly service: string | null;
  readonly createdAt: number | null;
}

/**
 * The pages that somebody else opened, oldest first. A page is ours when any of its words carries a key of this
 * installation, or when its id is known for one; one that nobody tells the beginning of is left out.
 */
export function theirPages(
  words: readonly Described[],
  ours: { readonly install: string; readonly ids: ReadonlySet<string> },
): readonly TheirPage[] {
  const byId = new Map<string, Described[]>();
  for (const one of words) {
    const id = one.word.pagerIncident;
    byId.set(id, [...(byId.get(id) ?? []), one]);
  }
  return [...byId]
    .filter(([id, all]) => !ours.ids.has(id) && all.every(({ word }) => word.key?.install !== ours.install))
    .map(([id, all]) => pageOf(id, all))
    .filter((page) => page !== null)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function pageOf(id: string, words: readonly Described[]): TheirPage | null {
  const sorted = words.toSorted((a, b) => a.word.at - b.word.at);
  const began = sorted.find(({ word }) => word.act.kind === 'triggered');
  const at = began?.word.at ?? sorted.find(({ createdAt }) => createdAt !== null)?.createdAt ?? null;
  if (at === null) return null;
  const first = sorted.find(({ word }) => word.act.kind === 'acknowledged')?.word;
  const last = sorted.findLast(({ word }) => word.act.kind === 'resolved')?.word;
  return {
    id,
    at,
    service: sorted.findLast(({ service }) => service !== null)?.service ?? null,
    title: sorted.find(({ title }) => title !== '')?.title ?? '',
    acknowledged:
      first === undefined ? null : { at: first.at, by: first.by.kind === 'person' ? first.by.name : null },
    resolvedAt: last?.at ?? null,
  };
}
