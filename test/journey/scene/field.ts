import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { journey, until, type Journey } from './journey.ts';
import { rawPost } from './raw-post.ts';
import type { IncidentRow } from './relay-api.ts';
import { repository } from './relay-life.ts';
import { rootsOf, shown } from './seen.ts';

/** What is written otherwise in the text of a fixture than in its file: `['"level": "error"', '"level": "fatal"']`. */
export type Otherwise = readonly (readonly [from: string, to: string])[];

/** Virtual ms between an event and the webhook that tells of it. */
const agoMs = 1_000;
const moments = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)|(?<=: )1[78]\d{8}\.\d+/g;

/** Sends a Sentry fixture as Sentry would now: the newest moment that it names is a second ago. Answers with its body. */
export async function tell(of: Journey, fixture: string, ...otherwise: Otherwise): Promise<string> {
  const body = bodyOf(of, fixture, otherwise);
  await tellBody(of, fixture, body);
  return body;
}

let told = 0;

/** Sends a body under the hook resource of a fixture, with an id of its own, as Sentry gives each webhook, or the given one. */
export async function tellBody(
  of: Journey,
  fixture: string,
  body: string,
  id = `field-${(told += 1)}`,
): Promise<void> {
  const answer = await rawPost(of, {
    body,
    resource: fixture.split('.', 1)[0] ?? '',
    headers: {
      'sentry-hook-timestamp': String(Math.floor(of.clock.now() / 1_000)),
      'request-id': id,
    },
  });
  expect(answer).toMatchObject({ status: 202, body: { accepted: true, duplicate: false } });
}

/** The text of a fixture, its times moved so that the newest is `at` (virtual UNIX ms). */
export function bodyOf(
  { clock }: Pick<Journey, 'clock'>,
  fixture: string,
  otherwise: Otherwise,
  at = clock.now() - agoMs,
): string {
  let text = readFileSync(path.join(repository, 'fixtures/payloads/sentry', `${fixture}.json`), 'utf8');
  for (const [from, to] of otherwise) {
    if (!text.includes(from)) throw new Error(`The fixture ${fixture} does not contain ${from}.`);
    text = text.replaceAll(from, to);
  }
  const newest = Math.max(...(text.match(moments) ?? []).map(momentOf));
  const shift = at - newest;
  return text.replace(moments, (moment) => {
    const moved = momentOf(moment) + shift;
    return moment.includes('T') ? new Date(moved).toISOString() : (moved / 1_000).toFixed(3);
  });
}

function momentOf(text: string): number {
  return text.includes('T') ? Date.parse(text) : Number(text) * 1_000;
}

/** A relay with the fakes around it, twenty times as fast as the world. */
export async function started(env: Readonly<Record<string, string>> = {}): Promise<Journey> {
  const of = await journey({ seed: 2_711, speed: 20, env });
  await of.start();
  return of;
}

/** Waits until so many incidents are there, children included, and the relay is at rest; oldest first. */
export async function settled(of: Journey, incidents: number): Promise<readonly IncidentRow[]> {
  await until(`${incidents} incidents`, async () => (await of.api.incidents()).length >= incidents);
  await of.rest();
  const rows = await of.api.incidents();
  expect(rows.map((row) => row.title)).toHaveLength(incidents);
  return rows.toSorted((a, b) => numberOf(a) - numberOf(b));
}

function numberOf({ id }: IncidentRow): number {
  return Number(/^inc-(\d+)/.exec(id)?.[1]);
}

/** How the message of an incident reads now. */
export function read(of: Pick<Journey, 'fakes'>, row: IncidentRow | undefined): string {
  return shown(rootsOf(of, row?.id ?? '')[0]);
}
