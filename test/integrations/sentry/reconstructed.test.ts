import { describe, expect, it } from 'vitest';
import type { SentryError } from '../../../simulator/sentry-error.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import type { IssueStanding } from '../../../src/seams/sentry-desk.ts';
import { anError } from '../../simulator/fakes/sentry/an-error.ts';
import { arena, type Arena } from './desk-arena.ts';
import { entryOf } from './fixture.ts';

async function listed(
  { desk, clock }: Arena,
  since = anError().at - 60_000,
): Promise<readonly IssueStanding[]> {
  const answer = await desk.changes({ since, until: clock.now() + 60_000, cursor: null });
  if (answer.kind !== 'told') throw new Error(answer.why);
  return answer.value.items;
}

const source = createSentrySource({ allowedHosts: [] });

async function readBack({ desk, clock }: Arena, issue: IssueStanding): Promise<Alert> {
  const body = await desk.reconstruct(issue);
  if (body.kind !== 'told') throw new Error(body.why);
  const reading = source.read({
    ...entryOf('reconstructed', body.value),
    source: 'sentry-api',
    receivedAt: clock.now(),
  });
  if (reading.kind !== 'alert') throw new Error('No alert.');
  return reading.alert;
}

/** What the event's own webhook would have told. */
function alertOf({ fakes }: Arena, error: SentryError): Alert {
  const webhook = fakes.sentry.webhooksFor(error).find(({ resource }) => resource === 'event_alert');
  const reading = source.read(entryOf('event_alert', webhook?.body ?? ''));
  if (reading.kind !== 'alert') throw new Error('No alert.');
  return reading.alert;
}

const trouble = anError({
  isNew: true,
  service: 'basket',
  user: { id: 'u7', email: '' },
  traceId: '1'.repeat(32),
  tags: [['region', 'north']],
  httpBreadcrumbs: [{ url: 'http://stock.internal/v1', status: 503 }],
});

