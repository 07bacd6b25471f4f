import { levelMeant } from '../schema/levels.ts';
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
    const meant = nearWord(said, keys);
    return meant === null ? form : `Did you mean ${exampleOf(meant)}? ${form}`;
  }
  if (!isMapping(said)) return form;
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
    return `for: Write a time from 1m to 60m, for example 2m.${timeMeant(forTime)}`;
  return form;
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
