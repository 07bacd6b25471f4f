import { matches } from '../../../correlate/rules/matching.ts';
import { fieldsOfKey } from '../../../domain/routing/cause-rule.ts';
import { isLabel, type Matcher } from '../../../domain/routing/matcher.ts';
import { nearWord } from '../../../domain/text/near-word.ts';
import { mayBeShown } from '../../../integrations/sentry/event/tags.ts';
import type { ConfigDocument } from '../../document/document.ts';
import type { Path, Problem } from '../../document/place.ts';
import type { Values } from '../../schema/leaves.ts';
import type { Place } from '../walk.ts';
import { written } from './never-holds.ts';

/** Which tags of Sentry alerts have, and where that is said. */
export interface ReadTags {
  /** Null: all but personal ones, and those that an alert names elsewhere. */
  readonly names: readonly string[] | null;
  /** What the list is called for whoever wrote it. */
  readonly list: string;
}

/** Null where the list itself is wrong. */
export function readTagsIn(
  document: ConfigDocument,
  { 'sentry.tags': names }: Partial<Values>,
): ReadTags | null {
  return names === undefined ? null : { names, list: document.nameOf('sentry.tags') };
}

/** That no alert ever has a label, since the tag is not read, and what to write; null: it may be there. */
export function unreadTag(label: string, tags: ReadTags | null): string | null {
  if (tags === null || !label.startsWith('tags.')) return null;
  const { names, list } = tags;
  const name = label.slice('tags.'.length);
  if (mayBeShown(name, names)) return null;
  const why = `${label} is not read`;
  if (names === null)
    return isLabel(name)
      ? `${why}: write ${name}, which says the same.`
      : `${why} unless ${list} names it, then with all others that are needed.`;
  const meant = nearTag(name, names);
  return meant === null
    ? `${why}: add ${name} to ${list}.`
    : `${why}. Did you mean tags.${meant}? Else add ${name} to ${list}.`;
}

/** Short names are near each other by chance. */
function nearTag(name: string, names: readonly string[]): string | null {
  const lower = name.toLowerCase();
  const same = names.find((one) => one.toLowerCase() === lower);
  return same ?? nearWord(name, names, name.length < 6 ? 1 : 2);
}

/** What is said of a matcher whose label is never there: it holds always, or never. */
function unreadIn(matcher: Matcher, tags: ReadTags | null): string | null {
  const why = unreadTag(matcher.label, tags);
  if (why === null) return null;
  return `${written(matcher)} ${matches(matcher, new Map()) ? 'always' : 'never'} holds: ${why}`;
}

/** Matchers of a route by tags that are never read. */
export function tagsOfRoute(
  document: ConfigDocument,
  values: Partial<Values>,
  { said, path }: Place,
): readonly Problem[] {
  const tell = teller(document, readTagsIn(document, values));
  return tell.matchers('route', [...path, 'matchers'], said.matchers ?? []);
}

/** The same of all that has matchers beside the routes, and of what else names labels there. */
export function unreadTags(document: ConfigDocument, values: Partial<Values>): readonly Problem[] {
  const { maintenance = [], inhibit_rules: inhibitions = [], 'correlation.rules': causes = [] } = values;
  const tags = readTagsIn(document, values);
  const tell = teller(document, tags);
  return [
    ...maintenance.flatMap(({ matchers }, n) => tell.matchers('maintenance', [n, 'matchers'], matchers)),
    ...inhibitions.flatMap(({ source, target, equal }, n) => [
      ...tell.matchers('inhibit_rules', [n, 'source_matchers'], source),
      ...tell.matchers('inhibit_rules', [n, 'target_matchers'], target),
      ...equal.flatMap((label, at) =>
        tell.one('inhibit_rules', [n, 'equal', at], 'It keeps nothing apart', unreadTag(label, tags)),
      ),
    ]),
    ...causes.flatMap(({ matchers, key }, n) => [
      ...tell.matchers('correlation.rules', [n, 'matchers'], matchers),
      ...fieldsOfKey(key).flatMap((field) =>
        tell.one('correlation.rules', [n, 'key'], 'The rule says nothing', unreadTag(field, tags)),
      ),
    ]),
  ];
}

interface Teller {
  readonly matchers: (key: string, path: Path, matchers: readonly Matcher[]) => readonly Problem[];
  readonly one: (key: string, path: Path, what: string, why: string | null) => readonly Problem[];
}

function teller(document: ConfigDocument, tags: ReadTags | null): Teller {
  return {
    matchers: (key, path, matchers) =>
      matchers.flatMap((matcher, at) => {
        const message = unreadIn(matcher, tags);
        return message === null ? [] : [document.problem(key, message, [...path, at])];
      }),
    one: (key, path, what, why) => (why === null ? [] : [document.problem(key, `${what}: ${why}`, path)]),
  };
}
