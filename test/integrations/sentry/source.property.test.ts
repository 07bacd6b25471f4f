import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import type { Reading } from '../../../src/seams/source.ts';
import { entryOf, fixtureNames, fixtureText, resourceOf, source } from './fixture.ts';

const kinds = [...new Set([...fixtureNames.map(resourceOf), 'ui_component', 'whatever_next'])];
/** Much more than any reading needs, much less than a hostile body: output is bounded, whatever comes in. */
const largestAlert = 64_000;

/** Reads, and takes only an error for people as a way out. */
function readSafely(kind: string, body: string): Reading | null {
  try {
    const reading = source.read(entryOf(kind, body));
    if (reading.kind === 'alert') expectSound(reading.alert);
    else
      expect(reading).toMatchObject({ kind: 'set-aside', reason: expect.stringContaining(kind) as string });
    return reading;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/names no|is not JSON|is JSON, but no object/);
    return null;
  }
}

function expectSound(alert: Alert): void {
  expect(alert.issueKey).toMatch(/^(sentry|metric):[a-zA-Z0-9_-]+\/[a-zA-Z0-9_-]+$/);
  expect(alert.title.length).toBeGreaterThan(0);
  expect(alert.title.length).toBeLessThanOrEqual(300);
  expect(alert.message.length).toBeLessThanOrEqual(2_000);
  expect(alert.tags.length).toBeLessThanOrEqual(20);
  expect(alert.exceptions.length).toBeLessThanOrEqual(10);
  expect(alert.rules.length).toBeLessThanOrEqual(20);
  expect(alert.calledHosts.length).toBeLessThanOrEqual(10);
  expect(alert.about.length).toBeLessThanOrEqual(6);
  expect(alert.ageMs).toBeGreaterThanOrEqual(0);
  if (alert.link !== null) expect(new URL(alert.link).protocol).toBe('https:');
  for (const time of [alert.eventAt, alert.firstSeenAt, alert.sentryAt, alert.ageMs]) {
    if (time !== null) expect(Number.isSafeInteger(time)).toBe(true);
  }
  const written = JSON.stringify(alert);
  expect(written.length).toBeLessThanOrEqual(largestAlert);
  expect(written.isWellFormed()).toBe(true);
  expect(written).not.toContain('\\u0000');
  expect(written).not.toMatch(/\\ud[89a-f]/i);
  expect(JSON.parse(written)).toEqual(alert);
}

test('any JSON object is read, set aside or refused in clear words', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(fc.constantFrom(...kinds), object, (kind, body) => {
      readSafely(kind, JSON.stringify(body));
    }),
    { numRuns: 500 },
  );
});

test('any text is read, set aside or refused in clear words', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.string({ unit: 'binary' }), (kind, body) => {
      readSafely(kind, body);
    }),
  );
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length === 0 ? [] : [path];
  const below = Object.entries(value).flatMap(([key, inner]) =>
    pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? below : [path, ...below];
}

/** A copy in which the node at a path is replaced, or dropped for `undefined`. */
function mutated(value: unknown, path: Path, to: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return to;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...(value as object) };
  copy[head] = mutated(copy[head], rest, to);
  return copy;
}

const bodies = fixtureNames.map((name) => {
  const body: unknown = JSON.parse(fixtureText(name));
  return { kind: resourceOf(name), body, paths: pathsOf(body) };
});
const replacement = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    0,
    -1,
    1e308,
    true,
    [],
    {},
    [[]],
    [null],
    '\ud800',
    '\0',
    'x'.repeat(100_000),
  ),
  fc.jsonValue(),
);

test('a fixture with any node dropped or replaced never crashes the reader', () => {
  const mutation = fc.constantFrom(...bodies).chain(({ kind, body, paths }) =>
    fc.record({
      kind: fc.constant(kind),
      body: fc.constant(body),
      path: fc.constantFrom(...paths),
      to: replacement,
    }),
  );
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 1 }), ([only]) => {
      readSafely(only!.kind, JSON.stringify(mutated(only!.body, only!.path, only!.to)));
    }),
    { numRuns: 1_500 },
  );
});

test('what an event cannot say never loses the alert: every node but the issue id may go', () => {
  const { body, paths } = bodies[fixtureNames.indexOf('event_alert.triggered')]!;
  const needed = new Set(['data', 'data.event']);
  for (const path of paths.filter((one) => !needed.has(one.join('.')) && one.at(-1) !== 'action')) {
    for (const to of [undefined, null, 7, 'x', [], {}]) {
      const reading = readSafely('event_alert', JSON.stringify(mutated(body, path, to)));
      expect(reading?.kind, `${path.join('.')} = ${JSON.stringify(to)}`).toBe('alert');
    }
  }
});

test('a body cut off anywhere is an error, never half an alert', () => {
  const text = fixtureText('event_alert.triggered').trimEnd();
  for (let at = 0; at < text.length; at += 97) {
    expect(readSafely('event_alert', text.slice(0, at))).toBeNull();
  }
});

test('50,000 levels of nesting in any place are no danger', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const deepObject = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
  for (const value of [deep, deepObject]) {
    for (const field of ['extra', 'tags', 'exception', 'breadcrumbs', 'user', 'fingerprint', 'title']) {
      const body = `{"action":"triggered","data":{"event":{"issue_id":"41","${field}":${value}}}}`;
      expect(readSafely('event_alert', body)?.kind).toBe('alert');
    }
  }
});

test('a megabyte in every text gives a small alert', () => {
  const huge = '\u202e<!channel>*_`'.repeat(80_000);
  const values = Array.from({ length: 3 }, () => ({
    type: huge,
    value: huge,
    stacktrace: { frames: [{ function: huge, filename: huge, module: huge, in_app: true }] },
  }));
  const event = {
    issue_id: '41',
    title: huge,
    culprit: huge,
    transaction: huge,
    environment: huge,
    release: huge,
    tags: [[huge, huge]],
    exception: { values },
  };
  const body = JSON.stringify({ action: 'triggered', data: { event, triggered_rule: huge } });
  expect(readSafely('event_alert', body)?.kind).toBe('alert');
});

test('nothing that is read changes a prototype', () => {
  const evil =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"issue_id":"41","tags":{"__proto__":"x"},"user":{"__proto__":{"id":"1"}}}';
  readSafely('event_alert', `{"action":"triggered","__proto__":{"polluted":1},"data":{"event":${evil}}}`);
  readSafely('legacy', `{"id":"1","__proto__":{"polluted":1},"event":${evil}}`);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
