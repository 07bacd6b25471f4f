import { z } from 'zod';
import { nearWord } from '../../domain/text/near-word.ts';
import type { ConfigDocument } from '../document/document.ts';
import { isMapping } from '../document/plain.ts';
import type { Path, Problem } from '../document/place.ts';
import { saidOfAlertmanager } from './alertmanager-words.ts';
import { isLeafPath, leafPaths, leaves, type LeafPath } from './leaves.ts';

/** What a hurried hand, or another tool's file, calls ours. */
const aliases: Readonly<Record<string, string>> = {
  'slack.bot_token': 'slack.token',
  'slack.api_token': 'slack.token',
  'slack.webhook_url': 'slack.token',
  'slack.signing_secret': 'slack.signing_secrets',
  'sentry.client_secret': 'sentry.signing_secrets',
  'sentry.secret': 'sentry.signing_secrets',
  'sentry.token': 'sentry.auth_token',
  'sentry.api_url': 'sentry.url',
  'sentry.organization': 'sentry.org',
  'pagerduty.integration_key': 'pagerduty.routing_key',
  'pagerduty.service_key': 'pagerduty.routing_key',
  'pagerduty.token': 'pagerduty.api_token',
  'pagerduty.region': 'pagerduty.events_url',
  database: 'store',
  database_url: 'store',
  store_url: 'store',
  'correlation.storm.min_issues': 'correlation.storm.issues',
};

/** Keys of the file that are no setting, one problem each, and sections that are no mapping. */
export function strayKeys(document: ConfigDocument): readonly Problem[] {
  return straysIn(document, document.fileValue, []);
}

function straysIn(document: ConfigDocument, value: unknown, path: Path): readonly Problem[] {
  const inside = path.join('.');
  const known = childrenOf(inside);
  if (value == null) return [];
  if (!isMapping(value))
    return [document.keyProblem(path, `Write settings below it, indented: ${known.join(', ')}.`)];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    const name = here.join('.');
    const isHere = known.includes(key);
    if (isHere && !isSection(name)) return [];
    if (isHere) return straysIn(document, inner, here);
    return [document.keyProblem(here, complaint(key, inside, known))];
  });
}

function complaint(key: string, inside: string, known: readonly string[]): string {
  const name = inside === '' ? key : `${inside}.${key}`;
  if (isLeafPath(name)) return `Only the environment says it, as ${leaves[name].variable ?? ''}.`;
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  const meant = alias ?? pathOfVariable(key);
  if (meant !== undefined) return `There is no such setting. Did you mean ${meant}?`;
  const theirs = saidOfAlertmanager(key);
  if (theirs !== null) return theirs;
  const elsewhere = placesOf(key);
  if (elsewhere.length === 0 && nearWord(key, known) !== null) return unknownKey(key, known);
  if (elsewhere.length > 0) return `There is no such setting here. Did you mean ${elsewhere.join(' or ')}?`;
  return unknownKey(key, known);
}

/** Where the file has settings, or sections of them, of that name. */
function placesOf(key: string): readonly string[] {
  const paths = leafPaths().flatMap((path) => {
    const parts = path.split('.');
    const at = parts.lastIndexOf(key);
    return at > 0 && leaves[path].inFile ? [parts.slice(0, at + 1).join('.')] : [];
  });
  return [...new Set(paths)];
}

/** What is said of a key that is none of these. @param around The mapping that it stands in. */
export function unknownKey(key: string, known: readonly string[], around: unknown = null): string {
  if (key === '<<')
    return 'YAML 1.2 has no merge keys. Write the settings out; an alias (*name) stands for a whole value.';
  const theirs = saidOfAlertmanager(key, around);
  if (theirs !== null) return theirs;
  if (isLeafPath(key) || isSection(key))
    return 'There is no such setting here. It belongs at the top of the file, without indentation.';
  const meant = nearWord(key, known);
  const home = meant === null ? homeOf(key) : null;
  if (home !== null) return `There is no such setting here. It belongs ${home}.`;
  return meant === null
    ? `There is no such setting. Known here: ${known.filter((one) => !one.endsWith('_file')).join(', ')}.`
    : `There is no such setting. Did you mean ${meant}?`;
}

/** Where what belongs to receivers and routes stands. */
const homes: Readonly<Record<string, readonly string[]>> = {
  'to a receiver': ['page_when', 'shadow'],
  'into slack of a receiver': ['channel', 'mention_on_page'],
  'into pagerduty of a receiver': ['routing_key', 'region'],
  'to a route': [
    'matchers',
    'continue',
    'hold',
    'group_wait',
    'update_interval',
    'repeat_interval',
    'escalate',
    'mute_time_intervals',
    'active_time_intervals',
  ],
  'into escalate of a route': ['unacknowledged_for'],
};

/** Where a setting belongs that is known, as the end of a sentence; null: none is called so. */
function homeOf(key: string): string | null {
  const [home] = Object.entries(homes).find(([, keys]) => keys.includes(key)) ?? [];
  return home ?? null;
}

/** The keys that may stand in a mapping within a setting's value. */
export function keysAt(shape: z.ZodType, path: Path): readonly string[] {
  const inner = unwrapped(shape);
  const [first, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    if (first === undefined) return Object.keys(inner.shape);
    const next: unknown = inner.shape[String(first)];
    return next instanceof z.ZodType ? keysAt(next, rest) : [];
  }
  if (first === undefined)
    return inner instanceof z.ZodRecord && inner.keyType instanceof z.ZodEnum
      ? inner.keyType.options.map(String)
      : [];
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodType) return keysAt(inner.element, rest);
  if (inner instanceof z.ZodRecord && inner.valueType instanceof z.ZodType)
    return keysAt(inner.valueType, rest);
  return [];
}

function unwrapped(shape: z.ZodType): z.ZodType {
  const inner: unknown =
    shape instanceof z.ZodDefault || shape instanceof z.ZodNullable || shape instanceof z.ZodOptional
      ? shape.unwrap()
      : shape instanceof z.ZodPipe
        ? shape.in instanceof z.ZodTransform
          ? shape.out
          : shape.in
        : null;
  return inner instanceof z.ZodType ? unwrapped(inner) : shape;
}

/** The keys that may stand in a section; in the file itself for ''. */
function childrenOf(section: string): readonly string[] {
  const prefix = section === '' ? '' : `${section}.`;
  const below = leafPaths()
    .filter((path) => path.startsWith(prefix) && leaves[path].inFile)
    .flatMap((path) => {
      const [key = '', ...deeper] = path.slice(prefix.length).split('.');
      return deeper.length === 0 && leaves[path].secret ? [key, `${key}_file`] : [key];
    });
  return [...new Set(below)];
}

function isSection(path: string): boolean {
  return !isLeafPath(path) && leafPaths().some((one) => one.startsWith(`${path}.`));
}

function pathOfVariable(key: string): LeafPath | undefined {
  return leafPaths().find((path) => leaves[path].inFile && leaves[path].variable === key.toUpperCase());
}
