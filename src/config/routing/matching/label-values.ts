import { categories, todaysCategory } from '../../../integrations/sentry/event/category.ts';
import { nearWord } from '../../../domain/text/near-word.ts';
import { levelNear, levels } from '../../schema/levels.ts';

/** A label of which all values are known. */
interface ClosedLabel {
  readonly known: readonly string[];
  /** Of them the one that somebody meant; null: nobody knows. */
  readonly meant: (said: string) => string | null;
}

/** Labels that have one value at most; an environment has its name and its class, and a storm its title and its key. */
export const single: readonly string[] = [
  'service',
  'level',
  'category',
  'project',
  'release',
  'storm',
  'new_in_release',
  'users',
  'events_per_minute',
];

/** Of these each value is a whole number, from 0 on. */
export const counts: readonly string[] = ['users', 'events_per_minute'];

/** Sentry knows `sample` too, which nobody gives a severity. */
const saidLevels = [...levels, 'sample'];
/** `relay` is what the relay says itself of what it has not heard. */
const known = [...categories, 'relay'];

const truth: ClosedLabel = {
  known: ['true', 'false'],
  meant: (said) => {
    const word = said.toLowerCase();
    if (['yes', 'on', '1'].includes(word)) return 'true';
    return ['no', 'off', '0'].includes(word) ? 'false' : nearWord(word, ['true', 'false']);
  },
};

const closed: ReadonlyMap<string, ClosedLabel> = new Map([
  ['level', { known: saidLevels, meant: levelNear }],
  [
    'category',
    {
      known,
      meant: (said: string) => {
        const word = said
          .trim()
          .toLowerCase()
          .replaceAll(/[\s-]+/g, '_');
        const today = todaysCategory(word);
        return known.includes(today) ? today : nearWord(word, known);
      },
    },
  ],
  ['storm', truth],
  ['new_in_release', truth],
]);

/** All values of a label, where they are known; null: it may be anything. */
export function closedLabel(label: string): ClosedLabel | null {
  return closed.get(label) ?? null;
}
