import { expect, it } from 'vitest';
import { foldedStory } from '../../../src/http/page/front/incidents/folded-story.ts';

interface Item {
  readonly n: number;
  readonly at: number;
  readonly kind: string;
}

const story = (kinds: string): Item[] =>
  Array.from(kinds, (letter, n) => ({
    n: n + 1,
    at: 1_000 * n,
    kind: { j: 'joined', d: 'delivered', o: 'opened', p: 'page' }[letter] ?? 'resolved',
  }));

const told = (kinds: string): string[] =>
  foldedStory(story(kinds)).map(({ kind, items }) => `${kind} ${items.map(({ n }) => n).join(',')}`);

it('is told from its end, with crowds of joinings and of deliveries as a line each', () => {
  expect(told('opjdjdj')).toEqual(['joined 3,5,7', 'delivered 4,6', 'page 2', 'opened 1']);
});

it('begins a new crowd behind what somebody has to know of', () => {
  expect(told('ojjpjj')).toEqual(['joined 5,6', 'page 4', 'joined 2,3', 'opened 1']);
});

it('loses nothing, tells nothing twice, and keeps what is of one moment in order', () => {
  const items = story('ojdjpddjr').map((item) => ({ ...item, at: 5 }));
  const seen = foldedStory(items).flatMap((line) => line.items.map(({ n }) => n));
  expect(seen.toSorted((a, b) => a - b)).toEqual(items.map(({ n }) => n));
  expect(foldedStory(items)[0]?.items[0]?.kind).toBe('resolved');
});