describe('an issue that was read in Sentry', () => {
  it('says what its webhook would have said, as far as it decides anything', async () => {
    const of = await arena();
    const told = alertOf(of, trouble);
    const [issue] = await listed(of);
    const read = await readBack(of, issue!);
    const { issueKey, service, project, environment, release, exceptions, frame, drivers, userHash } = told;
    const { eventId, traceId, calledHosts, level, severity, title, transaction } = told;
    expect(read).toMatchObject({
      ...{ issueKey, service, project, environment, release, exceptions, frame, drivers, userHash },
      ...{ eventId, traceId, calledHosts, level, severity, title, transaction },
      status: 'firing',
      reopened: null,
      resource: 'event.reconstructed',
      rules: [],
      tags: expect.arrayContaining([['region', 'north']]) as unknown,
    });
    expect(read.shortId).toBe(trouble.shortId);
  });

  it('is as old as its newest event, and began when Sentry first saw it', async () => {
    const of = await arena();
    const { at } = trouble;
    of.fakes.sentry.webhooksFor({ ...trouble, at: at - 600_000, firstSeen: at - 600_000 });
    of.fakes.sentry.webhooksFor({ ...trouble, at, firstSeen: at - 600_000, eventId: '2'.repeat(32) });
    of.clock.advance(at + 30_000 - of.clock.now());
    const [issue] = await listed(of, at - 700_000);
    const read = await readBack(of, issue!);
    const passed = of.clock.now() - at;
    expect(read).toMatchObject({
      ageMs: passed,
      sentryAt: at,
      agoMs: passed + 600_000,
      firstSeenAt: at - 600_000,
    });
  });

  it('counts what Sentry counted in the time that was looked at, and says since when', async () => {
    const of = await arena();
    const { at } = trouble;
    for (const [n, minutes] of [20, 2, 1, 0].entries())
      of.fakes.sentry.webhooksFor({ ...trouble, at: at - minutes * 60_000, eventId: String(n).repeat(32) });
    const since = at - 600_000;
    const [issue] = await listed(of, since);
    expect(await readBack(of, issue!)).toMatchObject({ sentryCount: 3, countedSince: since });
  });

  it('is told by its issue alone where the event cannot be had: its environment is waited for', async () => {
    const of = await arena();
    of.fakes.sentry.webhooksFor(trouble);
    const [issue] = await listed(of);
    const body = await of.desk.reconstruct({ ...issue!, id: '404' });
    const reading = source.read({
      ...entryOf('reconstructed', body.kind === 'told' ? body.value : ''),
      receivedAt: of.clock.now(),
    });
    expect(reading).toMatchObject({
      kind: 'alert',
      alert: {
        resource: 'issue.reconstructed',
        environment: null,
        issueKey: 'sentry:acme/5550001',
        eventId: null,
      },
    });
  });

  it.each([
    ['resolved', 'resolved', {}],
    ['ignored', 'archived', {}],
    ['unresolved', 'firing', { substatus: 'regressed' }],
    ['unresolved', 'firing', { substatus: 'escalating' }],
  ] as const)('%s is %s, with Sentry’s word for it', async (action, status, change) => {
    const of = await arena();
    of.fakes.sentry.webhooksFor(trouble);
    of.fakes.sentry.issueWebhook(action, trouble, { ...change, at: trouble.at + 5_000 });
    of.clock.advance(10_000);
    const answer = await of.desk.standings([trouble.issueId, '17'], trouble.at - 60_000);
    const [issue] = answer.kind === 'told' ? answer.value : [];
    expect(issue).toMatchObject({ id: trouble.issueId, status });
    expect(issue?.turnedAt).toBe(action === 'unresolved' ? trouble.at + 5_000 : null);
    const reopened = 'substatus' in change ? change.substatus : null;
    const read = await readBack(of, issue!);
    expect(read).toMatchObject({ status, reopened });
    // What is back is so since Sentry says it, whatever the clock of whoever sent the event.
    if (action === 'unresolved') expect(read.sentryAt).toBe(trouble.at + 5_000);
    expect(await listed(of)).toHaveLength(action === 'unresolved' ? 1 : 0);
  });

  it('keeps the key of the organization that was asked, whatever its addresses say', () => {
    const issue = {
      id: '12',
      status: 'unresolved',
      permalink: 'https://sentry.io/organizations/Other/issues/12/',
    };
    const body = JSON.stringify({ org: 'acme', asOf: 0, issue, event: null });
    expect(source.read(entryOf('reconstructed', body))).toMatchObject({
      alert: { issueKey: 'sentry:acme/12' },
    });
  });
});

describe('the list of what changed', () => {
  it('is read page by page, the newest first, only of what had events then', async () => {
    const of = await arena();
    const { at } = trouble;
    for (let n = 0; n < 130; n += 1)
      of.fakes.sentry.webhooksFor({ ...trouble, issueId: String(9_000 + n), at: at + n * 1_000 });
    const until = at + 119_500;
    const first = await of.desk.changes({ since: at, until, cursor: null });
    if (first.kind !== 'told') throw new Error(first.why);
    const { items, next } = first.value;
    expect(items).toHaveLength(100);
    expect(items[0]).toMatchObject({ id: '9119' });
    const second = await of.desk.changes({ since: at, until, cursor: next });
    expect(second).toMatchObject({ kind: 'told', value: { next: null } });
    expect(second.kind === 'told' && second.value.items).toHaveLength(20);
  });

  it('is asked for eight times a second at most, and not before the moment that Sentry names', async () => {
    const of = await arena({ sentryPerSecond: 2 });
    of.fakes.sentry.webhooksFor(trouble);
    for (let n = 0; n < 6; n += 1) await listed(of);
    const calls = of.fakes.observed().sentry.calls ?? [];
    expect(calls.map(({ status }) => status)).not.toContain(429);
    const gaps = calls.slice(1).map(({ at }, n) => at - (calls[n]?.at ?? 0));
    expect(Math.min(...gaps)).toBe(125);
    expect(Math.max(...gaps)).toBeGreaterThan(500);
  });

  it('is refused without the scope, and says which one', async () => {
    const of = await arena();
    of.fakes.sentry.webhooksFor(trouble);
    of.fakes.sentry.knows.dropScope('event:read');
    const question = { since: 0, until: of.clock.now(), cursor: null };
    expect(await of.desk.changes(question)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('event:read') as unknown,
    });
  });
});
