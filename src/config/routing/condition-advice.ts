import { levelMeant, levels } from '../schema/levels.ts';
import { timeMeant } from '../schema/natives.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import { isMapping } from '../document/plain.ts';

const form =
  'Write storm, outage, { level: fatal }, { metric: critical }, { events_per_minute: 200, for: 2m } or { users: 500 }.';
const keys = ['storm', 'outage', 'level', 'metric', 'events_per_minute', 'users'] as const;
const severities = ['critical', 'warning'] as const;

/** What to write in the place of what is no condition: what was probably meant, else all that there is. */
export function conditionAdvice(said: unknown): string {
  if (typeof said === 'string') {
    const meant = conditionMeant(said);
    return meant === null ? form : `Did you mean ${meant}? ${form}`;
  }
  if (!isMapping(said)) return form;
  const named = (['storm', 'outage'] as const).find((code) => Object.hasOwn(said, code));
  if (named !== undefined) return `${named} stands by itself: write ${named}.`;
  const { level, metric, for: forTime, ...others } = said;
  const [stray] = Object.keys(others).filter((key) => !keys.some((known) => known === key));
  const key = stray === undefined ? null : nearWord(stray, keys);
  if (key !== null) return `${stray ?? ''}: There is no such condition. Did you mean ${exampleOf(key)}?`;
  if (Object.keys(said).filter((one) => one !== 'for').length > 1)
    return `One condition an item: write each of them as an item of its own. ${form}`;
  if (typeof level === 'string') return `There is no level ${level}.${levelMeant(level)} ${form}`;
  if (typeof metric === 'string') {
    const meant =
      nearWord(metric, severities) ?? (metric === 'error' || metric === 'fatal' ? 'critical' : null);
    return `A metric alert is critical or warning.${meant === null ? '' : ` Did you mean ${meant}?`}`;
  }
  if (forTime !== undefined && 'events_per_minute' in said)
    return `for: Write whole minutes from 1m to 60m, for example 2m.${timeMeant(forTime)}`;
  if ('events_per_minute' in said) return 'events_per_minute: Write a whole number, for example 200.';
  if ('users' in said) return 'users: Write a whole number, for example 500; so many or more page.';
  return form;
}

/** The condition that a single word probably means, as it is written. */
function conditionMeant(said: string): string | null {
  const word = said.replace(/^(?:level|severity|metric)\s*=+\s*"?([^"]*)"?$/, '$1').trim();
  const level = levels.find((one) => one === word);
  if (level !== undefined) return `{ level: ${level} }`;
  if (word === 'critical') return '{ level: fatal } or { metric: critical }';
  const meant = nearWord(word, keys);
  return meant === null ? null : exampleOf(meant);
}

/** What to write in the place of a list of conditions. */
export function conditionsAdvice(said: unknown): string {
  const meant = typeof said === 'string' ? (conditionMeant(said)?.replace(' or ', ', ') ?? null) : null;
  return `Write a list of conditions, for example [storm, { level: fatal }].${meant === null ? '' : ` Did you mean [${meant}]?`}`;
}

function exampleOf(key: (typeof keys)[number]): string {
  const examples: Readonly<Record<(typeof keys)[number], string>> = {
    storm: 'storm',
    outage: 'outage',
    level: '{ level: fatal }',
    metric: '{ metric: critical }',
    events_per_minute: '{ events_per_minute: 200, for: 2m }',
    users: '{ users: 500 }',
  };
  return examples[key];
}
